from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.dates.windows import (
    PeriodKind,
    Window,
    period_containing,
    period_numbers,
    reporting_year,
    same_period_last_year,
    window_of,
    year_to_date,
)

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
YEARS = st.integers(1900, 2200)
TILING = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR]
NUMBERED = [*TILING, PeriodKind.NINE_MONTHS]
FREE = [PeriodKind.THEMATIC, PeriodKind.URGENT]


@st.composite
def windows(draw):
    start = draw(DAYS)
    return Window(start, start + timedelta(days=draw(st.integers(0, 800))))


def all_of(kind, years):
    return [window_of(kind, year, number) for year in years for number in period_numbers(kind)]


@pytest.mark.parametrize(
    ("kind", "number", "start", "end"),
    [
        ("month", 1, date(2019, 12, 15), date(2020, 1, 14)),
        ("month", 3, date(2020, 2, 15), date(2020, 3, 14)),
        ("month", 12, date(2020, 11, 15), date(2020, 12, 14)),
        ("quarter", 1, date(2019, 12, 15), date(2020, 3, 14)),
        ("quarter", 2, date(2020, 3, 15), date(2020, 6, 14)),
        ("quarter", 3, date(2020, 6, 15), date(2020, 9, 14)),
        ("quarter", 4, date(2020, 9, 15), date(2020, 12, 14)),
        ("half", 1, date(2019, 12, 15), date(2020, 6, 14)),
        ("half", 2, date(2020, 6, 15), date(2020, 12, 14)),
        ("nine_months", 1, date(2019, 12, 15), date(2020, 9, 14)),
        ("year", 1, date(2019, 12, 15), date(2020, 12, 14)),
        ("calendar_year", 1, date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_the_periods_of_2020(kind, number, start, end):
    assert window_of(kind, 2020, number) == Window(start, end)


@pytest.mark.parametrize("kind", TILING)
@given(day=DAYS)
def test_every_day_lies_in_exactly_one_window_of_a_kind(kind, day):
    holding = [w for w in all_of(kind, range(day.year - 1, day.year + 3)) if day in w]
    assert holding == [window_of(kind, *period_containing(kind, day))]


@pytest.mark.parametrize("kind", TILING)
@given(year=YEARS)
def test_windows_of_a_kind_follow_each_other_without_gap(kind, year):
    tiles = all_of(kind, (year, year + 1))
    for one, following in pairwise(tiles):
        assert following.start == one.end + ONE_DAY


@pytest.mark.parametrize("kind", NUMBERED)
@given(year=YEARS, data=st.data())
def test_containing_is_the_inverse_of_window_of(kind, year, data):
    number = data.draw(st.sampled_from(period_numbers(kind)))
    window = window_of(kind, year, number)
    inside = data.draw(st.dates(window.start, window.end))
    for day in (window.start, inside, window.end):
        assert period_containing(kind, day) == (year, number)
    for day in (window.start - ONE_DAY, window.end + ONE_DAY):
        assert period_containing(kind, day) != (year, number)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2019, 12, 14), None),
        (date(2019, 12, 15), (2020, 1)),
        (date(2020, 9, 14), (2020, 1)),
        (date(2020, 9, 15), None),
    ],
)
def test_nine_months_hold_no_day_of_the_last_quarter(day, found):
    assert period_containing("nine_months", day) == found


@pytest.mark.parametrize("kind", FREE)
def test_free_kinds_have_no_windows_of_their_own(kind):
    assert kind.is_free
    assert list(period_numbers(kind)) == []
    assert period_containing(kind, date(2020, 12, 1)) is None
    with pytest.raises(ValueError, match="no period"):
        window_of(kind, 2020)


def test_only_thematic_and_urgent_are_free():
    assert [kind for kind in PeriodKind if kind.is_free] == FREE


@pytest.mark.parametrize(
    ("kind", "number"),
    [("month", 0), ("month", 13), ("quarter", 5), ("half", 3), ("nine_months", 2), ("year", 2), ("week", 1)],
)
def test_a_number_or_kind_that_does_not_exist_is_refused(kind, number):
    with pytest.raises(ValueError, match="period|PeriodKind"):
        window_of(kind, 2020, number)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2019, 12, 14), 2019),
        (date(2019, 12, 15), 2020),
        (date(2019, 12, 31), 2020),
        (date(2020, 2, 29), 2020),
        (date(2020, 12, 14), 2020),
        (date(2020, 12, 15), 2021),
    ],
)
def test_the_reporting_year_turns_on_15_december(day, year):
    assert reporting_year(day) == year


def test_a_window_cannot_end_before_its_start():
    with pytest.raises(ValueError, match="before its start"):
        Window(date(2020, 6, 15), date(2020, 6, 14))


def test_windows_sort_by_time():
    first, second = window_of("half", 2020, 1), window_of("half", 2020, 2)
    assert sorted([second, first]) == [first, second]


def test_the_year_before_a_leap_day_ends_on_the_28th():
    assert Window(date(2020, 2, 29), date(2020, 2, 29)).year_before() == Window(date(2019, 2, 28), date(2019, 2, 28))
    assert Window(date(2021, 2, 28), date(2021, 3, 1)).year_before() == Window(date(2020, 2, 28), date(2020, 3, 1))


@pytest.mark.parametrize("kind", NUMBERED)
@given(year=YEARS, data=st.data())
def test_a_numbered_period_is_compared_with_its_own_number(kind, year, data):
    number = data.draw(st.sampled_from(period_numbers(kind)))
    window = window_of(kind, year, number)
    assert same_period_last_year(kind, year, number, window) == window_of(kind, year - 1, number)
    # No such period begins or ends on 29 February, so the dates say the same.
    assert window.year_before() == window_of(kind, year - 1, number)


def test_a_free_period_is_compared_with_the_same_dates():
    action_month = Window(date(2020, 11, 15), date(2020, 12, 15))
    before = Window(date(2019, 11, 15), date(2019, 12, 15))
    assert same_period_last_year("thematic", 2020, 1, action_month) == before


@pytest.mark.parametrize(
    ("window", "cumulative"),
    [
        (window_of("quarter", 2020, 1), window_of("quarter", 2020, 1)),
        (window_of("quarter", 2020, 2), window_of("half", 2020, 1)),
        (window_of("quarter", 2020, 3), window_of("nine_months", 2020)),
        (window_of("month", 2020, 12), window_of("year", 2020)),
        (window_of("calendar_year", 2020), window_of("calendar_year", 2020)),
        (Window(date(2020, 4, 1), date(2020, 4, 30)), Window(date(2019, 12, 15), date(2020, 4, 30))),
        (Window(date(2020, 11, 15), date(2020, 12, 15)), Window(date(2020, 12, 15), date(2020, 12, 15))),
    ],
)
def test_year_to_date(window, cumulative):
    assert year_to_date(window) == cumulative


@given(window=windows())
def test_year_to_date_ends_with_the_window_and_stays_in_one_year(window):
    cumulative = year_to_date(window)
    assert cumulative.end == window.end
    if cumulative != window:
        assert (cumulative.start.month, cumulative.start.day) == (12, 15)
        assert reporting_year(cumulative.start) == reporting_year(cumulative.end)
