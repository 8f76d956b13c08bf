"""A worker is killed with -9 in the middle, or the broker is away: nothing half is left, and nobody needs to act."""

import hashlib
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from faulty_portal import PROMISED, faulty_portal, needs_servers
from slow import slow

# Seconds within which a person has an answer, whatever the broker does.
PATIENCE = 3


# Of the embedded way `make test` asks the broker alone (`test_file_broker`).
WAYS = (pytest.param("sqlite-files", marks=slow), pytest.param("postgresql-redis", marks=needs_servers))


@pytest.fixture(scope="module", params=WAYS)
def portal(request, tmp_path_factory):
    """A portal of the file's tests, web and beat running; each test starts its worker."""
    with faulty_portal(request.param, tmp_path_factory.mktemp("faults") / "data") as portal:
        portal.come_up("web", "beat")
        yield portal


@pytest.fixture(autouse=True)
def no_worker(portal):
    """No worker runs before and after a test."""
    yield
    if "worker" in portal.processes:
        portal.stop("worker", signal.SIGKILL)


def is_whole(portal, row):
    """One file of the document, and it is what the row says."""
    mine = [name for name in portal.files() if name.startswith(row["file"].rpartition("-")[0])]
    assert mine == [row["file"]]
    content = (portal.data_dir / "media" / row["file"]).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (row["size"], row["sha256"])
    return content


def test_killed_in_the_middle(portal):
    portal.come_up("worker")
    _taken, pk = portal.ask()
    portal.freeze_in_the_middle(pk)
    # As if the kill came while the file was written: some of its bytes lie in the folder.
    half = portal.data_dir / "media" / "documents" / f"{pk}-{portal.token(pk)}.pdf"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"%PDF-1.7 half")
    portal.stop("worker", signal.SIGKILL)
    assert portal.state(pk) == "running"
    portal.come_up("worker")
    back = time.monotonic()
    row = portal.reaches(pk, "ready")
    assert time.monotonic() - back < PROMISED
    assert (row["attempts"], row["message"], row["failed_part"]) == (2, "", "")
    assert is_whole(portal, row) == portal.download(pk)


def test_ten_at_once_ask_for_one_document(portal):
    with ThreadPoolExecutor(10) as threads:
        asked = list(threads.map(lambda _n: portal.ask(format="docx"), range(10)))
    assert len({pk for _taken, pk in asked}) == 1
    assert portal.rows("SELECT count(*) FROM reports_document WHERE format = 'docx'") == [(1,)]
    pk = asked[0][1]
    portal.come_up("worker")
    row = portal.reaches(pk, "ready")
    assert row["attempts"] == 1
    is_whole(portal, row)


@slow
def test_asked_for_while_the_broker_is_away(portal):
    """Nobody waits for it, and all are made when it is back."""
    portal.come_up("worker")
    portal.broker.go()
    asked = [portal.ask(format="xlsx"), portal.ask(report="summary", format="docx"), portal.ask("outward", "xlsx")]
    began = time.monotonic()
    assert portal.get("/")[0] == 200
    slowest = max(time.monotonic() - began, *(taken for taken, _pk in asked))
    assert slowest < PATIENCE
    assert {portal.state(pk) for _taken, pk in asked} == {"queued"}
    portal.broker.come_back()
    for _taken, pk in asked:
        assert portal.reaches(pk, "ready")["attempts"] == 1
    # The same processes: nobody started one anew.
    assert {name: process.poll() for name, process in portal.processes.items()} == dict.fromkeys(portal.processes)


@slow
def test_only_the_child_is_killed(portal):
    """As the kernel does when memory runs out: the worker itself lives on and makes the document."""
    portal.come_up("worker")
    _taken, pk = portal.ask(edition="outward")
    portal.freeze_in_the_middle(pk)
    children = portal.children()
    assert children
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    os.killpg(portal.processes["worker"].pid, signal.SIGCONT)
    row = portal.reaches(pk, "ready")
    assert row["attempts"] == 2
    is_whole(portal, row)


@slow
def test_a_message_is_lost(portal):
    """What the broker held is gone before a worker took it."""
    _taken, pk = portal.ask(edition="outward", format="docx")
    portal.broker.lose_messages()
    portal.come_up("worker")
    assert portal.reaches(pk, "ready")["attempts"] == 1


@slow
def test_without_the_sweep_nothing_comes_back(portal):
    """The control: the same kill, but no beat, and a start that finds the lease still running."""
    portal.come_up("worker")
    _taken, pk = portal.ask(report="summary")
    portal.freeze_in_the_middle(pk)
    portal.stop("beat", signal.SIGKILL)
    portal.stop("worker", signal.SIGKILL)
    portal.come_up("worker")
    with pytest.raises(pytest.fail.Exception, match="the document is ready"):
        portal.reaches(pk, "ready")
    assert portal.state(pk) == "running"
    portal.come_up("beat")
    assert portal.reaches(pk, "ready")["attempts"] == 2
