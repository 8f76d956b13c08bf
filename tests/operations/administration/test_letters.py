"""Letters about accounts, and the links in them: nobody learns who has an account, a mail server may be away."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from cast import PASSWORD
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from logging_in import logged_in
from mail_server import running
from reading import page_of, words

from core.accounts.authentication import lockout
from core.accounts.models import AuditEntry, User
from core.lib.dates.clock import now
from core.notifications.models import Notice
from operations.administration.celery_tasks import send_letters
from operations.administration.letters import links, requests
from operations.administration.models import Letter, LetterKind
from operations.administration.people import verbs

ASK = "/accounts/password/reset/"
NEW = "mot-mat-khau-khac-han"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_URL = "https://bdg.example.vn"


@pytest.fixture
def officer(cast):
    User.objects.filter(pk=cast["officer"].pk).update(email="Officer@Example.vn")
    return User.objects.get(pk=cast["officer"].pk)


@pytest.fixture
def invited(cast):
    person = User(username="moi", full_name="Cán bộ mới", email="moi@example.vn", unit=cast.units["hue"])
    person.role = "officer"
    return verbs.invite(person, by=cast["admin"])


def ask(address, client=None):
    return (client or Client()).post(ASK, {"email": address})


def link_of(message):
    (link,) = re.findall(r"https://\S+", message.body)
    assert link.startswith("https://bdg.example.vn/accounts/password/")
    return urlsplit(link).path


def choose(link, password=NEW, client=None):
    """Open the link, and send the form that it leads to; (page of the form, answer)."""
    client = client or Client()
    page = client.get(link, follow=True)
    assert page.redirect_chain[0][0].endswith("/set-password/")
    assert link.split("/")[-2] not in page.content.decode()
    return page, client.post(page.redirect_chain[0][0], {"new_password1": password, "new_password2": password})


def make_due():
    Letter.objects.update(next_try=now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("attempts", "ahead", "is_sent"),
    [(0, timedelta(minutes=30), True), (3, timedelta(minutes=30), False), (3, timedelta(hours=2), True)],
)
def test_a_letter_of_a_time_still_to_come_waits_no_longer_than_its_pause(cast, officer, attempts, ahead, is_sent):
    """As after a clock that was set back."""
    requests.request_letter(LetterKind.CHANGED, officer)
    Letter.objects.update(attempts=attempts, next_try=now() + ahead)
    send_letters()
    assert (len(mail.outbox) == 1) is is_sent


def test_the_answer_is_the_same_for_every_address(cast, officer):
    User.objects.filter(username="head").update(email="head@example.vn", is_active=False)
    answers = set()
    for address in ("officer@example.vn", "head@example.vn", "nobody@example.vn"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            response = ask(address, client)
        kinds = tuple(one["sql"].split()[0] for one in asked)
        answers.add((response.status_code, response["Location"], words(page_of(client, response["Location"])), kinds))
    assert len(answers) == 1
    assert Letter.objects.count() == 3
    send_letters()
    assert [one.to for one in mail.outbox] == [["Officer@Example.vn"]]
    assert "link" not in {field.name for field in Letter._meta.fields}


def test_what_is_no_address_is_told_at_the_field(cast):
    response = ask("khong-phai")
    assert response.status_code == 422
    assert response.context["form"].errors["email"]
    assert not Letter.objects.exists()


def test_the_reset_from_the_log_in_page_to_the_next_log_in(cast, officer):
    inside = Client()
    inside.force_login(officer)
    for _ in range(7):
        Client().post("/accounts/login/", {"username": "officer", "password": "sai"})
    assert ASK in Client().get("/accounts/login/").content.decode()
    ask("officer@example.vn")
    send_letters()
    (message,) = mail.outbox
    assert "officer" in message.body
    assert "24 giờ" in message.body
    assert message.from_email.endswith("<portal@localhost>")
    page, answer = choose(link_of(message))
    assert page["Cache-Control"].find("no-store") >= 0
    assert answer.status_code == 302
    assert "_auth_user_id" not in Client().get(answer["Location"]).wsgi_request.session
    assert inside.get("/").status_code == 302
    assert officer.username not in lockout.locked_usernames()
    assert logged_in("officer", NEW)
    assert not logged_in("officer")
    assert AuditEntry.objects.filter(action="password_chosen", by=officer).count() == 1
    assert Notice.objects.filter(person=officer).count() == 1
    send_letters()
    assert [one.to for one in mail.outbox[1:]] == [["Officer@Example.vn"]]
    assert "https://" not in mail.outbox[1].body


def test_a_link_works_once_and_an_old_one_says_what_to_do(cast, officer, monkeypatch):
    link = urlsplit(links.link_for(LetterKind.RESET, officer)).path
    assert choose(link)[1].status_code == 302
    for dead in (link, link[:-3] + "/", f"{ASK}abc/def/", f"{ASK}{'9' * 40}/x-y/"):
        response = Client().get(dead, follow=True)
        assert response.status_code == 410
        assert ASK in re.findall(r'href="([^"]+)"', response.content.decode())
    for kind, lasts in ((LetterKind.RESET, 24 * 3600), (LetterKind.INVITATION, 7 * 24 * 3600)):
        officer.refresh_from_db()
        made = links.LINKS[kind].make_token(officer)
        later = links.LINKS[kind]._now
        for seconds, valid in ((lasts - 60, True), (lasts + 60, False)):
            moment = later() + timedelta(seconds=seconds)
            monkeypatch.setattr(links.Links, "_now", lambda self, moment=moment: moment)
            assert links.LINKS[kind].check_token(officer, made) is valid
            monkeypatch.undo()


def test_a_link_of_one_kind_is_none_of_the_other(cast, officer):
    link = urlsplit(links.link_for(LetterKind.RESET, officer)).path
    assert Client().get(link.replace("/reset/", "/invited/")).status_code == 410


def test_a_weak_password_is_refused_at_its_field(cast, officer):
    _page, answer = choose(urlsplit(links.link_for(LetterKind.RESET, officer)).path, "123")
    assert answer.status_code == 422
    assert answer.context["form"].errors["new_password2"]
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_an_invitation_is_taken_up(cast, invited):
    send_letters()
    (message,) = mail.outbox
    assert message.to == ["moi@example.vn"]
    assert "7 ngày" in message.body
    assert "Thành phố Huế" in message.body
    assert not Letter.objects.exists()
    assert choose(link_of(message))[1].status_code == 302
    assert logged_in("moi", NEW)
    # Who chose a first password need not be told of it.
    send_letters()
    assert len(mail.outbox) == 1


def test_who_lost_the_invitation_asks_at_the_log_in_page(cast, invited):
    send_letters()
    ask("MOI@example.vn")
    send_letters()
    assert [one.subject for one in mail.outbox] == [mail.outbox[0].subject] * 2
    assert choose(link_of(mail.outbox[1]))[1].status_code == 302


def test_closing_withdraws_an_invitation_for_good(cast, invited):
    send_letters()
    verbs.send_link(invited, by=cast["admin"])
    verbs.close(invited, "Nhầm người.", by=cast["admin"])
    send_letters()
    assert len(mail.outbox) == 1
    link = link_of(mail.outbox[0])
    assert Client().get(link).status_code == 410
    verbs.open_again(invited, "Đúng người.", by=cast["admin"])
    assert Client().get(link).status_code == 410


def test_asking_again_and_again_fills_nobodys_box(cast, officer):
    for _ in range(3):
        ask("officer@example.vn")
        send_letters()
    assert len(mail.outbox) == 1
    make_due()
    send_letters()
    assert not Letter.objects.exists()
    ask("officer@example.vn")
    send_letters()
    assert len(mail.outbox) == 2


def test_no_server_then_one(cast, officer, settings):
    with running(settings):
        gone = settings.EMAIL_PORT
    settings.EMAIL_PORT = gone
    requests.request_letter(LetterKind.RESET, officer)
    pauses = []
    for _ in range(3):
        make_due()
        began = now()
        send_letters()
        pauses.append((Letter.objects.get().next_try - began).total_seconds() // 60)
        send_letters()
    assert pauses == [1, 2, 4]
    assert Letter.objects.get().attempts == 3
    with running(settings) as server:
        make_due()
        send_letters()
        send_letters()
        assert len(server.mails) == 1
    assert not Letter.objects.exists()


def test_a_refused_mail_does_not_hold_the_others_up(cast, officer, settings):
    User.objects.filter(username="head").update(email="head@example.vn")
    with running(settings) as server:
        server.refusals["RCPT"] = "550 no such box"
        for name in ("officer", "head"):
            requests.request_letter(LetterKind.RESET, User.objects.get(username=name))
        send_letters()
        assert list(Letter.objects.values_list("attempts", flat=True)) == [1, 1]
        server.refusals.clear()
        make_due()
        send_letters()
        assert len(server.mails) == 2


def test_after_a_day_nothing_is_sent(cast, officer, invited):
    ask("officer@example.vn")
    Letter.objects.update(asked_at=now() - timedelta(hours=25))
    send_letters()
    assert not mail.outbox
    assert not Letter.objects.exists()


def test_workers_are_asked_after_commit_and_by_beat(
    cast, officer, settings, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr("celery.app.task.Task.delay", lambda task: asked.append(task.name))
    with django_capture_on_commit_callbacks(execute=True):
        ask("nobody@example.vn")
        assert not asked
    assert asked == ["administration.send_letters"]
    assert "administration.send_letters" in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
