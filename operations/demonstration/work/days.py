"""When activities happen: working days of the reporting year, by how busy each month of a year was."""

from datetime import date, timedelta
from functools import cache

from core.lib.dates.windows import PeriodKind, Window, window_of
from core.lib.dates.working_days import is_working_day, next_working_day

# January to December of the calendar year; the last days of the December before weigh as January does.
BUSY = {
    2019: (0.6, 0.4, 1.4, 0.8, 0.9, 1.3, 0.8, 0.7, 0.8, 1.3, 2.0, 1.6),
    2020: (0.6, 0.25, 0.25, 0.1, 0.9, 1.4, 0.5, 0.15, 0.9, 1.0, 2.2, 1.8),
}
USUAL = BUSY[2019]
# On the eves of the days that the demonstrations play everything was filed.
LAST_DAYS = (date(2020, 12, 17), date(2026, 12, 17))


@cache
def _working_days(first, last):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_working_day(day))


def working_day(rng, year, first=None, last=None):
    """Return a working day of the reporting year (15/12 to 14/12), or between two days, more often in busy months."""
    whole = window_of(PeriodKind.YEAR, year)
    days = _working_days(first or whole.start, last or whole.end)
    busy = BUSY.get(year, USUAL)
    weights = [busy[day.month - 1] if day.year == year else busy[0] for day in days]
    return rng.choices(days, weights)[0]


def filed_on(rng, day):
    """Return the day on which what ended on `day` was filed: within a week, and before a report covered it."""
    # What a report covers is filed by the first working day after its window; the first one was of 2019.
    cut_offs = (date(day.year, month, 14) for month in (6, 12) if (day.year, month) > (2019, 6))
    ends = [next_working_day(end) for end in cut_offs if day <= end]
    ends += [last for last in LAST_DAYS if day.year <= last.year]
    return min([day + timedelta(days=rng.randint(0, 6)), *ends])


def begun_on(day, days):
    """Return the first day of what ended on `day` and took one or two days; never a day off."""
    first_day = day - timedelta(days=days - 1)
    return first_day if is_working_day(first_day) else day


def reporting_month(year, month):
    """Return the window from the 15th of the month before to the 14th."""
    return window_of(PeriodKind.MONTH, year, month)


def action_month(year):
    """Return 15 November to 14 December: the Action Month as far as the year's report covers it."""
    return Window(date(year, 11, 15), date(year, 12, 14))
