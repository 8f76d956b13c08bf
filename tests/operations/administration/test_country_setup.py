"""The administrator's first page: an empty portal becomes that of any province, and its communes report."""

from datetime import date
from time import monotonic

import pytest
from django.conf import settings as django_settings
from emptying import empty_portal, first_administrator
from house import typed
from paper import pdf_of
from reading import page_of, words
from set_up_province import PERIOD, TODAY
from slow import wide

from communications.models import Campaign
from core.accounts.models import AuditEntry, Role, User
from core.directives.models import Directive, Task
from core.lib.text.alphabetical import alphabetical
from core.units.bodies import body_of
from core.units.country import provinces_on, units_of_province
from core.units.models import Body, Level, ReportingLevel, Signer, Unit
from filing.models import Period, Submission
from models_sites.models import Site, SiteKind
from operations.administration.setup.body_templates import fill, names_of
from reports.documents.composition import compose
from shelters.models import Hotline

CODES = [unit.code for unit in provinces_on(TODAY)]
# A city of 40, one that is a city since 2026, a province with an island, and the one with most communes.
NAMED = ("46", "24", "91", "38")


@pytest.fixture
def admin(db, client, settings, monkeypatch):
    """The browser of the first administrator of an empty portal."""
    settings.DEMO_TODAY = TODAY
    empty_portal()
    client.force_login(first_administrator(monkeypatch))
    return client


def chosen(code, day="18/12/2026"):
    return f"/setup/?province={code}&day={day}"


def make(client, code, day="18/12/2026", **changed):
    """Send the second page as it is shown, with those fields changed."""
    return client.post("/setup/", typed(client, chosen(code, day), **changed) | {"make": "yes"})


def test_provinces_are_offered_in_the_order_of_the_alphabet(admin):
    offered = [words(option) for option in page_of(admin, "/setup/").xpath("//select[@name='province']/option")][1:]
    assert offered == sorted(offered, key=alphabetical)
    assert offered.index("Điện Biên (11)") < offered.index("Đồng Nai (75)") < offered.index("Gia Lai (52)")


def test_the_tests_ask_every_province():
    assert len(CODES) == 34


@pytest.mark.parametrize("code", [pytest.param(code, marks=() if code in NAMED else wide) for code in CODES])
def test_from_nothing_to_a_report_of_a_commune(code, admin, client):
    answer = admin.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/setup/")
    assert words(page_of(admin, "/setup/").xpath("//h1")[0]) == "Thiết lập hệ thống"
    page = page_of(admin, chosen(code))
    expected = units_of_province(code, TODAY)
    assert f"{len(expected)} đơn vị" in words(page.xpath("//main")[0])
    assert not Unit.objects.exclude(level=Level.COUNTRY).exists()

    began = monotonic()
    answer = make(admin, code)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    # At most 2 s for the largest; with the two pages, and room for a machine that others use.
    assert monotonic() - began < 8

    province = Unit.objects.get(level=Level.PROVINCE)
    communes = Unit.objects.reporting_to(province, TODAY)
    assert {(unit.code, unit.name) for unit in communes} == {(unit.code, unit.name) for unit in expected}
    assert len({unit.slug for unit in communes}) == len(expected)
    assert User.objects.get().unit == province
    assert Body.objects.count() == Signer.objects.count() == len(expected) + 1
    for body in Body.objects.filter(unit__in=communes).select_related("unit"):
        assert body.heading.split() == f"ỦY BAN NHÂN DÂN {body.unit.name.upper()}".split()
    commune = communes.order_by("code").first()

    officer = User.objects.create(username="xa", full_name="Cán bộ", unit=commune, role=Role.OFFICER)
    department = User.objects.create(username="so", full_name="Sở", unit=province, role=Role.PROVINCE_OFFICER)
    client.force_login(department)
    assert client.get("/").status_code == 200
    answer = client.post("/reports/periods/new/", PERIOD)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Submission.objects.count() == len(expected)
    client.force_login(officer)
    assert client.get("/").status_code == 200
    task = Task.objects.get(code="comm.policy")
    title = "Nói chuyện chuyên đề về bình đẳng giới"
    given = {"task": task.pk, "title": title, "topic": "policy", "form": "talk", "started_on": "3/3/2026"}
    given |= {"ended_on": "3/3/2026", "attendance": "120", "status": "done"}
    answer = client.post("/communications/new/", typed(client, "/communications/new/", **given))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Campaign.objects.get().unit == commune

    tree = compose(Submission.objects.get(unit=commune))["trees"]["internal"]
    assert "120" in str(tree)
    assert f"ỦY BAN NHÂN DÂN {commune.name.upper()}" in str(tree).replace("\\n", " ").replace("', '", " ")
    assert pdf_of(tree).startswith(b"%PDF")


def test_two_communes_that_are_equal_without_accents_have_addresses_of_their_own(admin):
    make(admin, "51")
    slugs = Unit.objects.filter(short_name__in=["Ba Tơ", "Ba Tô"]).values_list("slug", "code")
    assert {slug for slug, _code in slugs} == {f"ba-to-{code}" for _slug, code in slugs}


def test_what_every_portal_begins_with_is_there_once(admin):
    make(admin, "46")
    assert (Directive.objects.count(), Site.everything.count()) == (0, 0)
    assert (Task.objects.count(), SiteKind.objects.count(), Hotline.objects.count() > 0) == (13, 4, True)
    assert AuditEntry.objects.get(action="portal_set_up").subject == "Thành phố Huế (40)"


def test_a_second_time_nothing_is_made(admin):
    given = typed(admin, chosen("46")) | {"make": "yes"}
    admin.post("/setup/", given)
    number = Unit.objects.count()
    for answer in (admin.post("/setup/", given), admin.get("/setup/")):
        assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Unit.objects.count() == number
    assert page_of(admin).xpath("//h1")


def test_the_texts_of_the_bodies_are_changed_before_they_are_made(admin):
    changed = {
        "commune-filing": "VT, KT",
        "province-name": "Sở Nội vụ và Lao động {tỉnh}",
        "commune-symbol": "UB-{TÊN}",
    }
    preview = admin.post("/setup/", typed(admin, chosen("46"), **changed) | {"preview": "yes"})
    assert preview.status_code == 200
    assert "Sở Nội vụ và Lao động thành phố Huế" in preview.content.decode()
    assert not Body.objects.exists()
    make(admin, "46", **changed)
    province = Unit.objects.get(level=Level.PROVINCE)
    assert body_of(province, TODAY).name == "Sở Nội vụ và Lao động thành phố Huế"
    body = body_of(Unit.objects.get(short_name="Vỹ Dạ"), TODAY)
    assert (body.filing, body.symbol, body.place) == ("VT, KT", "UB-VỸ DẠ", "Vỹ Dạ")
    assert body.heading.splitlines() == ["ỦY BAN NHÂN DÂN", "PHƯỜNG VỸ DẠ"]
    assert body.signers.get().lines.splitlines()[-1] == "PHÓ CHỦ TỊCH"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"commune-name": "UBND {xã}"}, "commune-name"),
        ({"commune-name": "UBND {đơn vị"}, "commune-name"),
        ({"province-symbol": ""}, "province-symbol"),
        ({"level_from": "30/6/2025"}, "level_from"),
        ({"level": "district"}, "level"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_lost(changed, field, admin):
    answer = make(admin, "46", **changed, **{"commune-filing": "VT, KT"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["commune-filing"].value() == "VT, KT"
    assert not Body.objects.exists()


@pytest.mark.parametrize(("code", "day"), [("46", "30/6/2025"), ("46", "31/2/2026"), ("02", "18/12/2026"), ("", "")])
def test_a_day_before_the_reform_and_a_code_that_is_none_are_refused(code, day, admin):
    assert admin.get(chosen(code, day)).status_code == 422


def test_a_day_of_the_past_makes_the_units_of_that_day(admin):
    make(admin, "24", "1/9/2026")
    assert Unit.objects.get(level=Level.PROVINCE).name == "Tỉnh Bắc Ninh"
    assert Unit.objects.get(code="07840").name == "Xã Hiệp Hoà"


def test_the_level_reports_from_the_first_day_that_is_known(admin):
    make(admin, "24")
    assert ReportingLevel.objects.get().valid_from == date(2026, 9, 20)


def test_a_place_with_a_number_is_written_in_full():
    unit = Unit(name="Phường 1 Bảo Lộc", short_name="1 Bảo Lộc", kind="Phường")
    province = Unit(name="Tỉnh Lâm Đồng", short_name="Lâm Đồng", kind="Tỉnh")
    assert fill("{tên}, {TỈNH}", names_of(unit, province)) == "Phường 1 Bảo Lộc, TỈNH LÂM ĐỒNG"


def test_nobody_else_sees_the_page(as_):
    for name in ("officer", "head", "province", "leader"):
        assert as_(name).get("/setup/").status_code == 403


def test_only_the_demonstration_knows_a_province():
    """Neither code nor name of one stands in the program: no look-up by code, no text, no list of neighbours."""
    words_of_a_province = ("thua-thien", "thuathien", "Thừa Thiên", 'code="46"', "aluoi", '"a-luoi"')
    rooms = ("core", "filing", "reports", "department", "shelters", "operations/administration", "models_sites")
    found = [
        str(path.relative_to(django_settings.BASE_DIR))
        for room in rooms
        for path in (django_settings.BASE_DIR / room).rglob("*")
        if path.suffix in (".py", ".html", ".toml")
        and any(word in path.read_text(encoding="utf-8") for word in words_of_a_province)
    ]
    assert found == []


def test_a_period_without_units_is_refused_with_the_reason(admin, client):
    make(admin, "24")
    province = Unit.objects.get(level=Level.PROVINCE)
    client.force_login(User.objects.create(username="so", unit=province, role=Role.PROVINCE_OFFICER))
    answer = client.post("/reports/periods/new/", PERIOD | {"kind": "quarter", "number": "2"})
    assert answer.status_code == 422
    assert "14/6/2026" in answer.context["form"].errors["year"][0]
    assert not Period.objects.exists()
