"""Log-in, and the first administrator."""

import io
from datetime import timedelta

import pytest
from cast import PASSWORD, TODAY
from django.core.management import CommandError, call_command

from core.accounts.models import Role, User
from core.accounts.permissions import units_in_sight
from core.units.models import Unit


def test_logging_in_leads_to_ones_home(cast, client):
    response = client.post("/accounts/login/", {"username": "officer", "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Huyện Nam Đông" in response.content.decode()


def test_a_wrong_password_says_nothing_of_the_account(cast, client):
    for name in ("officer", "nobody"):
        response = client.post("/accounts/login/", {"username": name, "password": "sai"})
        errors = response.context["form"].non_field_errors()
        assert "Tên đăng nhập hoặc mật khẩu" in errors[0] or "mật khẩu" in errors[0]
        assert name not in errors[0]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("officer", 11),
        ("head", 11),
        ("province", 155),
        ("leader", 155),
        ("admin", 0),
        ("stranger", 2),
        ("far-officer", 1),
    ],
)
def test_how_far_each_sees(cast, name, number):
    assert units_in_sight(cast[name]).count() == number


def test_the_first_administrator(cast, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("123\n"))
    with pytest.raises(CommandError):
        call_command("create_administrator", "quan-tri", stdout=io.StringIO())
    monkeypatch.setattr("sys.stdin", io.StringIO("mot-mat-khau-that-dai\n"))
    call_command("create_administrator", "quan-tri", stdout=io.StringIO())
    made = User.objects.get(username="quan-tri")
    assert (made.role, made.unit, made.check_password("mot-mat-khau-that-dai")) == (
        Role.ADMINISTRATOR,
        Unit.objects.get(code="46"),
        True,
    )
    with pytest.raises(CommandError):
        call_command("create_administrator", "quan-tri", stdout=io.StringIO())


def test_an_administrator_of_the_province_that_took_the_place_of_another(cast, monkeypatch):
    former = cast.units["thua-thien-hue"]
    Unit.objects.filter(pk=former.pk).update(valid_to=TODAY - timedelta(days=1))
    named = {"name": "Thành phố Huế", "short_name": "Huế", "kind": "Thành phố", "slug": "hue"}
    city = Unit.objects.create(code=former.code, level=former.level, valid_from=TODAY, **named)
    monkeypatch.setattr("sys.stdin", io.StringIO("mot-mat-khau-that-dai\n"))
    call_command("create_administrator", "quan-tri", stdout=io.StringIO())
    assert User.objects.get(username="quan-tri").unit == city


def test_an_administrator_whose_name_is_asked_for(cast, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(" quan-tri-2 \nmot-mat-khau-that-dai\n"))
    call_command("create_administrator", stdout=io.StringIO())
    assert User.objects.get(username="quan-tri-2").check_password("mot-mat-khau-that-dai")
    for typed in ("", "\n", "ten co cach\nmot-mat-khau-that-dai\n", "quan-tri-3\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(CommandError):
            call_command("create_administrator", stdout=io.StringIO())
