"""Files on their way: no room for them, a line that breaks, a process killed before it can say what it wrote."""

import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from clock import Clock
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.html import escape
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext, override
from faulty_portal import faulty_portal, needs_servers, until
from people import NO_ANSWER, Person
from slow import slow
from small_disk import small_disk
from uploading import pdf, upload

from core.lib.dates.clock import now

pytestmark = [needs_servers, slow]
NEW = "/communications/new/?task=comm.policy"
TALK = {"topic": "policy", "form": "talk", "started_on": "6/6/2020"}
# More than Django keeps in memory, so that it lies in the folder for temporary files while it comes in.
LARGE = 6 * 1024 * 1024
NO_ROOM = (
    "The server could not store the file. Its disk may be full. Nothing has been saved. Tell the administrator, then "
    "choose the files again. Without files you can save now and add them later."
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults") / "data"
    temporary = tmp_path_factory.mktemp("tmp")
    with faulty_portal("postgresql-redis", folder, paragraphs=1, offices=1, TMPDIR=str(temporary)) as portal:
        portal.temporary, portal.gates = temporary, portal.with_gates()
        portal.come_up("web")
        yield portal


@pytest.fixture
def officer(portal):
    return Person(portal.url, portal.world["offices"][0]["officer"]).log_in()


def files_of(portal):
    return sorted(path for path in (portal.data_dir / "media" / "evidence").rglob("*") if path.is_file())


def records(portal, title):
    return portal.rows(f"SELECT count(*) FROM communications_campaign WHERE title = '{title}'")[0][0]


def uploading(portal):
    """What has come in of files that are still on their way."""
    return list(portal.temporary.glob("*.upload*"))


def given_up(portal):
    """How many forms were refused because they did not come in whole."""
    return portal.logs["web"].read_text().count("The line broke before the whole form was in.: ")


def attached(title, size=1000):
    return {"upload": upload("bien-ban.pdf", pdf("x" * size + title))}


def test_a_line_that_breaks_in_the_middle_of_an_upload(portal, officer):
    title, before = "Đứt giữa chừng", files_of(portal)
    fields = officer.form(NEW, title=title, **TALK)
    fields["note"] = "Ghi chú dài. " * 300
    body = encode_multipart(BOUNDARY, fields | attached(title, LARGE))
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in officer.jar)
    head = f"POST {NEW} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nContent-Type: {MULTIPART_CONTENT}\r\n"
    head = f"{head}Content-Length: {len(body)}\r\n\r\n".encode()
    in_the_text, in_the_file = body.index("Ghi chú dài".encode()) + 500, len(body) // 2
    with socket.create_connection(("127.0.0.1", portal.port)) as line:
        line.sendall(head + body[:in_the_text])
    until(lambda: given_up(portal) == 1, 30, "the first is given up", portal.told)
    with socket.create_connection(("127.0.0.1", portal.port)) as line:
        line.sendall(head + body[:in_the_file])
        until(lambda: uploading(portal), 30, "half of the file lies there", portal.told)
    until(lambda: given_up(portal) == 2, 30, "the second is given up", portal.told)
    assert not uploading(portal)
    assert (records(portal, title), files_of(portal)) == (0, before)
    assert officer.send(NEW, fields | attached(title, LARGE)).status == 302
    assert (records(portal, title), len(files_of(portal))) == (1, len(before) + 1)
    portal.is_whole()


def test_no_room_for_a_file(portal, officer):
    title = "Hết chỗ"
    fields = officer.form(NEW, title=title, **TALK)
    [(unit,)] = portal.rows("SELECT id FROM units_unit WHERE slug = 'thu-01'")
    with small_disk(portal.data_dir / "media" / "evidence" / str(unit), kilobytes=64) as disk:
        answer = officer.send(NEW, fields | attached(title, 300_000))
        assert answer.status == 422
        assert in_vietnamese(NO_ROOM) in answer.text
        assert f'value="{title}"' in answer.text
        assert (records(portal, title), list(disk.iterdir())) == (0, [])
        # Saved without it, as the page says, and the file added once there is room.
        saved = officer.send(NEW, fields)
        assert (saved.status, records(portal, title)) == (302, 1)
        later = f"{saved.leads_to}evidence/"
        answer = officer.send(later, officer.form(later) | attached(title, 300_000))
        assert (answer.status, list(disk.iterdir())) == (422, [])
        assert in_vietnamese(NO_ROOM) in answer.text
    assert officer.send(later, officer.form(later) | attached(title, 300_000)).status == 302
    portal.is_whole()


def killed_before_the_commit(portal, officer, title):
    """The file that a web process leaves which is killed between the bytes and the row."""
    before = files_of(portal)
    fields = officer.form(NEW, title=title, **TALK) | attached(title)
    portal.gates.close("file")
    with ThreadPoolExecutor(1) as threads:
        try:
            sending = threads.submit(officer.send, NEW, fields)
            until(lambda: portal.gates.is_waited_at("file"), 30, "the bytes are written", portal.told)
            portal.stop("web", signal.SIGKILL)
        finally:
            portal.gates.open("file")
    assert sending.result().status == NO_ANSWER
    portal.come_up("web")
    assert records(portal, title) == 0
    [left] = set(files_of(portal)) - set(before)
    return left


def test_what_a_killed_process_left_goes_by_itself(portal, officer):
    kept = officer.send(NEW, officer.form(NEW, title="Còn lại", **TALK) | attached("Còn lại"))
    assert kept.status == 302
    left = killed_before_the_commit(portal, officer, "Bị ngắt")
    with pytest.raises(AssertionError, match="belongs to no row"):
        portal.is_whole()
    night = localtime(now() + timedelta(days=2), get_default_timezone()).replace(hour=3, minute=9, second=30)
    clock = Clock(portal, night)
    portal.come_up("worker", "beat")
    clock.jump(night.replace(minute=10, second=5))
    until(lambda: not left.exists(), 60, "the file is gone", portal.told)
    for name in ("worker", "beat"):
        portal.stop(name, signal.SIGKILL)
    portal.is_whole()


def in_vietnamese(message):
    with override("vi"):
        return escape(gettext(message))
