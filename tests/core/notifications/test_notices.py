"""Each person is told of an occasion once, in the portal and by mail; no trouble of a mail server makes it two."""

import email
import email.policy
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from mail_server import MailServer, running

from core.accounts.models import User
from core.lib.dates.clock import now, official_now
from core.notifications import outbox, verbs
from core.notifications.celery_tasks import deliver
from core.notifications.models import MailChoice, Notice

OCCASION = "summary:12"


@pytest.fixture
def people(cast, settings):
    """The officer and the head of Nam Đông, each with an address."""
    settings.PUBLIC_URL = "https://bdg.example.vn/"
    for name in ("officer", "head"):
        cast[name].email = f"{name}@example.vn"
        cast[name].save()
    return [cast["officer"], cast["head"]]


@pytest.fixture
def server(settings):
    with running(settings) as server:
        yield server


def tell(people, **other):
    words = {"subject": "Báo cáo tổng hợp năm 2020", "text": "Bản tổng hợp đã sẵn sàng.", "path": "/reports/?y=2020"}
    verbs.notify(people, **{"occasion": OCCASION} | words | other)


def states():
    return dict(Notice.objects.values_list("person__username", "mail"))


def make_due():
    Notice.objects.update(next_try=now() - timedelta(seconds=1))


def test_told_once(people):
    tell(people[:1])
    first = Notice.objects.get()
    tell(people, subject="Lời khác")
    tell(people, subject="Lời khác nữa")
    assert set(Notice.objects.values_list("person__username", "subject")) == {
        ("officer", "Báo cáo tổng hợp năm 2020"),
        ("head", "Lời khác"),
    }
    deliver()
    deliver()
    assert sorted(one.to for one in mail.outbox) == [["head@example.vn"], ["officer@example.vn"]]
    assert states() == {"officer": "sent", "head": "sent"}
    assert Notice.objects.get(pk=first.pk).sent_at >= first.created_at
    tell(people)
    deliver()
    assert len(mail.outbox) == 2


def test_another_occasion_is_another_mail(people):
    tell(people[:1])
    tell(people[:1], occasion="summary:13")
    deliver()
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 2


def test_workers_are_asked_after_commit(people, settings, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("celery.app.task.Task.delay", lambda task: asked.append(task.name))
    asked = []
    with django_capture_on_commit_callbacks(execute=True):
        tell(people)
        assert not asked
    assert asked == ["notices.deliver"]
    with django_capture_on_commit_callbacks(execute=True):
        User.objects.update(email="")
        tell(people, occasion="summary:13")
    assert asked == ["notices.deliver"]
    assert "notices.deliver" in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}


def test_two_workers_send_one_mail(people):
    tell(people[:1])
    pk = Notice.objects.get().pk
    token = outbox.claim(pk)
    assert outbox.claim(pk) is None
    deliver()
    assert (mail.outbox, states()) == ([], {"officer": "sending"})
    outbox.send(pk, token)
    deliver()
    assert (len(mail.outbox), states()) == (1, {"officer": "sent"})


def test_the_mail(people, server):
    tell(people[:1])
    deliver()
    (sent,) = [email.message_from_bytes(one, policy=email.policy.default) for one in server.mails]
    assert sent["Subject"] == "Báo cáo tổng hợp năm 2020"
    assert sent["To"] == "officer@example.vn"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content_type() == "text/plain"
    with override("vi"):
        where = _("To read it, log in at:")
    lines = sent.get_content().replace("\r\n", "\n").splitlines()
    assert lines == ["Bản tổng hợp đã sẵn sàng.", "", where, "https://bdg.example.vn/reports/?y=2020"]


def test_the_message_id_is_fixed(people, server):
    tell(people)
    stored = dict(Notice.objects.values_list("person__username", "message_id"))
    Notice.objects.all().delete()
    tell(people, text="Lời khác.")
    assert dict(Notice.objects.values_list("person__username", "message_id")) == stored
    assert stored["officer"] != stored["head"]
    assert stored["officer"].endswith("@bdg.example.vn>")
    deliver()
    heads = [email.message_from_bytes(one) for one in server.mails]
    assert {one["Message-ID"] for one in heads} == set(stored.values())


def test_no_server_then_one(people, settings):
    with running(settings):
        gone = settings.EMAIL_PORT
    settings.EMAIL_PORT = gone
    tell(people)
    deliver()
    assert states() == {"officer": "queued", "head": "queued"}
    # One attempt found out; it waits, and the other was not even begun.
    assert Notice.objects.filter(token=None).count() == 1
    with running(settings) as server:
        deliver()
        assert len(server.mails) == 1
        make_due()
        deliver()
        assert len(server.mails) == 2
    assert states() == {"officer": "sent", "head": "sent"}


