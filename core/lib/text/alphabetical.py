"""Vietnamese alphabetical order (a, ă, â, b … then tones), the same in Python and both databases.

PostgreSQL has it as a collation of ICU. SQLite is given it under the same name, at each connection.
"""

import unicodedata
from functools import cache, lru_cache

from django.db.models import F
from django.db.models.functions import Collate

COLLATION = "vi-x-icu"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Grave, hook above, tilde, acute, dot below: huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
# In the order of the Unicode Collation Algorithm, with those that lists and titles are pasted with.
_SIGNS = "\t\n _-‐‒–—―,;:!?.·'‘’\"“”«»()[]{}§¶@*/\\&#%†‡•‣′″`^°©®→⇒⇨+±÷×<=>|~−⁄≤≥■□▪▫◆○●★☆☎☐☑☒✓✔✗❖➔➢$£₫€"
# Other signs by their code points behind these, then digits and letters, then letters of other alphabets.
_OTHER_SIGNS, _DIGITS_AND_LETTERS, _OTHER_LETTERS = 0x100, 0x20_0000, 0x40_0000
_PLACES = {sign: place for place, sign in enumerate(_SIGNS, start=1)}
_PLACES |= {sign: place for place, sign in enumerate("0123456789" + _LETTERS, start=_DIGITS_AND_LETTERS)}
# Behind the tones: a mark that no Vietnamese letter has.
_FOREIGN_MARK = len(_TONES) + 1


def in_order(name):
    """Return the expression that sorts by a column of text (`site__name`) in Vietnamese order."""
    return Collate(F(name), COLLATION)


@lru_cache(maxsize=50_000)
def alphabetical(text):
    """Return the key that sorts texts in Vietnamese order: by letters, then by tones, then small before capital.

    A sign that stands for others is sorted behind them: `²` as 2, `…` as three dots.
    """
    letters, tones, variants = [], [], []
    for character in unicodedata.normalize("NFC", text):
        for place, tone, is_variant in _parts(character.lower()):
            letters.append(place)
            tones.append(tone)
            variants.append(is_variant or character != character.lower())
    return tuple(letters), tuple(tones), tuple(variants)


@cache
def _parts(character):
    """Return (place, tone, whether the sign stands for it) of each letter in a character of lower case."""
    letter, tone = "", 0
    marked = unicodedata.normalize("NFD", character)
    for part in marked:
        if part in _TONES:
            tone = _TONES.index(part) + 1
        else:
            letter += part
    if place := _PLACES.get(unicodedata.normalize("NFC", letter)):
        return [(place, tone, False)]
    if place := _PLACES.get(letter[:1]):
        return [(place, _FOREIGN_MARK, False)]
    plain = unicodedata.normalize("NFKD", character)
    if plain != marked:
        return [(place, tone, True) for sign in plain.lower() for place, tone, _is_variant in _parts(sign)]
    others = _OTHER_LETTERS if unicodedata.category(character[0])[0] in "LN" else _OTHER_SIGNS
    return [(others + ord(character[0]), 0, False)]


def _compare(text, other):
    first, second = alphabetical(text), alphabetical(other)
    return (first > second) - (first < second)


def add_to_connection(sender, connection, **_kwargs):
    """Give an SQLite connection the collation that PostgreSQL has (a receiver of `connection_created`)."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)
