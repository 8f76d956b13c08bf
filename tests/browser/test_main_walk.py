"""The whole way in a browser: filed, signed off, returned, corrected, approved, added up, downloaded."""

import re

import pdfplumber
import pytest
from browsing import PASSWORD, start
from office import (
    NAM_DONG,
    Report,
    act,
    file_record,
    open_report,
    pin,
    return_from_review,
    save,
    submit_and_send,
    task,
)
from playwright.sync_api import expect
from portal import ROOT
from slow import wide

ATTENDED, CORRECTED = 137, 141
# What the officer files: the clause under which it is added, and the form's fields by name.
PLAN = (
    "1.b",
    {
        "title": "Kế hoạch truyền thông bình đẳng giới trong lĩnh vực chính trị",
        "year": "2020",
        "status": "done",
        "number": "77/KH-UBND",
        "issued_on": "10/12/2020",
    },
)
CAMPAIGN = (
    "2.b",
    {
        "title": "Nói chuyện về Bộ luật Lao động năm 2019",
        "topic": "labour_code",
        "form": "talk",
        "status": "done",
        "started_on": "11/12/2020",
        "attendance": str(ATTENDED),
        "female": "90",
        "minority": "55",
    },
)
TRAINING = (
    "3.a",
    {
        "title": "Tập huấn cho cán bộ xã",
        "sort": "course",
        "status": "done",
        "started_on": "9/12/2020",
        "attendance": "31",
        "female": "20",
    },
)
LOG = ("4.a", {"started_on": "15/11/2020", "ended_on": "14/12/2020", "status": "done", "activities": "3"})


PHU_XUAN = Report("Phường Phú Xuân", 2026)
# The clauses of the directive of 2026 under which a commune files the same; it registers its site before anything else.
OF_A_COMMUNE = (("1.b", PLAN[1]), ("2.a", CAMPAIGN[1]), ("3.a", TRAINING[1]))


@pytest.fixture
def city(tmp_path):
    """A portal as `make run DEMO=0` has it, on SQLite and a broker of folders, set up as a city of forty communes."""
    stack, portal = start(False, tmp_path, set_up, DEMO_TODAY="2026-12-18")
    with stack:
        yield portal


def set_up(portal):
    tests = ROOT / "tests"
    portal.run(f"from city import make_city; make_city({PASSWORD!r})", tests / "browser", tests / "support")


def attendances(page):
    """The attendances that the home shows under 2.a."""
    found = re.search(r"([\d.]+) lượt người", task(page, "2.a").inner_text())
    return int(found.group(1).replace(".", ""))


def test_the_main_walk(walked, person, tmp_path):
    officer, head = person(walked, "nam-dong"), person(walked, "nam-dong-head")
    province = person(walked, "province")
    page = officer.page

    # The officer sees what is owed, files in each area, and says where nothing occurred.
    expect(page.get_by_role("heading", level=1)).to_contain_text("còn 3 ngày")
    officer.has_no_findings()
    before = attendances(page)
    for (code, fields), evidence in ((PLAN, 1), (CAMPAIGN, 1), (TRAINING, 1), (LOG, 0)):
        file_record(officer, code, fields, evidence=evidence)
    page.goto("/")
    assert attendances(page) == before + ATTENDED
    expect(task(page, "1.b")).to_contain_text("Hoàn thành")
    officer.follow(task(page, "3.c").get_by_role("button", name="Không phát sinh"))
    expect(task(page, "3.c").locator(".task-status")).to_contain_text("Không phát sinh")

    submit_and_send(officer, head)

    return_and_correct(officer, province)
    submit_and_send(officer, head)
    open_report(province.page)
    act(province, "Duyệt")

    # The provincial summary is composed, edited, and approved by the leader.
    leader = person(walked, "province-leader")
    desk = province.page
    desk.goto("/")
    province.has_no_findings()
    province.follow(desk.get_by_role("button", name="Tổng hợp"))
    province.has_no_findings()
    summary = desk.url
    province.follow(desk.get_by_role("link", name="Sửa các đoạn của báo cáo"))
    province.has_no_findings()
    province.follow(desk.get_by_role("link", name="Sửa : Hệ thống truyền thanh"))
    desk.locator("[name=text]").fill("Hệ thống truyền thanh đã phát 9.999 lượt.")
    province.follow(desk.locator(".save-bar button"))
    expect(desk.locator(".notice-returned")).to_contain_text("9.999")
    province.has_no_findings()
    province.follow(desk.locator(".doc", has_text="9.999").get_by_role("link", name="Soạn lại từ dữ liệu"))
    province.has_no_findings()
    province.follow(desk.locator(".save-bar button"))
    expect(desk.get_by_text("9.999")).to_have_count(0)
    desk.goto(summary)
    act(province, "Trình lãnh đạo Sở", tick="is_incomplete")
    leader.page.goto(summary)
    act(leader, "Duyệt báo cáo tổng hợp")

    path = fetch_summary(province, summary, tmp_path)
    read_summary(path, NAM_DONG, before + CORRECTED)

    # It is issued outside, and recorded.
    desk.goto(summary)
    province.follow(desk.get_by_role("link", name="Ghi nhận ban hành"))
    desk.locator("[name=number]").fill("158/BC-SLĐTBXH")
    desk.locator("[name=issued_on]").fill("18/12/2020")
    desk.locator("[name=file]").set_input_files(path)
    province.has_no_findings()
    province.follow(desk.locator(".save-bar button"))
    expect(desk.locator(".paper")).to_contain_text("158/BC-SLĐTBXH")
    expect(desk.locator(".paper-draft")).to_have_count(0)
    province.has_no_findings()


