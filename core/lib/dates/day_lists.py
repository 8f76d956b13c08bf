"""Reading of the days that an official decision swaps, as people paste them.

Days are `2/1/2026`, `2/1` or `2 tháng 1 năm 2026`, with `-` or `đến` between the first and the last of several. `nghỉ`
goes before days off, `làm bù` before working days; in `hoán đổi … 2/1/2026 sang … 10/1/2026` the first is off and the
second worked. Other words, and the "ngày nghỉ hằng tuần" of such a swap, are passed over.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from core.lib.dates.windows import ONE_DAY
from core.lib.text.normalise import fold

# Longer than any holiday: two days so far apart are no first and last one.
LONGEST_SPAN = 31
WORKED, OFF, SWAPPED, INSTEAD = "worked", "off", "swapped", "instead"
TOKEN = re.compile(
    r"(?P<worked>lam bu|di lam|lam viec bu|worked?)\b|(?P<swapped>hoan doi)\b|(?P<instead>sang)\b"
    r"|(?P<off>nghi(?! hang tuan)|off)\b"
    r"|\b(?P<day>\d{1,2})(?:[/.]| thang )(?P<month>\d{1,2})(?:(?:[/.]| nam )(?P<year>\d{4}))?(?![\d/.]*\d)"
)
# What may stand between the first and the last of several days.
BETWEEN = re.compile(r"[\s,]*(-|–|den)([\s,]|het|ngay|thu \w+|chu nhat|\([^)]*\))*")


@dataclass
class DayList:
    """The days read from a text, and `faults`: (line's number, what stands there) of days that can't be read."""

    off: set = field(default_factory=set)
    worked: set = field(default_factory=set)
    faults: list = field(default_factory=list)


def read_day_list(text, year):
    """Return the DayList of a text for a year; days of another year, or of no kind, are faults."""
    found, kind = DayList(), ""
    for number, line in enumerate(text.splitlines(), start=1):
        kind = _read_line(found, number, fold(line), kind, year)
    return found


def _read_line(found, number, line, kind, year):
    """Add the days of a line; return the kind that holds for the next one."""
    last, end = None, 0
    for token in TOKEN.finditer(line):
        if not token["day"]:
            kind, last = _next_kind(token.lastgroup, kind), None
            continue
        day = _day_of(token, year)
        if day is None or kind not in (OFF, WORKED, SWAPPED):
            found.faults.append((number, token[0]))
            last = None
            continue
        first = last if last and BETWEEN.fullmatch(line[end : token.start()]) else day
        if not 0 <= (day - first).days < LONGEST_SPAN:
            found.faults.append((number, token[0]))
        else:
            days = {first + step * ONE_DAY for step in range((day - first).days + 1)}
            (found.worked if kind == WORKED else found.off).update(days)
        last, end = day, token.end()
    return OFF if kind == SWAPPED else kind


def _next_kind(word, kind):
    if word == INSTEAD:
        return WORKED if kind == SWAPPED else kind
    return kind if word == OFF and kind == SWAPPED else word


def _day_of(token, year):
    try:
        day = date(int(token["year"] or year), int(token["month"]), int(token["day"]))
    except ValueError:
        return None
    return day if day.year == year else None
