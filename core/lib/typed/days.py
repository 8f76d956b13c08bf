"""Days as they are typed: day, month, year; a day that no calendar has is told as such."""

import re
import unicodedata
from datetime import date

from core.lib.typed.numbers import tidy
from core.lib.typed.results import Reading, Reason, Refusal, Result

_PLAIN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
# `2/12`, `02/12/20`, `2.12.2020`, `2-12-2020`, `2 / 12 / 2020`, all with or without "ngày".
_HURRIED = re.compile(
    r"(?:ngày )?(?P<day>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<month>\d{1,2})(?: ?(?P=mark) ?(?P<year>\d{4}|\d\d))?", re.ASCII
)
# `ngày 02 tháng 12 năm 2020`, `2 tháng 12`.
_IN_WORDS = re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm (?P<year>\d{4}))?", re.ASCII)
# From a leap year to the next there are eight years at most.
_YEARS = 9


def read_day(text: str, today: date | None, *, ahead: bool = False) -> Result:
    """Return the reading of a day.

    Without a year it is the last such day up to `today`, or where days lie `ahead` the first from today on; it is
    refused where `today` is None.
    """
    text = unicodedata.normalize("NFC", tidy(text)).casefold()
    if plain := _PLAIN.fullmatch(text):
        day, month, year = map(int, plain.groups())
        return _reading_of_day(year, month, day, is_plain=True)
    if iso := _ISO.fullmatch(text):
        return _reading_of_day(*(int(iso[name]) for name in ("year", "month", "day")), is_plain=True)
    hurried = _HURRIED.fullmatch(text) or _IN_WORDS.fullmatch(text)
    if not hurried:
        return Refusal()
    day, month, typed_year = int(hurried["day"]), int(hurried["month"]), hurried["year"]
    if typed_year:
        return _reading_of_day(int(typed_year) + (2000 if len(typed_year) == 2 else 0), month, day, is_plain=False)
    return _nearest(month, day, today, ahead) if today else Refusal()


def write_day(day: date) -> str:
    """Return `14/4/2020`, which `read_day` reads as the same day."""
    return f"{day.day}/{day.month}/{day.year:04}"


def _nearest(month, day, today, ahead):
    years = range(today.year, today.year + _YEARS) if ahead else range(today.year, today.year - _YEARS, -1)
    for year in years:
        reading = _reading_of_day(year, month, day, is_plain=False)
        if isinstance(reading, Reading) and (reading.value >= today if ahead else reading.value <= today):
            return reading
    return Refusal(Reason.NO_SUCH_DAY)


def _reading_of_day(year, month, day, *, is_plain):
    try:
        return Reading(date(year, month, day), is_plain)
    except ValueError:
        return Refusal(Reason.NO_SUCH_DAY)
