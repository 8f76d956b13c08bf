"""The beat's schedule outlives a file that was cut and a clock that is set back."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery import Celery
from celery.beat import PersistentScheduler
from celery.schedules import BaseSchedule, crontab
from django.conf import settings

from gender_equality.beat_schedule import Scheduler

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 12, 1, 12, tzinfo=ZONE)
PLAN = {
    "sweep": {"task": "sweep", "schedule": 20},
    "night": {"task": "night", "schedule": crontab(hour=3, minute=10)},
}


class Clock:
    """A clock of the wall, which an application and a schedule ask."""

    def __init__(self, moment=NOON):
        self.moment, self.sent = moment, []

    def scheduler(self, path, kind=Scheduler):
        app = Celery("clock", broker="memory://", set_as_current=False)
        app.conf.update(timezone="Asia/Ho_Chi_Minh", beat_schedule=PLAN, result_expires=None)
        app.now = lambda: self.moment
        scheduler = kind(app, schedule_filename=str(path))
        scheduler.apply_async = lambda entry, **_options: self.sent.append((entry.name, self.moment))
        scheduler.producer = None
        return scheduler

    def run(self, scheduler, seconds):
        """Let the time pass, as beat does: tick, then sleep as long as it was told."""
        until = self.moment + timedelta(seconds=seconds)
        while self.moment < until:
            self.moment += timedelta(seconds=max(min(scheduler.tick(), 5), 0.5))

    def count(self, name):
        return [sent for sent, _moment in self.sent].count(name)


@pytest.mark.parametrize("back", [timedelta(seconds=30), timedelta(hours=1), timedelta(days=400)])
def test_a_clock_that_is_set_back_stops_nothing(tmp_path, back):
    clock = Clock()
    scheduler = clock.scheduler(tmp_path / "schedule")
    clock.run(scheduler, 100)
    assert clock.count("sweep") >= 4
    before = clock.count("sweep")
    clock.moment -= back
    clock.run(scheduler, 100)
    assert clock.count("sweep") - before >= 3
    # The same after a new start, on the file of the time before.
    scheduler.sync()
    clock.moment -= back
    before = clock.count("sweep")
    clock.run(clock.scheduler(tmp_path / "schedule"), 100)
    assert clock.count("sweep") - before >= 3


def test_celerys_own_would_wait(tmp_path, monkeypatch):
    """The control."""
    clock = Clock()
    # Entries that it has written and read again ask the clock of the process's own application.
    monkeypatch.setattr(BaseSchedule, "now", lambda schedule: clock.moment)
    scheduler = clock.scheduler(tmp_path / "schedule", PersistentScheduler)
    clock.run(scheduler, 100)
    before = clock.count("sweep")
    assert before >= 4
    clock.moment -= timedelta(hours=1)
    clock.run(scheduler, 100)
    assert clock.count("sweep") == before


def test_what_was_missed_while_beat_was_away_is_sent(tmp_path):
    clock = Clock()
    scheduler = clock.scheduler(tmp_path / "schedule")
    clock.run(scheduler, 60)
    assert clock.count("night") == 0
    scheduler.close()
    clock.moment += timedelta(days=1)
    clock.run(clock.scheduler(tmp_path / "schedule"), 10)
    assert clock.count("night") == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"sweep": 3}', b'{"sweep": "2026-12-01"}', b"\0\xff" * 9000, b"[" * 99_999]
)
def test_a_file_that_cant_be_read_is_thrown_away(tmp_path, content, caplog):
    path = tmp_path / "schedule"
    path.write_bytes(content)
    clock = Clock()
    scheduler = clock.scheduler(path)
    assert "is thrown away" in caplog.text
    assert not path.exists()
    clock.run(scheduler, 60)
    assert clock.count("sweep") >= 2
    scheduler.close()
    assert json.loads(path.read_text()).keys() == PLAN.keys()


def test_a_disk_that_takes_no_file_does_not_end_it(tmp_path):
    path = tmp_path / "away" / "schedule"
    scheduler = Clock().scheduler(path)
    scheduler.close()
    path.parent.mkdir()
    scheduler.close()
    assert path.exists()


def test_beat_starts_on_what_is_left_of_a_file(tmp_path):
    """As a process, beside the files that a release before this one wrote."""
    path = tmp_path / "celerybeat-schedule"
    path.write_bytes(b"\x13\x57\x9a\xce\x00\x00")
    for suffix in (".dat", ".dir", ".bak"):
        path.with_suffix(suffix).write_bytes(b"")
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "gender_equality", "beat", "--pidfile", ""]
    env = os.environ | {"DATA_DIR": str(tmp_path), "CELERY_BROKER_URL": "memory://", "SECRET_KEY": "x" * 50}
    with (tmp_path / "told").open("w+") as told:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stderr=told, stdout=told)
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(8)
        finally:
            process.terminate()
            process.wait(20)
        told.seek(0)
        assert "is thrown away" in told.read()
    assert "sweep" in json.loads(path.read_text())
    assert [file.name for file in tmp_path.glob("celerybeat-schedule*")] == [path.name]
