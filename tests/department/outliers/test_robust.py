"""Median and absolute deviation: what they say doesn't hang on the measure, and a few wrong values don't move it."""

from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from department.outliers.statistics import OUTLIER_Z, is_common, robust_z, unit_effects

MINIMUM_DEVIATION = 0.05
ORDINARY = st.lists(st.floats(1.0, 3.0), min_size=6, max_size=60)


@given(ORDINARY, st.floats(-3, 3))
def test_scale_makes_no_difference(values, shift):
    """On a logarithmic scale another unit of measure is a shift."""
    z, middle = robust_z(5.0, values, MINIMUM_DEVIATION)
    moved_z, moved_middle = robust_z(5.0 + shift, [value + shift for value in values], MINIMUM_DEVIATION)
    assert abs(z - moved_z) < 1e-6
    assert abs(middle + shift - moved_middle) < 1e-9


@given(ORDINARY)
def test_a_mirror_turns_the_sign_alone(values):
    z, _middle = robust_z(5.0, values, MINIMUM_DEVIATION)
    mirrored, _middle = robust_z(-5.0, [-value for value in values], MINIMUM_DEVIATION)
    assert abs(z + mirrored) < 1e-9


@given(ORDINARY)
def test_one_outlier_among_six_or_more_is_found(values):
    """It is odd beside the others, has no company, and makes none of the middle ones odd."""
    spread = max(median(abs(value - median(values)) for value in values), MINIMUM_DEVIATION)
    far = max(values) + 20 * spread
    z, _middle = robust_z(far, values, MINIMUM_DEVIATION)
    assert z > OUTLIER_Z
    assert not is_common(far, values)
    assert abs(robust_z(median(values), [*values, far], MINIMUM_DEVIATION)[0]) < OUTLIER_Z


@given(st.floats(0, 9), st.integers(1, 30))
def test_equal_values_are_not_odd(value, number):
    assert robust_z(value, [value] * number, MINIMUM_DEVIATION) == (0, value)


@given(st.floats(0, 9), st.floats(-1, 1), st.integers(1, 30))
def test_among_equal_values_the_least_deviation_holds(value, apart, number):
    """However equal the others are, what lies within it isn't odd."""
    z, _middle = robust_z(value + apart * MINIMUM_DEVIATION, [value] * number, MINIMUM_DEVIATION)
    assert abs(z) <= 0.68


@given(ORDINARY, st.integers(3, 6))
def test_what_has_company_is_rare_but_not_odd(values, number):
    far = max(values) + 5
    assume(len(values) + number <= 50)
    assert is_common(far, [*values, *[far] * number])


def test_without_others_nobody_can_say():
    with pytest.raises(ValueError, match="among others"):
        robust_z(1.0, [], MINIMUM_DEVIATION)


@given(st.floats(0.5, 2), st.lists(st.floats(1.0, 1.2), min_size=9, max_size=20))
def test_a_level_is_how_far_a_unit_lies_above_the_others(above, values):
    """Two of three units are alike; the third has the same numbers, so much larger."""
    points = [(unit, "talk", value + (above if unit == "c" else 0)) for unit in "abc" for value in values]
    found = unit_effects(points, 5)
    assert found["a"] == found["b"]
    assert abs(found["c"] - found["a"] - above) < 1e-9


def test_of_too_few_values_no_level_is_known():
    points = [("a", "talk", 1.0)] * 6 + [("b", "talk", 3.0)] * 4
    assert unit_effects(points, 5)["b"] == 0
