"""Somebody at a browser, before a portal that really runs."""

import os
from contextlib import ExitStack
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from portal import own_servers, running_portal

AXE_SCRIPT = Axe().axe_script
PASSWORD = "thu-nghiem-tren-trinh-duyet"
# WCAG 2.2 A and AA, as far as a program can see, but for what is asked about apart from it.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"color-contrast": {"enabled": False}, "target-size": {"enabled": False}},
    # What passes is found as before, but not listed element by element.
    "resultTypes": ["violations"],
}
# The two that take axe most of the time, for they ask what lies over what.
CONTRAST = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "rules": {}}
TARGET_SIZE = AXE | {"runOnly": {"type": "rule", "values": ["target-size"]}, "rules": {}}
WIDE_PX, NARROW_PX = 1440, 360
# What is asked of axe: the parts of a page by all rules but two, targets by their size, looks by their contrast. A
# script for each tells what there is; what is like something that was found good is not asked about again.
QUESTIONS = {"parts": AXE, "targets": TARGET_SIZE, "looks": CONTRAST}


def _script(name):
    """What a page is asked: nothing is answered while there is something to ask of axe, which is not there yet."""
    ask, tell = (Path(__file__).with_name(f"{part}.js").read_text().strip() for part in ("ask", name))
    return f"""async ([good, options]) => {{
      const {{ ask, found }} = ({ask})("{name}", ({tell})(), good);
      if (ask.length && !window.axe) return null;
      const {{ violations }} = ask.length ? await axe.run({{ include: ask }}, options) : {{ violations: [] }};
      const told = violations.map(({{ id, nodes }}) => [id, nodes.map(({{ html }}) => html.slice(0, 200))]);
      return {{ found, told }};
    }}"""


SCRIPTS = {name: _script(name) for name in QUESTIONS}
# In the page: at its end the bar that sticks to the window's foot lies over nothing. A page that is still coming has no
# end yet. Chromium answers when the scrolling has ended, which takes half a second where it is smooth.
GO_TO_THE_END = """async () => {
  if (document.readyState !== "complete") await new Promise((then) => addEventListener("load", then));
  scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
  // What follows the width of the window has followed it.
  for (const _frame of "12") await new Promise((then) => requestAnimationFrame(then));
}"""
PICTURES = os.environ.get("PICTURES")
# What was found good in this process of the run.
good = {name: set() for name in QUESTIONS}


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
            find(self.page)
        assert self.foreign == []
        assert self.violations == []

    def is_sound_at_both_widths(self, title=""):
        """The page that was opened on a wide window, then on a narrow one: no finding, and nothing scrolls sideways.

        No script of the portal asks how wide the window is once only: a page that grows narrow is as one opened so.
        """
        for width in (WIDE_PX, NARROW_PX):
            self.resize(width)
            if title and PICTURES:
                self.page.evaluate("window.scrollTo(0, 0)")
                self.picture(f"{title}-{width}")
            find(self.page)
            assert fits(self.page), f"{self.page.url} scrolls sideways on {width} px"
        self.resize(WIDE_PX)
        assert self.foreign == []
        assert self.violations == []

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 900 if width > 500 else 740})

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


def find(page):
    """axe finds nothing in what of the page was not found good before."""
    page.wait_for_load_state()
    page.evaluate(GO_TO_THE_END)
    answers = {name: _answer(page, name) for name in QUESTIONS}
    told = [finding for answer in answers.values() for finding in answer["told"]]
    assert not told, f"{page.url}: {told}"
    for name, answer in answers.items():
        good[name].update(answer["found"])


def _answer(page, name):
    question = [" ".join(good[name]), QUESTIONS[name]]
    answer = page.evaluate(SCRIPTS[name], question)
    if answer is None:
        page.evaluate(AXE_SCRIPT)
        answer = page.evaluate(SCRIPTS[name], question)
    return answer


def fits(page):
    """Whether nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
