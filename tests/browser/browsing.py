"""Somebody at a browser, before a portal that really runs."""

import os
from contextlib import ExitStack
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from portal import own_servers, running_portal

AXE_SCRIPT = Axe().axe_script
PASSWORD = "thu-nghiem-tren-trinh-duyet"
# WCAG 2.2 A and AA, as far as a program can see, but for the contrast of colours.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"color-contrast": {"enabled": False}},
    # What passes is found as before, but not listed element by element.
    "resultTypes": ["violations"],
}
# Contrast takes axe two thirds of the time, and a portal has some hundred looks: each is asked about once.
CONTRAST = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "rules": {}}
# What may be wrong on a narrow window with what is seen on a wide one too: a name that is hidden there, a size, a place
# that scrolls, a heading or a landmark that is gone. What is seen on the narrow one alone is asked about everything.
NARROW = AXE | {
    "runOnly": {
        "type": "rule",
        "values": [
            *("link-name", "button-name", "input-button-name", "summary-name", "aria-command-name"),
            *("label", "select-name", "aria-input-field-name", "aria-toggle-field-name", "aria-hidden-focus"),
            *("target-size", "scrollable-region-focusable"),
            *("empty-heading", "page-has-heading-one", "landmark-one-main"),
        ],
    },
    "rules": {},
}
WIDE_PX, NARROW_PX = 1440, 360
# In the page: (what to ask, all looks), from the looks that were found good.
LOOKS = Path(__file__).with_name("looks.js").read_text()
# In the page: keep what is seen, and later mark what is seen and was not; answers how much that is.
IS_SEEN = "const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });"
KEEP_SEEN = f"""() => {{
  {IS_SEEN}
  window.seenBefore = new Set([...document.body.querySelectorAll("*")].filter(isSeen));
}}"""
MARK_NEW = f"""() => {{
  {IS_SEEN}
  const shown = [...document.body.querySelectorAll("*")].filter((one) => isSeen(one) && !window.seenBefore.has(one));
  for (const one of shown) one.dataset.seenNow = "";
  return shown.length;
}}"""
PICTURES = os.environ.get("PICTURES")
# The looks whose contrast was found good in this process of the run.
good_looks = set()


def start(servers, folder, fill=None, **settings):
    """A context of a running portal: on the suite's PostgreSQL and Redis, or as `make run` has it.

    It holds the demonstration, or what `fill(portal)` puts into it.
    """
    stack = ExitStack()
    env = stack.enter_context(own_servers()) if servers else {}
    portal = stack.enter_context(running_portal(folder, env | {"DEMO_PASSWORD": PASSWORD} | settings, fill))
    return stack, portal


class Person:
    """Somebody at a browser: pages are opened, looked at by axe, and sometimes pictured."""

    # Whether `has_no_findings` asks axe; some only go the way.
    looks = True

    def __init__(self, browser, portal, name, width=WIDE_PX):
        self.name, self.portal, self.home = name, portal, f"{portal.url}/"
        self.context = browser.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 900 if width > 500 else 740},
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.foreign, self.violations, self.seat = [], [], None
        self.page.on("request", lambda request: self._note(request, portal.url))
        self.page.on("console", self._hear)

    def _note(self, request, own):
        if not request.url.startswith((own, "data:", "blob:")):
            self.foreign.append(request.url)

    def _hear(self, message):
        # Chromium tells the console, and nobody else, of what the policy of a page forbade.
        if "Content Security Policy" in message.text or "Permissions-Policy" in message.text:
            self.violations.append(f"{self.page.url}: {message.text}")

    def log_in(self):
        """Take a seat that somebody of this name left; where there is none, or its session has ended, log in."""
        free = self.portal.seats.get(self.name)
        self.context.add_cookies([free.pop()] if free else [])
        self.page.goto("/")
        if self.page.url != self.home:
            self.page.get_by_label("Tên đăng nhập").fill(self.name)
            self.page.get_by_label("Mật khẩu").fill(PASSWORD)
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(self.home)
        self.seat = self._session()
        return self

    def _session(self):
        return next((cookie for cookie in self.context.cookies() if cookie["name"] == "sessionid"), None)

    def follow(self, link):
        """Click what leads to another page, and wait until that page has loaded."""
        with self.page.expect_navigation():
            link.click()

    def has_no_findings(self):
        """axe finds nothing on the page as it stands, and the page asked no foreign address."""
        if self.looks:
            self._go_to_the_end()
            find(self.page)
        assert self.foreign == []
        assert self.violations == []

    def is_sound_at_both_widths(self, title=""):
        """The page that was opened on a wide window, then on a narrow one: no finding, and nothing scrolls sideways.

        No script of the portal asks how wide the window is: a page that grows narrow is the same as one opened so.
        """
        for width in (WIDE_PX, NARROW_PX):
            self.resize(width)
            if title and PICTURES:
                self.page.evaluate("window.scrollTo(0, 0)")
                self.picture(f"{title}-{width}")
            self._go_to_the_end()
            find(self.page, NARROW if width == NARROW_PX else AXE)
            if width == NARROW_PX:
                find_in_what_is_new(self.page)
            else:
                self.page.evaluate(KEEP_SEEN)
            assert fits(self.page), f"{self.page.url} scrolls sideways on {width} px"
        self.resize(WIDE_PX)
        assert self.foreign == []
        assert self.violations == []

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 900 if width > 500 else 740})

    def _go_to_the_end(self):
        # At the end of the page the bar that sticks to the window's foot lies over nothing.
        # A page that is still coming has no element yet: its own end is waited for.
        self.page.wait_for_load_state()
        self.page.locator("body").evaluate("body => window.scrollTo(0, body.scrollHeight)")

    def picture(self, name):
        """Keep a picture of the window for the documents, where PICTURES names a folder."""
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")

    def leave(self):
        """Close the window; on no page that was opened in it did the policy forbid anything."""
        # Whoever logged in anew meanwhile may be somebody else.
        now = self._session()
        if self.seat and now and now["value"] == self.seat["value"]:
            self.portal.seats.setdefault(self.name, []).append(self.seat)
        self.context.close()
        assert self.violations == []


def find(page, options=AXE):
    """axe finds nothing on the page, nor a contrast that is too low in a look that was not seen before."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    told = _told_by_axe(page, options)
    seen = page.evaluate(LOOKS, list(good_looks))
    if seen["ask"]:
        told += _told_by_axe(page, CONTRAST, {"include": seen["ask"]})
    assert not told, f"{page.url}: {told}"
    good_looks.update(seen["looks"])


def find_in_what_is_new(page):
    """axe finds nothing in what is seen now and was not when KEEP_SEEN ran."""
    if page.evaluate(MARK_NEW):
        told = _told_by_axe(page, AXE, {"include": [["[data-seen-now]"]]})
        assert not told, f"{page.url}: {told}"


def _told_by_axe(page, options, within=None):
    found = page.evaluate(
        "([within, options]) => axe.run(within ?? document, options).then(found => found.violations)", [within, options]
    )
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def fits(page):
    """Whether nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
