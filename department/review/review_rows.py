"""The rows of a review's page: the text piece by piece, figures, records, reasons of an earlier return."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.text import Truncator

from department.review.pin_targets import PinSpot
from filing.models import Remark

MAX_TITLE = 60
# How many numbers of a record stand beside its title: the first that its list adds up.
MAX_NUMBERS = 4


@dataclass(frozen=True)
class TextPiece:
    """A piece of a paragraph's line; with a `spot` where it names a figure of the table."""

    text: str
    spot: PinSpot | None = None


@dataclass(frozen=True)
class ReviewParagraph:
    """A paragraph of the report: its lines, each a list of pieces."""

    spot: PinSpot
    lines: list


@dataclass(frozen=True)
class ReviewHeading:
    """A section of the report as it is printed; `number` is "I", "2" or "" above the first."""

    number: str
    text: str
    level: str
    paragraphs: list


@dataclass(frozen=True)
class FigureRow:
    """A figure as the report's table writes it, `previous` of the period before; `url` leads to its records."""

    spot: PinSpot
    indicator: object
    current: str
    women: str
    last_year: str
    previous: str
    url: str


@dataclass(frozen=True)
class RecordRow:
    """A record of the frozen content; `numbers` are (label, number), `url` is "" where it was deleted since."""

    spot: PinSpot
    kind: str
    title: str
    day: date
    numbers: list
    url: str
    is_new: bool


@dataclass(frozen=True)
class ReturnReason:
    """A reason of the last return; `is_changed` where what it was tied to is no longer the same."""

    remark: Remark
    anchor: str
    is_changed: bool


def shortened(text):
    """Return the beginning of a text, short enough for a title."""
    return Truncator(text).chars(MAX_TITLE)


def numbers_of(model, row):
    """Return [(label, number)] of one frozen record: the first of those that its kind's list adds up."""
    names = [name for name in model.TOTALS if row.get(name) is not None]
    return [
        (model._meta.get_field(name).verbose_name, number_format(row[name], force_grouping=True))
        for name in names[:MAX_NUMBERS]
    ]
