"""The administrator's pages about people: who is found, what an act does at once, and what is refused."""

import pytest
from cast import PASSWORD
from django.test import Client
from logging_in import logged_in
from reading import page_of

from core.accounts import sessions
from core.accounts.authentication import lockout
from core.accounts.models import AuditEntry, Role, User
from operations.administration.models import Letter

LIST = "/administration/people/"
REASON = {"reason": "Chuyển công tác."}


@pytest.fixture
def admin(as_):
    return as_("admin")


@pytest.fixture
def officer(cast):
    """The officer of Nam Đông, with an address."""
    User.objects.filter(pk=cast["officer"].pk).update(email="officer@example.vn", full_name="Cán bộ Nam Đông")
    return User.objects.get(pk=cast["officer"].pk)


def here(person, act=""):
    return f"{LIST}{person.pk}/{act}"


def found(client, query):
    return {link.rpartition("/people/")[2] for link in page_of(client, f"{LIST}{query}").xpath("//tbody//th/a/@href")}


def invitation(cast, **other):
    given = {"username": "moi", "full_name": "Cán bộ mới", "email": "moi@example.vn", "role": "officer"}
    return given | {"unit": cast.units["nam-dong"].pk} | other


def faults(response):
    """{field's name: what is said at it}"""
    assert response.status_code == 422
    return {name: " ".join(map(str, errors)) for name, errors in response.context["form"].errors.items()}


def test_found_by_words_unit_role_and_state(cast, admin, officer):
    User.objects.filter(username="neighbour").update(is_active=False)
    invited = User(username="invited", full_name="Được mời", unit=cast.units["hue"], role=Role.OFFICER)
    invited.set_unusable_password()
    invited.save()
    lock("head")
    assert found(admin, "?q=can+bo+nam+dong") == {f"{officer.pk}/"}
    assert found(admin, "?q=OFFICER@EXAMPLE") == {f"{officer.pk}/"}
    assert found(admin, f"?unit={cast.units['hue'].pk}") == {f"{invited.pk}/"}
    assert found(admin, "?role=province_leader") == {f"{cast['leader'].pk}/"}
    assert found(admin, "?state=invited") == {f"{invited.pk}/"}
    assert found(admin, "?state=inactive") == {f"{cast['neighbour'].pk}/"}
    assert found(admin, "?state=locked") == {f"{cast['head'].pk}/"}
    assert found(admin, "?state=without-factor") == {f"{cast[name].pk}/" for name in ("province", "leader", "admin")}
    assert found(admin, "?q=khong+co+ai") == set()
    # Nobody of the other province, whatever is asked for: its unit is no choice, and narrows nothing.
    assert found(admin, "?q=stranger") == set()
    asked = found(admin, f"?unit={cast.units['tinh-khac'].pk}")
    assert asked == found(admin, "")
    assert f"{cast['stranger'].pk}/" not in asked


def lock(name):
    """As many wrong passwords as lock a name."""
    for _ in range(7):
        Client().post("/accounts/login/", {"username": name, "password": "sai"})


def test_an_invitation_makes_an_account_that_nobody_can_use_and_owes_a_letter(cast, admin):
    response = admin.post(f"{LIST}new/", invitation(cast))
    person = User.objects.get(username="moi")
    assert response["Location"] == here(person)
    assert (person.unit, person.role, person.is_active) == (cast.units["nam-dong"], Role.OFFICER, True)
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (False, False, False)
    (letter,) = Letter.objects.all()
    assert (letter.kind, letter.person) == ("invitation", person)
    assert AuditEntry.objects.get(action="set_up_added").by == cast["admin"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "head"}, "username"),
        ({"username": "có dấu cách"}, "username"),
        ({"email": "Officer@Example.vn"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "khong-phai"}, "email"),
        ({"role": "province_officer"}, "role"),
        ({"role": "superuser"}, "role"),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(cast, admin, officer, given, field):
    assert set(faults(admin.post(f"{LIST}new/", invitation(cast, **given)))) == {field}
    assert not User.objects.filter(full_name="Cán bộ mới").exists()


def test_nobody_is_invited_into_another_province(cast, admin):
    for slug in ("huyen-khac", "tinh-khac"):
        response = admin.post(f"{LIST}new/", invitation(cast, unit=cast.units[slug].pk))
        assert "unit" in faults(response)
    assert not User.objects.filter(username="moi").exists()


def is_in(client):
    return client.get("/accounts/password/").status_code == 200


