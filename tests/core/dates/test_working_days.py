from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.dates.working_days import (
    DeclaredDays,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_until,
)

DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("due", "moved"),
    [
        (date(2020, 6, 14), date(2020, 6, 15)),
        (date(2020, 12, 20), date(2020, 12, 21)),
        (date(2020, 12, 18), date(2020, 12, 18)),
        (date(2020, 9, 2), date(2020, 9, 3)),
        (date(2021, 2, 10), date(2021, 2, 17)),
        (date(2021, 1, 1), date(2021, 1, 4)),
    ],
)
def test_a_due_date_on_a_day_off_moves_to_the_next_working_day(due, moved):
    assert next_working_day(due) == moved


def test_tet_2021_is_off_from_the_tenth_to_the_sixteenth():
    days = [date(2021, 2, 8) + timedelta(days=n) for n in range(11)]
    assert [day.day for day in days if is_working_day(day)] == [8, 9, 17, 18]


def test_what_was_decided_later_for_2026_is_known():
    """Document 12729/VPCP-KGVX: 2/1 off, Saturday 10/1 worked; the other days of the year as the library has them."""
    assert not is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 1, 10))
    assert next_working_day(date(2026, 1, 1)) == date(2026, 1, 5)
    assert working_days_until(date(2026, 1, 1), date(2026, 1, 11)) == 6
    assert not is_working_day(date(2026, 8, 31))
    assert is_working_day(date(2026, 8, 22))
    assert [day for day in range(14, 24) if is_working_day(date(2026, 2, day))] == [23]


def test_a_declared_working_day_goes_before_the_calendar_and_a_day_off_before_the_table():
    declared = DeclaredDays(off={date(2026, 1, 10)}, worked={date(2026, 1, 2), date(2026, 1, 17)})
    assert [is_working_day(date(2026, 1, day), declared) for day in (2, 10, 17)] == [True, False, True]
    assert add_working_days(date(2026, 1, 16), 1, declared) == date(2026, 1, 17)


def test_hung_kings_day_follows_the_moon():
    assert not is_working_day(date(2020, 4, 2))
    assert is_working_day(date(2021, 4, 2))
    assert not is_working_day(date(2021, 4, 21))


def test_a_saturday_swapped_for_a_day_off_of_the_year_before_is_worked():
    assert not is_working_day(date(2018, 12, 31))
    assert is_working_day(date(2019, 1, 5))


def test_a_declared_day_off_is_passed_over():
    storm = DeclaredDays(off={date(2020, 10, 12), date(2020, 10, 13)})
    assert is_working_day(date(2020, 10, 12))
    assert not is_working_day(date(2020, 10, 12), storm)
    assert next_working_day(date(2020, 10, 10), storm) == date(2020, 10, 14)
    assert working_days_until(date(2020, 10, 9), date(2020, 10, 16), storm) == 3


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (date(2020, 12, 18), date(2020, 12, 18), 0),
        (date(2020, 12, 18), date(2020, 12, 20), 0),
        (date(2020, 12, 18), date(2020, 12, 21), 1),
        (date(2020, 12, 21), date(2020, 12, 18), -1),
        (date(2021, 2, 9), date(2021, 2, 17), 1),
        (date(2020, 12, 31), date(2021, 1, 4), 1),
    ],
)
def test_working_days_left(start, end, left):
    assert working_days_until(start, end) == left


@given(day=DAYS)
def test_the_next_working_day_is_the_first_one(day):
    moved = next_working_day(day)
    assert is_working_day(moved)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((moved - day).days))


@given(start=DAYS, first=st.integers(-60, 60), second=st.integers(-60, 60))
def test_working_days_add_up(start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    parts = working_days_until(start, middle) + working_days_until(middle, end)
    assert working_days_until(start, end) == parts


@given(start=DAYS, number=st.integers(1, 40))
def test_so_many_working_days_on_is_a_working_day_and_the_first_to_be_so_far(start, number):
    end = add_working_days(start, number)
    assert is_working_day(end)
    assert working_days_until(start, end) == number
    assert working_days_until(start, end - timedelta(days=1)) == number - 1


@given(start=DAYS, first=st.integers(0, 20), second=st.integers(0, 20))
def test_working_days_are_added_one_after_the_other(start, first, second):
    assert add_working_days(add_working_days(start, first), second) == add_working_days(start, first + second)


def test_no_working_day_is_taken_away():
    assert add_working_days(date(2020, 12, 20), 0) == date(2020, 12, 20)
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2020, 12, 20), -1)


SOME = st.sets(st.dates(date(2020, 1, 1), date(2020, 3, 31)), max_size=40)
OFF = st.builds(DeclaredDays, off=SOME, worked=SOME)
START = st.dates(date(2019, 12, 15), date(2020, 4, 15))


@given(start=START, number=st.integers(0, 30), off=OFF)
def test_what_is_added_is_what_is_left_whatever_days_are_declared_off(start, number, off):
    end = add_working_days(start, number, off)
    assert working_days_until(start, end, off) == number
    assert number == 0 or is_working_day(end, off)


@given(start=START, first=st.integers(-40, 40), second=st.integers(0, 40), off=OFF)
def test_a_later_day_is_never_fewer_working_days_away(start, first, second, off):
    one = start + timedelta(days=first)
    assert working_days_until(start, one, off) <= working_days_until(start, one + timedelta(days=second), off)


@given(start=START, end=START, off=OFF, more=SOME)
def test_a_day_more_off_leaves_no_more_working_days_and_moves_no_due_date_back(start, end, off, more):
    start, end = min(start, end), max(start, end)
    more = DeclaredDays(off=off.off | more, worked=off.worked - more)
    assert working_days_until(start, end, more) <= working_days_until(start, end, off)
    assert next_working_day(end, off) <= next_working_day(end, more)


@given(start=START, end=START, off=OFF)
def test_looking_back_is_looking_ahead_with_a_minus(start, end, off):
    assert working_days_until(start, end, off) == -working_days_until(end, start, off)
