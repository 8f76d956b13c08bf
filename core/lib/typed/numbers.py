"""Numbers as they are written in one language: read strictly, written so that they are read again."""

import re
from decimal import Context, Decimal
from functools import cache
from typing import NamedTuple

from django.utils.formats import get_format

from core.lib.typed.results import Question, Reading, Reason, Refusal, Result

# A text beyond this is no number that anybody typed.
LONGEST = 1000
EXACT = Context(prec=LONGEST + 100)
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


class Separators(NamedTuple):
    """The signs between groups of three digits and before decimals."""

    thousands: str
    decimal: str

    @property
    def other(self):
        """Those of the other language."""
        return Separators(self.decimal, self.thousands)


VIETNAMESE, ENGLISH = Separators(".", ","), Separators(",", ".")


def active_separators() -> Separators:
    """Return the separators of the page's language."""
    return Separators(get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR"))


def tidy(text: str) -> str:
    """Return the text with single plain blanks, none at its ends."""
    return _BLANKS.sub(" ", text).strip()


@cache
def _own_form(separators):
    """Return the pattern of a language's own form: `1250`, `1.250`, `1.250,5`, and `07` as reports write counts."""
    thousands, decimal = map(re.escape, separators)
    return re.compile(rf"(?:0|0?[1-9]|[1-9]\d+|[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+)(?:{decimal}\d+)?", re.ASCII)


# `1,000` and `1000,000`: by one language a thousand, by the other one with three decimals.
_ONE_SEPARATOR = re.compile(r"[1-9]\d*[.,]\d{3}", re.ASCII)
_IN_BLANKS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,](?:\d{1,2}|\d{4,}))?", re.ASCII)
_NEGATIVE = re.compile(r"[-\u2212\u2013] ?\d[\d.,]*", re.ASCII)


def read_number(text: str, separators: Separators | None = None) -> Result:
    """Return the reading of a number without words; `separators` are those of the page unless given."""
    own, text = separators or active_separators(), tidy(text)
    if len(text) > LONGEST:
        return Refusal()
    if _is_open(text, own):
        return Question((_value(text, own.other), _value(text, own)))
    if _own_form(own).fullmatch(text):
        return Reading(_value(text, own), is_plain=not _is_like_a_group(text, own))
    if _own_form(own.other).fullmatch(text):
        return Reading(_value(text, own.other), is_plain=False)
    if _IN_BLANKS.fullmatch(text):
        return Reading(Decimal(text.replace(" ", "").replace(",", ".")), is_plain=False)
    return Refusal(Reason.NEGATIVE) if _NEGATIVE.fullmatch(text) else Refusal()


def write_number(value: int | Decimal, separators: Separators | None = None) -> str:
    """Return the value in a language's own form, which `read_number` reads as the same value.

    Three decimals get a fourth: `1,2340`, since `1,234` would be asked about.
    """
    own = separators or active_separators()
    whole, _point, decimals = f"{Decimal(value):f}".partition(".")
    decimals = decimals.rstrip("0")
    decimals += "0" if len(decimals) == 3 else ""
    grouped = f"{int(whole):,}".replace(",", own.thousands)
    return f"{grouped}{own.decimal}{decimals}" if decimals else grouped


def _is_open(text, own):
    """Return whether one separator with three digits behind it can be either language's."""
    if not _ONE_SEPARATOR.fullmatch(text):
        return False
    if own.decimal in text:
        # Four digits before it are no group: then it is this language's own decimal.
        return text.index(own.decimal) <= 3
    return not _own_form(own).fullmatch(text)


def _is_like_a_group(text, own):
    """Return whether the decimals of a number may be meant as one more group: `1.000,000`, `1000,000`."""
    whole, _point, decimals = text.partition(own.decimal)
    return len(decimals) == 3 and whole != "0"


def _value(text, separators):
    return Decimal(text.replace(separators.thousands, "").replace(separators.decimal, "."))
