"""The errors of backups, whose messages are read by a person on call."""


class Refused(Exception):
    """Nothing was touched; the message says why, and what to do."""


class Busy(Refused):
    """Another backup is being written into the same folder."""


class InvalidArchive(Refused):
    """An archive that isn't whole, that the key doesn't open, or that this program can't read."""


class Interrupted(Exception):
    """The last step of a restore was begun and did not end.

    Nobody can say here how far it came; another run finishes it.
    """
