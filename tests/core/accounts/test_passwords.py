"""Passwords: which are refused, that they are taken as typed and kept slow to guess, and the session that they open."""

import unicodedata

import pytest
from cast import PASSWORD
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from core.accounts.authentication import second_factor
from core.accounts.models import Session

LOG_IN, CHANGE = "/accounts/login/", "/accounts/password/"


@pytest.mark.parametrize(
    "weak", ["BinhDangGioi@2020", "SLĐTBXH 908/2020", "Phú Lộc, Nam Đông", "can_bo.huyen.a-luoi.1", "admin123456!"]
)
def test_words_of_the_house_make_no_password(weak, db):
    with pytest.raises(ValidationError) as refusal:
        validate_password(weak)
    assert "từ ngữ của cơ quan" in str(refusal.value) or "words of the office" in str(refusal.value)


@pytest.mark.parametrize(
    "good", ["chuồn chuồn bay thấp", "phong lan nở tháng ba", "mot-mat-khau-dai", "тринадцать слов", "x" * 128]
)
def test_other_words_of_any_signs_and_length_do(good, db):
    validate_password(good)


def test_a_password_is_taken_as_typed(cast, as_, settings, slow_hashers):
    settings.PASSWORD_HASHERS = slow_hashers
    cast["officer"].set_password(PASSWORD)
    cast["officer"].save()
    new = unicodedata.normalize("NFD", " Chuồn chuồn bay thấp ") + "\u200b" + "x" * 78
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert as_("officer").post(CHANGE, given).status_code == 302
    for typed, status in ((new[:72], 200), (new.strip(), 200), (new.lower(), 200), (new, 302)):
        assert Client().post(LOG_IN, {"username": "officer", "password": typed}).status_code == status


def test_the_password_before_is_asked_for(as_):
    new = "chuồn chuồn bay thấp"
    given = {"old_password": "sai", "new_password1": new, "new_password2": new}
    assert "old_password" in as_("officer").post(CHANGE, given).context["form"].errors


def test_fields_hide_what_is_typed_and_let_a_manager_fill_it_in(cast, client, as_):
    found = []
    for page in (client.get(LOG_IN), as_("officer").get(CHANGE)):
        found += html.fromstring(page.content.decode()).xpath("//input[contains(@name, 'password')]")
    assert [one.get("type") for one in found] == ["password"] * 4
    assert [one.get("autocomplete") for one in found] == ["current-password"] * 2 + ["new-password"] * 2
    assert not [name for one in found for name in one.attrib if name.startswith("on")]


def test_passwords_and_codes_are_kept_slow_to_guess_and_still_let_in(cast, client, settings, slow_hashers):
    """By the portal's own hashers: the other tests have a quick one."""
    settings.PASSWORD_HASHERS = slow_hashers
    codes = second_factor.new_codes(cast["officer"])
    cast["officer"].set_password(PASSWORD)
    cast["officer"].save()
    kept = [cast["officer"].password, *cast["officer"].recovery_codes.values_list("hash", flat=True)]
    assert len(kept) == 1 + len(codes)
    assert all(text.startswith("scrnfc$16384$") for text in kept)
    for typed, status in (("sai", 200), (PASSWORD, 302)):
        assert client.post(LOG_IN, {"username": "officer", "password": typed}).status_code == status
    phone = TOTPDevice.objects.create(user=cast["officer"])
    assert [second_factor.matching_device(cast["officer"], codes[0]) for _time in range(2)] == [phone, None]


def test_each_log_in_has_a_new_session_which_its_end_takes_away(cast, client):
    before = client.session.session_key
    client.post(LOG_IN, {"username": "officer", "password": PASSWORD})
    inside = client.session.session_key
    assert (len(inside), inside == before) == (32, False)
    assert not Session.objects.filter(pk=before).exists()
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = inside
    assert thief.get("/")["Location"].startswith(LOG_IN)
