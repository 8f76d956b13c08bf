"""A real browser, and a portal with the demonstration, for the tests in this folder."""

import pytest
from browsing import Person, start
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def chromium():
    """Closed after each file: while Playwright's loop runs, Django takes the process for an asynchronous one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal on PostgreSQL and Redis with the demonstration, shared by the tests of a file."""
    stack, portal = start(True, tmp_path_factory.mktemp("portal"))
    with stack:
        yield portal


@pytest.fixture
def person(chromium):
    """`person(portal, "nam-dong")`: somebody logged in; their window is closed at the end."""
    there = []

    def come(portal, name, width=1440):
        there.append(Person(chromium, portal, name, width))
        return there[-1].log_in()

    yield come
    for one in there:
        one.leave()
