"""Log-in, the set-up pages, and the first administrator."""

import io

import pytest
from cast import PASSWORD
from django.core.management import CommandError, call_command

from accounts.models import Role, User
from accounts.permissions import units_in_sight
from units.models import Unit


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


def test_the_administrator_sets_up_people_of_the_own_province_alone(cast, as_):
    client = as_("admin")
    page = client.get("/admin/accounts/user/").content.decode()
    assert "neighbour-head" in page
    assert "far-officer" not in page
    foreign = client.get(f"/admin/accounts/user/{cast['far-officer'].pk}/change/")
    assert foreign.status_code == 302
    given = {"username": "moi", "full_name": "Cán bộ mới", "email": "", "usable_password": "true", "role": "officer"}
    given |= {"password1": PASSWORD, "password2": PASSWORD, "unit": cast.units["huyen-khac"].pk}
    assert client.post("/admin/accounts/user/add/", given).status_code == 200
    assert not User.objects.filter(username="moi").exists()
    given["unit"] = cast.units["hue"].pk
    assert client.post("/admin/accounts/user/add/", given).status_code == 302
    assert User.objects.get(username="moi").role == Role.OFFICER


@pytest.mark.parametrize("name", ["officer", "head", "province", "leader"])
def test_the_set_up_is_closed_to_all_others(cast, as_, name):
    assert as_(name).get("/admin/accounts/user/").status_code == 302


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