@pytest.mark.parametrize("changed", [{"role": "head"}, {"unit": "phu-loc"}])
def test_another_role_or_unit_ends_log_ins_and_the_stay_at_another_unit(cast, admin, officer, changed):
    inside = logged_in("officer")
    User.objects.filter(pk=officer.pk).update(acting_for=cast.units["hue"])
    given = invitation(cast, **changed) | {"email": "officer@example.vn"}
    if "unit" in changed:
        given["unit"] = cast.units[changed["unit"]].pk
    assert is_in(inside)
    assert admin.post(here(officer, "edit/"), given).status_code == 302
    officer.refresh_from_db()
    assert (officer.acting_for, is_in(inside)) == (None, False)
    assert officer.username == "officer"
    entry = AuditEntry.objects.get(action="set_up_changed")
    assert "Cán bộ mới" in entry.subject
    assert entry.reason


def test_another_name_ends_nothing(cast, admin, officer):
    inside = logged_in("officer")
    given = invitation(cast, email="khac@example.vn")
    assert admin.post(here(officer, "edit/"), given).status_code == 302
    officer.refresh_from_db()
    assert (officer.email, is_in(inside)) == ("khac@example.vn", True)


def test_no_form_makes_a_superuser(cast, admin, officer):
    given = invitation(cast, is_superuser="on", is_staff="on", is_active="", password="x", acting_for="1")  # noqa: S106
    assert admin.post(here(officer, "edit/"), given).status_code == 302
    officer.refresh_from_db()
    assert (officer.is_superuser, officer.is_staff, officer.is_active, officer.acting_for) == (False, False, True, None)
    assert officer.check_password(PASSWORD)


def test_ones_own_role_unit_and_account_stay(cast, admin):
    own = cast["admin"]
    given = {"full_name": "Quản trị", "email": "", "role": "province_officer", "unit": cast.units["hue"].pk}
    admin.post(here(own, "edit/"), given)
    assert admin.post(here(own, "close/"), REASON).status_code == 422
    own.refresh_from_db()
    assert (own.role, own.unit, own.is_active) == (Role.ADMINISTRATOR, cast.units["thua-thien-hue"], True)
    assert own.full_name == "Quản trị"


def test_closing_keeps_out_at_once_and_opening_lets_in_again(cast, admin, officer):
    inside = logged_in("officer")
    assert "reason" in faults(admin.post(here(officer, "close/"), {"reason": " "}))
    assert is_in(inside)
    assert admin.post(here(officer, "close/"), REASON).status_code == 302
    assert not is_in(inside)
    assert not logged_in("officer")
    assert AuditEntry.objects.get(action="person_closed").reason == "Chuyển công tác."
    assert admin.post(here(officer, "close/"), REASON).status_code == 422
    assert admin.post(here(officer, "open/"), REASON).status_code == 302
    assert logged_in("officer")
    assert AuditEntry.objects.filter(action="person_opened").count() == 1


def test_locked_is_seen_and_lifted(cast, admin, officer):
    lock("officer")
    assert officer.username in lockout.locked_usernames()
    page = page_of(admin, here(officer))
    assert page.xpath(f"//form[@action='{here(officer, 'unlock/')}']")
    assert admin.post(here(officer, "unlock/")).status_code == 302
    assert officer.username not in lockout.locked_usernames()
    assert not page_of(admin, here(officer)).xpath(f"//form[@action='{here(officer, 'unlock/')}']")
    assert AuditEntry.objects.filter(action="person_unlocked").count() == 1


def test_all_log_ins_end(cast, admin, officer):
    clients = [logged_in("officer"), logged_in("officer")]
    assert len(sessions.sessions_of(officer)) == 2
    assert admin.post(here(officer, "log-ins/")).status_code == 302
    assert not any(is_in(one) for one in clients)
    # Of one's own the one with which one asked stays.
    other = logged_in("admin")
    assert admin.post(here(cast["admin"], "log-ins/")).status_code == 302
    assert (is_in(admin), is_in(other)) == (True, False)


def test_with_the_second_factor_the_log_ins_go(admin, officer):
    inside = logged_in("officer")
    assert admin.post(here(officer, "second-factor/")).status_code == 302
    assert not is_in(inside)
    assert AuditEntry.objects.filter(action="second_factor_taken_away").count() == 1


def test_a_link_needs_an_address_and_an_open_account(cast, admin, officer):
    for person, is_active, number in ((cast["head"], True, 0), (officer, False, 0), (officer, True, 1)):
        User.objects.filter(pk=person.pk).update(is_active=is_active)
        assert admin.post(here(person, "link/")).status_code == 302
        assert Letter.objects.count() == number
    assert Letter.objects.get().kind == "reset"


@pytest.mark.parametrize("name", ["officer", "head", "province", "leader"])
def test_nobody_else_may(cast, as_, name):
    client = as_(name)
    for path in (LIST, here(cast["neighbour"]), f"{LIST}new/", "/administration/units/", "/administration/bodies/"):
        assert client.get(path).status_code == 403
    assert client.get("/admin/").status_code == 404
