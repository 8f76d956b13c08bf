from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.text.vietnamese import (
    count,
    date_long,
    date_short,
    join_and,
    number,
    percent,
    roman,
    sentence_case,
    weekday,
)


def parsed(text):
    return Decimal(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("n", "decimals", "written"),
    [
        (0, 0, "0"),
        (7, 0, "7"),
        (999, 0, "999"),
        (1250, 0, "1.250"),
        (1234567, 0, "1.234.567"),
        (-1234, 0, "-1.234"),
        (12, 2, "12,00"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (Decimal("0.05"), 1, "0,1"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("1E+3"), 0, "1.000"),
    ],
)
def test_number(n, decimals, written):
    assert number(n, decimals) == written


@given(n=st.integers() | st.integers(10**40, 10**400))
def test_a_whole_number_reads_back(n):
    assert int(number(n).replace(".", "")) == n


@given(n=st.decimals(-(10**12), 10**12, places=4), decimals=st.integers(0, 4))
def test_a_decimal_reads_back_within_half_a_unit(n, decimals):
    written = number(n, decimals)
    assert abs(parsed(written) - n) <= Decimal("0.5").scaleb(-decimals)
    assert len(written.partition(",")[2]) == decimals


@pytest.mark.parametrize(("n", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1250, "1.250"), (-3, "-3")])
def test_count(n, written):
    assert count(n) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (268, 412, "65,0%"),
        (412, 520, "79,2%"),
        (0, 5, "0,0%"),
        (5, 5, "100,0%"),
        (1999, 2000, "99,9%"),
        (2001, 2000, "100,1%"),
        (1, 100_000, "0,1%"),
        (1234, 100, "1.234,0%"),
        (1, 2000, "0,1%"),
        (1, 3, "33,3%"),
        (Decimal("2.5"), Decimal(10), "25,0%"),
        (3, 0, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_percent(part, whole, written):
    assert percent(part, whole) == written


def test_percent_with_other_decimals():
    assert percent(1, 8, 0) == "13%"
    assert percent(1, 8, 2) == "12,50%"


@given(whole=st.integers(1, 10**9), data=st.data())
def test_a_share_rounds_half_up(whole, data):
    """Of what is neither all nor nothing never 100,0% and never 0,0%."""
    part = data.draw(st.integers(0, whole))
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    assert parsed(percent(part, whole)[:-1]) * 10 == tenths


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 4, 14), "ngày 14 tháng 4 năm 2020", "14/4/2020"),
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020", "5/1/2020"),
        (date(2020, 2, 29), "ngày 29 tháng 02 năm 2020", "29/2/2020"),
        (date(2020, 3, 9), "ngày 09 tháng 3 năm 2020", "9/3/2020"),
        (date(2020, 12, 31), "ngày 31 tháng 12 năm 2020", "31/12/2020"),
    ],
)
def test_dates(day, long, short):
    assert (date_long(day), date_short(day)) == (long, short)


def test_weekdays_from_monday_to_sunday():
    monday = date(2020, 6, 15)
    assert [weekday(monday + timedelta(days=n)) for n in range(7)] == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
    ]


@pytest.mark.parametrize(
    ("n", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2020, "MMXX"), (3999, "MMMCMXCIX")],
)
def test_roman(n, numeral):
    assert roman(n) == numeral


def test_roman_numerals_are_all_different():
    assert len({roman(n) for n in range(1, 4000)}) == 3999


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_roman_refuses_what_has_no_numeral(n):
    with pytest.raises(ValueError, match="Roman"):
        roman(n)


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (("a", "b", "c"), "a, b và c")]
)
def test_join_and(parts, text):
    assert join_and(parts) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("đài truyền thanh A Lưới", "Đài truyền thanh A Lưới"), ("ở Huế", "Ở Huế"), ("", "")],
)
def test_sentence_case(text, expected):
    assert sentence_case(text) == expected
