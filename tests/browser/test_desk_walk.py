"""The Department's desk in a browser: reminding, putting off, reviewing with pins, a quick report, the summary."""

import re

import pdfplumber
from browsing import fits
from office import act, confirm, file_record, open_report, pin, return_from_review, save, submit_and_send
from playwright.sync_api import expect
from slow import wide

pytestmark = wide

NAM_DONG, PHU_LOC = "Nam Đông", "Phú Lộc"
# A slip of the hand: a zero too many.
TYPED, MEANT = 750, 75
TALK = {
    "title": "Nói chuyện về Luật Bình đẳng giới tại chợ Khe Tre",
    "topic": "policy",
    "form": "talk",
    "status": "done",
    "started_on": "11/12/2020",
    "attendance": str(TYPED),
    "female": "45",
}
OTHER_TALK = "Tọa đàm hưởng ứng Tháng hành động tại xã Thượng Lộ"
TRAINING = {
    "title": "Tập huấn cho trưởng thôn",
    "sort": "course",
    "status": "done",
    "started_on": "9/12/2020",
    "attendance": "31",
    "female": "20",
}
TOO_MANY, CHECK_TRAINED = "Đề nghị đối chiếu số lượt người với biên bản.", "Đề nghị rà soát số người tập huấn."
QUESTIONS = {"own-0-words": "Số xã đã có kế hoạch", "own-1-words": "Vướng mắc lớn nhất"}
DIFFICULTY = "Thiếu báo cáo viên người Cơ Tu"


def line_of(page, unit):
    """A unit's line in the overview."""
    return page.locator("table.heat tbody tr", has=page.locator("th", has_text=unit))


def open_review(province, unit):
    """From the overview to the review of that unit's report."""
    page = province.page
    page.goto("/")
    province.follow(line_of(page, unit).locator("a[href$='/review/']"))
    expect(page.locator("h1")).to_contain_text(unit)
    province.has_no_findings()


def test_a_late_report_is_reminded_put_off_reviewed_corrected_and_approved(walked, person):
    officer, head = person(walked, "nam-dong"), person(walked, "nam-dong-head")
    province, leader = person(walked, "province"), person(walked, "province-leader")
    desk, page = province.page, officer.page

    # The overview shows who still owes the report; that unit is reminded, and its officer reads it.
    expect(desk.locator("[data-timeliness]").first).to_be_visible()
    province.has_no_findings()
    expect(line_of(desk, NAM_DONG).locator("form.heat-act button")).to_be_visible()
    province.follow(desk.locator("a[href$='/remind/']"))
    owing = desk.locator("[name=unit]")
    expect(desk.get_by_label(NAM_DONG)).to_be_checked()
    for choice in owing.all():
        choice.set_checked(NAM_DONG in choice.evaluate("box => box.labels[0].textContent"))
    province.has_no_findings()
    province.follow(desk.locator("main form button[type=submit]"))
    expect(desk.locator(".message-success")).to_contain_text(NAM_DONG)
    page.goto("/notices/")
    expect(page.locator("li.doc").first).to_contain_text("Sở nhắc gửi")
    officer.has_no_findings()

    # The unit asks for three more days; the Department grants them.
    open_report(page)
    officer.follow(page.locator("a[href$='/extension/']"))
    page.locator("[name=until]").fill("24/12/2020")
    page.locator("[name=reason]").fill("Mưa lũ làm chậm việc thu thập số liệu của xã Thượng Long.")
    officer.has_no_findings()
    officer.follow(page.locator(".save-bar button[type=submit]"))
    expect(page.locator("dl.facts")).to_contain_text("24/12/2020")
    officer.has_no_findings()
    desk.goto("/")
    province.follow(line_of(desk, NAM_DONG).locator("a[href*='/requests/']"))
    desk.locator("[name=decision][value=grant]").check()
    province.has_no_findings()
    confirm(province)
    province.has_no_findings()

    # It is filed and sent a day after the due date: by the granted date it is timely, by the original one it is not.
    walked.go_to("2020-12-22")
    file_record(officer, "3.a", TRAINING, evidence=1)
    file_record(officer, "2.a", TALK, evidence=1)
    talk = page.url
    submit_and_send(officer, head)
    desk.goto("/")
    expect(line_of(desk, NAM_DONG).locator(".heat-facts")).to_contain_text("24/12")
    timely = desk.locator("[data-timeliness]", has_text=NAM_DONG)
    places = [row.locator("td", has_text=NAM_DONG).all_inner_texts() for row in timely.all()]
    assert len(places) == 2, places
    assert ["24/12" in told for (told,) in places].count(True) == 1
    province.has_no_findings()

    # Two reports wait, and could be approved together; on a phone too.
    several = desk.locator("a[href$='/approve/']").first
    province.follow(several)
    province.is_sound_at_both_widths()

    # In the review the slip is flagged; it leads to the record. A record and a figure get a reason.
    open_review(province, NAM_DONG)
    province.picture("desk-review")
    flag = desk.locator("[data-flag]", has_text=TALK["title"])
    expect(flag).to_contain_text(str(TYPED))
    flag.locator(".flag-title a").click()
    expect(desk.locator("tr:target")).to_contain_text(TALK["title"])
    province.follow(desk.locator("tr:target").get_by_role("link", name=TALK["title"], exact=True))
    expect(desk.locator("dl.facts").first).to_contain_text(str(TYPED))
    desk.go_back()
    pin(province, flag.locator("a[data-pin]"), TOO_MANY)
    pin(province, desk.locator("#figure-NL-02 a[data-pin]"), CHECK_TRAINED)
    expect(desk.locator("[data-pinned]")).to_have_count(2)
    return_from_review(province, correct_by="24/12/2020")
    expect(desk.locator("h1")).to_contain_text(PHU_LOC)

    # Only what was pinned is open to the unit: the talk, and what the figure counts; the rest stays closed.
    page.goto("/")
    expect(page.locator("#only-this")).to_be_visible()
    officer.has_no_findings()
    expect(page.locator(".notice-returned", has_text=CHECK_TRAINED).get_by_role("link")).to_have_attribute(
        "href", re.compile("^/capacity/")
    )
    page.goto("/communications/")
    officer.follow(page.get_by_role("link", name=OTHER_TALK).first)
    expect(page.locator(".notice-closed")).to_be_visible()
    expect(page.locator("main a[href='edit/']")).to_have_count(0)
    officer.has_no_findings()
    page.goto("/")
    officer.follow(page.locator(".notice-returned", has_text=TOO_MANY).get_by_role("link"))
    assert page.url == talk
    officer.follow(page.locator("main a[href='edit/']"))
    page.locator("[name=attendance]").fill(str(MEANT))
    save(page)
    submit_and_send(officer, head)

    # The review opens on what changed; the keys lead to the other report and back; approved by the question.
    open_review(province, NAM_DONG)
    province.picture("desk-difference")
    expect(desk.locator("[data-reason]", has_text=TOO_MANY).locator(".tone-done")).to_be_visible()
    expect(desk.locator("[data-reason]", has_text=CHECK_TRAINED).locator(".tone-late")).to_be_visible()
    changed = desk.locator("[data-changed]", has_text=TALK["title"])
    expect(changed).to_contain_text(re.compile(rf"{TYPED}\s*→\s*{MEANT}\b"))
    expect(desk.locator("[data-flag]", has_text=TALK["title"])).to_have_count(0)
    here = desk.url
    for key in "jk":
        with desk.expect_navigation():
            desk.keyboard.press(key)
        expect(desk.locator("h1")).to_contain_text(PHU_LOC if key == "j" else NAM_DONG)
    assert desk.url == here
    approve(province)
    expect(desk.locator("h1")).to_contain_text(PHU_LOC)
    approve(province)
    province.has_no_findings()

    # The summary of all that is approved goes to the leader, who approves it.
    desk.goto("/")
    province.follow(desk.locator("form[action$='/summary/'] button"))
    summary = desk.url
    act(province, "Trình lãnh đạo Sở", tick="is_incomplete")
    leader.page.goto(summary)
    leader.has_no_findings()
    act(leader, "Duyệt báo cáo tổng hợp")
    leader.has_no_findings()


