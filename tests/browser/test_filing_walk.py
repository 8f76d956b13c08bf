"""Filing as it goes wrong: a phone, two at once, a tab that dies, a session that ends, an answer lost."""

import re

import pytest
from browsing import PASSWORD, Person
from playwright.sync_api import expect

NEW, LOG = "/communications/new/?task=comm.policy", "/models-sites/log/new/"
TYPED = {
    "title": "Nói chuyện tại chợ phiên",
    "topic": "policy",
    "form": "talk",
    "status": "done",
    "started_on": "11/12/2020",
    "attendance": "37",
}


def field(page, name):
    return page.locator(f"form.form-panel [name='{name}']")


def unfold(page):
    """Open the sections that a hurried officer may leave out."""
    for summary in page.locator("details.fold > summary").all():
        summary.click()


def fill(page, fields):
    for name, value in fields.items():
        one = field(page, name)
        if one.evaluate("node => node.tagName") == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)


def press_save(person):
    person.follow(person.page.locator(".save-bar button"))


def file_one(person, **given):
    """A new record of the officer's; the address of its page."""
    person.page.goto(NEW)
    fill(person.page, TYPED | given)
    press_save(person)
    expect(person.page.locator(".message-success")).to_be_visible()
    return person.page.url


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft:'))")


def wait_for_draft(page, text):
    """Until the browser keeps what was typed."""
    page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=text)


def offer(page):
    return page.locator("[data-draft-offer] .notice")


def put_back(page):
    page.locator("[data-draft-put]").click()
    expect(page.locator("[data-draft-put]")).to_have_count(0)


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def officer(portal, person):
    return person(portal, "nam-dong")


def test_a_record_is_filed_on_a_phone(portal, person):
    somebody = person(portal, "nam-dong", 360)
    page = somebody.page
    somebody.follow(page.locator(f".task a[href='{NEW}']"))
    fill(page, TYPED | {"title": "Từ điện thoại"})
    assert fits(page, 360)
    somebody.has_no_findings()
    press_save(somebody)
    expect(page.get_by_role("heading", level=1)).to_have_text("Từ điện thoại")
    assert fits(page, 360)
    somebody.has_no_findings()


@pytest.mark.parametrize("width", [1440, 360])
def test_the_second_of_two_chooses(portal, person, officer, width):
    record = file_one(officer)
    second = person(portal, "nam-dong", width)
    for one in (officer, second):
        one.page.goto(f"{record}edit/")
    fill(officer.page, {"title": "Tên thứ nhất", "attendance": "41", "place": "Chợ"})
    press_save(officer)
    page = second.page
    fill(page, {"title": "Tên thứ hai", "attendance": "52"})
    press_save(second)

    expect(page.locator("[data-error-summary]")).to_be_focused()
    row = {name: page.locator(f".conflict tr:has([name=keep-{name}])") for name in ("title", "attendance", "place")}
    for words in ("Tên thứ nhất", "Tên thứ hai"):
        expect(row["title"]).to_contain_text(words)
    expect(page.locator("[name=keep-title][value=mine]")).to_be_checked()
    expect(page.locator("[name=keep-place][value=theirs]")).to_be_checked()
    assert fits(page, width)
    second.has_no_findings()
    page.locator("[data-error-summary] a[href='#conflict']").click()
    expect(page.locator("[name=keep-title][value=theirs]")).to_be_focused()
    row["attendance"].locator("[value=theirs]").check()
    # Typed again, the person's own value counts.
    fill(page, {"place": "Nhà văn hóa"})
    expect(page.locator("[name=keep-place][value=mine]")).to_be_checked()
    press_save(second)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tên thứ hai")
    for words in ("41", "Nhà văn hóa"):
        expect(page.locator(".facts").first).to_contain_text(words)


