"""Benchmark: how fast pages open while 50 documents that were requested at once are made (`make bench`).

The portal as it really runs (web, worker, beat) on the demonstration, in a temporary folder. Three pages are requested
in turn before, while and after the documents are made; it prints how the medians compare within this run. Then the
time to make a document and to download it. Ends with 1 where a limit is exceeded.
"""

import http.cookiejar
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests" / "support")]

DOCUMENTS, MAX_RATIO, MAX_SECONDS = 50, 2.0, 600
TURNS = 20
NAME, PASSWORD = "province", "chi-de-do-toc-do"


class Browser:
    """A session of the Department's officer."""

    def __init__(self, portal):
        self.portal, self.cookies = portal, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("/accounts/login/")
        self.post("/accounts/login/", username=NAME, password=PASSWORD)

    def get(self, path, data=None):
        """Return the body of a page; an error for a status of 400 and above."""
        # Requests go to the portal that was started here alone.
        with self.opener.open(f"{self.portal.url}{path}", data, timeout=60) as response:
            return response.read()

    def post(self, path, **fields):
        """Send a form; return the body of the page it leads to."""
        fields["csrfmiddlewaretoken"] = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        return self.get(path, urllib.parse.urlencode(fields).encode())

    def request_document(self, report, edition, form):
        """Request a file of a report; return its id."""
        page = self.post(f"/reports/{report}/document/", edition=edition, format=form).decode()
        return re.search(r'id="document-([0-9a-f-]{36})"', page)[1]


def query(portal, sql):
    """Return the rows of a query on the portal's database."""
    with closing(sqlite3.connect(portal.data_dir / "portal.sqlite3", timeout=20)) as connection:
        return connection.execute(sql).fetchall()


def states(portal):
    """Return {state: number} of all documents."""
    return dict(query(portal, "SELECT state, count(*) FROM reports_document GROUP BY state"))


def is_idle(portal):
    """Return whether no document is queued or being made."""
    return not {"queued", "running"} & states(portal).keys()


def times_of(browser, pages, until):
    """Return {page: [seconds, …]}, each page requested in turn, until `until(turn)` is true."""
    times, turn = {page: [] for page in pages}, 0
    while not until(turn):
        for page in pages:
            began = time.perf_counter()
            browser.get(page)
            times[page].append(time.perf_counter() - began)
        turn += 1
    return times


def times_of_document(browser, report):
    """Return (seconds from the request to the finished file, median seconds of a download)."""
    began = time.perf_counter()
    pk = browser.request_document(report, "internal", "pdf")
    while not is_idle(browser.portal):
        time.sleep(0.02)
    making, downloads = time.perf_counter() - began, []
    for _turn in range(TURNS):
        began = time.perf_counter()
        browser.get(f"/reports/documents/{pk}/file/")
        downloads.append(time.perf_counter() - began)
    return making, statistics.median(downloads)


def measure(portal):
    """Return (medians by page, seconds of the requests and of all, times of one document, states of the documents)."""
    browser = Browser(portal)
    reports = [pk for (pk,) in query(portal, "SELECT id FROM progress_submission WHERE snapshot_id IS NOT NULL")]
    [(period,)] = query(portal, "SELECT max(period_id) FROM progress_submission WHERE snapshot_id IS NOT NULL")
    pages = ("/", "/communications/", f"/reports/periods/{period}/")
    one_document = times_of_document(browser, reports.pop())
    wanted = list(islice(product(reports, ("internal", "outward"), ("pdf", "docx", "xlsx")), DOCUMENTS))
    if len(wanted) < DOCUMENTS:
        raise SystemExit(f"The demonstration has only {len(wanted)} documents to ask for.")

    def is_enough(turn):
        return turn == TURNS

    times_of(browser, pages, lambda turn: turn == 3)  # warms templates and caches
    usual = times_of(browser, pages, is_enough)
    began = time.monotonic()

    def is_finished(turn):
        return is_idle(portal) or time.monotonic() - began > MAX_SECONDS

    with ThreadPoolExecutor(8) as threads:
        # Each thread requests one at a time: `urllib` shares nothing that changes but the cookies.
        list(threads.map(lambda arguments: browser.request_document(*arguments), wanted))
    requested = time.monotonic() - began
    loaded = times_of(browser, pages, is_finished)
    finished = time.monotonic() - began
    for page, durations in times_of(browser, pages, is_enough).items():
        usual[page] += durations
    medians = {page: (statistics.median(usual[page]), statistics.median(loaded[page])) for page in pages}
    return medians, (requested, finished), one_document, states(portal)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"DATA_DIR": name, "SECRET_KEY": "bench" * 10, "STATIC_ROOT": f"{name}/static", "DEBUG": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
        from portal import running_portal

        with running_portal(
            folder, {"DEMO_PASSWORD": PASSWORD, "WEB_CONCURRENCY": "2", "SWEEP_SECONDS": "20"}
        ) as portal:
            medians, (requested, finished), (making, download), final_states = measure(portal)
    print(f"{'while 50 documents are made':<36}{'usual':>10}{'then':>10}{'ratio':>10}{'at most':>10}")
    ratios = [loaded / usual for usual, loaded in medians.values()]
    for (page, (usual, loaded)), ratio in zip(medians.items(), ratios, strict=True):
        over = "" if ratio <= MAX_RATIO else "  over"
        print(f"{page:<36}{usual * 1000:>7.0f} ms{loaded * 1000:>7.0f} ms{ratio:>10.2f}{MAX_RATIO:>10.1f}{over}")
    print(f"{DOCUMENTS} documents asked for in {requested:.1f} s, all made in {finished:.0f} s: {final_states}")
    print(
        f"A document made: {making:.2f} s; handed out: {download * 1000:.0f} ms, {making / download:.0f} times quicker"
    )
    return max(ratios) > MAX_RATIO or final_states != {"ready": final_states.get("ready", 0)}


if __name__ == "__main__":
    sys.exit(main())
