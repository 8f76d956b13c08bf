"""Of several processes one that ends is started again, and the others go on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from processes import Service

# Nobody waits long for what is killed in the end.
PROGRAM = """
import sys
import processes
processes.PATIENCE = 2
sys.exit(processes.main("Procfile"))
"""


@pytest.fixture
def started(tmp_path):
    """A function that runs a Procfile; what it starts ends with the test."""
    running = []

    def start(**commands):
        (tmp_path / "Procfile").write_text("".join(f"{name}: {command}\n" for name, command in commands.items()))
        with (tmp_path / "told").open("w") as told:
            env = os.environ | {"PYTHONPATH": str(settings.BASE_DIR / "tools")}
            process = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=tmp_path, env=env, stderr=told)
        running.append(process)
        return process

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def eventually(found, seconds=15):
    limit = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < limit
        time.sleep(0.05)
    return result


def numbers(path):
    return path.read_text().split() if path.exists() else []


def lives(pid):
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_one_that_is_killed_comes_again_and_the_others_stay(started, tmp_path):
    # The one that is killed has a child, as a worker has; it goes along.
    started(
        web="echo $$ >>web; exec sleep 1000",
        worker="echo $$ >>worker; sleep 1000 & echo $! >>child; wait",
    )
    (web,) = eventually(lambda: numbers(tmp_path / "web"))
    (worker,) = eventually(lambda: numbers(tmp_path / "worker"))
    (child,) = eventually(lambda: numbers(tmp_path / "child"))
    os.kill(int(worker), signal.SIGKILL)
    eventually(lambda: len(numbers(tmp_path / "worker")) == 2)
    assert (lives(web), lives(worker), lives(child)) == (True, False, False)
    assert numbers(tmp_path / "web") == [web]
    assert "worker ended (killed by SIGKILL); it is started again in 1 s." in (tmp_path / "told").read_text()


def test_pauses_grow_and_all_end_together(started, tmp_path):
    process = started(web="echo $$ >>web; exec sleep 1000", beat="echo $$ >>beat; exit 3")
    eventually(lambda: len(numbers(tmp_path / "beat")) == 3)
    told = (tmp_path / "told").read_text()
    assert "beat ended (exit code 3); it is started again in 1 s." in told
    assert "beat ended (exit code 3); it is started again in 2 s." in told
    (web,) = numbers(tmp_path / "web")
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 128 + signal.SIGTERM
    assert not lives(web)


def test_neither_a_signal_without_a_name_nor_a_start_that_fails_ends_the_others(monkeypatch):
    told, service = [], Service("beat", "kill -35 $$")
    monkeypatch.setattr("processes.say", told.append)
    service.attend(0)
    eventually(lambda: service.attend(1) or told)
    with monkeypatch.context() as short:
        short.setattr(subprocess, "Popen", Mock(side_effect=BlockingIOError("no process left")))
        service.attend(2)
    service.command = "exit 3"
    service.attend(4)
    eventually(lambda: service.attend(4) or told[2:])
    reasons = "killed by signal 35", "no process left", "exit code 3"
    pauses = 1, 2, 4
    assert told == [
        f"beat ended ({reason}); it is started again in {pause} s."
        for reason, pause in zip(reasons, pauses, strict=True)
    ]


def test_what_does_not_end_when_asked_is_killed(started, tmp_path):
    process = started(web="trap '' TERM; echo $$ >>web; while true; do sleep 1; done")
    (web,) = eventually(lambda: numbers(tmp_path / "web"))
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 128 + signal.SIGINT
    assert not lives(web)
