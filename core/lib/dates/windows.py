"""Reporting periods as windows of days (Decree 09/2019/NĐ-CP, art. 12), and their half-month slots."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.text.vietnamese import date_short

ONE_DAY = timedelta(days=1)
# Periods close on the 14th and open on the 15th; so does the second slot of a month.
OPENING_DAY = 15


class PeriodKind(models.TextChoices):
    """The kind of a reporting period; nine months and the calendar year are in use but not in the decree."""

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
        """True if the dates are chosen freely; such a report closes no days."""
        return self in FREE


FREE = frozenset({PeriodKind.THEMATIC, PeriodKind.URGENT})
WHOLE_YEARS = frozenset({PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR})
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
        """The number of days, at least 1."""
        return (self.end - self.start).days + 1

    def year_before(self) -> "Window":
        """Return the same dates one year earlier; 29 February becomes the 28th."""
        return Window(_year_before(self.start), _year_before(self.end))


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def period_numbers(kind: str) -> range:
    """Return the numbers of a kind's periods within a year, from 1; empty for free kinds."""
    kind = PeriodKind(kind)
    if kind.is_free:
        return range(0)
    return range(1, 12 // MONTHS.get(kind, 12) + 1)


def _checked_kind(kind: str, number: int) -> PeriodKind:
    kind = PeriodKind(kind)
    if number not in period_numbers(kind):
        raise ValueError(f"There is no period {kind.value} {number}.")
    return kind


def window_of(kind: str, year: int, number: int = 1) -> Window:
    """Return the window of a numbered period; ValueError for a free kind or an unknown number."""
    kind = _checked_kind(kind, number)
    if kind == PeriodKind.CALENDAR_YEAR:
        return Window(date(year, 1, 1), date(year, 12, 31))
    last_month = number * MONTHS[kind]
    opening_month = last_month - MONTHS[kind]
    start = date(year, opening_month, OPENING_DAY) if opening_month else date(year - 1, 12, OPENING_DAY)
    return Window(start, date(year, last_month, OPENING_DAY - 1))


def _reporting_month(day: date) -> tuple[int, int]:
    if day.day < OPENING_DAY:
        return day.year, day.month
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def reporting_year(day: date) -> int:
    """Return the year whose reports count a day: 15/12/2019 to 14/12/2020 is 2020."""
    return _reporting_month(day)[0]


def period_containing(kind: str, day: date) -> tuple[int, int] | None:
    """Return (year, number) of the kind's period that holds a day.

    None for free kinds, and for days after the nine months.
    """
    kind = PeriodKind(kind)
    if kind == PeriodKind.CALENDAR_YEAR:
        return day.year, 1
    if kind.is_free:
        return None
    year, month = _reporting_month(day)
    number = (month - 1) // MONTHS[kind] + 1
    return (year, number) if number in period_numbers(kind) else None


def window_after(kind: str, window: Window) -> Window:
    """Return the window of the period that follows one of that kind; of a free one as many days again."""
    day = window.end + ONE_DAY
    following = period_containing(kind, day)
    return window_of(kind, *following) if following else Window(day, window.end + timedelta(days=window.days))


def year_to_date(window: Window) -> Window:
    """Return the window from the first day of the reporting year to the window's end (`lũy kế`).

    A calendar-year window runs from 1 January. A free window over 15 December gets a shorter one than itself.
    """
    if window == window_of(PeriodKind.CALENDAR_YEAR, window.end.year):
        return window
    return Window(window_of(PeriodKind.YEAR, reporting_year(window.end)).start, window.end)


def same_period_last_year(kind: str, year: int, number: int, window: Window) -> Window:
    """Return the window to compare with (`cùng kỳ năm trước`): last year's period, or a free one's dates."""
    return window.year_before() if PeriodKind(kind).is_free else window_of(kind, year - 1, number)


def period_title(kind: str, year: int, number: int = 1, start: date | None = None, end: date | None = None) -> str:
    """Return the period in Vietnamese ("6 tháng đầu năm 2020").

    A free kind is named by its dates. ValueError without them, and for an unknown number.
    """
    if PeriodKind(kind).is_free:
        if start is None or end is None:
            raise ValueError("A thematic or urgent period is named by its dates.")
        return f"từ ngày {date_short(start)} đến ngày {date_short(end)}"
    match _checked_kind(kind, number):
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


class WindowSlots(NamedTuple):
    """A window divided into whole slots and at most two partial windows at its edges, in order.

    `first` and `last` are the first days of its first and last whole slot, None where it has none; the slots between
    them are whole too.
    """

    first: date | None
    last: date | None
    edges: tuple[Window, ...]


def slot_of(day: date) -> date:
    """Return the first day of the half month (1 to 14, 15 to the month's end) that holds a day."""
    return day.replace(day=1 if day.day < OPENING_DAY else OPENING_DAY)


def slot_end(slot: date) -> date:
    """Return the last day of the slot that holds a day."""
    if slot.day < OPENING_DAY:
        return slot.replace(day=OPENING_DAY - 1)
    return slot.replace(day=monthrange(slot.year, slot.month)[1])


def split_into_slots(window: Window) -> WindowSlots:
    """Return the whole slots and the edges of a window; each of its days is in exactly one of them."""
    start, end = window.start, window.end
    first = start if start == slot_of(start) else slot_end(start) + ONE_DAY
    last = slot_of(end) if end == slot_end(end) else slot_of(slot_of(end) - ONE_DAY)
    if first > last:
        return WindowSlots(None, None, (window,))
    edges = []
    if start < first:
        edges.append(Window(start, first - ONE_DAY))
    if slot_end(last) < end:
        edges.append(Window(slot_end(last) + ONE_DAY, end))
    return WindowSlots(first, last, tuple(edges))
