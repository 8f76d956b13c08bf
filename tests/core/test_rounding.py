"""The one rounding: half away from zero, and no percentage that hides a remainder."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.rounding import exact, half_up, half_up_to_digits, percent_of, points_between, round_percent


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Decimal("0.05"), 1, "0.1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (100 * 375 / 400, 1, "93.8"),
        (1.005, 2, "1.01"),
        (Fraction(1, 3), 2, "0.33"),
        (-0.04, 1, "0.0"),
        (7, 1, "7.0"),
    ],
)
def test_halves_go_away_from_zero(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6))
def test_a_quotient_of_counts_is_found_behind_its_float(part, whole):
    assert exact(part / whole) == Fraction(part, whole)


@given(part=st.integers(0, 10**9), whole=st.integers(1, 10**9), decimals=st.integers(0, 2))
def test_all_and_nothing_are_told_of_all_and_nothing_alone(part, whole, decimals):
    share = percent_of(part, whole)
    rounded = round_percent(share, decimals)
    assert (rounded == 100) == (part == whole)
    assert (rounded == 0) == (part == 0)
    assert abs(rounded - half_up(share, decimals)) <= Decimal(1).scaleb(-decimals)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "rounded"),
    [
        (1999, 2000, 1, "99.9"),
        (1, 2000, 1, "0.1"),
        (1, 9999, 1, "0.1"),
        (2001, 2000, 1, "100.1"),
        (1999, 2000, 0, "99"),
    ],
)
def test_what_is_nearly_all(part, whole, decimals, rounded):
    assert str(round_percent(percent_of(part, whole), decimals)) == rounded


def test_rates_are_compared_in_points():
    assert str(points_between(100 * 10 / 17, 100 * 15 / 17)) == "-29.4"


@pytest.mark.parametrize(("value", "rounded"), [(12_345, 12_000), (995, 1000), (125, 130), (7, 7)])
def test_what_is_usual_has_two_digits(value, rounded):
    assert half_up_to_digits(value, 2) == rounded
