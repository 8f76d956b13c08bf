"""Numbers, dates and lists as written in Vietnamese official documents."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.lib.rounding import half_up, percent_of, round_percent

_SEPARATORS = str.maketrans(",.", ".,")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def number(n: int | float | Decimal | Fraction, decimals: int = 0) -> str:
    """Return 1234.5 as "1.234,5", rounded half away from zero."""
    return f"{half_up(n, decimals):,f}".translate(_SEPARATORS)


def count(n: int) -> str:
    """Return a count for a sentence: "07" below ten, "0" for none, else as `number`."""
    return f"{n:02}" if 0 < n < 10 else number(n)


def percent(part: int | Decimal | None, whole: int | Decimal | None, decimals: int = 1) -> str | None:
    """Return the share as "63,9%", "100,0%" only of all; None where a side is missing or the whole is 0."""
    share = percent_of(part, whole)
    return None if share is None else f"{number(round_percent(share, decimals), decimals)}%"


def points(difference: Decimal, decimals: int = 1) -> str:
    """Return how a rate changed: "giảm 29,4 điểm %", "không đổi"."""
    if not difference:
        return "không đổi"
    return f"{'tăng' if difference > 0 else 'giảm'} {number(abs(difference), decimals)} điểm %"


def date_long(day: date) -> str:
    """Return "ngày 05 tháng 02 năm 2020".

    Days below 10 and the months 1 and 2 take a leading zero (Decree 30/2020/NĐ-CP).
    """
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def date_short(day: date) -> str:
    """Return "14/4/2020"."""
    return f"{day.day}/{day.month}/{day.year}"


def weekday(day: date) -> str:
    """Return the day of the week as inside a sentence: "thứ Hai" to "Chủ nhật"."""
    return _WEEKDAYS[day.weekday()]


def roman(n: int) -> str:
    """Return 1 to 3999 in Roman numerals; ValueError otherwise."""
    if not 0 < n < 4000:
        raise ValueError(f"{n} has no Roman numeral.")
    numeral = ""
    for value, letters in _ROMAN:
        times, n = divmod(n, value)
        numeral += letters * times
    return numeral


def join_and(parts: Sequence[str]) -> str:
    """Return "a, b và c"; an empty text for no parts."""
    *head, last = parts or [""]
    return f"{', '.join(head)} và {last}" if head else last


def sentence_case(text: str) -> str:
    """Return the text with its first letter in upper case, the rest unchanged."""
    return text[:1].upper() + text[1:]
