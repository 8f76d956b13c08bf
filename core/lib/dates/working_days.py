"""Working days of Vietnamese offices, after weekends, public holidays and days swapped by the government."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=32)
def _calendar(year: int) -> holidays.HolidayBase:
    # Filled once and not expanded later, so that threads can share it.
    return holidays.country_holidays("VN", years=year, expand=False)


def is_working_day(day: date, declared_off: Collection[date] = frozenset()) -> bool:
    """Return whether offices work on a day; `declared_off` are days off that the calendar can't know."""
    return day not in declared_off and _calendar(day.year).is_working_day(day)


def next_working_day(day: date, declared_off: Collection[date] = frozenset()) -> date:
    """Return the day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day, declared_off):
        day += ONE_DAY
    return day


def working_days_until(start: date, end: date, declared_off: Collection[date] = frozenset()) -> int:
    """Return the number of working days after `start`, up to and including `end`; negative if `end` is earlier."""
    if end < start:
        return -working_days_until(end, start, declared_off)
    span = (end - start).days
    return sum(is_working_day(start + offset * ONE_DAY, declared_off) for offset in range(1, span + 1))


def add_working_days(day: date, number: int, declared_off: Collection[date] = frozenset()) -> date:
    """Return the `number`-th working day after a day, the day itself for 0; ValueError below 0."""
    if number < 0:
        raise ValueError("Working days are counted forward.")
    for _step in range(number):
        day = next_working_day(day + ONE_DAY, declared_off)
    return day
