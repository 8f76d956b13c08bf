"""The name of a file as somebody else's computer gave it, brought to one form."""

import re

from texts.normalise import clean

LONGEST = 255
# What is left of a name that was nothing but a path, dots or invisible characters.
NAMELESS = "minh chứng"


def file_name(text: str, ending: str = "") -> str:
    """The name in NFC on one line without its path, at most 255 characters with its ending kept; idempotent.

    `ending` takes the place of the name's own, for a file whose kind was changed.
    """
    last = re.split(r"[/\\]", clean(text))[-1]
    stem, dot, own = " ".join(last.split()).rpartition(".")
    if not dot:
        stem, own = own, ""
    own = ending or (dot + own)[: LONGEST // 2].rstrip(". ")
    return (stem.strip(". ")[: LONGEST - len(own)].rstrip(". ") or NAMELESS) + own
