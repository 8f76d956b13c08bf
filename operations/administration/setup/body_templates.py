"""Texts from which the bodies of a whole level are made, with the unit's and the province's names in braces."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.units.models import Body, Signer

OFFERED = Path(__file__).resolve().parents[1] / "data" / "bodies.toml"
FIELDS = ("name", "superior_heading", "heading", "bureau", "symbol", "filing", "place", "addressees", "recipients")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class BodyTemplate:
    """The texts of a level's bodies by field, and the lines of their signer."""

    texts: dict
    signer: str

    def body_for(self, unit, province, since):
        """Return the unsaved body of the unit, and its unsaved signer."""
        names = names_of(unit, province)
        texts = {field: fill(text, names) for field, text in self.texts.items()}
        body = Body(unit=unit, function=Body.Function.LABOUR, valid_from=since, **texts)
        return body, Signer(body=body, lines=fill(self.signer, names), valid_from=since)


def offered(level):
    """Return the texts that are offered for the bodies of a level, {field: text}, `signer` among them."""
    return dict(_offered()[level])


@cache
def _offered():
    return tomllib.loads(OFFERED.read_text(encoding="utf-8"))


def names_of(unit, province):
    """Return what each word in braces stands for."""
    # A name that begins with a number is written in full (Decree 30/2020/NĐ-CP, appendix I, part II, point 4).
    place = unit.name if unit.short_name[:1].isdigit() else unit.short_name
    names = {
        "{đơn vị}": unit.name_in_sentence,
        "{tên}": place,
        "{tỉnh}": province.name_in_sentence,
        "{tên tỉnh}": province.short_name,
    }
    return names | {word.upper(): name.upper() for word, name in names.items()}


def fill(text, names):
    """Return the text with the names in place of the words in braces."""
    return _BRACES.sub(lambda word: names.get(word[0], word[0]), text)


def refuse_unknown_words(text):
    """Raise ValidationError for braces around a word that stands for nothing."""
    known = {"{đơn vị}", "{tên}", "{tỉnh}", "{tên tỉnh}"}
    if unknown := [word for word in _BRACES.findall(text) if word.lower() not in known]:
        words = {"word": unknown[0], "known": ", ".join(sorted(known))}
        raise ValidationError(_("“%(word)s” is not a known word. You can use: %(known)s."), params=words)
