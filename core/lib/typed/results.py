"""The three outcomes of reading a typed text: a value, a question with both readings, a refusal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Reason(StrEnum):
    """Why a text was refused; the field says it with an example."""

    NOT_LISTED = "invalid"
    NEGATIVE = "negative"
    NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True)
class Reading:
    """A value; one that is not `is_plain` is shown back before it is saved."""

    value: Decimal | date
    is_plain: bool = True


@dataclass(frozen=True)
class Question:
    """A number with two readings, by the separators of the page's language and by those of the other."""

    values: tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Refusal:
    """A text that the grammar does not list."""

    reason: Reason = Reason.NOT_LISTED


Result = Reading | Question | Refusal
