"""Working days of Vietnamese offices: weekends, public holidays (Tết is lunar), days swapped by the government."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=32)
def _calendar(year: int) -> holidays.HolidayBase:
    # Filled once and never grown, so that threads can share it.
    return holidays.country_holidays("VN", years=year, expand=False)


def is_working_day(day: date, declared_off: Collection[date] = frozenset()) -> bool:
    """Whether offices work on a day; `declared_off` adds days off that the calendar can't know."""
    return day not in declared_off and _calendar(day.year).is_working_day(day)


def next_working_day(day: date, declared_off: Collection[date] = frozenset()) -> date:
    """The day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day, declared_off):
        day += ONE_DAY
    return day


def working_days_until(start: date, end: date, declared_off: Collection[date] = frozenset()) -> int:
    """How many working days come after `start` up to and with `end`; negative when `end` is past."""
    if end < start:
        return -working_days_until(end, start, declared_off)
    span = (end - start).days
    return sum(is_working_day(start + n * ONE_DAY, declared_off) for n in range(1, span + 1))


def add_working_days(day: date, number: int, declared_off: Collection[date] = frozenset()) -> date:
    """The `number`-th working day after a day; the day itself for none. ValueError for fewer than none."""
    if number < 0:
        raise ValueError("Working days are counted forward.")
    for _one in range(number):
        day = next_working_day(day + ONE_DAY, declared_off)
    return day
