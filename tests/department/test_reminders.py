"""Who is reminded of what on which day, by Vietnamese time and the offices' working days; once, whatever happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import WHO_HANDS_IN, hand_in

from core.accounts.models import AuditEntry, Role, User
from core.lib.dates.clock import as_of, today
from core.lib.dates.windows import Window, reporting_year
from core.lib.dates.working_days import DeclaredDays
from core.notifications.celery_tasks import deliver
from core.notifications.models import MailState, Notice
from core.notifications.verbs import choose_mail, notify_each
from department.celery_tasks import remind as beat_task
from department.deadlines import digests, owed_reports, reminders
from filing.models import Period, Submission
from filing.submissions import days_off, requests, verbs
from reports.content.summary_content import open_summary
from reports.documents.composition import compose

# Nine in the morning in Vietnam.
MORNING = datetime(2020, 12, 1, 2, 0, tzinfo=UTC)


def beat(day, moment=MORNING):
    with as_of(day):
        return digests.send_due(moment)


def days_between(start, end):
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def told_on(name):
    """The days on which the person had a digest."""
    found = Notice.objects.filter(person__username=name, occasion__startswith="digest:").order_by("pk")
    return [date.fromisoformat(one.occasion.removeprefix("digest:")) for one in found]


def run_through(start, end):
    for day in days_between(start, end):
        beat(day)


def digest(name):
    return Notice.objects.filter(person__username=name, is_reminder=True).order_by("-pk").first()


# The days


def test_ten_three_and_no_working_days_before_and_when_late(cast):
    """The cast's period is due on Monday 21/12/2020; New Year's Day is a Friday."""
    run_through(date(2020, 12, 1), date(2021, 1, 8))
    before = [date(2020, 12, 7), date(2020, 12, 16)]
    after = [date(2020, 12, 21), date(2020, 12, 22), date(2020, 12, 29), date(2021, 1, 6)]
    assert told_on("officer") == before + after
    assert told_on("head") == after
    for name in ("province", "leader", "admin", "stranger", "far-officer"):
        assert told_on(name) == []


def test_the_head_is_told_from_the_third_day_where_the_report_waits_with_them(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    run_through(date(2020, 12, 1), date(2020, 12, 21))
    assert told_on("head") == [date(2020, 12, 16), date(2020, 12, 21)]
    assert told_on("neighbour-head") == [date(2020, 12, 21)]


def test_a_due_date_on_a_sunday_is_the_monday(cast):
    Period.objects.update(due_on=date(2020, 12, 20))
    run_through(date(2020, 12, 15), date(2020, 12, 22))
    assert told_on("head") == [date(2020, 12, 21), date(2020, 12, 22)]
    assert "thứ Hai, 21/12/2020" in digest("head").text


def test_over_tet(cast):
    """Tết 2021 is off from 10 to 16 February: nothing goes out, and the days do not count."""
    Period.objects.update(due_on=date(2021, 2, 12))
    run_through(date(2021, 1, 25), date(2021, 2, 19))
    assert told_on("officer") == [
        # Ten, three and no working days before Wednesday the 17th, and the day after.
        date(2021, 1, 27),
        date(2021, 2, 5),
        date(2021, 2, 17),
        date(2021, 2, 18),
    ]
    assert told_on("head") == [date(2021, 2, 17), date(2021, 2, 18)]


def test_a_declared_storm(cast):
    """Declared on the morning of the third day before: that day nothing goes out, the next working day it does."""
    run_through(date(2020, 12, 7), date(2020, 12, 15))
    with as_of(date(2020, 12, 16)):
        days_off.declare(Window(date(2020, 12, 16), date(2020, 12, 16)), "Bão số 14", by=cast["province"])
    run_through(date(2020, 12, 16), date(2020, 12, 18))
    assert told_on("officer") == [date(2020, 12, 7), date(2020, 12, 17)]
    # The due date itself is declared off: it moves, and so does the head's day.
    with as_of(date(2020, 12, 21)):
        days_off.declare(Window(date(2020, 12, 21), date(2020, 12, 22)), "Lũ", by=cast["province"])
    run_through(date(2020, 12, 21), date(2020, 12, 24))
    assert told_on("head") == [date(2020, 12, 23), date(2020, 12, 24)]


def test_what_another_department_declared_counts_for_it_alone(cast):
    with as_of(date(2020, 12, 16)):
        days_off.declare(Window(date(2020, 12, 16), date(2020, 12, 16)), "Bão", by=cast["stranger"])
    beat(date(2020, 12, 16))
    assert told_on("officer") == [date(2020, 12, 16)]


def test_what_was_missed_while_no_worker_ran_is_told_on_the_next_working_day(cast):
    run_through(date(2020, 12, 7), date(2020, 12, 15))
    run_through(date(2020, 12, 18), date(2020, 12, 20))
    assert told_on("officer") == [date(2020, 12, 7), date(2020, 12, 18)]


def test_a_granted_day_is_the_one_that_counts(cast):
    with as_of(date(2020, 12, 18)):
        asked = requests.ask_extension(cast.submission(), date(2020, 12, 30), "Lũ.", by=cast["officer"])
        requests.grant(asked, by=cast["province"])
    run_through(date(2020, 12, 21), date(2020, 12, 31))
    assert told_on("head") == [date(2020, 12, 30), date(2020, 12, 31)]
    assert "(đã gia hạn): thứ Tư, 30/12/2020" in digest("head").text


def test_a_returned_report_by_the_day_of_its_correction(cast):
    hand_in(cast, "nam-dong", approve=False)
    run_through(date(2020, 12, 21), date(2020, 12, 22))
    assert told_on("head") == []
    verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"], correct_by=date(2020, 12, 30))
    run_through(date(2020, 12, 23), date(2020, 12, 31))
    assert told_on("officer") == [date(2020, 12, 23), date(2020, 12, 25), date(2020, 12, 30), date(2020, 12, 31)]
    assert told_on("head") == [date(2020, 12, 30), date(2020, 12, 31)]
    assert "Sở yêu cầu chỉnh sửa, bổ sung" in digest("head").text


def test_the_summary_is_owed_by_the_departments_officers_and_its_leader(cast):
    hand_in(cast, "nam-dong")
    Notice.objects.all().delete()
    Period.objects.update(summary_due_on=date(2020, 12, 24))
    summary = open_summary(Period.objects.get(), by=cast["province"])
    run_through(date(2020, 12, 18), date(2020, 12, 21))
    assert told_on("province") == [date(2020, 12, 18), date(2020, 12, 21)]
    verbs.submit_summary(summary, compose, by=cast["province"])
    beat(date(2020, 12, 22))
    assert told_on("leader") == [date(2020, 12, 22)]
    verbs.approve_summary(summary, by=cast["leader"])
    run_through(date(2020, 12, 24), date(2020, 12, 25))
    assert told_on("leader") == [date(2020, 12, 22)]


def test_a_summary_without_a_due_date_of_its_own_is_not_asked_for(cast):
    hand_in(cast, "nam-dong")
    open_summary(Period.objects.get(), by=cast["province"])
    run_through(date(2020, 12, 21), date(2020, 12, 23))
    assert "tổng hợp" not in "".join(Notice.objects.filter(is_reminder=True).values_list("text", flat=True))


# The clock


@pytest.fixture
def clock(settings, monkeypatch):
    """The portal's day as the real clock gives it: set to an instant."""

    def set_to(*instant):
        moment = datetime(*instant, tzinfo=UTC)
        settings.DEMO_TODAY = None
        monkeypatch.setattr("core.lib.dates.clock.now", lambda: moment)
        return moment

    return set_to


