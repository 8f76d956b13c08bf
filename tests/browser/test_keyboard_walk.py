"""The main walk once more, by keyboard alone: Tab, Enter, arrows and letters."""

from browsing import PASSWORD, Person
from playwright.sync_api import expect
from slow import wide

pytestmark = wide

MOST_TABS = 250


def tab_to(page, selector):
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector} on {page.url}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go(page, selector):
    tab_to(page, selector)
    enter(page)


def write(page, selector, text):
    tab_to(page, selector)
    page.keyboard.type(text)


def choose(page, selector, value):
    tab_to(page, selector)
    for _ in range(30):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {selector}")


def log_in(chromium, portal, name):
    page = Person(chromium, portal, name).page
    page.goto("/")
    write(page, "[name=username]", name)
    write(page, "[name=password]", PASSWORD)
    enter(page)
    return page


def test_the_main_walk_by_keyboard_alone(chromium, walked):
    page = log_in(chromium, walked, "nam-dong")
    go(page, ".task a[href='/communications/new/?task=comm.policy']")
    write(page, "[name=title]", "Chỉ dùng bàn phím")
    choose(page, "[name=topic]", "policy")
    choose(page, "[name=form]", "talk")
    write(page, "[name=started_on]", "11/12/2020")
    write(page, "[name=attendance]", "1.250")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chỉ dùng bàn phím")
    expect(page.locator(".facts").first).to_contain_text("1.250")

    go(page, "header a[href='/']")
    go(page, "a[href$='/submit/']")
    go(page, ".save-bar button")
    expect(page.locator(".message-success")).to_be_visible()
    report = page.url

    head = log_in(chromium, walked, "nam-dong-head")
    head.goto(report)
    go(head, ".action-bar a[href^='send/']")
    go(head, ".save-bar button")
    expect(head.locator(".message-success")).to_be_visible()

    province = log_in(chromium, walked, "province")
    province.goto(report)
    go(province, ".action-bar a[href^='approve/']")
    go(province, ".save-bar button")
    expect(province.locator(".message-success")).to_be_visible()
    go(province, "header a[href='/']")
    go(province, "form[action$='/summary/'] button")
    go(province, ".action-bar a[href^='submit-summary/']")
    # Eight units are missing: it is asked whether that is meant.
    tab_to(province, "input[name='is_incomplete']")
    province.keyboard.press("Space")
    go(province, ".save-bar button")
    expect(province.locator(".message-success")).to_be_visible()
    go(province, "form[action$='/document/'] button")
    expect(province.get_by_role("link", name="PDF", exact=True)).to_be_visible(timeout=60_000)
    tab_to(province, "a[href$='/file/']")
    with province.expect_download() as download:
        province.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")
