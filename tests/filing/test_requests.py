"""A unit asks for a later due date, or to open a report again; the Department answers, each with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import hand_in

from core.accounts.models import AuditEntry, User
from core.lib.dates.clock import as_of
from core.notifications.models import Notice
from filing.errors import InvalidTransition
from filing.models import DayOff, Request, RequestState, SubmissionState
from filing.submissions import requests, verbs
from reports.documents.composition import compose

REASON = "Bão lụt, chưa thu thập đủ số liệu của 03 nạn nhân."


def ask(cast, until=date(2020, 12, 28), reason=REASON, by="officer"):
    return requests.ask_extension(cast.submission(), until, reason, by=cast[by])


def told(occasion):
    return set(Notice.objects.filter(occasion__startswith=occasion).values_list("person__username", flat=True))


@pytest.mark.parametrize("name", ["officer", "head"])
def test_an_extension_moves_the_due_date_and_keeps_the_original(cast, name):
    asked = ask(cast, by=name)
    assert cast.submission().due_on == date(2020, 12, 21)
    requests.grant(asked, "Đồng ý.", by=cast["province"])
    submission, asked = cast.submission(), Request.objects.get()
    assert (submission.original_due_on, submission.due_on) == (date(2020, 12, 21), date(2020, 12, 28))
    assert (asked.state, asked.granted_until, asked.decided_by) == (
        RequestState.GRANTED,
        date(2020, 12, 28),
        cast["province"],
    )
    with as_of(date(2020, 12, 29)):
        assert (submission.days_late, submission.days_after_original, submission.days_overdue) == (1, 8, 1)
    with as_of(date(2020, 12, 24)):
        assert (submission.days_late, submission.days_after_original, submission.days_overdue) == (0, 3, 0)


def test_timeliness_goes_by_the_first_sending(cast):
    requests.grant(ask(cast), by=cast["province"])
    with as_of(date(2020, 12, 23)):
        hand_in(cast, "nam-dong", approve=False)
    with as_of(date(2021, 1, 5)):
        submission = cast.submission()
        assert (submission.days_late, submission.days_after_original) == (0, 2)


@pytest.mark.parametrize(
    ("until", "moved"),
    [
        (date(2020, 12, 27), date(2020, 12, 28)),
        (date(2021, 1, 1), date(2021, 1, 4)),
        (date(2021, 2, 12), date(2021, 2, 17)),
        (date(2020, 12, 24), date(2020, 12, 25)),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(cast, until, moved):
    """A Sunday, New Year's Day, Tết, and a day that the Department declared."""
    DayOff.objects.create(
        root=cast.units["thua-thien-hue"],
        day=date(2020, 12, 24),
        reason="Bão",
        declared_by=cast["province"],
        declared_at="2020-12-18T00:00Z",
    )
    asked = ask(cast, until=until)
    assert asked.until == moved
    requests.grant(asked, by=cast["province"], until=until)
    assert cast.submission().due_on == moved


def test_another_day_may_be_granted_than_was_asked_for(cast):
    requests.grant(ask(cast), by=cast["province"], until=date(2020, 12, 23))
    asked = Request.objects.get()
    assert (asked.until, asked.granted_until) == (date(2020, 12, 28), date(2020, 12, 23))
    assert cast.submission().due_on == date(2020, 12, 23)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2020, 12, 18), date(2020, 12, 21)),
        (date(2020, 12, 18), date(2020, 12, 20)),
        (date(2020, 12, 28), date(2020, 12, 24)),
    ],
)
def test_a_day_that_is_not_later_is_neither_asked_for_nor_granted(cast, today, until):
    asked = ask(cast)
    with as_of(today):
        with pytest.raises(ValidationError) as refusal:
            requests.grant(asked, by=cast["province"], until=until)
        assert "until" in refusal.value.message_dict
        with pytest.raises(ValidationError) as refusal:
            ask(cast, until=until)
        assert "until" in refusal.value.message_dict
    assert Request.objects.get().state == RequestState.OPEN
    assert cast.submission().extended_to is None


def test_what_was_sent_while_the_answer_was_awaited_may_still_be_granted_its_day(cast):
    asked = ask(cast)
    with as_of(date(2020, 12, 23)):
        hand_in(cast, "nam-dong", approve=False)
    with as_of(date(2020, 12, 30)):
        requests.grant(asked, by=cast["province"])
    assert (cast.submission().days_late, cast.submission().days_after_original) == (0, 2)


def test_a_second_extension_goes_beyond_the_first(cast):
    requests.grant(ask(cast), by=cast["province"])
    with pytest.raises(ValidationError):
        ask(cast, until=date(2020, 12, 24))
    second = ask(cast, until=date(2020, 12, 30))
    with pytest.raises(ValidationError):
        requests.grant(second, by=cast["province"], until=date(2020, 12, 24))
    requests.grant(second, by=cast["province"])
    assert cast.submission().due_on == date(2020, 12, 30)
    assert cast.submission().original_due_on == date(2020, 12, 21)


def test_both_sides_say_why(cast):
    with pytest.raises(ValidationError) as refusal:
        ask(cast, reason="  ")
    assert "reason" in refusal.value.message_dict
    asked = ask(cast)
    with pytest.raises(ValidationError) as refusal:
        requests.refuse(asked, " ", by=cast["province"])
    assert "answer" in refusal.value.message_dict
    requests.refuse(asked, "Đã quá hạn tổng hợp.", by=cast["province"])
    assert (Request.objects.get().answer, cast.submission().extended_to) == ("Đã quá hạn tổng hợp.", None)


