"""Who is in time and who is late: states × dates, what was granted, what came back."""

from datetime import date, timedelta

import pytest
from compiled import AFTER, told

from calendars.clock import as_of
from progress.models import Period, State, Submission
from reports.brief import compile_brief
from reports.desk.lateness import (
    Timeliness,
    by_granted,
    by_original,
    days_of_correction,
    never_sent,
    overdue,
    shares,
    to_be_corrected,
)
from units.models import Unit

DUE = date(2020, 12, 21)
GRANTED = date(2020, 12, 24)
PERIOD = Period(pk=1, root=Unit(pk=1), due_on=DUE)


def report(state=State.DRAFT, first=None, again=None, unit=2, **given):
    """A report first sent `first` days after the due date, and last sent `again` days after it."""
    on = None if first is None else DUE + timedelta(days=first)
    last = on if again is None else DUE + timedelta(days=again)
    return Submission(period=PERIOD, unit=Unit(pk=unit), state=state, first_sent_on=on, sent_on=last, **given)


# Days after the due date; state, first sending, given; by the granted date, by the original one.
CASES = [
    (-3, State.DRAFT, None, {}, "not_due", "not_due"),
    (0, State.DRAFT, None, {}, "not_due", "not_due"),
    (1, State.DRAFT, None, {}, "missing", "missing"),
    (1, State.WITH_HEAD, None, {}, "missing", "missing"),
    (-3, State.DRAFT, None, {"extended_to": GRANTED}, "extended", "not_due"),
    (1, State.DRAFT, None, {"extended_to": GRANTED}, "extended", "missing"),
    (3, State.DRAFT, None, {"extended_to": GRANTED}, "extended", "missing"),
    (4, State.DRAFT, None, {"extended_to": GRANTED}, "missing", "missing"),
    (9, State.SENT, 0, {}, "on_time", "on_time"),
    (9, State.SENT, 1, {}, "late", "late"),
    (9, State.APPROVED, 3, {"extended_to": GRANTED}, "on_time", "late"),
    (9, State.APPROVED, 4, {"extended_to": GRANTED}, "late", "late"),
    # What was in time stays so, whatever becomes of it afterwards.
    (9, State.RETURNED, -1, {}, "on_time", "on_time"),
    (9, State.RETURNED, -1, {"correct_by": DUE + timedelta(days=2)}, "on_time", "on_time"),
    (9, State.WITH_HEAD, -1, {}, "on_time", "on_time"),
]


@pytest.mark.parametrize(("day", "state", "first", "given", "granted", "original"), CASES)
def test_timeliness_by_both_dates(day, state, first, given, granted, original):
    with as_of(DUE + timedelta(days=day)):
        found = report(state, first, **given)
        assert (by_granted(found), by_original(found)) == (granted, original)


@pytest.mark.parametrize(("first", "again", "expected"), [(2, 8, "late"), (-1, 8, "on_time")])
def test_a_second_sending_changes_nothing(first, again, expected):
    with as_of(DUE + timedelta(days=20)):
        assert by_granted(report(State.APPROVED, first, again)) == expected


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
    back, sent = report(State.RETURNED, -1, unit=4), report(State.SENT, -1, unit=5)
    reports = [never, granted, back, sent]
    with as_of(DUE):
        assert (never_sent(reports), to_be_corrected(reports), overdue(reports)) == ([], [], [])
    with as_of(DUE + timedelta(days=2)):
        assert (never_sent(reports), to_be_corrected(reports)) == ([never], [back])
    with as_of(GRANTED + timedelta(days=1)):
        assert never_sent(reports) == [never, granted]
        assert [(one.unit_id, one.days_overdue) for one in overdue([granted, never])] == [(2, 4), (3, 1)]


def test_a_correction_is_owed_by_its_own_date():
    by = DUE + timedelta(days=5)
    returned = report(State.RETURNED, -1, correct_by=by)
    with as_of(by):
        assert (days_of_correction(returned), overdue([returned])) == (0, [])
    with as_of(by + timedelta(days=2)):
        assert days_of_correction(returned) == 2
        assert to_be_corrected([returned]) == [returned]
        assert days_of_correction(report(State.RETURNED, -1)) == 0
        assert days_of_correction(report(State.SENT, -1, again=5, correct_by=by)) == 0


def test_a_correction_with_the_head_is_owed_by_its_own_date_still():
    """The unit was given until that day, whoever has the report in between."""
    by = DUE + timedelta(days=5)
    with as_of(DUE + timedelta(days=3)):
        assert overdue([report(State.WITH_HEAD, -1, correct_by=by)]) == []


def brief_of(cast, day):
    with as_of(day):
        return told(compile_brief(cast.submission().period, by=cast["province"]).content["trees"]["internal"])


def test_the_leaders_page_counts_each_unit_by_its_own_date(cast):
    Submission.objects.exclude(unit__slug__in=("nam-dong", "phu-loc")).update(
        state=State.SENT, sent_on=DUE, first_sent_on=DUE
    )
    Submission.objects.filter(unit__slug="nam-dong").update(extended_to=GRANTED)
    assert "quá hạn: huyện Phú Lộc (07 ngày) và huyện Nam Đông (04 ngày)" in brief_of(cast, AFTER)
    assert "quá hạn 02 ngày: huyện Phú Lộc" in brief_of(cast, date(2020, 12, 23))
    Submission.objects.filter(unit__slug="phu-loc").update(state=State.SENT, sent_on=DUE, first_sent_on=DUE)
    assert "chưa có đơn vị quá hạn, còn 01 ngày" in brief_of(cast, date(2020, 12, 23))
