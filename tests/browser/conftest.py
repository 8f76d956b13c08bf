"""A real browser, and a portal with the demonstration, for the tests in this folder."""

from contextlib import ExitStack

import pytest
from browsing import Person, start
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def chromium():
    """Closed after each file: while Playwright's loop runs, Django takes the process for an asynchronous one."""
    with sync_playwright() as playwright:
        # Chromium without its own frame, which would be built anew around each person's window and costs more than most
        # pages in it.
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell",
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        yield browser
        browser.close()


class Standing:
    """The portal on PostgreSQL and Redis with the demonstration that the tests of one process of the run share."""

    def __init__(self, folder):
        self.folder, self.stack, self.portal = folder, ExitStack(), None

    def anew(self):
        """Started at first, set back from then on: whatever tests did to it before is gone."""
        if self.portal:
            self.portal.set_back()
        else:
            stack, self.portal = start(True, self.folder)
            self.stack.push(stack)
        return self.portal


@pytest.fixture(scope="session")
def standing(tmp_path_factory):
    there = Standing(tmp_path_factory.mktemp("portal"))
    with there.stack:
        yield there


@pytest.fixture(scope="module")
def portal(standing):
    """The demonstration, shared by the tests of a file."""
    return standing.anew()


@pytest.fixture
def walked(standing):
    """The demonstration for one test, since the walk changes it."""
    return standing.anew()


@pytest.fixture
def person(chromium):
    """`person(portal, "nam-dong")`: somebody logged in; their window is closed at the end."""
    there = []

    def come(portal, name, width=1440):
        there.append(Person(chromium, portal, name, width))
        return there[-1].log_in()

    yield come
    for somebody in there:
        somebody.leave()