@wide
def test_the_walk_of_a_commune_as_make_run_has_it(city, person, tmp_path):
    """The same in an office of today, from an empty portal on; the pages are looked at in the walk above."""
    officer, head, province, leader = (
        person(city, name) for name in ("phu-xuan", "phu-xuan-head", "province", "province-leader")
    )
    for somebody in (officer, head, province, leader):
        somebody.looks = False
    for code, fields in OF_A_COMMUNE:
        this_year = {name: value.replace("2020", "2026") for name, value in fields.items()}
        file_record(officer, code, this_year, evidence=1)
    officer.page.goto("/")
    officer.follow(task(officer.page, "3.c").get_by_role("button", name="Không phát sinh"))
    submit_and_send(officer, head, PHU_XUAN)
    return_and_correct(officer, province, PHU_XUAN)
    submit_and_send(officer, head, PHU_XUAN)
    open_report(province.page, PHU_XUAN)
    act(province, "Duyệt")
    desk = province.page
    desk.goto("/")
    province.follow(desk.get_by_role("button", name="Tổng hợp"))
    summary = desk.url
    act(province, "Trình lãnh đạo Sở", tick="is_incomplete")
    leader.page.goto(summary)
    act(leader, "Duyệt báo cáo tổng hợp")
    path = fetch_summary(province, summary, tmp_path)
    read_summary(path, PHU_XUAN, CORRECTED)
    # The public check knows the file.
    desk.goto("/verify/")
    desk.locator("input[type=file]").set_input_files(path)
    expect(desk.locator("[data-finding] [data-state]")).to_be_visible()


def return_and_correct(officer, province, report=NAM_DONG):
    """The Department reviews the report and returns it, a reason pinned to one record; the officer corrects that."""
    page = officer.page
    open_report(province.page, report)
    province.has_no_findings()
    province.follow(province.page.locator(".action-bar a[href$='/review/']"))
    province.has_no_findings()
    record = province.page.locator("section:has(#records) tr", has_text=CAMPAIGN[1]["title"])
    pin(province, record.locator("a[data-pin]"), "Số lượt người chưa khớp biên bản.")
    return_from_review(province, comment="Đề nghị kiểm tra lại số lượt người.")
    page.goto("/")
    expect(page.locator(".notice-returned").first).to_contain_text("Đề nghị kiểm tra lại số lượt người.")
    officer.has_no_findings()
    officer.follow(page.locator(".notice-returned", has_text="chưa khớp biên bản").get_by_role("link"))
    officer.follow(page.get_by_role("link", name="Sửa", exact=True))
    page.locator("[name=attendance]").fill(str(CORRECTED))
    save(page)
    expect(page.locator(".step", has_text=f"{ATTENDED} → {CORRECTED}")).to_be_visible()


def fetch_summary(province, summary, folder):
    """Its PDF is asked for, followed until it is ready, and downloaded."""
    desk = province.page
    desk.goto(summary)
    province.has_no_findings()
    province.follow(desk.get_by_role("button", name="Tải PDF").first)
    download_link = desk.get_by_role("link", name="PDF", exact=True)
    expect(download_link).to_be_visible(timeout=60_000)
    province.has_no_findings()
    with desk.expect_download() as download:
        download_link.click()
    path = folder / "summary.pdf"
    download.value.save_as(path)
    return path


def read_summary(path, report, attended):
    """The table and the text of the file that was downloaded."""
    with pdfplumber.open(path) as pdf:
        rows = [row for sheet in pdf.pages for table in sheet.extract_tables() for row in table]
        text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    # A row of its figures, and one of what it spent.
    of_unit = [row for row in rows if row[0] == report.unit]
    assert any(number(attended) in row for row in of_unit), of_unit


def number(count):
    return f"{count:,}".replace(",", ".")
