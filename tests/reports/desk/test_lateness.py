"""Who is in time and who is late: states × dates, what was granted, what came back."""

from datetime import date, timedelta

import pytest
from compiled import AFTER, told

from core.lib.dates.clock import as_of
from core.units.models import Unit
from filing.models import Period, Submission, SubmissionState
from reports.desk.timeliness import (
    Timeliness,
    by_granted,
    by_original,
    days_of_correction,
    overdue,
    overdue_returned,
    overdue_unsent,
    shares,
)
from reports.documents.brief import compile_brief

DUE = date(2020, 12, 21)
GRANTED = date(2020, 12, 24)
PERIOD = Period(pk=1, root=Unit(pk=1), due_on=DUE)


def report(state=SubmissionState.DRAFT, first=None, again=None, unit=2, **given):
    """A report first sent `first` days after the due date, and last sent `again` days after it."""
    on = None if first is None else DUE + timedelta(days=first)
    last = on if again is None else DUE + timedelta(days=again)
    return Submission(period=PERIOD, unit=Unit(pk=unit), state=state, first_sent_on=on, sent_on=last, **given)


# Days after the due date; state, first sending, given; by the granted date, by the original one.
CASES = [
    (-3, SubmissionState.DRAFT, None, {}, "not_due", "not_due"),
    (0, SubmissionState.DRAFT, None, {}, "not_due", "not_due"),
    (1, SubmissionState.DRAFT, None, {}, "missing", "missing"),
    (1, SubmissionState.WITH_HEAD, None, {}, "missing", "missing"),
    (-3, SubmissionState.DRAFT, None, {"extended_to": GRANTED}, "extended", "not_due"),
    (1, SubmissionState.DRAFT, None, {"extended_to": GRANTED}, "extended", "missing"),
    (3, SubmissionState.DRAFT, None, {"extended_to": GRANTED}, "extended", "missing"),
    (4, SubmissionState.DRAFT, None, {"extended_to": GRANTED}, "missing", "missing"),
    (9, SubmissionState.SENT, 0, {}, "on_time", "on_time"),
    (9, SubmissionState.SENT, 1, {}, "late", "late"),
    (9, SubmissionState.APPROVED, 3, {"extended_to": GRANTED}, "on_time", "late"),
    (9, SubmissionState.APPROVED, 4, {"extended_to": GRANTED}, "late", "late"),
    # What was in time stays so, whatever becomes of it afterwards.
    (9, SubmissionState.RETURNED, -1, {}, "on_time", "on_time"),
    (9, SubmissionState.RETURNED, -1, {"correct_by": DUE + timedelta(days=2)}, "on_time", "on_time"),
    (9, SubmissionState.WITH_HEAD, -1, {}, "on_time", "on_time"),
]


@pytest.mark.parametrize(("day", "state", "first", "given", "granted", "original"), CASES)
def test_timeliness_by_both_dates(day, state, first, given, granted, original):
    with as_of(DUE + timedelta(days=day)):
        found = report(state, first, **given)
        assert (by_granted(found), by_original(found)) == (granted, original)


@pytest.mark.parametrize(("first", "again", "expected"), [(2, 8, "late"), (-1, 8, "on_time")])
def test_a_second_sending_changes_nothing(first, again, expected):
    with as_of(DUE + timedelta(days=20)):
        assert by_granted(report(SubmissionState.APPROVED, first, again)) == expected


def test_every_report_has_one_share_and_the_bar_is_filled():
    reports = [report(state, first, **given) for _day, state, first, given, *_expected in CASES]
    for rule in (by_granted, by_original):
        with as_of(DUE + timedelta(days=2)):
            found = shares(reports, rule)
        assert [one.timeliness for one in found] == list(Timeliness)
        assert sum(one.number for one in found) == len(reports)
        ends = [one.before + one.number for one in found]
        assert [one.before for one in found] == [0, *ends[:-1]]


def test_who_never_sent_and_who_is_to_correct():
    never, granted = report(unit=2), report(unit=3, extended_to=GRANTED)
    back, sent = report(SubmissionState.RETURNED, -1, unit=4), report(SubmissionState.SENT, -1, unit=5)
    reports = [never, granted, back, sent]
    with as_of(DUE):
        assert (overdue_unsent(reports), overdue_returned(reports), overdue(reports)) == ([], [], [])
    with as_of(DUE + timedelta(days=2)):
        assert (overdue_unsent(reports), overdue_returned(reports)) == ([never], [back])
    with as_of(GRANTED + timedelta(days=1)):
        assert overdue_unsent(reports) == [never, granted]
        assert [(one.unit_id, one.days_overdue) for one in overdue([granted, never])] == [(2, 4), (3, 1)]


def test_a_correction_is_owed_by_its_own_date():
    by = DUE + timedelta(days=5)
    returned = report(SubmissionState.RETURNED, -1, correct_by=by)
    with as_of(by):
        assert (days_of_correction(returned), overdue([returned])) == (0, [])
    with as_of(by + timedelta(days=2)):
        assert days_of_correction(returned) == 2
        assert overdue_returned([returned]) == [returned]
        assert days_of_correction(report(SubmissionState.RETURNED, -1)) == 0
        assert days_of_correction(report(SubmissionState.SENT, -1, again=5, correct_by=by)) == 0


def test_a_correction_with_the_head_is_owed_by_its_own_date_still():
    """The unit was given until that day, whoever has the report in between."""
    by = DUE + timedelta(days=5)
    with as_of(DUE + timedelta(days=3)):
        assert overdue([report(SubmissionState.WITH_HEAD, -1, correct_by=by)]) == []


def brief_of(cast, day):
    with as_of(day):
        return told(compile_brief(cast.submission().period, by=cast["province"]).content["trees"]["internal"])


def test_the_leaders_page_counts_each_unit_by_its_own_date(cast):
    Submission.objects.exclude(unit__slug__in=("nam-dong", "phu-loc")).update(
        state=SubmissionState.SENT, sent_on=DUE, first_sent_on=DUE
    )
    Submission.objects.filter(unit__slug="nam-dong").update(extended_to=GRANTED)
    assert "quá hạn: huyện Phú Lộc (07 ngày) và huyện Nam Đông (04 ngày)" in brief_of(cast, AFTER)
    assert "quá hạn 02 ngày: huyện Phú Lộc" in brief_of(cast, date(2020, 12, 23))
    Submission.objects.filter(unit__slug="phu-loc").update(state=SubmissionState.SENT, sent_on=DUE, first_sent_on=DUE)
    assert "chưa có đơn vị quá hạn, còn 01 ngày" in brief_of(cast, date(2020, 12, 23))
