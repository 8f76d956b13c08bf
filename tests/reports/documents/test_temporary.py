"""A worker's temporary folder goes with it, and what a killed one left goes with the next."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

WORKER = """
import os, sys, tempfile, time
sys.path.insert(0, ".")
from reports.documents import temporary
temporary.open_folder()
open(os.path.join(tempfile.gettempdir(), "own"), "w").close()
if os.fork() == 0:
    # A process of the pool, which is recycled: it ends as Celery's do.
    tempfile.mkdtemp()
    if sys.argv[1] == "orphan":
        time.sleep(1000)
    os._exit(0)
if sys.argv[1] != "orphan":
    os.wait()
print(tempfile.gettempdir(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def started(temporary):
    running = []

    def start(how="end"):
        env = os.environ | {"TMPDIR": str(temporary)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-c", WORKER, how]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, start_new_session=True, **pipes)
        running.append(process)
        assert process.stdout.readline().startswith(str(temporary))
        return process

    yield start
    for process in running:
        process.stdin.close()
        process.stdout.close()
        process.wait(20)


def test_nothing_is_left_by_a_worker_that_ends(started, temporary):
    process = started()
    (folder,) = temporary.iterdir()
    assert (folder / "own").exists()
    process.stdin.close()
    assert process.wait(20) == 0
    assert list(temporary.iterdir()) == []


def test_what_a_killed_one_left_goes_with_the_next(started, temporary):
    killed, other = started(), started()
    killed.kill()
    killed.wait()
    (temporary / "of-somebody-else").mkdir()
    assert len(list(temporary.iterdir())) == 3
    third = started()
    # The other lives, and keeps its own.
    assert len(list(temporary.glob("*/own"))) == 2
    for process in (other, third):
        process.stdin.close()
        process.wait(20)
    assert [path.name for path in temporary.iterdir()] == ["of-somebody-else"]


def test_a_child_that_still_works_keeps_the_folder(started, temporary):
    killed = started("orphan")
    killed.kill()
    killed.wait()
    started()
    assert len(list(temporary.glob("*/own"))) == 2
    os.killpg(killed.pid, signal.SIGKILL)
    started()
    assert len(list(temporary.glob("*/own"))) == 2
