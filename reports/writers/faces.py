"""The bundled faces: the only ones a document is set in, and the letters they have."""

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
    """The 134 letters of Vietnamese that ASCII lacks, both cases, composed (NFC)."""
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)]
    lower = [letter for letter in toned if not letter.isascii()] + ["đ"]
    return lower + [letter.upper() for letter in lower]


def face_paths():
    """The four TTF files: regular, bold, italic, bold italic."""
    return [settings.BASE_DIR / "static" / "fonts" / name for name in FACE_NAMES]


def code_points(path):
    """The code points in a face's character map; OSError or TTLibError when the file can't be read."""
    with TTFont(path, lazy=True) as face:
        return frozenset(face.getBestCmap())


@cache
def shared_code_points():
    """The code points that all four faces have."""
    return frozenset.intersection(*map(code_points, face_paths()))


def printable(text):
    """The text as the faces can show it: composed, without invisible characters, `MISSING` for the rest."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(map(_shown, text))


def _shown(letter):
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
