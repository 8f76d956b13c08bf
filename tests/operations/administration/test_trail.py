"""The whole record of acts on the administrator's page: what it tells, how it is narrowed, and its file."""

import pytest
from listed import sheet_of
from lxml import html

from core.accounts.audit import ALL_ACTIONS, log_action, seal_entries
from core.accounts.models import AuditEntry, User
from core.lib.dates.clock import today

TRAIL = "/administration/trail/"


@pytest.fixture
def told(cast):
    User.objects.filter(pk=cast["province"].pk).update(full_name="Chuyên viên Sở")
    log_action("reminded", "Nhắc huyện Phú Lộc", by=cast["province"], unit=cast.units["phu-loc"], reason="Quá hạn")
    log_action("downloaded", "documents/1", by=cast["officer"], unit=cast.units["nam-dong"])
    log_action("logged_in", "người tỉnh khác", by=cast["stranger"], unit=cast.units["tinh-khac"])


def subjects(response):
    page = html.fromstring(response.content.decode())
    return [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td[1]")]


def test_the_administrator_reads_all_of_the_own_province_and_nothing_else(told, as_):
    found = subjects(as_("admin").get(TRAIL))
    assert "Nhắc huyện Phú Lộc Quá hạn" in found
    assert "documents/1" in found
    assert "người tỉnh khác" not in found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("action=downloaded", ["documents/1"]),
        ("who=province&action=reminded", ["Nhắc huyện Phú Lộc Quá hạn"]),
        ("who=Chuye\u0302n+VIE\u0323\u0302N&action=reminded", ["Nhắc huyện Phú Lộc Quá hạn"]),
        ("who=chuyen+vien&action=reminded", ["Nhắc huyện Phú Lộc Quá hạn"]),
        ("who=khong-co-ai", []),
        ("address=203.0.113.1", []),
        ("action=reminded&since=1/1/2000&until=2/1/2000", []),
    ],
)
def test_it_is_narrowed(told, as_, asked, found):
    assert subjects(as_("admin").get(f"{TRAIL}?{asked}")) == found


def test_todays_entries_are_todays(told, as_):
    day = f"{today():%d/%m/%Y}"
    assert subjects(as_("admin").get(f"{TRAIL}?action=downloaded&since={day}&until={day}")) == ["documents/1"]


@pytest.mark.parametrize("asked", ["address=x", "since=32/1/2020", "action=khong-co"])
def test_what_is_asked_wrongly_is_said_at_its_place(told, as_, asked):
    response = as_("admin").get(f"{TRAIL}?{asked}")
    assert response.status_code == 422
    assert subjects(response)


def test_the_chains_reach_is_told(told, as_):
    seal_entries()
    assert f"niêm phong {AuditEntry.objects.filter(link__isnull=False).count()} mục" in (
        as_("admin").get(TRAIL).content.decode()
    )


def test_its_file_holds_what_the_page_tells_and_its_download_is_on_record(told, as_):
    response = as_("admin").get(f"{TRAIL}export/?action=reminded")
    rows = sheet_of(response)
    assert rows[1][1:7] == [
        str(ALL_ACTIONS["reminded"]),
        "Nhắc huyện Phú Lộc",
        "Chuyên viên Sở",
        "Huyện Phú Lộc",
        "",
        "Quá hạn",
    ]
    assert len(rows) == 2
    assert AuditEntry.objects.filter(action="trail_exported").count() == 1


@pytest.mark.parametrize("name", ["officer", "head", "province", "leader"])
def test_nobody_else_reads_it(told, as_, name):
    for path in (TRAIL, f"{TRAIL}export/"):
        assert as_(name).get(path).status_code == 403
