"""The door: wrong passwords, the second factor, log-ins that end, and what all that leaves on record."""

from base64 import b32decode
from datetime import timedelta
from importlib import import_module

import pytest
from axes.models import AccessAttempt
from cast import PASSWORD
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from core.accounts import sessions
from core.accounts.authentication import lockout, second_factor
from core.accounts.models import AuditEntry, Session, User
from core.lib.dates.clock import now

LOG_IN = "/accounts/login/"


def try_password(client, name, password="sai-mat-khau", address="203.0.113.7"):
    return client.post(LOG_IN, {"username": name, "password": password}, REMOTE_ADDR=address)


def is_in(client):
    return SESSION_KEY in client.session


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("name", ["officer", "no-such-name"])
def test_seven_wrong_passwords_lock_name_and_address_together(cast, client, name):
    answers = [try_password(client, name) for _n in range(7)]
    assert [one.status_code for one in answers] == [200] * 6 + [429]
    locked = try_password(client, name, PASSWORD)
    assert locked.status_code == 429
    assert "15 phút" in locked.content.decode()
    assert not is_in(client)
    # Neither a colleague behind the same address nor the person from elsewhere is locked out.
    assert try_password(Client(), "head", PASSWORD).status_code == 302
    assert try_password(Client(), "officer", PASSWORD, address="203.0.113.8").status_code == 302


def test_the_lock_ends_by_itself_and_by_the_administrator(cast, client):
    for _n in range(7):
        try_password(client, "officer")
    assert lockout.locked_usernames() == {"officer"}
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=16))
    assert lockout.locked_usernames() == set()
    assert try_password(client, "officer", PASSWORD).status_code == 302
    client.logout()
    for _n in range(7):
        try_password(client, "officer")
    lockout.unlock(cast["officer"])
    assert try_password(client, "officer", PASSWORD).status_code == 302


def test_a_clock_that_was_set_back_keeps_nobody_locked_out(cast, client):
    for _n in range(7):
        try_password(client, "officer")
    AccessAttempt.objects.update(attempt_time=now() + timedelta(days=300))
    assert try_password(client, "officer", PASSWORD).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(cast, client):
    for _n in range(2):
        for _m in range(6):
            try_password(client, "officer")
        assert try_password(client, "officer", PASSWORD).status_code == 302
        client.logout()


def test_tries_stand_on_record_without_what_was_typed(cast, client):
    try_password(client, "officer")
    try_password(client, "mat-khau-go-nham-o-ten")
    try_password(client, "officer", PASSWORD)
    client.post("/accounts/logout/")
    assert actions() == ["log_in_failed", "log_in_failed", "logged_in", "sent", "logged_out"]
    of_officer, of_nobody, came, *_rest = AuditEntry.objects.order_by("pk")
    assert (of_officer.subject, of_officer.by, of_officer.address) == ("officer", None, "203.0.113.7")
    assert "mat-khau" not in of_nobody.subject
    assert came.by == cast["officer"]


