"""Summaries that make themselves: due to the minute, once for a period, nothing of the past, each person told once."""

import logging
import re
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from making import campaign, hand_in

from core.accounts.models import Role
from core.lib.dates.clock import as_of, now
from core.notifications.models import Notice
from filing.models import Period
from filing.records.saving import save_record
from reports.celery_tasks import run_schedules
from reports.models import Compilation, Document, Schedule, ScheduledRun
from reports.schedules import timetable

MADE_ON = date(2020, 12, 1)
# The cast's period is due on 21/12/2020; one working day later, all day long.
THE_DAY, DAY_BEFORE, LATER = date(2020, 12, 22), date(2020, 12, 21), date(2020, 12, 23)
MIDNIGHT = time(0)


@pytest.fixture
def make(cast):
    """A schedule of the cast's Department that is due with the day, told to its officer and its leader."""

    def made(*, on=MADE_ON, people=("province", "leader"), by="province", **given):
        schedule = Schedule(root=cast.units["thua-thien-hue"], **{"working_days": 1, "at": MIDNIGHT} | given)
        with as_of(on):
            timetable.save_schedule(schedule, [cast[name] for name in people], by=cast[by])
        return schedule

    return made


def beat(day=THE_DAY):
    with as_of(day):
        run_schedules()


def notices():
    """What schedules told, beside what the way of a report tells."""
    return Notice.objects.filter(occasion__startswith="summary:")


def counted():
    return (*(model.objects.count() for model in (ScheduledRun, Compilation, Document)), notices().count())


def moment_of(due_on, *, days=1, at=time(17)):
    return timetable.due_moment(Schedule(working_days=days, at=at), Period(due_on=due_on))


# The moment


@pytest.mark.parametrize(
    ("due_on", "days", "day"),
    [
        # A Monday; a Friday before the weekend; a Sunday, which is due on the Monday.
        (date(2020, 12, 14), 1, date(2020, 12, 15)),
        (date(2020, 12, 18), 1, date(2020, 12, 21)),
        (date(2020, 12, 20), 1, date(2020, 12, 22)),
        (date(2020, 6, 14), 0, date(2020, 6, 15)),
        (date(2020, 12, 15), 0, date(2020, 12, 15)),
        # Tết 2021 is off from the tenth to the sixteenth of February; New Year's Day is a Friday.
        (date(2021, 2, 9), 1, date(2021, 2, 17)),
        (date(2021, 2, 12), 2, date(2021, 2, 19)),
        (date(2020, 12, 31), 1, date(2021, 1, 4)),
    ],
)
def test_it_is_due_so_many_working_days_after_the_due_date_by_vietnamese_time(due_on, days, day):
    # 17:00 in Vietnam, which has no summer time, is 10:00 UTC.
    assert moment_of(due_on, days=days) == datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def test_the_hour_is_vietnamese_wherever_the_reader_is():
    with timezone.override("America/New_York"):
        assert moment_of(date(2020, 12, 14), at=time(0, 30)) == datetime(2020, 12, 14, 17, 30, tzinfo=UTC)


# Once


def test_two_beats_make_one_draft_one_document_and_one_notice_a_person(cast, make):
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    hand_in(cast, "nam-dong")
    schedule = make()
    beat(DAY_BEFORE)
    assert counted() == (0, 0, 0, 0)
    for day in (THE_DAY, THE_DAY, LATER):
        beat(day)
        assert counted() == (1, 1, 1, 2)
    run, document = schedule.runs.get(), Document.objects.get()
    assert run.compilation == document.compilation
    assert run.compilation.content["figures"]["now"]["TT-02"][0] == 100
    assert (document.sort, document.edition, document.format) == ("provincial_summary", "internal", "pdf")
    assert {(one.person.username, one.path) for one in notices()} == {
        (name, f"/reports/documents/{document.pk}/") for name in ("province", "leader")
    }


def test_what_a_person_is_told(cast, make):
    hand_in(cast, "nam-dong")
    make()
    beat()
    notice = notices().first()
    assert notice.subject.endswith("năm 2020")
    assert "21/12/2020" in notice.text
    _due, counted_up, missing = notice.text.split("\n")
    assert re.findall(r"\d+", counted_up) == ["1", "9"]
    assert "huyện Phú Lộc" in missing
    assert "Nam Đông" not in notice.text


