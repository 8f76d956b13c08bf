"""The letters of Vietnamese, which every bundled face must have."""

import unicodedata

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def vietnamese_letters():
    """Return the 134 letters of Vietnamese that ASCII lacks, both cases, composed (NFC)."""
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)]
    lower = [letter for letter in toned if not letter.isascii()] + ["đ"]
    return lower + [letter.upper() for letter in lower]
