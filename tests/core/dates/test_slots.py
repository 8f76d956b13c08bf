from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.dates.windows import Window, WindowSlots, period_numbers, slot_end, slot_of, split_into_slots, window_of

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@st.composite
def windows(draw):
    start = draw(DAYS)
    return Window(start, start + timedelta(days=draw(st.integers(0, 90) | st.integers(0, 800))))


def days_of(window):
    return [window.start + n * ONE_DAY for n in range(window.days)]


def whole_slots(parts):
    """Every slot from the first to the last whole one, as windows."""
    slot = parts.first
    while slot is not None and slot <= parts.last:
        yield Window(slot, slot_end(slot))
        slot = slot_end(slot) + ONE_DAY


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2020, 6, 14), date(2020, 6, 1), date(2020, 6, 14)),
        (date(2020, 6, 15), date(2020, 6, 15), date(2020, 6, 30)),
        (date(2020, 2, 29), date(2020, 2, 15), date(2020, 2, 29)),
        (date(2021, 2, 28), date(2021, 2, 15), date(2021, 2, 28)),
        (date(2020, 12, 31), date(2020, 12, 15), date(2020, 12, 31)),
        (date(2021, 1, 1), date(2021, 1, 1), date(2021, 1, 14)),
    ],
)
def test_slots_are_half_months(day, first, last):
    assert (slot_of(day), slot_end(slot_of(day))) == (first, last)


@given(day=DAYS)
def test_every_day_lies_in_exactly_one_slot(day):
    starts = [day.replace(day=1), day.replace(day=15)]
    holding = [start for start in starts if day in Window(start, slot_end(start))]
    assert holding == [slot_of(day)]


@given(day=DAYS)
def test_slots_follow_each_other_without_gap(day):
    following = slot_end(slot_of(day)) + ONE_DAY
    assert slot_of(following) == following
    assert following.day in (1, 15)


@given(window=windows())
def test_whole_slots_and_edges_hold_each_day_of_a_window_once(window):
    parts = split_into_slots(window)
    pieces = sorted([*whole_slots(parts), *parts.edges])
    assert [day for piece in pieces for day in days_of(piece)] == days_of(window)


@given(window=windows())
def test_no_whole_slot_is_left_in_an_edge(window):
    parts = split_into_slots(window)
    assert len(parts.edges) <= 2
    for edge in parts.edges:
        for slot in {slot_of(day) for day in days_of(edge)}:
            assert not (slot in edge and slot_end(slot) in edge)


@pytest.mark.parametrize("kind", ["month", "quarter", "half", "nine_months", "year", "calendar_year"])
@given(year=st.integers(1900, 2200), data=st.data())
def test_numbered_periods_are_whole_slots(kind, year, data):
    window = window_of(kind, year, data.draw(st.sampled_from(period_numbers(kind))))
    assert split_into_slots(window) == WindowSlots(window.start, slot_of(window.end), ())


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        # The Action Month has one day over.
        (
            date(2020, 11, 15),
            date(2020, 12, 15),
            WindowSlots(date(2020, 11, 15), date(2020, 12, 1), (Window(date(2020, 12, 15), date(2020, 12, 15)),)),
        ),
        (
            date(2020, 5, 31),
            date(2020, 6, 15),
            WindowSlots(
                date(2020, 6, 1),
                date(2020, 6, 1),
                (Window(date(2020, 5, 31), date(2020, 5, 31)), Window(date(2020, 6, 15), date(2020, 6, 15))),
            ),
        ),
        (
            date(2020, 6, 14),
            date(2020, 6, 15),
            WindowSlots(None, None, (Window(date(2020, 6, 14), date(2020, 6, 15)),)),
        ),
        (date(2020, 2, 15), date(2020, 2, 29), WindowSlots(date(2020, 2, 15), date(2020, 2, 15), ())),
        (
            date(2020, 2, 15),
            date(2020, 2, 28),
            WindowSlots(None, None, (Window(date(2020, 2, 15), date(2020, 2, 28)),)),
        ),
    ],
)
def test_windows_that_are_not_whole_slots(start, end, parts):
    assert split_into_slots(Window(start, end)) == parts