def test_one_request_waits_at_a_time(cast):
    asked = ask(cast)
    with pytest.raises(ValidationError):
        ask(cast, by="head")
    requests.take_back(asked, by=cast["head"])
    assert Request.objects.get().state == RequestState.TAKEN_BACK
    assert ask(cast).state == RequestState.OPEN


def test_what_was_answered_is_not_answered_again(cast):
    asked = ask(cast)
    requests.refuse(asked, "Không.", by=cast["province"])
    for act in (
        lambda: requests.grant(asked, by=cast["province"]),
        lambda: requests.refuse(asked, "Không.", by=cast["province"]),
        lambda: requests.take_back(asked, by=cast["officer"]),
    ):
        with pytest.raises(InvalidTransition):
            act()
    assert cast.submission().extended_to is None


@pytest.mark.parametrize("name", ["neighbour", "neighbour-head", "province", "leader", "admin", "stranger"])
def test_others_do_not_ask(cast, name):
    hand_in(cast, "phu-loc")
    for act in (
        lambda: ask(cast, by=name),
        lambda: requests.ask_reopening(cast.submission(), REASON, by=cast[name]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Request.objects.exists()


@pytest.mark.parametrize("name", ["officer", "head", "neighbour", "leader", "admin", "stranger", "far-officer"])
def test_others_do_not_answer(cast, name):
    asked = ask(cast)
    for act in (requests.grant, requests.refuse):
        with pytest.raises(PermissionDenied):
            act(asked, "Lời.", by=cast[name])
    assert Request.objects.get().state == RequestState.OPEN


def test_only_what_is_owed_is_put_off(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    asked = ask(cast)
    requests.take_back(asked, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    with pytest.raises(InvalidTransition):
        ask(cast)
    verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"])
    with pytest.raises(InvalidTransition):
        ask(cast)


def test_opening_again_is_asked_for_and_granted(cast):
    with pytest.raises(InvalidTransition):
        requests.ask_reopening(cast.submission(), REASON, by=cast["officer"])
    hand_in(cast, "nam-dong")
    asked = requests.ask_reopening(cast.submission(), "Sai số người.", by=cast["officer"])
    with pytest.raises(InvalidTransition):
        ask(cast)
    requests.grant(asked, "Đồng ý.", by=cast["province"])
    submission = cast.submission()
    assert submission.state == SubmissionState.RETURNED
    assert verbs.last_return_step(submission).comment == "Sai số người."
    assert Request.objects.get().state == RequestState.GRANTED
    # One act, one notice: the step tells it.
    assert told(f"request:{asked.pk}:granted") == set()
    assert told(f"step:{submission.steps.last().pk}") == {"officer", "head"}


def test_a_report_that_was_opened_meanwhile_is_not_opened_twice(cast):
    hand_in(cast, "nam-dong")
    asked = requests.ask_reopening(cast.submission(), "Sai số người.", by=cast["officer"])
    verbs.reopen(cast.submission(), comment="Sai.", by=cast["province"])
    with pytest.raises(InvalidTransition):
        requests.grant(asked, by=cast["province"])
    requests.refuse(asked, "Đã mở lại rồi.", by=cast["province"])
    assert cast.submission().steps.filter(verb="reopen").count() == 1


def test_who_is_told_and_that_no_reason_leaves_the_portal(cast):
    asked = ask(cast)
    assert told(f"request:{asked.pk}:open") == {"province"}
    requests.refuse(asked, "Vì 03 nạn nhân đã được báo cáo.", by=cast["province"])
    assert told(f"request:{asked.pk}:refused") == {"officer", "head"}
    second = ask(cast)
    requests.grant(second, "Vì 03 nạn nhân.", by=cast["province"])
    assert told(f"request:{second.pk}:granted") == {"officer", "head"}
    assert {one.path for one in Notice.objects.all()} == {f"/requests/{one.pk}/" for one in (asked, second)}
    assert not any("nạn nhân" in one.text + one.subject for one in Notice.objects.all())
    granted = Notice.objects.get(occasion=f"request:{second.pk}:granted", person=cast["head"])
    assert "28/12/2020" in granted.subject
    assert "huyện Nam Đông" in granted.subject


def test_answers_are_on_record(cast):
    requests.refuse(ask(cast), "Không.", by=cast["province"])
    requests.grant(ask(cast), "Được.", by=cast["province"])
    entries = AuditEntry.objects.filter(action__startswith="extension").order_by("pk")
    assert [(one.action, one.reason, one.unit, one.by) for one in entries] == [
        ("extension_refused", "Không.", cast.units["nam-dong"], cast["province"]),
        ("extension_granted", "Được.", cast.units["nam-dong"], cast["province"]),
    ]


def test_who_has_left_is_not_told(cast):
    User.objects.filter(username="head").update(is_active=False)
    requests.refuse(ask(cast), "Không.", by=cast["province"])
    assert told("request:") == {"province", "officer"}


def test_requests_are_seen_by_the_unit_and_its_department(cast):
    ask(cast)
    assert Request.objects.visible_to(cast["officer"]).count() == 1
    assert Request.objects.visible_to(cast["leader"]).count() == 1
    assert not Request.objects.visible_to(cast["neighbour"]).exists()
    assert not Request.objects.visible_to(cast["stranger"]).exists()
    assert not Request.objects.visible_to(cast["admin"]).exists()
