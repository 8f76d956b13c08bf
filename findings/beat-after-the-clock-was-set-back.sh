#!/usr/bin/env bash
# Celery 5.7.0: beat reckons each entry from the moment at which it ran last, by the clock of the wall, and keeps that
# moment in its schedule file. Where the clock is set back, a task of every 20 seconds is not sent until the old time has
# come again: an hour later, or after a year where a host began with a wrong date. Starting beat anew does not help, and
# nothing is logged. (An entry without such a file begins at once.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet celery==5.7.0
seen=$(cd "$folder" && "$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timedelta, timezone

from celery import Celery
from celery.beat import PersistentScheduler

clock = [datetime(2026, 12, 1, 12, tzinfo=timezone.utc)]


def beat():
    app = Celery("clock", broker="memory://")
    app.conf.update(beat_schedule={"sweep": {"task": "sweep", "schedule": 20}}, result_expires=None)
    app.now = lambda: clock[0]
    scheduler = PersistentScheduler(app, schedule_filename="schedule")
    scheduler.apply_async = lambda entry, **options: sent.append(clock[0])
    # There is no broker to ask for one.
    scheduler.producer = None
    return scheduler


def sent_within(scheduler, seconds):
    """Return how often it was sent: tick, then sleep as long as beat is told."""
    sent.clear()
    until = clock[0] + timedelta(seconds=seconds)
    while clock[0] < until:
        clock[0] += timedelta(seconds=max(min(scheduler.tick(), 5), 0.5))
    return len(sent)


sent = []
first = beat()
sent_within(first, 60)
print(f"sent in five minutes: {sent_within(first, 300)}")
clock[0] -= timedelta(hours=1)
print(f"in the five minutes after the clock was set back by an hour: {sent_within(first, 300)}")
first.close()
print(f"in the five minutes after beat was started anew: {sent_within(beat(), 300)}")
PYTHON
)
expected=$(cat <<'SEEN'
sent in five minutes: 15
in the five minutes after the clock was set back by an hour: 0
in the five minutes after beat was started anew: 0
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