@pytest.mark.parametrize("step", ["GREETING", "MAIL", "RCPT", "DATA", "END"])
def test_not_now(people, server, step):
    """Greylisting and its like: tried again, not before its time."""
    server.refusals[step] = "451 later" if step != "GREETING" else "421 later"
    tell(people[:1])
    deliver()
    assert states() == {"officer": "queued"}
    server.refusals.clear()
    deliver()
    assert server.mails == []
    make_due()
    deliver()
    assert (len(server.mails), states()) == (1, {"officer": "sent"})


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "END"])
def test_never(people, server, step):
    server.refusals[step] = "550 no"
    tell(people[:1])
    deliver()
    assert states() == {"officer": "failed"}
    server.refusals.clear()
    make_due()
    deliver()
    assert (server.mails, states()) == ([], {"officer": "failed"})


def test_given_up_after_days(people, server):
    server.refusals["RCPT"] = "450 busy"
    tell(people[:1])
    Notice.objects.update(created_at=official_now() - outbox.GIVE_UP_AFTER - timedelta(minutes=1))
    deliver()
    assert states() == {"officer": "failed"}


def test_broken_off_after_the_mail_was_handed_over(people, server):
    server.refusals["END"] = MailServer.BREAK
    tell(people)
    deliver()
    assert len(server.mails) == 2
    assert states() == {"officer": "unknown", "head": "unknown"}
    server.refusals.clear()
    make_due()
    deliver()
    assert len(server.mails) == 2


def test_a_fault_at_the_good_bye_changes_nothing(people, server):
    server.refusals["QUIT"] = MailServer.BREAK
    tell(people[:1])
    deliver()
    assert (len(server.mails), states()) == (1, {"officer": "sent"})


def test_a_killed_worker(people, server):
    tell(people[:1])
    pk = Notice.objects.get().pk
    token = outbox.claim(pk)
    deliver()
    assert states() == {"officer": "sending"}
    Notice.objects.update(leased_until=now() - timedelta(seconds=1), next_try=now() - timedelta(seconds=1))
    deliver()
    deliver()
    assert (server.mails, states()) == ([], {"officer": "unknown"})
    # It was slow, not dead: what it knows is better than nothing.
    outbox.send(pk, token)
    assert (len(server.mails), states()) == (1, {"officer": "sent"})


def test_a_clock_that_is_set_back_keeps_no_mail(people, server):
    """Neither one that waits for its next try, nor one that a killed worker had."""
    tell(people[:2])
    first, second = Notice.objects.order_by("pk")
    Notice.objects.filter(pk=first.pk).update(next_try=now() + timedelta(hours=1))
    outbox.claim(second.pk)
    Notice.objects.filter(pk=second.pk).update(leased_until=now() + timedelta(hours=1))
    deliver()
    assert len(server.mails) == 1
    assert sorted(Notice.objects.values_list("mail", flat=True)) == ["sent", "unknown"]
    # The control: a try that was put off on this clock.
    Notice.objects.filter(pk=first.pk).update(mail="queued", next_try=now() + outbox.RETRY_AFTER)
    deliver()
    assert len(server.mails) == 1


def test_the_lease_outlives_a_worker(settings):
    assert outbox.LEASE.length.total_seconds() > settings.CELERY_TASK_TIME_LIMIT
    assert outbox.MAX_RUN_SECONDS + 6 * settings.EMAIL_TIMEOUT < settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_a_hostile_subject_stays_one_line(people, server):
    tell(people[:1], subject="Báo cáo\r\nBcc: kẻ-khác@example.vn\u2028\x85Xong " + "dài " * 100)
    deliver()
    (sent,) = [email.message_from_bytes(one, policy=email.policy.default) for one in server.mails]
    assert sent["Bcc"] is None
    subject = Notice.objects.get().subject
    assert subject.startswith("Báo cáo Bcc: kẻ-khác@example.vn Xong dài dài")
    assert len(subject) == 200
    # Long ones are folded by the mail's rules.
    assert sent["Subject"].strip() == subject


def test_a_hostile_address_holds_nobody_up(people, server):
    User.objects.filter(username="officer").update(email="a@example.vn\nBcc: b@example.vn")
    tell(people)
    deliver()
    assert states() == {"officer": "failed", "head": "sent"}
    assert b"b@example.vn" not in server.mails[0]