def standing(cast):
    return owed_reports.owed_report(cast.submission(), today(), DeclaredDays())


def test_midnight_is_at_17_utc(cast, clock):
    Period.objects.update(due_on=date(2020, 12, 14))
    clock(2020, 12, 14, 16, 59, 59)
    assert (today(), reporting_year(today())) == (date(2020, 12, 14), 2020)
    assert (standing(cast).left, standing(cast).stage, cast.submission().days_overdue) == (0, "0", 0)
    clock(2020, 12, 14, 17, 0)
    assert (today(), reporting_year(today())) == (date(2020, 12, 15), 2021)
    assert (standing(cast).left, standing(cast).stage, cast.submission().days_overdue) == (-1, "late-0", 1)


@pytest.mark.parametrize(
    ("instant", "number"),
    [
        # 7:29:59 and 7:30 in Vietnam, 16:59:59 and 17:00, about midnight.
        ((2020, 12, 15, 0, 29, 59), 0),
        ((2020, 12, 15, 0, 30), 4),
        ((2020, 12, 15, 9, 59, 59), 4),
        ((2020, 12, 15, 10, 0), 0),
        ((2020, 12, 14, 16, 59, 59), 0),
        ((2020, 12, 14, 17, 0), 0),
    ],
)
def test_between_half_past_seven_and_five_by_vietnamese_time(cast, clock, instant, number):
    Period.objects.update(due_on=date(2020, 12, 14))
    assert digests.send_due(clock(*instant)) == number
    assert Notice.objects.filter(occasion="digest:2020-12-15").count() == number