def approve(province):
    """Approve the report of the open review by the question."""
    province.follow(province.page.locator(".action-bar a[href*='/approve/']"))
    province.has_no_findings()
    confirm(province)


def test_a_quick_report_fills_the_open_page_of_the_department(walked, person, tmp_path):
    province = person(walked, "province")
    desk = province.page
    desk.goto("/quick/new/")
    for name, text in {"title": "Kế hoạch của các xã", "hours": "24", **QUESTIONS}.items():
        desk.locator(f"[name='{name}']").fill(text)
    desk.locator("[name='own-0-kind']").select_option("number")
    desk.locator("[name='own-0-measure']").fill("xã")
    desk.locator("[name='own-0-about_victims']").select_option("no")
    desk.locator("[name='own-1-kind']").select_option("text")
    province.has_no_findings()
    province.follow(desk.locator(".save-bar button[type=submit]"))
    expect(desk.locator("#quick-answered")).to_contain_text("0/9")
    province.has_no_findings()
    desk.evaluate("document.body.dataset.stays = 'yes'")

    # Two districts answer on a phone; the Department's page, never loaded again, adds them up.
    for number, (name, communes) in enumerate((("nam-dong", 7), ("phu-loc", 12)), start=1):
        officer = person(walked, name, 360)
        page = officer.page
        assert fits(page)
        officer.has_no_findings()
        officer.follow(page.locator("[data-quick-owed] a.go"))
        fields = page.locator("form.form-panel [name]:visible")
        expect(fields).to_have_count(2)
        fields.nth(0).fill(str(communes))
        fields.nth(1).fill(DIFFICULTY)
        assert fits(page)
        officer.has_no_findings()
        officer.picture(f"quick-answer-{name}")
        confirm(officer)
        assert fits(page)
        officer.has_no_findings()
        expect(desk.locator("#quick-answered")).to_contain_text(f"{number}/9")
        expect(desk.locator(f"tr[data-unit={name}]")).to_contain_text(DIFFICULTY)
    expect(desk.locator("#quick-totals tfoot")).to_contain_text("19")
    assert desk.evaluate("document.body.dataset.stays") == "yes"
    province.has_no_findings()
    province.picture("quick-totals")

    # Its PDF says the same.
    province.follow(desk.locator("form[action$='/document/'] button[value=pdf]"))
    download_link = desk.get_by_role("link", name="PDF", exact=True)
    expect(download_link).to_be_visible(timeout=60_000)
    province.has_no_findings()
    with desk.expect_download() as download:
        download_link.click()
    path = tmp_path / "quick.pdf"
    download.value.save_as(path)
    with pdfplumber.open(path) as pdf:
        rows = [row for sheet in pdf.pages for table in sheet.extract_tables() for row in table]
        text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert ["Tổng cộng", "19"] in rows
    assert DIFFICULTY in " ".join(text.split())
