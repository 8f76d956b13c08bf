"""Reading of the days that an official decision swaps, as people paste them.

Days are `2/1/2026`, `2/1/26`, `2-1-2026`, `2/1` or `2 tháng 1 năm 2026`, with `-` or `đến` between the first and the
last of several, which may share a month: `14-22/2`, `16, 17 và 18/2`. `nghỉ` goes before days off, `làm bù` before
working days; in `hoán đổi … 2/1/2026 sang … 10/1/2026` the first is off and the second worked. Other words, and the
"ngày nghỉ hằng tuần" of such a swap, are passed over; numbers that look like a day and are none are told.
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
    r"|\b(?P<day>\d{1,2})(?:(?:[/.]| thang )(?P<month>\d{1,2})(?:(?:[/.]| nam )(?P<year>\d{4}|\d\d))?"
    r"|-(?P<month_>\d{1,2})-(?P<year_>\d{4}|\d\d))(?![\d/.]*\d)"
    # Whatever is meant by `16/2 - 18`, it is not 16/2 alone.
    r"(?!\s*[-–]\s*\d{1,2}\b(?![/.]\d| thang ))"
    # A month with its year, and the number of a document, are no days.
    r"|(?<![\w/.-])(?<!thang )(?P<unread>\d{1,4}(?:[/.-]\d{1,4})+)(?![\w/.-]*[a-z])"
)
_WORDS_OF_A_DAY = r"(?:[\s,]|het|ngay|thu \w+|chu nhat|\([^)]*\))*"
# What may stand between the first and the last of several days.
BETWEEN = re.compile(rf"[\s,]*(-|–|den){_WORDS_OF_A_DAY}")
# A day whose month follows with the next one: `14-22/2/2026`, `16, 17 và 18/2`; but not the `2` of `thứ 2, 16/2`.
SHARES_MONTH = re.compile(
    rf"(?<![\w/.-])(?<!thu )(?<!thang )(?P<day>\d{{1,2}})(?P<link>\s*(?:,|-|–|va\b|den\b|&){_WORDS_OF_A_DAY})"
    r"(?=\d{1,2}(?P<month>(?:[/.]| thang )\d{1,2}(?:(?:[/.]| nam )\d{2,4})?)(?![\d/.]*\d))"
)


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
        kind = _read_line(found, number, _with_months(fold(line)), kind, year)
    return found


def _with_months(line):
    """Return the line with the month at each of several days that share one, the last of them first."""
    for _day in range(LONGEST_SPAN):
        line, changed = SHARES_MONTH.subn(r"\g<day>\g<month>\g<link>", line)
        if not changed:
            break
    return line


def _read_line(found, number, line, kind, year):
    """Add the days of a line; return the kind that holds for the next one."""
    last, end = None, 0
    for token in TOKEN.finditer(line):
        if not (token["day"] or token["unread"]):
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
    """Return the day of a token, None where it is none of that year."""
    if token["unread"]:
        return None
    typed_year = int(token["year"] or token["year_"] or year)
    typed_year += 2000 if typed_year < 100 else 0
    try:
        day = date(typed_year, int(token["month"] or token["month_"]), int(token["day"]))
    except ValueError:
        return None
    return day if day.year == year else None
