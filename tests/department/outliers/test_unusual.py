"""Errors planted in the demonstration are flagged with the reason in words, ordinary values are not."""

import time

import pytest
from planted import SLIPS, plant

from core.indicators.facts import recount_dirty_slots
from core.lib.dates.windows import PeriodKind
from department.outliers.flags import flags_of
from department.outliers.peers import Peers
from filing.models import Pinned, Submission
from operations.demonstration.work.extras import DOUBTFUL
from reports.documents.composition import gather

pytestmark = pytest.mark.django_db
FALSE_ALARMS = 3
MAIN, OTHERS = 2020, (1, 2, 3)


def reports(kind=PeriodKind.YEAR, year=2020):
    asked = Submission.objects.filter(period__kind=kind, period__year=year).of_districts()
    return list(asked.select_related("unit", "period", "period__root").order_by("unit__code"))


def flags():
    """Those of all nine reports of the year, as the records are now."""
    return [flag for one in reports() for flag in flags_of(one, gather(one))]


def missed(errors, found):
    return [one for one in errors if not any(one.is_told_by(flag) for flag in found)]


def false_alarms(errors, found):
    """What is flagged and was not planted; the record that the demonstration holds to be doubted counts as one."""
    return [flag for flag in found if not any(one.is_of(flag) for one in errors)]


def test_the_demonstration_itself_has_hardly_an_odd_value(demonstration):
    found = flags()
    assert len(found) <= FALSE_ALARMS, found
    (doubtful,) = [flag for flag in found if flag.title == DOUBTFUL]
    assert doubtful.target == Pinned.RECORD
    assert "620 lượt người, gấp 6,3 lần mức thường thấy của đơn vị" in doubtful.reason


def test_the_twelve_are_of_all_kinds_and_units(demonstration):
    errors = plant(MAIN)
    assert len(errors) == len(SLIPS) == 12
    assert len({one.unit_id for one in errors}) == 9
    assert len({(one.kind, one.pk) for one in errors}) == 12
    assert {one.kind for one in errors} >= {
        "communications.Campaign",
        "capacity.Training",
        "capacity.Inspection",
        "models_sites.LogEntry",
    }


def test_twelve_planted_errors_are_all_flagged(demonstration):
    errors = plant(MAIN)
    found = flags()
    assert missed(errors, found) == []
    false = false_alarms(errors, found)
    assert len(false) <= FALSE_ALARMS, false


@pytest.mark.parametrize("seed", OTHERS)
def test_the_same_errors_elsewhere_are_flagged_too(demonstration, seed):
    """In other records one at most lies where there are too few to compare it with."""
    errors = plant(seed)
    found = flags()
    assert len(missed(errors, found)) <= 1, missed(errors, found)
    false = false_alarms(errors, found)
    assert len(false) <= FALSE_ALARMS, false


def test_a_record_has_one_flag_and_the_heaviest_is_first(demonstration):
    plant(MAIN)
    for one in reports():
        found = flags_of(one, gather(one))
        records = [(flag.kind, flag.pk) for flag in found if flag.target == Pinned.RECORD]
        assert len(records) == len(set(records))
        assert [flag.weight for flag in found] == sorted((flag.weight for flag in found), reverse=True)


def test_a_figure_says_no_second_time_what_a_flagged_record_says(demonstration):
    """Ten times too many at a talk make the attendances jump: the talk is flagged, not they."""
    error = next(one for one in plant(MAIN) if one.name == "a talk ten times")
    (report,) = [one for one in reports() if one.unit_id == error.unit_id]
    found = flags_of(report, gather(report))
    assert any(error.is_told_by(flag) for flag in found)
    assert not any(flag.key.startswith("TT-02") for flag in found)


def test_what_lies_in_another_year_is_missing_in_a_figure_of_this_one(demonstration):
    error = next(one for one in plant(MAIN) if one.name == "a year early")
    (flag,) = [flag for flag in flags() if error.is_told_by(flag)]
    assert flag.target == Pinned.FIGURE
    assert flag.title.startswith(flag.key)


def test_neighbours_read_once_for_all_say_the_same(demonstration):
    plant(MAIN)
    shared = Peers(reports()[0].period)
    for one in reports():
        content = gather(one)
        assert flags_of(one, content, shared) == flags_of(one, content)


def test_it_takes_no_time_that_one_would_notice(demonstration):
    """Work of this process alone, since others run beside; the best of three says what the code takes."""
    report = reports()[0]
    content = gather(report)
    recount_dirty_slots([report.unit_id])
    taken = []
    for _turn in range(3):
        begun = time.process_time()
        flags_of(report, content)
        taken.append(time.process_time() - begun)
    assert min(taken) < 0.3