def test_the_second_of_two_beats_at_once_does_nothing(cast, make):
    """It has read that nothing was done yet, and then finds the row there."""
    hand_in(cast, "nam-dong")
    schedule, period = make(), cast.submission().period
    assert list(timetable.pending_periods(schedule)) == [period]
    ScheduledRun.objects.create(schedule=schedule, period=period, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledRun.objects.create(schedule=schedule, period=period, at=now())
    timetable.run_schedule(schedule, period)
    assert counted() == (1, 0, 0, 0)


def test_two_schedules_share_one_document_and_tell_their_own(cast, make):
    hand_in(cast, "nam-dong")
    make(people=["province"])
    make(people=["leader"])
    beat()
    assert counted() == (2, 1, 1, 2)


# What it begins with


def test_a_new_schedule_leaves_the_past_alone(cast, make):
    hand_in(cast, "nam-dong")
    make(on=THE_DAY)
    beat(THE_DAY)
    beat(date(2021, 6, 1))
    assert counted() == (0, 0, 0, 0)


def test_a_due_date_that_is_moved_takes_the_schedule_along(cast, make):
    hand_in(cast, "nam-dong")
    make()
    Period.objects.update(due_on=date(2021, 2, 9))
    for day in (THE_DAY, date(2021, 2, 10), date(2021, 2, 16)):
        beat(day)
        assert counted() == (0, 0, 0, 0)
    beat(date(2021, 2, 17))
    assert counted() == (1, 1, 1, 2)
    # Moved once more, it has still been done.
    Period.objects.update(due_on=date(2021, 3, 9))
    beat(date(2021, 4, 1))
    assert counted() == (1, 1, 1, 2)


def test_it_waits_for_the_hour(cast, make):
    """The hour is the day's last microsecond, so that it is still to come whenever this is tried."""
    hand_in(cast, "nam-dong")
    make(at=time(23, 59, 59, 999_999))
    beat()
    assert counted() == (0, 0, 0, 0)
    beat(LATER)
    assert counted() == (1, 1, 1, 2)


def test_the_periods_of_another_department_are_not_its_own(cast, make):
    hand_in(cast, "nam-dong")
    make()
    Period.objects.update(root=cast.units["tinh-khac"])
    beat()
    assert counted() == (0, 0, 0, 0)


# What stands in its way


def test_where_nothing_is_approved_the_people_are_told_who_is_missing(cast, make):
    hand_in(cast, "nam-dong", approve=False)
    make()
    for _again in range(2):
        beat()
        assert counted() == (1, 0, 0, 2)
    assert ScheduledRun.objects.get().compilation is None
    notice = notices().first()
    assert notice.path == f"/reports/periods/{cast.submission().period.pk}/"
    assert "huyện Nam Đông" in notice.text
    assert "huyện Phú Lộc" in notice.text


@pytest.mark.parametrize(
    "changed",
    [{"role": Role.PROVINCE_LEADER}, {"is_active": False}, {"unit": "tinh-khac"}],
    ids=lambda one: next(iter(one)),
)
def test_it_rests_when_its_officer_is_none_any_more_and_another_takes_it_over(cast, make, caplog, changed):
    hand_in(cast, "nam-dong")
    schedule, officer = make(people=["leader"]), cast["province"]
    if "unit" in changed:
        changed = {"unit": cast.units[changed["unit"]]}
    type(officer).objects.filter(pk=officer.pk).update(**changed)
    with caplog.at_level(logging.WARNING):
        beat()
    assert counted() == (0, 0, 0, 0)
    assert "skipped" in caplog.text

    another = type(officer).objects.create(
        username="another", full_name="another", unit=schedule.root, role=Role.PROVINCE_OFFICER
    )
    with as_of(LATER):
        timetable.save_schedule(Schedule.objects.get(), [another], by=another)
    beat(date(2021, 3, 1))
    # What fell due while it rested stays undone; the next one is done.
    assert counted() == (0, 0, 0, 0)
    Period.objects.update(due_on=LATER)
    beat(date(2021, 3, 1))
    assert counted() == (1, 1, 1, 1)


def test_a_change_by_an_officer_keeps_what_is_still_to_come(cast, make):
    hand_in(cast, "nam-dong")
    schedule = make()
    with as_of(THE_DAY):
        timetable.save_schedule(Schedule.objects.get(), [cast["leader"]], by=cast["province"])
    assert Schedule.objects.get().since == MADE_ON
    beat()
    assert set(notices().values_list("person__username", flat=True)) == {"leader"}
    assert schedule.runs.count() == 1


def test_who_has_left_the_department_is_not_told(cast, make):
    hand_in(cast, "nam-dong")
    make()
    leader = cast["leader"]
    leader.unit = cast.units["tinh-khac"]
    leader.save()
    beat()
    assert [one.person for one in notices()] == [cast["province"]]


def test_one_that_fails_leaves_nothing_half_keeps_no_other_back_and_is_done_later(cast, make, caplog):
    """Of two periods the first has a frozen report that cannot be read, the second none that is approved."""
    hand_in(cast, "nam-dong")
    broken = cast.submission()
    whole, broken.snapshot.content = broken.snapshot.content, {}
    broken.snapshot.save()
    other = Period.objects.get()
    other.pk, other.kind, other.number = None, "month", 12
    other.save()
    make()
    beat()
    assert f"could not be done for period {broken.period_id}" in caplog.text
    assert counted() == (1, 0, 0, 2)
    assert ScheduledRun.objects.get().period == other

    broken.snapshot.content = whole
    broken.snapshot.save()
    beat()
    assert counted() == (2, 1, 1, 4)


def test_the_beat_asks_for_it_every_minute(settings):
    asked = [one for one in settings.CELERY_BEAT_SCHEDULE.values() if one["task"] == run_schedules.name]
    assert [one["schedule"] for one in asked] == [60]


@pytest.mark.parametrize("name", ["officer", "leader", "admin", "stranger"])
def test_only_an_officer_of_that_department_keeps_it(cast, make, name):
    schedule = make()
    with pytest.raises(PermissionDenied):
        make(by=name)
    with pytest.raises(PermissionDenied):
        timetable.save_schedule(schedule, [], by=cast[name])
    with pytest.raises(PermissionDenied):
        timetable.delete_schedule(schedule, by=cast[name])
    timetable.delete_schedule(schedule, by=cast["province"])
    assert not Schedule.objects.exists()