@pytest.mark.parametrize(
    "path", ["https://khac.vn/", "//khac.vn/", "/\\khac.vn/", "reports/", "", "/a\n", "/a b", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(people, path):
    with pytest.raises(ValidationError):
        tell(people, path=path)
    assert not Notice.objects.exists()


def test_who_gets_no_mail(people, cast):
    """No address, no account any more, no wish; each is told in the portal."""
    User.objects.filter(username="province").update(email="province@example.vn", is_active=False)
    verbs.choose_mail(cast["head"], by_mail=False, reminders_by_mail=True)
    tell([*people, cast["leader"], cast["province"]])
    assert states() == {"officer": "queued", "head": "none", "leader": "none", "province": "none"}
    deliver()
    assert [one.to for one in mail.outbox] == [["officer@example.vn"]]
    verbs.choose_mail(cast["head"], by_mail=True, reminders_by_mail=False)
    tell(people, occasion="summary:13")
    deliver()
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("gone", ["address", "account", "wish"])
def test_gone_while_the_mail_waited(people, cast, gone):
    tell(people)
    if gone == "wish":
        verbs.choose_mail(cast["head"], by_mail=False, reminders_by_mail=True)
    else:
        User.objects.filter(username="head").update(**{"email": ""} if gone == "address" else {"is_active": False})
    deliver()
    assert states() == {"officer": "sent", "head": "none"}
    assert len(mail.outbox) == 1


def test_telling_takes_as_many_queries_for_one_as_for_many(people, django_assert_num_queries):
    everybody = list(User.objects.all())
    with django_assert_num_queries(4):
        tell(people[:1])
    with django_assert_num_queries(4):
        tell(everybody, occasion="summary:13")


def test_seen_once_by_the_person_alone(people, cast):
    tell(people)
    mine = Notice.objects.get(person=cast["officer"])
    verbs.mark_seen(mine, by=cast["head"])
    assert not Notice.objects.exclude(seen_at=None).exists()
    verbs.mark_seen(mine, by=cast["officer"])
    first = Notice.objects.get(pk=mine.pk).seen_at
    assert first
    verbs.mark_seen(mine, by=cast["officer"])
    assert verbs.mark_all_seen(by=cast["officer"]) == 0
    assert Notice.objects.get(pk=mine.pk).seen_at == first
    assert verbs.mark_all_seen(by=cast["head"]) == 1


def remind(people, **other):
    words = {"subject": "Nhắc việc", "text": "Còn 3 ngày.", "path": "/reports/"} | other
    message = verbs.Message(**words)
    verbs.notify_each([(one, message) for one in people], occasion="digest:2020-12-18", is_reminder=True)


@pytest.mark.parametrize(
    ("notices", "reminders", "mails"),
    [(True, False, {"Báo cáo tổng hợp năm 2020"}), (False, True, {"Nhắc việc"}), (False, False, set())],
)
def test_notices_and_reminders_are_chosen_apart(people, cast, notices, reminders, mails):
    for before in (True, False):
        verbs.choose_mail(cast["officer"], by_mail=before or notices, reminders_by_mail=before or reminders)
        tell(people[:1])
        remind(people[:1])
    # What was wanted when it was told, and is not any more when it is sent, goes to nobody.
    deliver()
    assert {one.subject for one in mail.outbox} == mails
    assert Notice.objects.filter(person=cast["officer"]).count() == 2


def test_each_is_told_in_words_of_their_own(people):
    first, second = (verbs.Message(f"Việc {one}", "Lời.", "/", about=(f"report:{one}",)) for one in (1, 2))
    verbs.notify_each([(people[0], first), (people[1], second)], occasion="digest:2020-12-18", is_reminder=True)
    assert set(Notice.objects.values_list("person__username", "subject")) == {("officer", "Việc 1"), ("head", "Việc 2")}
    assert [one.about for one in Notice.objects.order_by("subject")] == [["report:1"], ["report:2"]]


def test_in_the_portal_alone(people):
    tell(people, by_mail=False)
    deliver()
    assert (mail.outbox, states()) == ([], {"officer": "none", "head": "none"})


def test_a_reminder_that_could_not_be_sent_on_its_day_is_not_sent_on_another(people):
    """The next day has its own: a server that was away over night does not bring two at once."""
    tell(people)
    remind(people)
    Notice.objects.update(created_at=official_now() - timedelta(days=1))
    deliver()
    assert {one.subject for one in mail.outbox} == {"Báo cáo tổng hợp năm 2020"}
    assert set(Notice.objects.filter(is_reminder=True).values_list("mail", flat=True)) == {"failed"}


def test_who_wanted_no_mail_gets_no_reminders_by_mail_either(cast):
    """What the migration does for those who had chosen before there were reminders."""
    MailChoice.objects.create(person=cast["officer"], by_mail=False)
    MailChoice.objects.create(person=cast["head"], by_mail=True)
    import_module("core.notifications.migrations.0002_reminders").keep_refusals(apps, None)
    assert dict(MailChoice.objects.values_list("person__username", "reminders_by_mail")) == {
        "officer": False,
        "head": True,
    }
