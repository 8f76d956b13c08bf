"""Days that the Department declares off: what they move, who declares them, how they count."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import hand_in

from core.accounts.models import AuditEntry
from core.directives.models import Clause, DocumentSort, RelatedDocument
from core.lib.dates.clock import as_of
from core.lib.dates.windows import Window
from core.lib.dates.working_days import DeclaredDays
from filing.models import DayOff, Period
from filing.submissions import days_off, requests, verbs
from reports.models import Schedule
from reports.schedules.timetable import due_moment

STORM = Window(date(2020, 12, 21), date(2020, 12, 22))


def declare(cast, window=STORM, reason="Bão số 14", by="province"):
    return days_off.declare(window, reason, by=cast[by])


def test_due_dates_on_those_days_move_and_it_is_told_which(cast):
    Period.objects.update(summary_due_on=date(2020, 12, 22))
    moved = declare(cast)
    period = Period.objects.get()
    assert (period.due_on, period.summary_due_on) == (date(2020, 12, 23), date(2020, 12, 23))
    assert [(due_date.old, due_date.new) for due_date in moved] == [
        (date(2020, 12, 21), date(2020, 12, 23)),
        (date(2020, 12, 22), date(2020, 12, 23)),
        # Of the directive's tasks, which are due on the same day.
        (date(2020, 12, 21), date(2020, 12, 23)),
    ]
    assert str(moved[0]) == "Báo cáo năm 2020: 21/12/2020 → 23/12/2020"


def test_granted_days_and_days_of_correction_move_too(cast):
    asked = requests.ask_extension(cast.submission(), date(2020, 12, 28), "Lũ.", by=cast["officer"])
    requests.grant(asked, by=cast["province"])
    hand_in(cast, "phu-loc", approve=False)
    verbs.return_(cast.submission("phu-loc"), comment="Sửa.", by=cast["province"], correct_by=date(2020, 12, 28))
    moved = declare(cast, Window(date(2020, 12, 28), date(2020, 12, 31)))
    # New Year's Day is a Friday.
    assert cast.submission().due_on == cast.submission("phu-loc").owed_on == date(2021, 1, 4)
    assert cast.submission().original_due_on == date(2020, 12, 21)
    assert [str(one).partition(" (")[0] for one in moved] == [
        "Huyện Phú Lộc, báo cáo năm 2020",
        "Huyện Nam Đông, báo cáo năm 2020",
    ]


def test_due_dates_of_the_directive_move_too(cast):
    day, clauses = date(2020, 12, 22), Clause.objects.filter(directive__issuer=cast["province"].unit)
    clauses.update(due_on=None)
    clauses.filter(code__in=["2.c", "4.a"]).update(due_on=day)
    directive = clauses[0].directive
    asked = {"directive": directive, "sort": DocumentSort.ASKED, "subject": "Báo cáo Tháng hành động", "due_on": day}
    asked = RelatedDocument.objects.create(**asked)
    Period.objects.update(due_on=date(2020, 12, 18))
    assert [str(one) for one in declare(cast)] == [
        f"Nhiệm vụ 2.c, 4.a của văn bản {directive.number}: 22/12/2020 → 23/12/2020",
        f"Văn bản “Báo cáo Tháng hành động” theo {directive.number}: 22/12/2020 → 23/12/2020",
    ]
    asked.refresh_from_db()
    assert {asked.due_on, *clauses.exclude(due_on=None).values_list("due_on", flat=True)} == {date(2020, 12, 23)}


def test_what_has_passed_and_what_is_another_departments_stays(cast):
    far = Period.objects.get()
    far.pk, far.root = None, cast.units["tinh-khac"]
    far.save()
    with as_of(date(2020, 12, 22)):
        assert declare(cast) == []
    assert set(Period.objects.values_list("due_on", flat=True)) == {date(2020, 12, 21)}
    assert DayOff.objects.of(cast.units["tinh-khac"].pk) == DeclaredDays()
    assert DayOff.objects.of(cast.units["thua-thien-hue"].pk).off == {date(2020, 12, 21), date(2020, 12, 22)}


def test_declared_twice_is_declared_once(cast):
    declare(cast)
    assert declare(cast, Window(date(2020, 12, 22), date(2020, 12, 23)))[0].new == date(2020, 12, 24)
    assert DayOff.objects.count() == 3
    assert DayOff.objects.get(day=date(2020, 12, 22)).reason == "Bão số 14"


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin"])
def test_others_do_not_declare(cast, name):
    with pytest.raises(PermissionDenied):
        declare(cast, by=name)
    declare(cast)
    for one in (name, "stranger"):
        with pytest.raises(PermissionDenied):
            days_off.take_back(DayOff.objects.first(), by=cast[one])
    assert DayOff.objects.count() == 2


@pytest.mark.parametrize(
    ("window", "reason", "field"),
    [(STORM, "  ", "reason"), (Window(date(2020, 12, 21), date(2021, 1, 21)), "Bão", "end")],
)
def test_a_reason_and_a_month_at_most(cast, window, reason, field):
    with pytest.raises(ValidationError) as refusal:
        declare(cast, window, reason)
    assert field in refusal.value.message_dict
    assert not DayOff.objects.exists()


def test_taken_back(cast):
    declare(cast)
    days_off.take_back(DayOff.objects.get(day=date(2020, 12, 21)), by=cast["province"])
    assert DayOff.objects.of(cast.units["thua-thien-hue"].pk).off == {date(2020, 12, 22)}
    assert Period.objects.get().due_on == date(2020, 12, 23)
    actions = AuditEntry.objects.order_by("pk").values_list("action", "told__text")
    assert list(actions) == [("day_off_declared", "Bão số 14"), ("day_off_taken_back", "Bão số 14")]


def test_everybody_of_the_province_reads_them(cast):
    declare(cast)
    for name, number in (("officer", 2), ("leader", 2), ("stranger", 0), ("far-officer", 0), ("admin", 0)):
        assert days_off.visible_days_off(cast[name]).count() == number


def test_schedules_count_them(cast):
    declare(cast)
    period = Period(due_on=date(2020, 12, 18))
    off = DayOff.objects.of(cast.units["thua-thien-hue"].pk)
    schedule = Schedule(working_days=1, at="00:00:00")
    schedule.clean_fields(exclude=["root", "made_by", "since"])
    assert due_moment(schedule, period, off).date() == date(2020, 12, 23)
    assert due_moment(schedule, period).date() == date(2020, 12, 21)


SATURDAY = date(2020, 12, 26)


def swap(cast, off=(date(2020, 12, 21),), worked=(SATURDAY,), reason="Hoán đổi ngày làm việc"):
    return days_off.declare_days(off, worked, reason, by=cast["province"])


def test_a_swap_moves_due_dates_and_lets_the_saturday_count(cast):
    moved, _of_tasks = swap(cast, off=[date(2020, 12, day) for day in (21, 22, 23, 24, 25)])
    assert moved.new == Period.objects.get().due_on == SATURDAY
    root = cast.units["thua-thien-hue"].pk
    declared = DayOff.objects.of(root)
    assert declared.worked == {SATURDAY}
    assert days_off.days_off_by_root([root, 0]) == {root: declared}
    actions = AuditEntry.objects.order_by("pk").values_list("action", "subject")
    assert list(actions) == [
        ("day_off_declared", "21/12/2020 – 25/12/2020"),
        ("working_day_declared", "26/12/2020"),
    ]


def test_a_saturday_granted_stays_as_long_as_it_is_worked(cast):
    swap(cast)
    asked = requests.ask_extension(cast.submission(), SATURDAY, "Lũ.", by=cast["officer"])
    requests.grant(asked, by=cast["province"])
    assert cast.submission().due_on == SATURDAY
    (moved,) = days_off.take_back(DayOff.objects.get(is_worked=True), by=cast["province"])
    assert moved.new == cast.submission().due_on == date(2020, 12, 28)


def test_a_day_is_either_off_or_worked(cast):
    with pytest.raises(ValidationError, match="21/12/2020"):
        swap(cast, worked=[date(2020, 12, 21)])
    swap(cast)
    with pytest.raises(ValidationError, match="26/12/2020"):
        declare(cast, Window(SATURDAY, SATURDAY))
    assert DayOff.objects.count() == 2
