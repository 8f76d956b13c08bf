"""The public page in a real browser: the way out by button, by key, without script, on a line that stands still."""

import json
import re
import socket

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import AXE
from playwright.sync_api import expect

PAGES = ("/shelters/", "/shelters/en/")
# Where they came from: no page of the portal, whose own pages do keep things in the browser.
BEFORE = "https://before.test/"
# What the page is replaced by in these tests, whatever EXIT_URL is.
WEATHER = "<!DOCTYPE html><title>Weather</title><p>Rain"
COVERED_MS = 100
# In the page: tells how long after the click or key something blank lay over all of it, and what was left to see. It
# tells by the console, since nobody can ask a page anything while it waits for another.
WATCH = """() => {
  let began;
  for (const name of ["click", "keyup"]) {
    window.addEventListener(name, () => { began = performance.now(); }, true);
  }
  const over = ([x, y]) => document.elementFromPoint(x, y)?.hasAttribute("data-blank");
  const look = () => {
    const [wide, high] = [innerWidth, innerHeight];
    if (![[1, 1], [wide / 2, high / 2], [wide - 2, high - 2]].every(over)) return requestAnimationFrame(look);
    const ground = getComputedStyle(document.querySelector("[data-blank]")).backgroundColor;
    const seen = document.body.getClientRects().length;
    console.log(JSON.stringify({ms: performance.now() - began, ground, seen, title: document.title}));
  };
  look();
}"""


