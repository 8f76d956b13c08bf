"""The same password and the same name, whatever keyboard types them: Mac, Windows, Unikey, a phone."""

import unicodedata

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.management import CommandError, call_command
from django.test import Client

from core.accounts.authentication import lockout
from core.accounts.authentication.account_names import account_called, is_taken
from core.accounts.models import Role, User
from core.lib.text.normalise import in_one_order, windows_order
from operations.administration.letters.sending import send_due

LOG_IN, CHANGE = "/accounts/login/", "/accounts/password/"
NFC = "chuồn chuồn bay ế ậm ặt"
FORMS = {
    "whole letters": NFC,
    "letters and marks": unicodedata.normalize("NFD", NFC),
    "Windows": "chuô\u0300n chuô\u0300n bay ê\u0301 â\u0323m ă\u0323t",
    "tone first": "chuò\u0302n chuò\u0302n bay é\u0302 ạ\u0302m ạ\u0306t",
}


@pytest.fixture
def slow(slow_hashers, settings):
    settings.PASSWORD_HASHERS = slow_hashers


def log_in(name, password, **headers):
    client = Client()
    client.post(LOG_IN, {"username": name, "password": password}, **headers)
    return SESSION_KEY in client.session


def test_all_keyboards_type_the_same():
    assert {in_one_order(typed) for typed in FORMS.values()} == {NFC}
    assert windows_order(NFC) == FORMS["Windows"]


@pytest.mark.parametrize("chosen", FORMS.values(), ids=FORMS)
def test_a_password_chosen_on_one_keyboard_is_right_on_all(cast, slow, chosen):
    person = cast["officer"]
    person.set_password(chosen)
    person.save()
    assert [form for form, typed in FORMS.items() if not log_in("officer", typed)] == []
    assert not log_in("officer", "chuôn chuôn bay ê âm ăt")


@pytest.mark.parametrize("chosen", FORMS.values(), ids=FORMS)
def test_a_password_of_before_is_right_and_hashed_anew(cast, slow, chosen):
    hashed = ScryptPasswordHasher().encode(chosen, "s" * 22)
    # The tone first is no keyboard's own order: such a one is right as it was typed.
    for typed in {chosen} if chosen == FORMS["tone first"] else {chosen, NFC}:
        User.objects.filter(username="officer").update(password=hashed)
        assert not log_in("officer", typed + "x")
        assert User.objects.get(username="officer").password == hashed
        assert log_in("officer", typed)
        assert User.objects.get(username="officer").password.startswith("scrnfc$")
        assert log_in("officer", FORMS["tone first"])


def test_marks_do_not_make_a_password_longer(cast, as_):
    short = unicodedata.normalize("NFD", "ếếếếế")
    response = as_("officer").post(
        CHANGE, {"old_password": "mot-mat-khau-dai", "new_password1": short, "new_password2": short}
    )
    assert "new_password2" in response.context["form"].errors


def test_a_new_password_may_be_typed_on_two_keyboards(cast, as_):
    first, second = FORMS["Windows"], FORMS["whole letters"]
    sent = {"old_password": "mot-mat-khau-dai", "new_password1": first, "new_password2": second}
    assert as_("officer").post(CHANGE, sent).status_code == 302


@pytest.mark.parametrize(
    "typed", ["Officer", "OFFICER ", " officer\u00a0", "offi\u200bcer", "ｏｆｆｉｃｅｒ", "officer\ufeff"]
)
def test_a_name_is_taken_as_a_phone_types_it(cast, typed):
    assert log_in(typed, "mot-mat-khau-dai")


def test_a_vietnamese_name_without_regard_to_case_and_keyboard(cast):
    person = User.objects.create(username="Đồng.Ế", full_name="Cán bộ", unit=cast.units["nam-dong"], role=Role.OFFICER)
    for typed in ("đồng.ế", "ĐỒNG.Ế", unicodedata.normalize("NFD", "đồng.ế"), "đô\u0300ng.ê\u0301"):
        assert account_called(typed) == person
    assert account_called("dong.e") is None


def test_failures_count_under_one_name(cast):
    for typed in ("officer", "Officer", "OFFICER", "officer ", "oFFicer", "ｏfficer", "Officer "):
        log_in(typed, "sai", REMOTE_ADDR="203.0.113.7")
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"officer"}
    assert lockout.locked_usernames() == {"officer"}
    assert not log_in("OFFICER", "mot-mat-khau-dai", REMOTE_ADDR="203.0.113.7")
    lockout.unlock(cast["officer"])
    assert log_in("Officer", "mot-mat-khau-dai", REMOTE_ADDR="203.0.113.7")


def test_failures_of_a_name_that_nobody_has_count_under_one_name_too(cast):
    for typed in ("Nobody", "NOBODY", "nobody "):
        log_in(typed, "sai")
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"nobody"}


def test_two_accounts_that_differ_by_case_alone_are_reached_by_the_exact_name(cast):
    for name in ("Nam-Dong", "nam-dong"):
        person = User(username=name, full_name=name, unit=cast.units["nam-dong"], role=Role.OFFICER)
        person.set_password(f"mat-khau-cua-{name}")
        person.save()
    assert log_in("Nam-Dong", "mat-khau-cua-Nam-Dong")
    assert log_in("nam-dong", "mat-khau-cua-nam-dong")
    assert not log_in("Nam-Dong", "mat-khau-cua-nam-dong")


def test_no_second_account_of_a_name_is_made(cast, as_):
    assert is_taken("OFFICER ")
    person = {"full_name": "Cán bộ mới", "email": "moi@example.vn", "role": "officer"}
    person |= {"unit": cast.units["nam-dong"].pk}
    for name in ("Officer", "ＯＦＦＩＣＥＲ"):
        response = as_("admin").post("/administration/people/new/", person | {"username": name})
        assert "username" in response.context["form"].errors
    with pytest.raises(CommandError):
        call_command("create_administrator", "Officer")


def test_a_link_is_asked_for_by_an_address_as_a_phone_types_it(cast, client, mailoutbox):
    User.objects.filter(username="officer").update(email="Officer@Example.vn")
    assert client.post("/accounts/password/reset/", {"email": " OFFICER@example.VN "}).status_code == 302
    send_due()
    assert [letter.to for letter in mailoutbox] == [["Officer@Example.vn"]]
