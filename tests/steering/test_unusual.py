"""Odd values are pointed out with the reason, ordinary ones are not."""

from statistics import median

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from planted import SLIPS, plant

from calendars.windows import PeriodKind
from progress.models import Submission
from reports.composition import gather
from steering.robust import oddness
from steering.unusual import flags_of

FALSE_ALARMS = 3
# Other records for the same slips: one may lie where the others are too few to tell.
VARIANTS = (1, 2, 3)
ORDINARY = st.lists(st.floats(1.0, 3.0), min_size=6, max_size=60)


def reports():
    asked = Submission.objects.filter(period__kind=PeriodKind.YEAR, period__year=2020).of_districts()
    return asked.select_related("unit", "period", "period__root").order_by("unit__code")


def flags():
    """{(kind, pk) or figure: reason} of all nine reports of the year."""
    found = {}
    for submission in reports():
        for flag in flags_of(submission, gather(submission)):
            found[(flag.kind, flag.pk) if flag.pk else (flag.key, submission.unit.slug)] = flag.reason
    return found


@pytest.fixture
def copy(demonstration):
    """A copy of the demonstration for one test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@given(ORDINARY, st.floats(-3, 3))
def test_scale_makes_no_difference(values, shift):
    """On a logarithmic scale another unit of measure is a shift."""
    z, middle = oddness(5.0, values, 0.05)
    moved_z, moved_middle = oddness(5.0 + shift, [value + shift for value in values], 0.05)
    assert abs(z - moved_z) < 1e-6
    assert abs(middle + shift - moved_middle) < 1e-9


@given(ORDINARY)
def test_one_wrong_value_among_many_stands_out_and_moves_nothing(values):
    """What lies six deviations out is odd, also where one other wrong value is among those it is compared with."""
    spread = max(median(abs(value - median(values)) for value in values), 0.05)
    far = max(values) + 20 * spread
    z, _middle = oddness(far, values, 0.05)
    assert z > 6
    assert oddness(median(values), [*values, far], 0.05)[0] < 3


@given(st.floats(0, 9), st.integers(1, 30))
def test_equal_values_are_not_odd(value, number):
    assert oddness(value, [value] * number, 0.05) == (0, value)


def test_without_others_nobody_can_say():
    with pytest.raises(ValueError, match="among others"):
        oddness(1.0, [], 0.05)


@pytest.mark.django_db
def test_the_demonstration_has_hardly_an_odd_value(demonstration):
    """But for the one that is there to be found."""
    found = flags()
    assert len(found) <= FALSE_ALARMS
    assert any("620 lượt người" in reason for reason in found.values())


@pytest.mark.django_db
def test_twelve_planted_errors_are_flagged(copy):
    before = flags()
    errors = plant()
    assert len(errors) == len(SLIPS) == 12
    assert len({error.unit for error in errors}) >= 5
    found = flags()
    missed = [error for error in errors if (error.kind, error.pk) not in found]
    assert not missed
    false = found.keys() - {(error.kind, error.pk) for error in errors} - before.keys()
    assert len(false) + len(before) <= FALSE_ALARMS, [found[one] for one in false]


@pytest.mark.django_db
@pytest.mark.parametrize("turn", VARIANTS)
def test_the_same_errors_elsewhere_are_flagged_too(copy, turn):
    errors = plant(turn)
    found = flags()
    missed = [error for error in errors if (error.kind, error.pk) not in found]
    assert len(missed) <= 1, missed
    false = found.keys() - {(error.kind, error.pk) for error in errors}
    assert len(false) <= FALSE_ALARMS, [found[one] for one in false]


@pytest.mark.django_db
def test_the_reason_tells_the_number_the_usual_and_the_likely_slip(copy):
    errors = {error.name: (error.kind, error.pk) for error in plant()}
    found = flags()
    for name, words in (
        ("ten times too many at a talk", ("lượt người", "mức thường thấy", "thừa một chữ số")),
        ("cost in million instead of đồng", ("đồng", "nhầm giữa đồng và triệu đồng")),
        ("sexes swapped", ("nhập lẫn số nam và số nữ",)),
        ("an entry twice", ("nhập hai lần",)),
        ("a plan for a year long past", ("nhầm năm",)),
    ):
        assert all(word in found[errors[name]] for word in words), found[errors[name]]
