"""Normalisation of the names of uploaded files."""

import re

from core.lib.text.normalise import clean

LONGEST = 255
# What is left of a name that was nothing but a path, dots or invisible characters.
NAMELESS = "minh chứng"


def normalise_file_name(text: str, ending: str = "") -> str:
    """Return a file's name in NFC on one line, without its path, of at most 255 characters; idempotent.


    The ending is kept when the name is cut. `ending` replaces the name's own, for a file that was converted.
    """
    base = re.split(r"[/\\]", clean(text))[-1]
    stem, dot, own = " ".join(base.split()).rpartition(".")
    if not dot:
        stem, own = own, ""
    own = ending or (dot + own)[: LONGEST // 2].rstrip(". ")
    return (stem.strip(". ")[: LONGEST - len(own)].rstrip(". ") or NAMELESS) + own
