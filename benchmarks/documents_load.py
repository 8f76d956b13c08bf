"""Do pages stay quick while 50 documents that were asked for at once are made? `make bench`.

The portal as it really runs (web, worker, beat) on the demonstration, in a folder that is thrown away. Three pages are
asked for in turn before, while and after the documents are made; what is told is how the medians compare within this
one run. Then what a document costs when it is made, and when it is handed out. Ends with 1 where a limit is passed.
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

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests")]

DOCUMENTS, MOST_TIMES, MOST_SECONDS = 50, 2.0, 600
TURNS = 20
NAME, PASSWORD = "province", "chi-de-do-toc-do"


class Reader:
    """The Department's officer before the portal."""

    def __init__(self, portal):
        self.portal, self.cookies = portal, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.read("/accounts/login/")
        self.post("/accounts/login/", username=NAME, password=PASSWORD)

    def read(self, path, data=None):
        """The body of a page; an error unless it is answered well."""
        # Nothing but the portal that was started here is asked.
        with self.opener.open(f"{self.portal.url}{path}", data, timeout=60) as answer:
            return answer.read()

    def post(self, path, **fields):
        fields["csrfmiddlewaretoken"] = next(one.value for one in self.cookies if one.name == "csrftoken")
        return self.read(path, urllib.parse.urlencode(fields).encode())

    def ask(self, report, edition, form):
        """Ask for a file of a report; answers its id."""
        page = self.post(f"/reports/{report}/document/", edition=edition, format=form).decode()
        return re.search(r'id="document-([0-9a-f-]{36})"', page)[1]


def rows(portal, sql):
    with closing(sqlite3.connect(portal.data_dir / "portal.sqlite3", timeout=20)) as connection:
        return connection.execute(sql).fetchall()


def states(portal):
    """{state: number} of all documents."""
    return dict(rows(portal, "SELECT state, count(*) FROM reports_document GROUP BY state"))


def is_over(portal):
    return not {"queued", "running"} & states(portal).keys()


def time_of(reader, pages, until):
    """{page: [seconds, …]}, each page asked for in turn, until `until(turn)` is true."""
    taken, turn = {page: [] for page in pages}, 0
    while not until(turn):
        for page in pages:
            began = time.perf_counter()
            reader.read(page)
            taken[page].append(time.perf_counter() - began)
        turn += 1
    return taken


def made_and_served(reader, report):
    """(seconds from the request to the finished file, median seconds of handing it out)."""
    began = time.perf_counter()
    pk = reader.ask(report, "internal", "pdf")
    while not is_over(reader.portal):
        time.sleep(0.02)
    made, served = time.perf_counter() - began, []
    for _turn in range(TURNS):
        began = time.perf_counter()
        reader.read(f"/reports/documents/{pk}/file/")
        served.append(time.perf_counter() - began)
    return made, statistics.median(served)


def measure(portal):
    """(ratios by page, seconds of making, seconds of a file made and handed out, states of the documents)."""
    reader = Reader(portal)
    reports = [pk for (pk,) in rows(portal, "SELECT id FROM progress_submission WHERE snapshot_id IS NOT NULL")]
    [(period,)] = rows(portal, "SELECT max(period_id) FROM progress_submission WHERE snapshot_id IS NOT NULL")
    pages = ("/", "/communications/", f"/reports/periods/{period}/")
    one = made_and_served(reader, reports.pop())
    wanted = list(islice(product(reports, ("internal", "outward"), ("pdf", "docx", "xlsx")), DOCUMENTS))
    if len(wanted) < DOCUMENTS:
        raise SystemExit(f"The demonstration has only {len(wanted)} documents to ask for.")

    def enough(turn):
        return turn == TURNS

    time_of(reader, pages, lambda turn: turn == 3)  # warms templates and caches
    usual = time_of(reader, pages, enough)
    began = time.monotonic()

    def finished(turn):
        return is_over(portal) or time.monotonic() - began > MOST_SECONDS

    with ThreadPoolExecutor(8) as threads:
        # One is asked for at a time by each: `urllib` shares nothing that changes but the cookies.
        list(threads.map(lambda given: reader.ask(*given), wanted))
    asked = time.monotonic() - began
    loaded = time_of(reader, pages, finished)
    took = time.monotonic() - began
    for page, taken in time_of(reader, pages, enough).items():
        usual[page] += taken
    medians = {page: (statistics.median(usual[page]), statistics.median(loaded[page])) for page in pages}
    return medians, (asked, took), one, states(portal)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"DATA_DIR": name, "SECRET_KEY": "bench" * 10, "STATIC_ROOT": f"{name}/static", "DEBUG": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
        from portal import running_portal

        with running_portal(
            folder, {"DEMO_PASSWORD": PASSWORD, "WEB_CONCURRENCY": "2", "SWEEP_SECONDS": "20"}
        ) as portal:
            medians, (asked, took), (made, served), told = measure(portal)
    print(f"{'while 50 documents are made':<36}{'usual':>10}{'then':>10}{'ratio':>10}{'at most':>10}")
    ratios = [loaded / usual for usual, loaded in medians.values()]
    for (page, (usual, loaded)), ratio in zip(medians.items(), ratios, strict=True):
        over = "" if ratio <= MOST_TIMES else "  over"
        print(f"{page:<36}{usual * 1000:>7.0f} ms{loaded * 1000:>7.0f} ms{ratio:>10.2f}{MOST_TIMES:>10.1f}{over}")
    print(f"{DOCUMENTS} documents asked for in {asked:.1f} s, all made in {took:.0f} s: {told}")
    print(f"A document made: {made:.2f} s; handed out: {served * 1000:.0f} ms, {made / served:.0f} times quicker")
    return max(ratios) > MOST_TIMES or told != {"ready": told.get("ready", 0)}


if __name__ == "__main__":
    sys.exit(main())
