"""The bundled faces of documents, the signs that they have, and what stands for a sign that none has."""

import unicodedata
from functools import cache

from django.conf import settings
from fontTools.ttLib import TTFont

FACE_NAMES = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
# Arrows, ticks, boxes, stars: what the four faces of letters lack.
SYMBOLS_NAME = "DejaVuSans-Symbols.ttf"
# Stands for a letter that the faces lack: without it the renderer would borrow whatever face the host has.
MISSING = "□"
# Signs of phones for those that are printed; what Unicode itself calls compatible needs no line here.
LOOKALIKES = {
    "✅": "✓",
    "❎": "✗",
    "❌": "✗",
    "❗": "!",
    "❓": "?",
    "➕": "+",
    "➖": "−",
    "⭐": "★",
    "🌟": "★",
    "👉": "→",
    "👈": "←",
    "📞": "☎",
    "📱": "☎",
    "📌": "•",
    "📍": "•",
    "🔸": "◆",
    "🔹": "◆",
    "🔶": "◆",
    "🔷": "◆",
    "🔴": "●",
    "🔵": "●",
    "🟢": "●",
    "🟡": "●",
    "🟠": "●",
    "🚩": "⚑",
    "💐": "❀",
    "🌸": "❀",
    "🌷": "❀",
    "🌹": "❀",
    "❤": "♥",
    "💖": "♥",
}


def face_paths():
    """Return the four TTF files of letters: regular, bold, italic, bold italic."""
    return [settings.BASE_DIR / "static" / "fonts" / name for name in FACE_NAMES]


def symbols_path():
    """Return the TTF file of symbols."""
    return settings.BASE_DIR / "static" / "fonts" / SYMBOLS_NAME


def code_points(path):
    """Return the code points in a font's character map; OSError or TTLibError if it can't be read."""
    with TTFont(path, lazy=True) as face:
        return frozenset(face.getBestCmap())


@cache
def shared_code_points():
    """Return the code points that all four faces of letters have."""
    return frozenset.intersection(*map(code_points, face_paths()))


@cache
def symbol_code_points():
    """Return the code points of the face of symbols."""
    return code_points(symbols_path())


def printable(text, *, symbols=True):
    """Return the text as the faces can show it: composed, without invisible characters, `MISSING` for the rest.

    Without `symbols` it is for a drawing that has the faces of letters alone.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_printable_letter(letter, symbols) for letter in text)


def unprintable_signs(text):
    """Return the signs of a text that no bundled face has and nothing stands for, each once."""
    return [sign for sign in dict.fromkeys(unicodedata.normalize("NFC", text)) if _is_missing(sign)]


def _is_missing(sign):
    # Latin letters are in every face; so no face is read for most texts.
    return ord(sign) >= 0x250 and sign != MISSING and MISSING in _printable_letter(sign, symbols=True)


def _printable_letter(letter, symbols):
    if letter == "\n" or (letter.isascii() and letter.isprintable()):
        return letter
    if letter in "\t\v\f":
        return " "
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp"):
        return "\n"
    if category in ("Cc", "Cf"):
        return ""
    if _has(letter, symbols):
        return letter
    # A space or a mark that no face has is dropped; a letter's place is kept.
    dropped = {"Zs": " ", "Mn": "", "Me": ""}.get(category)
    return _stand_in(letter, symbols) if dropped is None else dropped


def _stand_in(letter, symbols):
    plain = LOOKALIKES.get(letter) or unicodedata.normalize("NFKC", letter)
    if not all(sign.isascii() or _has(sign, symbols) for sign in plain):
        return MISSING
    return f"({plain})" if unicodedata.name(letter, "").startswith("CIRCLED") else plain


def _has(letter, symbols):
    return ord(letter) in shared_code_points() or (symbols and ord(letter) in symbol_code_points())
