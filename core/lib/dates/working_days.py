"""Working days of Vietnamese offices, after weekends, public holidays and days swapped by the government.

What a year's decisions add to the library stands in `official_days.toml`; what a Department declares goes before both.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

import holidays

ONE_DAY = timedelta(days=1)
OFFICIAL_DAYS = Path(__file__).with_name("official_days.toml")


@dataclass(frozen=True)
class DeclaredDays:
    """Days that a Department declared against the calendar: `off`, and `worked` to make up for others."""

    off: Collection[date] = frozenset()
    worked: Collection[date] = frozenset()


NONE_DECLARED = DeclaredDays()


@cache
def _official_days() -> dict[date, bool]:
    """Return {day: whether offices work} of the days decided for a single year."""
    return {row["day"]: row["works"] for row in tomllib.loads(OFFICIAL_DAYS.read_text(encoding="utf-8"))["days"]}


@lru_cache(maxsize=32)
def _calendar(year: int) -> holidays.HolidayBase:
    # Filled once and not expanded later, so that threads can share it.
    return holidays.country_holidays("VN", years=year, expand=False)


def is_working_day(day: date, declared: DeclaredDays = NONE_DECLARED) -> bool:
    """Return whether offices work on a day; `declared` are days that the calendar can't know."""
    if day in declared.worked or day in declared.off:
        return day in declared.worked
    official = _official_days().get(day)
    return _calendar(day.year).is_working_day(day) if official is None else official


def next_working_day(day: date, declared: DeclaredDays = NONE_DECLARED) -> date:
    """Return the day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day, declared):
        day += ONE_DAY
    return day


def working_days_until(start: date, end: date, declared: DeclaredDays = NONE_DECLARED) -> int:
    """Return the number of working days after `start`, up to and including `end`; negative if `end` is earlier."""
    if end < start:
        return -working_days_until(end, start, declared)
    span = (end - start).days
    return sum(is_working_day(start + offset * ONE_DAY, declared) for offset in range(1, span + 1))


def add_working_days(day: date, number: int, declared: DeclaredDays = NONE_DECLARED) -> date:
    """Return the `number`-th working day after a day, the day itself for 0; ValueError below 0."""
    if number < 0:
        raise ValueError("Working days are counted forward.")
    for _step in range(number):
        day = next_working_day(day + ONE_DAY, declared)
    return day