def shown(device):
    """The six digits that the phone shows now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = now().timestamp()
    return f"{totp.token():06d}"


def digits(user):
    return shown(TOTPDevice.objects.get(user=user))


def set_up(client, user, **changed):
    """Through the pages, as people do; answers the page that comes then."""
    page = html.fromstring(client.get("/accounts/second-factor/new/").content.decode())
    assert page.xpath("//*[@class='square-code']//*[local-name()='svg']")
    key = "".join(page.xpath("//code[@class='secret']")[0].text.split())
    phone = TOTPDevice(user=user, key=b32decode(key).hex())
    signed = page.xpath("//*[@name='key']/@value")[0]
    given = {"code": shown(phone), "password": PASSWORD, "key": signed} | changed
    answer = client.post("/accounts/second-factor/new/", given)
    # The code was used up: a moment later the phone shows the next.
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return answer


@pytest.fixture
def province(cast, as_):
    """An officer of the Department with a second factor, logged out, and the codes for paper."""
    answer = set_up(as_("province"), cast["province"])
    return cast["province"], answer.context["codes"]


def test_log_in_with_the_phone(province, client):
    user, _codes = province
    client.logout()
    answer = try_password(client, "province", PASSWORD)
    assert answer["Location"] == "/accounts/login/code/"
    assert not is_in(client)
    assert client.get("/")["Location"].startswith(LOG_IN)
    wrong = client.post("/accounts/login/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert not is_in(client)
    # Each wrong try waits; the clock of the device is what is asked.
    TOTPDevice.objects.update(throttling_failure_timestamp=now() - timedelta(seconds=5))
    right = client.post("/accounts/login/code/", {"code": digits(user)})
    assert right["Location"] == "/"
    assert second_factor.is_passed(client.session)
    assert actions()[-2:] == ["second_factor_failed", "logged_in"]


def test_the_same_digits_do_not_open_twice(province):
    user, _codes = province
    code = digits(user)
    assert second_factor.matching_device(user, code)
    assert second_factor.matching_device(user, code) is None


def test_a_code_on_paper_opens_once(province, client):
    _user, codes = province
    assert len(set(codes)) == 10
    for expected in (302, 422):
        client.logout()
        try_password(client, "province", PASSWORD)
        assert client.post("/accounts/login/code/", {"code": codes[3].upper()}).status_code == expected
    assert not is_in(client)


def test_a_code_is_taken_as_a_phone_types_it(province):
    user, codes = province
    dashes = "–", "‑", "—", " - ", "\u00a0", ""
    for code, dash in zip(codes, dashes, strict=False):
        assert second_factor.matching_device(user, code.replace("-", dash)), dash
    assert second_factor.matching_device(user, f"{digits(user)[:3]}\u00a0{digits(user)[3:]}.")


def test_trying_codes_becomes_slow(province):
    user, codes = province
    for _n in range(5):
        second_factor.matching_device(user, "nothing-like-it")
        TOTPDevice.objects.update(throttling_failure_timestamp=now())
    assert second_factor.seconds_to_wait(user) >= 1
    assert second_factor.matching_device(user, codes[0]) is None


def test_half_a_log_in_ends_after_five_minutes_and_with_the_password(province, client):
    user, _codes = province
    client.logout()
    try_password(client, "province", PASSWORD)
    session = client.session
    session["halfway"] = session["halfway"] | {"at": now().timestamp() - 301}
    session.save()
    assert client.get("/accounts/login/code/")["Location"] == LOG_IN
    try_password(client, "province", PASSWORD)
    user.set_password("mot-mat-khau-khac-dai")
    user.save()
    assert client.post("/accounts/login/code/", {"code": digits(user)})["Location"] == LOG_IN
    assert not is_in(client)


def test_the_department_must_have_one_outside_of_the_demonstration(cast, as_, settings):
    settings.DEMO_TODAY = None
    for name in ("province", "leader", "admin"):
        client = as_(name)
        assert client.get("/")["Location"] == "/accounts/second-factor/"
        assert client.get("/accounts/second-factor/").status_code == 200
        assert client.post("/language/", {"language": "en", "next": "/"})["Location"] == "/"
        assert client.post("/accounts/logout/")["Location"] == LOG_IN
        client = as_(name)
        set_up(client, cast[name])
        assert client.get("/").status_code == 200
        assert client.get("/accounts/second-factor/remove/").status_code == 404
    assert as_("officer").get("/").status_code == 200


@pytest.mark.parametrize("changed", [{"password": "sai"}, {"code": "000000"}, {"code": "²²²²²²"}, {"key": "forged"}])
def test_setting_up_asks_for_the_password_and_the_right_code(cast, as_, changed):
    assert set_up(as_("province"), cast["province"], **changed).status_code == 422
    assert not second_factor.is_set_up(cast["province"])


def test_going_without_it_again_and_new_codes(province, client):
    user, codes = province
    client.logout()
    try_password(client, "province", PASSWORD)
    client.post("/accounts/login/code/", {"code": codes[0]})
    fresh = client.post("/accounts/second-factor/codes/", {"password": PASSWORD}).context["codes"]
    assert not set(fresh) & set(codes)
    assert second_factor.matching_device(user, codes[1]) is None
    assert client.post("/accounts/second-factor/remove/", {"password": "sai"}).status_code == 422
    assert client.post("/accounts/second-factor/remove/", {"password": PASSWORD}).status_code == 302
    assert is_in(client)
    assert not second_factor.is_set_up(user)


def test_setting_one_up_ends_the_other_log_ins(cast, as_):
    elsewhere = Client()
    elsewhere.force_login(cast["province"])
    set_up(as_("province"), cast["province"])
    assert elsewhere.get("/")["Location"].startswith(LOG_IN)


def test_idleness_ends_a_log_in_and_the_door_says_so(cast, as_):
    client = as_("officer")
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    away = client.get("/plans/")
    assert away["Location"] == "/accounts/login/?next=/plans/&ended=idle"
    assert "sau 60 phút" in client.get(away["Location"]).content.decode()


def test_use_moves_the_end_on_once_a_minute(cast, as_, monkeypatch, sessions_in_use):
    monkeypatch.setattr(sessions, "TOUCH_SECONDS", sessions_in_use)
    client = as_("officer")
    before = Session.objects.get(user=cast["officer"])
    client.get("/")
    assert Session.objects.get(user=cast["officer"]).seen_at == before.seen_at
    session = client.session
    seen = (now() - timedelta(seconds=61)).isoformat()
    session[sessions.LOG_IN] = session[sessions.LOG_IN] | {"seen_at": seen}
    session.save()
    client.get("/")
    assert Session.objects.get(user=cast["officer"]).expire_date > before.expire_date


@pytest.mark.parametrize("ago", [timedelta(hours=12, minutes=1), timedelta(hours=-1)], ids=["old", "to come"])
def test_a_working_day_ends_every_log_in(cast, as_, ago):
    """So does a clock that was set back: a log-in of an hour to come would outlast the day."""
    client = as_("officer")
    session = client.session
    begun = (now() - ago).isoformat()
    session[sessions.LOG_IN] = session[sessions.LOG_IN] | {"begun_at": begun}
    session.save()
    assert client.get("/plans/")["Location"] == "/accounts/login/?next=/plans/"
    assert not is_in(client)


def test_ones_log_ins_are_listed_and_ended(cast, client):
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 9) Chrome/120.0 Mobile Safari/537.36")
    for one in (phone, client):
        try_password(one, "officer", PASSWORD)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Chrome, Android" in page
    number = sessions.number_of(phone.session)
    assert phone.session.session_key not in page
    # A stranger's log-in does not exist for others.
    other = Client()
    try_password(other, "head", PASSWORD)
    assert other.post(f"/accounts/sessions/{number}/end/").status_code == 404
    assert client.post(f"/accounts/sessions/{number}/end/").status_code == 302
    assert phone.get("/")["Location"].startswith(LOG_IN)
    assert client.get("/").status_code == 200


def test_a_new_password_ends_every_other_log_in(cast, as_):
    elsewhere = Client()
    elsewhere.force_login(cast["officer"])
    client = as_("officer")
    new = "mot-mat-khau-moi-hon"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/accounts/password/", given).status_code == 302
    assert client.get("/").status_code == 200
    assert elsewhere.get("/")["Location"].startswith(LOG_IN)
    assert sessions.sessions_of(cast["officer"]).count() == 1
    assert "password_changed" in actions()


@pytest.mark.parametrize("weak", ["ngan", "1234567890", "password123", "can-bo-cua-huyen"])
def test_a_weak_password_is_refused(cast, as_, weak):
    User.objects.filter(username="officer").update(full_name="Can Bo Cua Huyen")
    given = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    assert as_("officer").post("/accounts/password/", given).status_code == 200
    assert "password_changed" not in actions()


def test_clearing_away_what_is_over(cast, as_):
    as_("officer")
    Session.objects.update(expire_date=now() - timedelta(days=1))
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    assert not Session.objects.exists()
