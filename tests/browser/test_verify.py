"""The public check in a browser: a file is hashed in the page and never sent, a code is typed, both without log-in."""

import hashlib
import subprocess
import sys

import pytest
from browsing import Person
from playwright.sync_api import expect
from portal import ROOT

CODE, DATA = "7KQ4M2XP10", b"%PDF-1.7 a file that was made here\n%%EOF\n"
MADE = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": DATA}
OTHER = {"name": "khac.pdf", "mimeType": "application/pdf", "buffer": DATA + b"\n"}
# The file of an approved report of the demonstration, with bytes that the test knows.
MAKE = f"""
from core.lib.dates.clock import now
from filing.models import Snapshot
from reports.models import Document, Edition
snapshot = Snapshot.objects.filter(submission__unit__slug="nam-dong").latest("pk")
submission = snapshot.submission
Document.objects.filter(snapshot=snapshot).delete()
Document.objects.create(
    sort="unit_report", edition=Edition.INTERNAL, format="pdf", snapshot=snapshot, unit=submission.unit,
    period=submission.period, asked_by=snapshot.made_by, asked_at=now(), ready_at=now(), state="ready",
    sha256="{hashlib.sha256(DATA).hexdigest()}", code="{CODE}",
)
"""


@pytest.fixture(scope="module")
def portal(portal):
    subprocess.run([sys.executable, "manage.py", "shell", "-c", MAKE], cwd=ROOT, env=portal.env, check=True)
    return portal


@pytest.fixture
def passer_by(chromium, portal):
    """`passer_by(width)`: somebody who has not logged in and never will."""
    there = []

    def come(width=1440):
        there.append(Person(chromium, portal, "", width))
        return there[-1]

    yield come
    for somebody in there:
        somebody.leave()


def expect_state(page, state):
    expect(page.locator(f"[data-finding] [data-state={state}]")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 360])
def test_a_chosen_file_is_found_by_what_the_page_computed(passer_by, width):
    somebody = passer_by(width)
    page, sent = somebody.page, []
    page.goto("/verify/")
    somebody.has_no_findings()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.on("request", lambda request: sent.append((request.method, request.post_data)))
    page.locator("input[type=file]").set_input_files(MADE)
    page.wait_for_url("**/verify/?*sha256=*")
    expect_state(page, "draft")
    assert {method for method, _data in sent} == {"GET"}
    assert all(data is None for _method, data in sent)
    somebody.has_no_findings()
    somebody.picture(f"verify-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert somebody.context.cookies() == []


def test_another_file_is_not_found_and_the_next_is(passer_by):
    somebody = passer_by(360)
    page = somebody.page
    page.goto("/verify/")
    page.locator("input[type=file]").set_input_files(OTHER)
    expect(page.locator("main .notice li")).to_have_count(3)
    expect(page.locator("[data-finding]")).to_have_count(0)
    somebody.has_no_findings()
    page.locator("input[type=file]").set_input_files(MADE)
    expect_state(page, "draft")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_typed_code_and_the_language_of_the_page(passer_by, width):
    somebody = passer_by(width)
    page = somebody.page
    page.goto("/verify/")
    page.locator("#code").fill("7kq4m 2xplo")
    page.keyboard.press("Enter")
    expect_state(page, "draft")
    somebody.has_no_findings()
    page.locator(".language button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect_state(page, "draft")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert somebody.context.cookies() == []


def test_where_the_browser_can_compute_nothing_the_code_is_left(passer_by):
    """As over plain HTTP from another computer: the page says so, and the code works all the same."""
    somebody = passer_by()
    page = somebody.page
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto("/verify/")
    expect(page.locator("input[type=file]")).to_be_hidden()
    expect(page.locator("[data-verify-otherwise]")).to_be_visible()
    page.locator("#code").fill(CODE)
    page.keyboard.press("Enter")
    expect_state(page, "draft")


def test_without_scripts_the_code_is_left(chromium, portal):
    context = chromium.new_context(base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/verify/")
    expect(page.locator("input[type=file]")).to_be_hidden()
    expect(page.locator("[data-verify-otherwise]")).to_be_visible()
    page.locator("#code").fill(CODE)
    page.locator("form.form-panel button").click()
    expect_state(page, "draft")
    context.close()
