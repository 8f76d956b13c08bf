"""Two districts merge in a browser: prepared, confirmed, the old one's report at its officer's home, undone."""

from browsing import fits
from office import act
from playwright.sync_api import expect
from slow import wide

pytestmark = wide

OLD, NEW, DAY = "Thị xã Hương Trà", "Huyện Bạch Mã", "18/12/2020"
MONTH = {"year": "2021", "number": "1", "asked_number": "9/BĐG", "asked_on": "18/12/2020"}


def open_month(desk):
    """The Department asks for the month that has begun."""
    page = desk.page
    page.goto("/reports/periods/new/")
    page.locator("[name=kind]").select_option("month")
    for name, value in (MONTH | {"asked_subject": "Báo cáo tháng 01", "due_on": "18/1/2021"}).items():
        field = page.locator(f"form.form-panel [name={name}]")
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    desk.follow(page.locator("form.form-panel button[type=submit]"))
    expect(page.locator(".message-success")).to_contain_text("9")


def confirmed(desk, here):
    """Confirm the change at that address, on the page that shows what it does."""
    desk.page.goto(here)
    desk.follow(desk.page.locator("button[name=confirm]"))
    expect(desk.page.locator("button[name=undo]")).to_be_visible()


def kept_report(officer):
    """Open the former unit's report from the home of an officer who works for what it went into."""
    officer.page.goto("/")
    officer.follow(officer.page.locator("[data-kept]", has_text=OLD).get_by_role("link"))
    expect(officer.page.get_by_role("heading", level=1)).to_contain_text("Hương Trà")


def new_report(officer):
    """Open the report of the month that is asked of the new unit."""
    officer.page.goto("/reports/")
    officer.follow(officer.page.get_by_role("link", name=NEW).first)


def prepare(admin):
    """By the form of a merger, through the lines and their check, to the page that waits for the Department."""
    page = admin.page
    page.goto("/units/changes/new/")
    page.locator("[name=day]").fill(DAY)
    page.locator("[name=kind][value=merge]").check()
    admin.has_no_findings()
    admin.follow(page.locator("form.form-panel button[type=submit]"))
    page.locator("[name=units]").select_option(label=[OLD, "Huyện Phú Lộc"])
    page.locator("[name=name]").fill(NEW)
    page.locator("[name=code]").fill("998")
    admin.has_no_findings()
    admin.follow(page.locator("form.form-panel button[type=submit]"))
    page.locator("[name=title]").fill("Sáp nhập thị xã Hương Trà và huyện Phú Lộc")
    page.locator("[name=basis]").fill("Nghị quyết 1/NQ")
    admin.follow(page.locator("button[name=preview]"))
    expect(page.locator("table")).to_contain_text(NEW)
    admin.has_no_findings()
    admin.follow(page.locator("button[name=make]"))
    expect(page.locator("main")).to_contain_text("Chờ Sở xác nhận")
    # The administrator sees no figure of work.
    expect(page.locator("main")).not_to_contain_text("lượt người")
    return page.url


def test_a_merger_and_back(walked, person):
    admin, desk = person(walked, "admin"), person(walked, "province")
    officer, head = person(walked, "huong-tra"), person(walked, "huong-tra-head")
    open_month(desk)
    here = prepare(admin)

    # What it does to figures is shown before it is confirmed; on a phone too.
    page = desk.page
    page.goto(here)
    expect(page.locator("main")).to_contain_text("Lượt người")
    desk.is_sound_at_both_widths()
    assert fits(page)
    desk.follow(page.locator("button[name=confirm]"))
    expect(page.locator("button[name=undo]")).to_be_visible()

    # The officer works for the new unit, and finds the old one's report to be finished.
    page = officer.page
    page.goto("/")
    expect(page.locator(".page-lead").first).to_contain_text(NEW)
    expect(page.locator("h1")).to_contain_text("2021")
    kept = page.locator("[data-kept]", has_text=OLD)
    expect(kept).to_be_visible()
    officer.has_no_findings()
    kept_report(officer)
    officer.has_no_findings()
    new_report(officer)
    expect(page.locator(".paper")).to_contain_text(NEW.replace("Huyện", "huyện"))
    officer.has_no_findings()

    # Nothing was filed on it yet, so that all goes back.
    desk.page.goto(here)
    desk.follow(desk.page.locator("button[name=undo]"))
    expect(desk.page.locator("main")).to_contain_text("Đã hoàn tác")
    page.goto("/")
    expect(page.locator(".page-lead").first).to_contain_text(OLD)

    # Made once more: its people send the old one's report; with the new one's own something is filed on the change.
    admin.looks = False
    again = prepare(admin)
    confirmed(desk, again)
    kept_report(officer)
    act(officer, "Trình lãnh đạo")
    kept_report(head)
    act(head, "Duyệt và gửi Sở")
    desk.page.goto(again)
    expect(desk.page.locator("button[name=undo]")).to_be_visible()
    new_report(officer)
    act(officer, "Trình lãnh đạo")
    desk.page.goto(again)
    expect(desk.page.locator("main")).to_contain_text("Không thể hoàn tác")