class Visitor:
    """Somebody who came to the page from another one; `arrived` holds what the way out asked for."""

    def __init__(self, browser, portal, width=1440, script=True, path="/shelters/"):
        self.context = browser.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 900 if width > 500 else 740},
            java_script_enabled=script,
        )
        self.page = self.context.new_page()
        self.asked, self.arrived = [], []
        self.own = portal.url
        self.context.route(lambda url: not url.startswith(portal.url), self._elsewhere)
        self.page.on("request", lambda request: self.asked.append(request))
        self.page.goto(BEFORE)
        self.asked.clear()
        self.page.goto(path)

    def _elsewhere(self, route):
        if route.request.url == BEFORE:
            return route.fulfill(body="<!DOCTYPE html><title>Before</title>", content_type="text/html")
        self.arrived.append(route.request)
        return route.fulfill(body=WEATHER, content_type="text/html")

    @property
    def way_out(self):
        return self.page.locator("[data-exit]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def has_left(self):
        """Where the way out leads to, and "back" leads past the page."""
        expect(self.page).to_have_title("Weather")
        (request,) = self.arrived
        assert "referer" not in request.all_headers()
        return True

    def is_still_here(self):
        assert self.page.evaluate("document.querySelector('[data-blank]')") is None
        expect(self.page.locator("h1")).to_be_visible()
        assert self.arrived == []
        return True


@pytest.fixture
def visit(chromium, portal):
    there = []

    def come(**how):
        there.append(Visitor(chromium, portal, **how))
        return there[-1]

    yield come
    for somebody in there:
        somebody.context.close()


# The way out


@pytest.mark.parametrize("width", [1440, 360])
def test_by_button(visit, width):
    somebody = visit(width=width)
    before = somebody.page.evaluate("history.length")
    somebody.way_out.click()
    assert somebody.has_left()
    assert somebody.page.evaluate("history.length") == before
    somebody.page.go_back()
    expect(somebody.page).to_have_url(BEFORE)


def test_by_shift_three_times(visit):
    somebody = visit()
    told = somebody.page.locator("[data-exit-status]")
    expect(told).to_be_empty()
    somebody.press("Shift")
    expect(told).to_contain_text("2")
    somebody.press("Shift")
    expect(told).to_contain_text("1")
    somebody.press("Shift")
    assert somebody.has_left()
    somebody.page.go_back()
    expect(somebody.page).to_have_url(BEFORE)


def test_by_keyboard_alone(visit):
    somebody = visit()
    somebody.press("Tab")
    expect(somebody.way_out).to_be_focused()
    somebody.press("Enter")
    assert somebody.has_left()


def test_without_a_script(visit):
    somebody = visit(script=False)
    expect(somebody.page.locator(".keys")).to_be_hidden()
    somebody.way_out.click()
    assert somebody.has_left()


@pytest.mark.parametrize("how", ["button", "key"])
@pytest.mark.parametrize("width", [1440, 360])
def test_on_a_line_that_stands_still(visit, how, width):
    """The other page never answers: this one is blank all the same, and at once."""
    somebody = visit(width=width)
    page, title = somebody.page, somebody.page.title()
    somebody.context.unroute_all()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(20)
        silent_url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        somebody.way_out.evaluate("(link, url) => { link.href = url; }", silent_url)
        page.evaluate(WATCH)
        with page.expect_console_message() as told:
            if how == "button":
                somebody.way_out.click(no_wait_after=True)
            else:
                somebody.press("Shift", "Shift", "Shift")
        silent.accept()[0].close()
    found = json.loads(told.value.text)
    assert found["ms"] < COVERED_MS
    assert (found["ground"], found["seen"]) == ("rgb(255, 255, 255)", 0)
    assert found["title"] not in {title, ""}


def test_the_way_out_does_not_wait_for_the_style_sheet(visit):
    somebody = visit(path=BEFORE)
    somebody.context.route("**/shelters*.css", lambda route: None)
    somebody.page.goto("/shelters/", wait_until="commit")
    # The page's policy lets no text be run as a program, so a selector waits: its script has set the class.
    somebody.page.locator("html.scripted [data-exit]").wait_for(state="attached")
    somebody.press("Shift", "Shift", "Shift")
    assert somebody.has_left()


def test_back_from_the_browsers_memory_shows_the_page_again(visit):
    """And a first showing, which may come after somebody left a page that was still loading, uncovers nothing."""
    somebody = visit()
    left, first_shown, brought_back = somebody.page.evaluate(
        """() => {
          const state = () => [document.querySelectorAll("[data-blank]").length, document.title,
            document.querySelector("h1").getClientRects().length];
          const show = (persisted) => window.dispatchEvent(new PageTransitionEvent("pageshow", {persisted}));
          const states = [];
          document.querySelector("[data-exit]").click();
          states.push(state());
          show(false);
          states.push(state());
          show(true);
          states.push(state());
          return states;
        }"""
    )
    assert (left[0], left[2]) == (1, 0)
    assert first_shown == left
    assert (brought_back[0], brought_back[2]) == (0, 1)
    assert brought_back[1] != left[1]


def test_back_after_going_on_shows_the_page_without_a_cover(visit):
    """Somebody who opens the page anew after leaving, goes elsewhere and comes back finds it as it is."""
    somebody = visit()
    somebody.way_out.click()
    assert somebody.has_left()
    somebody.arrived.clear()
    somebody.page.goto("/shelters/")
    somebody.page.goto(BEFORE)
    somebody.page.go_back()
    assert somebody.is_still_here()


# What is no wish to leave


def test_typing_capitals(visit):
    somebody = visit()
    for letter in "ABCDEF":
        somebody.press(f"Shift+{letter}")
    for _ in range(3):
        somebody.press("Shift", "a")
    somebody.press("Shift", "Shift", "Shift+N", "Shift", "Shift")
    assert somebody.is_still_here()
    somebody.press("Shift")
    assert somebody.has_left()


@pytest.mark.parametrize("other", ["Control", "Alt"])
def test_switching_the_input_method(visit, other):
    somebody = visit()
    for _ in range(4):
        somebody.press(f"{other}+Shift", f"Shift+{other}")
    assert somebody.is_still_here()


def test_a_mouse_held_with_shift(visit):
    somebody = visit()
    for _ in range(4):
        somebody.page.keyboard.down("Shift")
        somebody.page.mouse.click(300, 60)
        somebody.page.keyboard.up("Shift")
    assert somebody.is_still_here()


def test_a_shift_held_down_counts_once(visit):
    somebody = visit()
    for _ in range(8):
        somebody.page.keyboard.down("Shift")
    somebody.page.keyboard.up("Shift")
    assert somebody.is_still_here()
    expect(somebody.page.locator("[data-exit-status]")).to_contain_text("2")


def test_telex(visit):
    """Letters of an input method: keys that say 229, compositions, and its own Shift+Left to take back a letter."""
    somebody = visit()
    page = somebody.page
    page.evaluate("document.body.contentEditable = 'true'; document.body.focus()")
    keys = somebody.context.new_cdp_session(page)

    def method_key(kind):
        keys.send("Input.dispatchKeyEvent", {"type": kind, "key": "Process", "windowsVirtualKeyCode": 229})

    for word in ("Đ", "ườ", "Ng"):
        method_key("rawKeyDown")
        keys.send("Input.imeSetComposition", {"text": word, "selectionStart": len(word), "selectionEnd": len(word)})
        somebody.press("Shift", "Shift", "Shift+d")
        keys.send("Input.insertText", {"text": word})
        method_key("keyUp")
    for _ in range(4):
        somebody.press("Shift+ArrowLeft", "Backspace")
    for _ in range(4):
        page.evaluate(
            """() => {
              for (const name of ["keydown", "keyup"]) {
                document.body.dispatchEvent(
                  new KeyboardEvent(name, {key: "Shift", keyCode: 16, isComposing: true, bubbles: true}));
              }
            }"""
        )
    assert page.evaluate("document.querySelector('[data-blank]')") is None
    assert somebody.arrived == []


def test_too_slow(visit):
    somebody = visit()
    somebody.page.clock.install()
    somebody.page.reload()
    somebody.press("Shift", "Shift")
    somebody.page.clock.run_for(5001)
    expect(somebody.page.locator("[data-exit-status]")).not_to_be_empty()
    somebody.press("Shift")
    assert somebody.is_still_here()
    somebody.page.clock.run_for(4000)
    somebody.press("Shift", "Shift")
    assert somebody.has_left()


# What stays behind, and how the page is


def test_nothing_is_kept_and_nobody_else_is_asked(visit):
    somebody = visit()
    page = somebody.page
    for summary in page.locator("summary").all():
        summary.click()
    somebody.press("Shift", "Shift")
    page.locator("[data-instead]").click()
    expect(page).to_have_url(re.compile("/shelters/en/$"))
    assert [request.url for request in somebody.asked if not request.url.startswith(somebody.own)] == []
    assert not [request.url for request in somebody.asked if "shelters" in request.all_headers().get("referer", "")]
    assert somebody.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("caches.keys().then(all => all.length)") == 0
    assert somebody.context.storage_state() == {"cookies": [], "origins": []}
    # The other language took the page's place: one step back is where they came from.
    page.go_back()
    expect(page).to_have_url(BEFORE)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing(visit, path, width):
    somebody = visit(width=width, path=path)
    page = somebody.page
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    somebody.press("Shift")
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    found = Axe().run(page, options=AXE).response["violations"]
    assert not [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_way_out_is_large_and_in_view_on_a_phone(visit):
    somebody = visit(width=360)
    for place in ("0", "document.documentElement.scrollHeight"):
        somebody.page.evaluate(f"window.scrollTo(0, {place})")
        box = somebody.way_out.bounding_box()
        assert box["width"] >= 320
        assert box["height"] >= 56
        assert box["y"] + box["height"] <= 740
    # At the very end nothing lies under it.
    last = somebody.page.locator("main > :last-child").bounding_box()
    assert last["y"] + last["height"] <= box["y"]


def test_places_open_without_a_script(visit):
    somebody = visit(script=False, width=360)
    somebody.page.locator("summary").first.click()
    expect(somebody.page.locator("details[open]")).to_have_count(1)
    assert "#" not in somebody.page.url
    expect(somebody.page.locator(".lines a[href='tel:113']")).to_be_visible()
