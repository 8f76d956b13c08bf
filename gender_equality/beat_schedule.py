"""The schedule of beat: its file of last runs may be lost and its clock be set back.

Celery's own keeps a database file that ends beat at every start once it was cut, and waits after a clock was set back
until the old time has passed.
"""

import json
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from celery.beat import Scheduler as MemoryScheduler

log = logging.getLogger(__name__)
# A last run this far ahead of the clock is one of a time that has been taken back.
TOLERANCE = timedelta(seconds=2)
# Endings of the database files that releases before this one kept beside it.
OF_EARLIER_RELEASES = (".db", ".dat", ".dir", ".bak")


class Scheduler(MemoryScheduler):
    """Keep each task's last sending in a JSON file, {name: ISO 8601}; an unreadable one is thrown away."""

    def __init__(self, *args, schedule_filename, **kwargs):
        self.path = Path(schedule_filename)
        super().__init__(*args, **kwargs)

    def setup_schedule(self):
        super().setup_schedule()
        for suffix in OF_EARLIER_RELEASES:
            self.path.with_name(f"{self.path.name}{suffix}").unlink(missing_ok=True)
        for name, moment in self._read().items():
            if name in self.schedule:
                self.schedule[name].last_run_at = moment

    def tick(self, *args, **kwargs):
        """Send what is due; return the seconds until the next is."""
        self._forget_runs_ahead()
        return super().tick(*args, **kwargs)

    def sync(self):
        """Write the file whole or not at all; a disk that is full must not end beat."""
        runs = {name: entry.last_run_at.isoformat() for name, entry in self.schedule.items()}
        half = self.path.with_name(f"{self.path.name}.part")
        try:
            half.write_text(json.dumps(runs))
            os.replace(half, self.path)
        except OSError:
            log.warning("The file of last runs %s can't be written.", self.path, exc_info=True)

    def _read(self):
        try:
            runs = json.loads(self.path.read_text())
            return {name: _aware(text) for name, text in runs.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            log.warning("The file of last runs %s can't be read (%s); it is thrown away.", self.path, error)
            try:
                self.path.unlink()
            except OSError:
                log.warning("Nor can it be removed.", exc_info=True)
            return {}

    def _forget_runs_ahead(self):
        """Let what was last sent at a time that is still to come count as sent now."""
        for entry in self.schedule.values():
            moment = entry.default_now()
            if entry.last_run_at > moment + TOLERANCE:
                log.warning("The clock was set back: %s waits from now on.", entry.name)
                entry.last_run_at = moment
                # Built anew from the entries: its own times are of the clock before.
                self._heap = None

    @property
    def info(self):
        return f"    . db -> {self.path}"


def _aware(text):
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment
