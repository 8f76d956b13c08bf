"""A city in which 168 communes report: pages of one screen in as many queries as of few, and words that fit them."""

import io
import re
from datetime import date, timedelta

import pytest
from counting import queries
from django.conf import settings
from django.test import override_settings
from django.urls import resolve
from house import typed
from lxml import html
from python_calamine import CalamineWorkbook
from reading import page_of, words
from set_up_province import PERIOD, TODAY, browser_of, department, set_up_province

from communications.models import Campaign
from core.accounts.models import Role, User
from core.directives.models import Task
from core.indicators.counting import count_as_of
from core.indicators.facts import mark_dirty
from core.units.models import Body, Level, Unit
from department.dashboards.chart_figures import scope_of_province
from department.dashboards.contents import charts_on_screen
from filing.models import Submission, SubmissionState
from filing.records.saving import save_record
from models_sites.models import Site
from reports.desk.screens import ROWS

# The city with most communes; a city under the country has no province.
CITY, COMMUNES = "79", 168
MOST_BYTES = 150_000
HEAT = "//table[@class='heat']/tbody/tr"


def build(_cast):
    """Make the city in place of the cast; of its reports some are sent, returned or approved, the others overdue."""
    with pytest.MonkeyPatch.context() as patch, override_settings():
        set_up_province(CITY, patch, settings)
        answer = department().post("/reports/periods/new/", PERIOD)
        assert answer.status_code == 302, answer.context["form"].errors
    for place, state in ((0, SubmissionState.SENT), (1, SubmissionState.RETURNED), (2, SubmissionState.APPROVED)):
        rows = list(Submission.objects.order_by("unit__code").values_list("pk", flat=True))[place::8]
        days = {"sent_on": TODAY, "first_sent_on": TODAY, "decided_on": TODAY}
        Submission.objects.filter(pk__in=rows).update(state=state, **days)


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(build)


@pytest.fixture
def desk(dwelling, settings):
    """The Department's browser."""
    settings.DEMO_TODAY = TODAY + timedelta(days=8)
    return browser_of(User.objects.get(role=Role.PROVINCE_OFFICER))


@pytest.fixture
def officer(desk):
    unit = Unit.objects.filter(level=Level.COMMUNE).order_by("code").first()
    return browser_of(User.objects.create(username="xa", full_name="Cán bộ", unit=unit, role=Role.OFFICER))


def test_the_overview_is_of_one_screen(desk):
    assert Submission.objects.count() == COMMUNES
    response = desk.get("/")
    # As sent, before any compression.
    assert len(response.content) <= MOST_BYTES
    page = page_of(desk)
    assert len(page.xpath(HEAT)) == ROWS
    assert f"1–{ROWS} trong tổng số 168" in words(page.xpath("//nav[@class='pages']")[0])
    tabs = [words(tab) for tab in page.xpath("//nav[@class='tabs']/a")]
    assert tabs[0] == "Tất cả (168)"
    assert {"Phường (113)", "Xã (54)", "Đặc khu (1)"} <= set(tabs)


def test_every_page_of_the_overview_is_as_small_and_asks_as_often(desk):
    everywhere = [
        "/",
        "/?page=2",
        "/?page=9",
        "/?reports=late",
        "/?reports=returned&kind=Xã",
        "/?reports=x&kind=y&page=z",
    ]
    sizes = {path: len(desk.get(path).content) for path in everywhere}
    assert max(sizes.values()) <= MOST_BYTES, sizes
    assert len({queries(desk, path) for path in everywhere}) == 1
    assert len(page_of(desk, "/?kind=Đặc khu").xpath(HEAT)) == 1


def test_tabs_narrow_by_state_and_kind(desk):
    shown = page_of(desk, "/?reports=returned&kind=Phường")
    labels = [words(row.find("th")) for row in shown.xpath(HEAT)]
    assert labels
    assert all(label.startswith("P. ") for label in labels)
    current = [words(tab) for tab in shown.xpath("//nav[@class='tabs']/a[@aria-current]")]
    returned = Submission.objects.filter(state=SubmissionState.RETURNED, unit__kind="Phường").count()
    assert current == [f"Yêu cầu chỉnh sửa, bổ sung ({returned})", f"Phường ({returned})"]
    late = page_of(desk, "/?reports=late").xpath("//nav[@class='tabs']/a[@aria-current]")
    assert not words(late[0]).endswith("(0)")


def test_dashboards_set_kinds_side_by_side(desk):
    officer = User.objects.create(username="x", role=Role.OFFICER, unit=Unit.objects.filter(kind="Xã").first())
    talk = {"title": "Nói chuyện", "topic": "policy", "form": "talk", "attendance": 120}
    talk |= {"started_on": date(2026, 3, 3), "ended_on": date(2026, 3, 3), "task": Task.objects.get(code="comm.policy")}
    save_record(Campaign(unit=officer.unit, **talk), by=officer)
    page = page_of(desk, "/dashboards/communications/")
    assert not page.xpath("//*[contains(@class, 'tile')]")
    found = page.xpath("//figure[@data-chart='map']")[0]
    assert [words(row.find("th")) for row in found.xpath(".//tbody/tr")] == ["Phường", "Xã", "Đặc khu"]
    assert words(found.xpath(".//tbody/tr[2]/td[1]")[0]) == "120"
    assert "theo loại đơn vị" in words(found)


def file_in_each(communes):
    """A talk of this year and one of the last in each commune, the larger the later in the order of codes."""
    talk = {"title": "Nói chuyện", "topic": "policy", "form": "talk", "status": "done"}
    talk["task"] = Task.objects.get(code="comm.policy")
    days = (date(2025, 3, 3), date(2026, 3, 3))
    Campaign.objects.bulk_create(
        Campaign(unit=unit, started_on=day, ended_on=day, attendance=100 + place, female=60, **talk)
        for place, unit in enumerate(communes)
        for day in days
    )
    for unit in communes:
        mark_dirty(Campaign._meta.label, unit.pk, days)


def test_a_dashboard_is_of_one_screen(desk):
    """Its bars and tables; what is told of all units, and the files, are of all."""
    communes = list(Unit.objects.filter(level=Level.COMMUNE).order_by("code"))
    file_in_each(communes)
    paths = [f"/dashboards/{app}/" for app in ("plans", "communications", "capacity", "models-sites")]
    sizes = {f"{path}{query}": len(desk.get(f"{path}{query}").content) for path in paths for query in ("", "?page=2")}
    assert max(sizes.values()) <= MOST_BYTES, sizes
    page = page_of(desk, f"{paths[1]}?page=2")
    (shown,) = page.xpath("//figure[@data-chart='attendances-units']")
    names = [unit.name for unit in communes[ROWS : 2 * ROWS]]
    assert [words(row) for row in shown.xpath(".//tbody//th")] == names
    whole, *marks = [words(title) for title in shown.xpath(".//*[local-name()='svg']//*[local-name()='title']")]
    assert {mark.partition(",")[0] for mark in marks} == set(names)
    assert f"Cao nhất: {communes[-1].name} (267 lượt người)" in whole
    wards = page_of(desk, f"{paths[1]}?kind=Phường").xpath("//figure[@data-chart='attendances-units']//tbody//th")
    assert len(wards) == ROWS
    assert all(words(ward).startswith("Phường ") for ward in wards)
    sheet = io.BytesIO(desk.get(f"{paths[1]}charts/attendances-units.xlsx?page=2").getvalue())
    rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert {row[0] for row in rows} >= {unit.name for unit in communes}


def test_a_bar_is_as_long_on_each_screen(desk):
    file_in_each(Unit.objects.filter(level=Level.COMMUNE).order_by("code"))
    scope = scope_of_province(Unit.objects.get(level=Level.PROVINCE), 2026)
    for page in ("1", "9"):
        _screen, ((_area, charts),) = charts_on_screen(scope, "communications", {"page": page})
        assert {chart.key: chart for chart in charts}["attendances-units"].block.full == 267


# What no page says where communes of a city report.
WRONG = (
    "toàn tỉnh",
    "cả tỉnh",
    "lãnh đạo phòng",
    "ngân sách huyện",
    "cấp huyện",
    "các huyện",
    "mỗi huyện",
    "theo huyện",
)
# Names of figures and columns that also tell of the years in which districts reported.
OF_ALL_YEARS = ("cấp ủy cấp huyện", "cấp ủy viên cấp huyện", "ngân sách cấp huyện, cấp xã")


def pages_from(client, depth=1):
    """{path: response} of the pages that links lead to from the home, one for each kind of page."""
    found, kinds, left = {}, set(), ["/"]
    for _step in range(depth + 1):
        links = []
        for path in left:
            kind = resolve(path.partition("?")[0]).view_name
            if kind in kinds:
                continue
            kinds.add(kind)
            response = client.get(path)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                found[path] = response
                links += html.fromstring(response.content.decode()).xpath("//a/@href")
        # The states of this city's reports are set without a frozen content, so their own pages are not asked for.
        left = [link for link in links if re.match(r"/(?!/|static|i18n|reports/(?:\d|periods/\d))", link)]
    return found


def test_no_page_is_large_or_speaks_of_a_level_that_is_not_there(desk, officer):
    admin = browser_of(User.objects.get(role=Role.ADMINISTRATOR))
    for client, least in ((desk, 15), (officer, 12), (admin, 8)):
        found = pages_from(client)
        assert len(found) >= least, sorted(found)
        sizes = {path: len(one.content) for path, one in found.items()}
        assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
        for path, response in found.items():
            text = words(html.fromstring(response.content.decode()).find("body")).casefold()
            for name in OF_ALL_YEARS:
                text = text.replace(name, "")
            # The administrator chooses among all levels that there ever were.
            wrong = [word for word in WRONG if word in text and (client is not admin or word != "cấp huyện")]
            assert wrong == [], path


def test_the_money_of_a_commune_is_its_own(officer):
    page = page_of(officer, "/communications/new/")
    label = page.xpath("//label[@for='id_cost_district']")[0]
    assert words(label).startswith("Ngân sách cấp xã (đồng)")


def test_a_commune_registers_a_site_in_itself(officer):
    unit = User.objects.get(username="xa").unit
    page = page_of(officer, "/models-sites/new/")
    assert [option.get("value") for option in page.xpath("//select[@name='commune']/option[@selected]")] == [
        str(unit.pk)
    ]
    given = {"name": "Địa chỉ tin cậy", "kind": "trusted_address", "managing_body": "UBND", "opened_on": "1/3/2026"}
    answer = officer.post("/models-sites/new/", typed(officer, "/models-sites/new/", **given))
    assert answer.status_code == 302, answer.context["form"].errors
    assert (Site.objects.get().commune, Site.objects.get().unit) == (unit, unit)


def test_a_checklist_of_a_commune_is_itself(officer):
    unit = User.objects.get(username="xa").unit
    page = page_of(officer, "/communications/communes/checklist/?year=2026")
    form = page.xpath("//form[@data-checklist]")[0]
    rows = [name for name in form.fields if name.endswith("-detail")]
    assert rows == [f"c{unit.pk}-detail"]


def test_each_commune_counts_once(desk):
    city = Unit.objects.get(level=Level.PROVINCE)
    communes = list(Unit.objects.filter(level=Level.COMMUNE).values_list("pk", flat=True))
    counted = count_as_of([*communes, city.pk], TODAY)
    assert sum(sums.total for (_unit, key), sums in counted.items() if key == "KH-04.2") == COMMUNES


def test_the_function_of_a_body_is_gender_equality():
    assert Body(function="labour").get_function_display().casefold() == "bình đẳng giới"
