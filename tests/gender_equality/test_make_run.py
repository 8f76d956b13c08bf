"""`make run` as a person types it, but for DEMO=0: the demonstration has its own tests and takes longer."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from portal import NOT_INHERITED, ROOT
from slow import wide
from with_services import free_port

pytestmark = wide

START_SECONDS = 120
STOP_SECONDS = 20


@pytest.fixture
def started(tmp_path):
    """A function that starts `make run` with these variables; what still runs ends with the test."""
    env = {name: value for name, value in os.environ.items() if name not in {*NOT_INHERITED, "SECRET_KEY"}}
    env |= {"DATA_DIR": str(tmp_path / "data"), "STATIC_ROOT": str(settings.STATIC_ROOT), "DEMO": "0"}
    processes = []

    def start(**variables):
        output = tmp_path / f"output-{len(processes)}"
        with output.open("w") as file:
            process = subprocess.Popen(
                ["make", "run", *[f"{name}={value}" for name, value in variables.items()]],
                cwd=ROOT,
                env=env,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        processes.append(process)
        return process, output

    yield start
    for process in processes:
        stop(process)


def stop(process):
    """Press Ctrl-C: the terminal sends the signal to the whole foreground group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    return process.wait(STOP_SECONDS)


def wait_until_well(process, output, port):
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the portal does not answer:\n{output.read_text()}")


def bare_start():
    """Seconds that `manage.py check` takes now: the machine's speed under the load of this moment."""
    began = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - began


def processes_on(data_dir, *, ids=False):
    """Command lines of all processes that were started with this DATA_DIR, with their ids where asked, by id."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and f"DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes():
                found.append((int(folder.name), (folder / "cmdline").read_text().replace("\0", " ")))
        except OSError:
            continue
    return sorted(found) if ids else [line for _pid, line in found]


def test_start_stop_and_start_again(started, tmp_path):
    """The first start is on nothing; what may happen to a portal that runs happens to the second."""
    port, data_dir = free_port(), tmp_path / "data"
    first, output = started(PORT=port)
    wait_until_well(first, output, port)
    assert f"http://127.0.0.1:{port}/" in output.read_text()
    the_first_administrator_is_made_as_printed(output.read_text(), data_dir)
    key = data_dir / "secret_key"
    secret = key.read_text()
    assert (len(secret) > 50, key.stat().st_mode & 0o777) == (True, 0o600)
    programs = ("gunicorn", "worker", "beat")
    assert [name for name in programs if name in " ".join(processes_on(data_dir))] == list(programs)

    assert stop(first) != 0
    assert processes_on(data_dir) == []

    began = time.monotonic()
    second, output = started(PORT=port)
    wait_until_well(second, output, port)
    # Ten seconds where nothing else is at work; beside other tests, as many as seven bare starts of the program take.
    assert time.monotonic() - began < max(10, 7 * bare_start())
    assert key.read_text() == secret
    # Nothing is loaded: an empty portal stays empty until its administrator sets it up.
    assert "loaded" not in output.read_text()
    a_taken_port_or_folder_is_said(started, tmp_path, port)
    one_process_that_is_killed_comes_again(second, output, port, data_dir)
    terminating_make_alone_ends_everything(second, data_dir)


def the_first_administrator_is_made_as_printed(output, data_dir):
    (command,) = [line.strip() for line in output.splitlines() if "create_administrator" in line]
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    typed = "quan-tri\nmot-mat-khau-that-dai\n"
    done = subprocess.run(["bash", "-c", command], cwd="/", env=env, input=typed, capture_output=True, text=True)
    assert "Administrator quan-tri made." in done.stdout, done.stderr
    with sqlite3.connect(data_dir / "portal.sqlite3") as database:
        assert database.execute("SELECT username FROM accounts_user").fetchall() == [("quan-tri",)]
    database.close()


def one_process_that_is_killed_comes_again(process, output, port, data_dir):
    """Beat too, on a schedule that was cut meanwhile."""
    (data_dir / "celerybeat-schedule").write_bytes(b"{")
    for program in (" beat ", " worker "):
        (pid,) = [pid for pid, line in processes_on(data_dir, ids=True) if program in line and "celery" in line][:1]
        os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + START_SECONDS
    while output.read_text().count("is started again in 1 s.") < 2 and time.monotonic() < limit:
        time.sleep(0.1)
    told = output.read_text()
    assert "worker ended (killed by SIGKILL)" in told
    assert "beat ended (killed by SIGKILL)" in told
    assert "web ended" not in told
    while "is thrown away" not in output.read_text() and time.monotonic() < limit:
        time.sleep(0.1)
    assert "celerybeat-schedule can't be read" in output.read_text()
    assert process.poll() is None
    wait_until_well(process, output, port)


def a_taken_port_or_folder_is_said(started, tmp_path, port):
    """To whoever starts another one beside the one that runs."""
    same_port, output = started(PORT=port, DATA_DIR=tmp_path / "other")
    assert same_port.wait(START_SECONDS) != 0
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in output.read_text()

    same_folder, output = started(PORT=free_port())
    assert same_folder.wait(START_SECONDS) != 0
    assert "Another portal is running on the data in" in output.read_text()
    assert processes_on(tmp_path / "other") == []


def terminating_make_alone_ends_everything(process, data_dir):
    assert processes_on(data_dir) != []
    process.terminate()
    process.wait(STOP_SECONDS)
    # make ends first; the supervisor needs a moment longer.
    limit = time.monotonic() + STOP_SECONDS
    while processes_on(data_dir) and time.monotonic() < limit:
        time.sleep(0.1)
    assert processes_on(data_dir) == []


def test_a_port_that_is_none(started):
    process, output = started(PORT="eighty")
    assert process.wait(START_SECONDS) != 0
    assert "PORT must be a number from 1 to 65535" in output.read_text()