def test_the_14th_and_the_15th_of_december(cast, clock):
    """Due on the 14th, which ends at 17:00 UTC: told as due, then, the next morning, as late."""
    Period.objects.update(due_on=date(2020, 12, 14))
    digests.send_due(clock(2020, 12, 14, 1, 0))
    assert "hạn là hôm nay" in digest("head").text
    digests.send_due(clock(2020, 12, 14, 9, 59))
    digests.send_due(clock(2020, 12, 15, 0, 30))
    assert "quá hạn 01 ngày làm việc" in digest("head").text
    assert told_on("head") == [date(2020, 12, 14), date(2020, 12, 15)]


def test_the_beat_asks_every_ten_minutes(settings):
    asked = [one for one in settings.CELERY_BEAT_SCHEDULE.values() if one["task"] == beat_task.name]
    assert [one["schedule"] for one in asked] == [600]


# Once


def test_the_second_beat_of_the_day_tells_nobody(cast):
    assert beat(date(2020, 12, 21)) == 4
    assert beat(date(2020, 12, 21)) == 0
    Period.objects.update(due_on=date(2020, 12, 22))
    assert beat(date(2020, 12, 21)) == 0
    assert Notice.objects.count() == 4


def test_two_beats_at_once_tell_once(cast):
    """Both have read that nobody was told yet; then the one writes, and the other."""
    day = date(2020, 12, 21)
    with as_of(day):
        both = [digests.due_today(day) for _beat in range(2)]
        assert [len(one) for one in both] == [4, 4]
        for turn in both:
            notify_each([(one.person, one.message) for one in turn], occasion=f"digest:{day}", is_reminder=True)
    assert Notice.objects.count() == 4
    assert Notice.objects.values("message_id").distinct().count() == 4


def test_the_message_id_is_that_of_person_and_day(cast):
    beat(date(2020, 12, 21))
    before = dict(Notice.objects.values_list("person", "message_id"))
    Notice.objects.all().delete()
    beat(date(2020, 12, 21))
    assert dict(Notice.objects.values_list("person", "message_id")) == before
    beat(date(2020, 12, 22))
    assert Notice.objects.values("message_id").distinct().count() == 8


# What it says


@pytest.fixture
def mails(cast, settings):
    settings.PUBLIC_URL = "https://bdg.example.vn/"
    for name in ("officer", "head", "province"):
        cast[name].email = f"{name}@example.vn"
        cast[name].save()


def second_report(cast, due_on=date(2020, 12, 28)):
    month = Period(
        root=cast.units["thua-thien-hue"],
        kind="month",
        year=2021,
        number=1,
        start=date(2020, 12, 15),
        end=date(2021, 1, 14),
        due_on=due_on,
        asked_number="1/SLĐ",
        asked_on=date(2020, 12, 1),
        asked_subject="Tháng",
    )
    return verbs.open_period(month, by=cast["province"]).submissions.get(unit=cast.units["nam-dong"])


def test_one_thing_owed_leads_straight_to_it(cast, mails):
    beat(date(2020, 12, 16))
    with as_of(date(2020, 12, 16)):
        deliver()
    (sent,) = [one for one in mail.outbox if one.to == ["officer@example.vn"]]
    path = f"/reports/{cast.submission().pk}/"
    assert digest("officer").path == path
    assert f"https://bdg.example.vn{path}" in sent.body
    assert "Báo cáo năm 2020 của huyện Nam Đông: đang nhập liệu, chưa trình lãnh đạo." in sent.body
    assert "Thời hạn: thứ Hai, 21/12/2020; còn 03 ngày làm việc." in sent.body
    assert sent.subject == "Nhắc việc: Báo cáo năm 2020 của huyện Nam Đông, còn 03 ngày làm việc"
    assert sent.extra_headers["Message-ID"] == digest("officer").message_id


def test_several_things_are_one_mail_with_a_link_for_each(cast, mails):
    other = second_report(cast)
    run_through(date(2020, 12, 14), date(2020, 12, 15))
    with as_of(date(2020, 12, 14)):
        deliver()
    assert [one.to for one in mail.outbox] == [["officer@example.vn"]]
    body = mail.outbox[0].body
    for pk in (other.pk, cast.submission().pk):
        assert f"https://bdg.example.vn/reports/{pk}/\n" in body
    assert body.index("21/12/2020") < body.index("28/12/2020")
    assert mail.outbox[0].subject == "Nhắc việc: 02 báo cáo"
    assert digest("officer").path == "/reports/"
    # The days on which each came to its next stage, none of them twice.
    run_through(date(2020, 12, 16), date(2020, 12, 22))
    assert told_on("officer") == [date(2020, 12, day) for day in (14, 16, 21, 22)]


def test_what_lies_far_ahead_is_not_in_it(cast):
    second_report(cast, due_on=date(2021, 3, 1))
    beat(date(2020, 12, 21))
    assert "tháng" not in digest("officer").text


