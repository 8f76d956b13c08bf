"""Reporting periods as windows of days (Decree 09/2019/NĐ-CP, art. 12) and the half-month slots they are made of."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

ONE_DAY = timedelta(days=1)
# Periods close on the 14th and open on the 15th; so does the second slot of a month.
OPENING_DAY = 15


class PeriodKind(models.TextChoices):
    """What a report covers; nine months and the calendar year are used but not in the decree."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF = "half", _("Half year")
    NINE_MONTHS = "nine_months", _("Nine months")
    YEAR = "year", _("Year")
    CALENDAR_YEAR = "calendar_year", _("Calendar year")
    THEMATIC = "thematic", _("Thematic")
    URGENT = "urgent", _("Urgent")

    @property
    def is_free(self) -> bool:
        """Whether the dates are chosen freely; such a report closes no days."""
        return self in FREE


FREE = frozenset({PeriodKind.THEMATIC, PeriodKind.URGENT})
MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
QUARTERS = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """The days from `start` to `end`, both included; ValueError where the end is before the start."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"A window cannot end on {self.end}, before its start on {self.start}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.end - self.start).days + 1

    def year_before(self) -> "Window":
        """The same dates one year earlier; 29 February becomes the 28th."""
        return Window(_year_before(self.start), _year_before(self.end))


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def numbers(kind: str) -> range:
    """The numbers that windows of a kind carry within a year, from 1; empty for free kinds."""
    kind = PeriodKind(kind)
    if kind.is_free:
        return range(0)
    return range(1, 12 // MONTHS.get(kind, 12) + 1)


def _numbered(kind: str, number: int) -> PeriodKind:
    kind = PeriodKind(kind)
    if number not in numbers(kind):
        raise ValueError(f"There is no period {kind.value} {number}.")
    return kind


def window_of(kind: str, year: int, number: int = 1) -> Window:
    """The window of a numbered period; ValueError for a free kind or a number that the kind has not."""
    kind = _numbered(kind, number)
    if kind == PeriodKind.CALENDAR_YEAR:
        return Window(date(year, 1, 1), date(year, 12, 31))
    last_month = number * MONTHS[kind]
    before = last_month - MONTHS[kind]
    start = date(year, before, OPENING_DAY) if before else date(year - 1, 12, OPENING_DAY)
    return Window(start, date(year, last_month, OPENING_DAY - 1))


def _reporting_month(day: date) -> tuple[int, int]:
    if day.day < OPENING_DAY:
        return day.year, day.month
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def reporting_year(day: date) -> int:
    """The year whose reports count a day: 15/12/2019 to 14/12/2020 is 2020."""
    return _reporting_month(day)[0]


def containing(kind: str, day: date) -> tuple[int, int] | None:
    """(year, number) of the period of a kind that holds a day; None after nine months and for free kinds."""
    kind = PeriodKind(kind)
    if kind == PeriodKind.CALENDAR_YEAR:
        return day.year, 1
    if kind.is_free:
        return None
    year, month = _reporting_month(day)
    number = (month - 1) // MONTHS[kind] + 1
    return (year, number) if number in numbers(kind) else None


def year_to_date(window: Window) -> Window:
    """From the first day of the reporting year that holds the window's end, to that end (`lũy kế`).

    A calendar-year window runs from 1 January. A free window over 15 December gets a shorter one than itself.
    """
    if window == window_of(PeriodKind.CALENDAR_YEAR, window.end.year):
        return window
    return Window(window_of(PeriodKind.YEAR, reporting_year(window.end)).start, window.end)


def same_period_last_year(kind: str, year: int, number: int, window: Window) -> Window:
    """The window to compare with (`cùng kỳ năm trước`): the same period, or the same dates of a free one."""
    return window.year_before() if PeriodKind(kind).is_free else window_of(kind, year - 1, number)


def title(kind: str, year: int, number: int = 1, start: date | None = None, end: date | None = None) -> str:
    """The period in Vietnamese ("6 tháng đầu năm 2020"); a free kind needs its dates; ValueError if unknown."""
    if PeriodKind(kind).is_free:
        if start is None or end is None:
            raise ValueError("A thematic or urgent period is named by its dates.")
        return f"từ ngày {_day(start)} đến ngày {_day(end)}"
    match _numbered(kind, number):
        case PeriodKind.MONTH:
            # Decree 30/2020/NĐ-CP: of the months, January and February alone take a leading zero.
            return f"tháng {f'{number:02}' if number < 3 else number} năm {year}"
        case PeriodKind.QUARTER:
            return f"quý {QUARTERS[number - 1]} năm {year}"
        case PeriodKind.HALF:
            return f"6 tháng {HALVES[number - 1]} năm {year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng năm {year}"
        case PeriodKind.CALENDAR_YEAR:
            return f"năm {year} (từ 01/01 đến 31/12)"
        case _:
            return f"năm {year}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


class Split(NamedTuple):
    """A window as whole slots and what is left: the first days of its first and last whole slot (None
    where it has none; the slots between them are whole too) and at most two partial windows, in order."""

    first: date | None
    last: date | None
    edges: tuple[Window, ...]


def slot_of(day: date) -> date:
    """The first day of the half month (1 to 14, 15 to the month's end) that holds a day."""
    return day.replace(day=1 if day.day < OPENING_DAY else OPENING_DAY)


def slot_end(slot: date) -> date:
    """The last day of the slot that begins on, or holds, a day."""
    if slot.day < OPENING_DAY:
        return slot.replace(day=OPENING_DAY - 1)
    return slot.replace(day=monthrange(slot.year, slot.month)[1])


def split(window: Window) -> Split:
    """The whole slots and the edges of a window; together they hold each of its days exactly once."""
    start, end = window.start, window.end
    first = start if start == slot_of(start) else slot_end(start) + ONE_DAY
    last = slot_of(end) if end == slot_end(end) else slot_of(slot_of(end) - ONE_DAY)
    if first > last:
        return Split(None, None, (window,))
    edges = []
    if start < first:
        edges.append(Window(start, first - ONE_DAY))
    if slot_end(last) < end:
        edges.append(Window(slot_end(last) + ONE_DAY, end))
    return Split(first, last, tuple(edges))
