"""Normalisation of text that people type and paste."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

# Word pastes its soft line break as U+000B; removing it would glue two words together.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_REMOVED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls but tab and line break
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"  # soft hyphen, zero width, direction marks
    "\u061c\u202a-\u202e\u2065-\u206f"  # bidirectional controls
    "\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f"  # joiners, inherent vowels, variation selectors
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # annotations, format controls of notations
    "\U000e0000-\U000e0fff"  # tags, more variation selectors
    "\ud800-\udfff"  # halves of a pair, which no database stores
    "]"
)
# Grave, acute, tilde, hook and dot below; before a circumflex or a breve they stand in the wrong order.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
# Letters by their name, empty to the eye: the fillers of Hangul, the blank of Braille. A text of them alone is empty.
_BLANKS = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
# What Word's lists put before a line, in the code points that the faces Wingdings and Symbol have for themselves.
_WORD_SIGNS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "▫",
    0xF06C: "●",
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "❑",
    0xF075: "◆",
    0xF076: "❖",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0E8: "➔",
    0xF0DE: "⇒",
    0xF0F0: "⇨",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
    0xF028: "☎",
    0xF02D: "–",
    0xF020: " ",
    0xF0A3: "≤",
    0xF0B3: "≥",
    0xF0B1: "±",
    0xF0B4: "×",
    0xF0AE: "→",
}
_READ_AS = _DIGITS | _BLANKS | _WORD_SIGNS
# Ð (eth) looks like Đ and comes from converted files.
_FOLDED = str.maketrans("đð", "dd")


def clean(text: str) -> str:
    """Return the text in NFC with plain digits, signs and line breaks, without what nobody sees; idempotent."""
    text = _REMOVED.sub("", _LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text.translate(_READ_AS))


def fold(text: str) -> str:
    """Return the text for searching and matching: lower case, no accents, đ as d, single spaces."""
    marked = unicodedata.normalize("NFKD", clean(text))
    bare = "".join(character for character in marked if not unicodedata.combining(character))
    return " ".join(bare.casefold().translate(_FOLDED).split())


def in_one_order(text: str) -> str:
    """Return the text in NFC, with each letter's marks in the order of Vietnamese: its own, then the tone.

    NFC keeps two marks above a letter in the order typed, so that é with a circumflex would be another text than ế.
    """
    marked = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", marked))


def windows_order(text: str) -> str:
    """Return the text as the Vietnamese keyboard of Windows types it: whole letters, each tone a mark of its own."""
    letters = []
    for letter in in_one_order(text):
        marked = unicodedata.normalize("NFD", letter)
        own = "".join(mark for mark in marked if mark not in _TONES)
        letters.append(unicodedata.normalize("NFC", own) + "".join(mark for mark in marked if mark in _TONES))
    return "".join(letters)


def clean_data(data: Mapping[str, Any] | None) -> Any:
    """Return a copy of submitted data (QueryDict, dict or None) with all text cleaned except passwords."""
    if data is None:
        return None
    if isinstance(data, MultiValueDict):
        copy = data.copy()
        for key, values in data.lists():
            copy.setlist(key, [_clean_value(key, value) for value in values])
        return copy
    return {key: _clean_value(key, value) for key, value in data.items()}


def _clean_value(key: str, value: Any) -> Any:
    # A password loses no sign of it (`core.accounts.authentication.hashers`).
    if "password" in key.lower():
        return value
    if isinstance(value, list):
        return [_clean_value(key, item) for item in value]
    return clean(value) if isinstance(value, str) else value
