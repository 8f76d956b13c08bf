"""What people do on the pages in the walks: file, hand in, sign off, pin, return."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect
from uploading import pdf


@dataclass(frozen=True)
class Report:
    """A report of a year by the names that the list of reports shows."""

    unit: str
    year: int


NAM_DONG = Report("Huyện Nam Đông", 2020)
MINUTES = {"name": "biên bản.pdf", "mimeType": "application/pdf", "buffer": pdf("bien ban")}


def task(page, code):
    """The row of a task on the home."""
    return page.locator(".task", has=page.locator(".task-code", has_text=re.compile(f"^{re.escape(code)}$")))


def file_record(person, code, fields, *, evidence):
    """Add a record under a clause from the home; ends on the record's page."""
    page = person.page
    page.goto("/")
    person.follow(task(page, code).get_by_role("link", name="Thêm"))
    for name, value in fields.items():
        field = page.locator(f"form.form-panel [name={name}]")
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    assert page.locator("[name=upload]").count() == evidence
    if evidence:
        page.locator("[name=upload]").set_input_files(MINUTES)
    person.has_no_findings()
    save(page)
    if evidence:
        expect(page.get_by_role("link", name="biên bản.pdf")).to_be_visible()
    person.has_no_findings()


def save(page):
    with page.expect_navigation():
        page.locator(".save-bar button").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")


def open_report(page, report=NAM_DONG):
    """That report, from the list of reports."""
    page.goto("/reports/")
    section = page.locator("section", has_text=f"Báo cáo năm {report.year}")
    with page.expect_navigation():
        section.get_by_role("link", name=report.unit).click()


def act(person, name, *, tick=None, **typed):
    """Choose an act in the bar, look at the question, tick what it wants ticked, and do it."""
    page = person.page
    person.follow(page.locator(".action-bar").get_by_role("link", name=name, exact=True))
    for label, text in typed.items():
        page.locator(f"[name={label}]").fill(text)
    if tick:
        page.locator(f"[name={tick}]").check()
    person.has_no_findings()
    confirm(person)


def confirm(person):
    """Answer the question with yes."""
    person.follow(person.page.locator(".save-bar button[type=submit]"))
    expect(person.page.locator(".message-success")).to_be_visible()


def submit_and_send(officer, head, report=NAM_DONG):
    open_report(officer.page, report)
    officer.has_no_findings()
    act(officer, "Trình lãnh đạo")
    head.page.goto("/")
    head.has_no_findings()
    open_report(head.page, report)
    act(head, "Duyệt và gửi Sở")


def pin(reviewer, link, reason):
    """Pin a reason by that link on the page of a review, in the dialog that opens over it."""
    page = reviewer.page
    link.click()
    dialog = page.locator("dialog#pin")
    expect(dialog).to_be_visible()
    dialog.locator("[name=text]").fill(reason)
    reviewer.has_no_findings()
    reviewer.follow(dialog.locator("button[type=submit]"))
    expect(page.locator("[data-pinned]", has_text=reason)).to_be_visible()


def return_from_review(reviewer, **typed):
    """Give the report of the open review back: the question, with what is typed there, and yes."""
    page = reviewer.page
    reviewer.follow(page.locator(".action-bar a[href*='/return/']"))
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    reviewer.has_no_findings()
    confirm(reviewer)