def test_who_wants_none_by_mail_has_it_in_the_portal(cast, mails):
    choose_mail(cast["officer"], by_mail=True, reminders_by_mail=False)
    choose_mail(cast["head"], by_mail=False, reminders_by_mail=True)
    beat(date(2020, 12, 21))
    deliver()
    assert [one.to for one in mail.outbox] == [["head@example.vn"]]
    assert digest("officer").mail == MailState.NONE


def test_who_has_left_is_not_reminded(cast):
    User.objects.filter(username="officer").update(is_active=False)
    beat(date(2020, 12, 21))
    assert told_on("officer") == []
    assert told_on("head") == [date(2020, 12, 21)]


def test_what_came_in_is_in_the_departments_next_digest(cast, mails):
    """Nine districts send on the due date: no nine mails, one in the morning; and not again every morning."""
    with as_of(date(2020, 12, 21)):
        for slug in ("nam-dong", "phu-loc"):
            hand_in(cast, slug, approve=False)
    deliver()
    assert ["province@example.vn"] not in [one.to for one in mail.outbox]
    mail.outbox.clear()
    for day in (22, 23, 24):
        beat(date(2020, 12, day))
        deliver()
    (sent,) = [one for one in mail.outbox if one.to == ["province@example.vn"]]
    assert "huyện Nam Đông: đã gửi Sở ngày 21/12/2020, đang chờ duyệt" in sent.body
    assert "huyện Phú Lộc" in sent.body
    assert told_on("leader") == []
    # Sent once more after a correction, it is new.
    verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"])
    with as_of(date(2020, 12, 24)):
        hand_in(cast, "nam-dong", approve=False)
    beat(date(2020, 12, 25))
    assert told_on("province") == [date(2020, 12, 22), date(2020, 12, 25)]


def test_as_many_queries_for_two_units_as_for_nine(cast):
    def queries(day):
        with as_of(day), CaptureQueriesContext(connection) as asked:
            found = digests.due_today(day)
        return len(asked), len(found)

    few, people = queries(date(2020, 12, 21))
    assert people == 4
    for slug in set(cast.units) - {*WHO_HANDS_IN, "tinh-khac", "huyen-khac", "thua-thien-hue"}:
        for role in (Role.OFFICER, Role.HEAD):
            User.objects.create(username=f"{slug}-{role}", unit=cast.units[slug], role=role)
    second_report(cast)
    many, people = queries(date(2020, 12, 21))
    assert people == 18
    assert few == many == 6


# Asked by the Department


def ask_for(cast, *slugs, by="province"):
    return reminders.remind(Period.objects.get(), {cast.units[slug].pk for slug in slugs}, by=cast[by])


def test_the_department_reminds_a_unit_once_a_day(cast, mails):
    assert ask_for(cast, "nam-dong") == [cast.units["nam-dong"]]
    assert ask_for(cast, "nam-dong", "phu-loc") == [cast.units["phu-loc"]]
    assert ask_for(cast, "nam-dong") == []
    assert sorted(Notice.objects.values_list("person__username", flat=True)) == [
        "head",
        "neighbour",
        "neighbour-head",
        "officer",
    ]
    with as_of(date(2020, 12, 21)):
        assert ask_for(cast, "nam-dong") == [cast.units["nam-dong"]]
    entries = AuditEntry.objects.filter(action="reminded")
    assert [one.unit.slug for one in entries.order_by("pk")] == ["nam-dong", "phu-loc", "nam-dong"]
    deliver()
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == len(mail.outbox) == 4
    assert f"https://bdg.example.vn/reports/{cast.submission().pk}/" in mail.outbox[0].body


def test_who_owes_nothing_is_not_reminded(cast):
    hand_in(cast, "phu-loc", approve=False)
    Notice.objects.all().delete()
    assert ask_for(cast, "nam-dong", "phu-loc", "hue", "tinh-khac") == [cast.units["nam-dong"]]
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"officer", "head"}


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_only_the_departments_officer_reminds(cast, name):
    with pytest.raises(PermissionDenied):
        ask_for(cast, "nam-dong", by=name)
    assert not Notice.objects.exists()


def test_a_reminder_that_was_asked_for_takes_none_of_the_days_away(cast):
    with as_of(date(2020, 12, 21)):
        ask_for(cast, "nam-dong")
    beat(date(2020, 12, 21))
    assert told_on("head") == [date(2020, 12, 21)]


def test_when_a_unit_was_last_reminded(cast):
    def last():
        return {one.owed.submission.unit.slug: one.last_on for one in reminders.debtors(Period.objects.get())}

    assert set(last().values()) == {None}
    beat(date(2020, 12, 16))
    with as_of(date(2020, 12, 17)):
        ask_for(cast, "phu-loc")
    assert last()["nam-dong"] == date(2020, 12, 16)
    assert last()["phu-loc"] == date(2020, 12, 17)
    assert last()["hue"] is None
    assert Submission.objects.count() == len(last())
