"""Somebody at a browser, before a portal that really runs."""

import os
from contextlib import ExitStack
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from portal import own_servers, running_portal

PASSWORD = "thu-nghiem-tren-trinh-duyet"
# WCAG 2.2 A and AA, as far as a program can see.
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What passes is found as before, but not listed element by element.
    "resultTypes": ["violations"],
}
PICTURES = os.environ.get("PICTURES")


def start(servers, folder):
    """A context of a running portal: on the suite's PostgreSQL and Redis, or as `make run` has it."""
    stack = ExitStack()
    env = stack.enter_context(own_servers()) if servers else {}
    portal = stack.enter_context(running_portal(folder, env | {"DEMO_PASSWORD": PASSWORD}))
    return stack, portal


class Person:
    """Somebody at a browser: pages are opened, looked at by axe, and sometimes pictured."""

    def __init__(self, browser, portal, name, width=1440):
        self.name, self.home = name, f"{portal.url}/"
        self.context = browser.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 900 if width > 500 else 740},
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.foreign, self.violations = [], []
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
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Tên đăng nhập").fill(self.name)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.home)
        return self

    def follow(self, link):
        """Click what leads to another page, and wait until that page has loaded."""
        with self.page.expect_navigation():
            link.click()

    def has_no_findings(self):
        """axe finds nothing on the page as it stands, and the page asked no foreign address."""
        # At the end of the page the bar that sticks to the window's foot lies over nothing.
        # A page that is still coming has no element yet: its own end is waited for.
        self.page.wait_for_load_state()
        self.page.locator("body").evaluate("body => window.scrollTo(0, body.scrollHeight)")
        found = Axe().run(self.page, options=AXE).response["violations"]
        told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]
        assert not told, f"{self.page.url}: {told}"
        assert self.foreign == []
        assert self.violations == []

    def picture(self, name):
        """Keep a picture of the window for the documents, where PICTURES names a folder."""
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")

    def leave(self):
        """Close the window; on no page that was opened in it did the policy forbid anything."""
        self.context.close()
        assert self.violations == []
