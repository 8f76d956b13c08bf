"""The bundled fonts, the only ones in documents, and the letters that they have."""

import unicodedata
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

FACE_NAMES = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
# Stands for a letter that the faces lack: without it the renderer would borrow whatever face the host has.
MISSING = "□"

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def vietnamese_letters():
    """Return the 134 letters of Vietnamese that ASCII lacks, both cases, composed (NFC)."""
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)]
    lower = [letter for letter in toned if not letter.isascii()] + ["đ"]
    return lower + [letter.upper() for letter in lower]


def face_paths():
    """Return the four TTF files: regular, bold, italic, bold italic."""
    return [settings.BASE_DIR / "static" / "fonts" / name for name in FACE_NAMES]


def code_points(path):
    """Return the code points in a font's character map; OSError or TTLibError if it can't be read."""
    with TTFont(path, lazy=True) as face:
        return frozenset(face.getBestCmap())


@cache
def shared_code_points():
    """Return the code points that all four fonts have."""
    return frozenset.intersection(*map(code_points, face_paths()))


def printable(text):
    """Return the text as the fonts can show it: composed, without invisible characters, `MISSING` for the rest."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(map(_printable_letter, text))


def _printable_letter(letter):
    if letter == "\n" or (letter.isascii() and letter.isprintable()):
        return letter
    if letter in "\t\v\f":
        return " "
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp"):
        return "\n"
    if category in ("Cc", "Cf"):
        return ""
    if ord(letter) in shared_code_points():
        return letter
    # A space or a mark that no face has is dropped; a letter's place is kept.
    return {"Zs": " ", "Mn": "", "Me": ""}.get(category, MISSING)
