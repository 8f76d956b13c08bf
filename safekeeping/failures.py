"""What a person on call is told when nothing was lost but the thing asked for can't be done."""


class Refused(Exception):
    """Nothing was touched; the message says why, and what to do."""


class Busy(Refused):
    """Another backup is being written into the same folder."""


class Unsound(Refused):
    """An archive that isn't whole, that the key doesn't open, or that this program can't read."""


class CutOff(Exception):
    """The last step of a restore was begun, and nobody can say here how far it came; another run finishes it."""
