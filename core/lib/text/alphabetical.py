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
# In the order of the Unicode Collation Algorithm.
_SIGNS = " _-–—,;:!?.'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$0123456789"
_PLACES = {sign: place for place, sign in enumerate(_SIGNS + _LETTERS, start=1)}
_OTHERS = len(_PLACES) + 1


def in_order(name):
    """Return the expression that sorts by a column of text (`site__name`) in Vietnamese order."""
    return Collate(F(name), COLLATION)


@lru_cache(maxsize=50_000)
def alphabetical(text):
    """Return the key that sorts texts in Vietnamese order: by letters, then by tones, then small before capital."""
    letters, tones, capitals = [], [], []
    for character in unicodedata.normalize("NFC", text):
        place, tone = _parts(character.lower())
        letters.append(place)
        tones.append(tone)
        capitals.append(character != character.lower())
    return tuple(letters), tuple(tones), tuple(capitals)


@cache
def _parts(character):
    """Return (place, tone) of a letter in lower case."""
    letter, tone = "", 0
    for part in unicodedata.normalize("NFD", character):
        if part in _TONES:
            tone = _TONES.index(part) + 1
        else:
            letter += part
    place = _PLACES.get(unicodedata.normalize("NFC", letter))
    return (place, tone) if place else (_OTHERS + ord(character[0]), 0)


def _compare(text, other):
    first, second = alphabetical(text), alphabetical(other)
    return (first > second) - (first < second)


def add_to_connection(sender, connection, **_kwargs):
    """Give an SQLite connection the collation that PostgreSQL has (a receiver of `connection_created`)."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)
