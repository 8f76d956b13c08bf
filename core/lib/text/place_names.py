"""Comparing of names of places, which every source spells in its own way."""

import unicodedata

from core.lib.text.normalise import clean, fold

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′`´", "'"))


def name_key(name):
    """Return what two spellings of a name share: no case, one apostrophe, tones behind their syllable (hoà, hòa)."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", clean(name).translate(_APOSTROPHES).casefold()).split():
        tones = "".join(character for character in syllable if character in _TONES)
        syllables.append("".join(character for character in syllable if character not in _TONES) + tones)
    return " ".join(syllables)


def bare_key(name):
    """Return the name as it is typed in haste: no accents, no apostrophes."""
    return fold(name).translate(_APOSTROPHES).replace("'", "")