def test_what_was_typed_is_given_back_after_the_tab_died(officer):
    page = officer.page
    page.goto(NEW)
    unfold(page)
    fill(page, TYPED | {"title": "Gõ dở"})
    page.locator("[name=also]").first.check()
    wait_for_draft(page, "37")
    page.close()

    page = officer.page = officer.context.new_page()
    page.goto(NEW)
    expect(offer(page)).to_contain_text(re.compile(r"\d\d:\d\d"))
    officer.has_no_findings()
    assert field(page, "title").input_value() == ""
    put_back(page)
    # The first that came back, in the form's order.
    expect(field(page, "title")).to_be_focused()
    assert {name: field(page, name).input_value() for name in TYPED} == TYPED | {"title": "Gõ dở"}
    expect(page.locator("[name=also]").first).to_be_checked()
    officer.has_no_findings()
    press_save(officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gõ dở")
    assert drafts(page) == []
    page.goto(NEW)
    expect(offer(page)).to_have_count(0)


def test_what_is_thrown_away_does_not_come_back(officer):
    page = officer.page
    page.goto(NEW)
    fill(page, {"title": "Không cần nữa"})
    page.goto(NEW)
    expect(field(page, "title")).to_have_value("")
    page.locator("[data-draft-away]").click()
    expect(offer(page)).to_have_count(0)
    assert drafts(page) == []


def test_rows_are_put_back_and_what_finds_no_place_is_told(officer):
    page = officer.page
    page.goto(NEW)
    unfold(page)
    rows = page.locator("[data-rows=product_list]")
    shown = rows.locator("tbody tr").count()
    rows.locator("[data-add-row]").click()
    added = f"product_list-{shown}-note"
    fill(page, {"title": "Có sản phẩm", added: "Tờ rơi"})
    wait_for_draft(page, "Tờ rơi")
    # As kept by a page that had more than this one.
    page.evaluate("""() => {
      const name = Object.keys(localStorage).find(one => one.startsWith("draft:"));
      const draft = JSON.parse(localStorage.getItem(name));
      draft.values["gone"] = ["Trường đã bỏ"];
      localStorage.setItem(name, JSON.stringify(draft));
    }""")
    page.close()
    page = officer.page = officer.context.new_page()
    page.goto(NEW)
    put_back(page)
    expect(field(page, added)).to_have_value("Tờ rơi")
    expect(page.locator("[data-draft-lost]")).to_be_visible()
    expect(page.locator("[data-draft-number]")).to_have_text("1")


def log_in_again(page, name="nam-dong"):
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_what_was_typed_is_saved_after_logging_in_again(officer):
    page = officer.page
    page.goto(NEW)
    fill(page, TYPED | {"title": "Phiên đã hết"})
    officer.context.clear_cookies(name="sessionid")
    press_save(officer)
    log_in_again(page)
    assert page.url.endswith(NEW)
    put_back(page)
    press_save(officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên đã hết")
    assert drafts(page) == []


def test_a_form_without_its_token_leads_back_to_the_form(officer):
    page = officer.page
    page.goto(NEW)
    fill(page, TYPED | {"title": "Biểu mẫu hết hạn"})
    officer.context.clear_cookies(name="csrftoken")
    press_save(officer)
    officer.follow(page.locator(f"main a[href='{NEW}']"))
    put_back(page)
    press_save(officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Biểu mẫu hết hạn")


def test_what_was_saved_without_an_answer_is_not_offered_again(officer):
    """The server saved, and the connection broke before the browser heard of it."""
    page = officer.page
    page.goto(NEW)
    fill(page, TYPED | {"title": "Không thấy trả lời"})

    def lose_the_answer(route):
        if route.request.method != "POST":
            route.continue_()
            return
        assert route.fetch(max_redirects=0).status == 302
        route.abort()

    page.route("**/communications/new/**", lose_the_answer)
    with page.expect_event("requestfailed"):
        page.locator(".save-bar button").click(no_wait_after=True)
    page.close()
    page = officer.page = officer.context.new_page()
    page.goto(NEW)
    expect(offer(page)).to_have_count(0)
    assert drafts(page) == []


def test_a_draft_from_before_anothers_change_ends_in_the_choice(portal, person, officer):
    record = file_one(officer)
    page = officer.page
    page.goto(f"{record}edit/")
    fill(page, {"title": "Gõ trước"})
    wait_for_draft(page, "Gõ trước")
    page.close()
    second = person(portal, "nam-dong")
    second.page.goto(f"{record}edit/")
    fill(second.page, {"place": "Chợ"})
    press_save(second)

    page = officer.page = officer.context.new_page()
    page.goto(f"{record}edit/")
    expect(page.locator("[data-draft-changed]")).to_be_visible()
    put_back(page)
    press_save(officer)
    expect(page.locator("[name=keep-title][value=mine]")).to_be_checked()
    expect(page.locator("[name=keep-place][value=theirs]")).to_be_checked()
    press_save(officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gõ trước")
    expect(page.locator(".facts").first).to_contain_text("Chợ")


def test_counts_of_victims_are_never_kept_in_the_browser(officer):
    page = officer.page
    page.goto(LOG)
    fill(page, {"victims": "3", "activities": "2"})
    press_save(officer)
    expect(page.locator("[data-error-summary]")).to_be_visible()
    fill(page, {"victims": "4"})
    page.goto("/")
    assert "4" not in str(page.evaluate("Object.values(localStorage)"))
    assert drafts(page) == []
    # The same on another form leaves a draft: the page that is left keeps it at once.
    page.goto(NEW)
    fill(page, {"title": "Thử"})
    page.goto("/")
    assert len(drafts(page)) == 1


def test_counts_of_victims_are_sent_after_logging_in_beside_their_page(officer):
    page = officer.page
    page.goto(LOG)
    fill(page, {"victims": "3", "activities": "2"})
    officer.context.clear_cookies(name="sessionid")
    page.locator(".save-bar button").click()
    dialog = page.locator("dialog[data-session]")
    expect(dialog).to_be_visible()
    officer.has_no_findings()
    dialog.locator("[data-session-send]").click()
    expect(dialog.locator("[data-session-says=still]")).to_be_visible()
    with page.context.expect_page() as beside:
        dialog.get_by_role("link").click()
    log_in_again(beside.value)
    beside.value.close()
    assert not page.evaluate("Object.values(localStorage).some(kept => kept.includes('victims'))")
    # What is missing is told by the form itself: it came in, with the token of the new log-in.
    officer.follow(dialog.locator("[data-session-send]"))
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert field(page, "victims").input_value() == "3"


def test_logging_out_clears_every_draft(officer):
    page = officer.page
    for address in (NEW, "/plans/new/"):
        page.goto(address)
        fill(page, {"title": "Gõ dở"})
    wait_for_draft(page, "Gõ dở")
    page.locator(".user-menu summary").click()
    officer.follow(page.locator("form[data-drafts-of] button"))
    assert drafts(page) == []


def test_who_logs_in_next_finds_no_draft_of_another(officer):
    page = officer.page
    page.goto(NEW)
    fill(page, {"title": "Gõ dở"})
    wait_for_draft(page, "Gõ dở")
    officer.context.clear_cookies(name="sessionid")
    page.goto("/")
    assert len(drafts(page)) == 1
    log_in_again(page, "nam-dong-head")
    assert drafts(page) == []


def test_a_browser_that_refuses_to_keep_anything_still_files(chromium, portal):
    somebody = Person(chromium, portal, "nam-dong")
    somebody.context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') };")
    failures = []
    somebody.page.on("pageerror", lambda error: failures.append(error))
    somebody.log_in()
    file_one(somebody, title="Bộ nhớ đầy")
    assert failures == []
    somebody.leave()


def test_a_deletion_is_undone_at_once_and_from_the_list_of_what_was_deleted(officer):
    page = officer.page
    file_one(officer, title="Sẽ xóa rồi khôi phục")
    address = page.url
    for undo in ("line", "list"):
        officer.follow(page.get_by_role("link", name="Xóa", exact=True))
        officer.has_no_findings()
        officer.follow(page.locator(".save-bar").get_by_role("button", name="Xóa", exact=True))
        assert page.get_by_role("link", name="Sẽ xóa rồi khôi phục").count() == 0
        if undo == "list":
            page.goto("/communications/deleted/")
            officer.has_no_findings()
        row = page.locator("tr" if undo == "list" else ".message-success", has_text="Sẽ xóa rồi khôi phục")
        officer.follow(row.get_by_role("button"))
        assert page.url == address
        expect(page.get_by_role("heading", level=1)).to_have_text("Sẽ xóa rồi khôi phục")
