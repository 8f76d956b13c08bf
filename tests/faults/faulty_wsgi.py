"""The portal's WSGI application with gates in it, for tests alone: gunicorn is told `faulty_wsgi` instead.

`FAULT_GATES` is a folder. A process that comes to a gate whose `<name>.closed` lies there leaves `<name>.waiting` and
waits until the gate is open. With `FAULT_UNLOCKED` nobody locks a unit, with `FAULT_UNSEEN` no decision asks what was
seen: the controls of what is tested at once.
"""

import os
import sys
import time
from functools import wraps
from pathlib import Path

# Sets Django up: no model can be imported before.
from gender_equality.wsgi import application  # isort: split

from core.units import locks
from core.units.models import Unit
from filing.evidence import storage
from filing.pages import views
from filing.records import saving
from filing.submissions.acts import transitions

__all__ = ["application"]
GATES = Path(os.environ["FAULT_GATES"])
LIMIT = 60


def pass_gate(name):
    closed, until = GATES / f"{name}.closed", time.monotonic() + LIMIT
    if closed.exists():
        (GATES / f"{name}.waiting").touch()
    while closed.exists() and time.monotonic() < until:
        time.sleep(0.01)


def gated(name, function):
    """The function, after which there is a gate."""

    @wraps(function)
    def through_the_gate(*args, **kwargs):
        answer = function(*args, **kwargs)
        pass_gate(name)
        return answer

    return through_the_gate


def take_lock_away():
    locked = locks.lock_unit
    for module in list(sys.modules.values()):
        if getattr(module, "lock_unit", None) is locked:
            module.lock_unit = lambda unit_id: Unit.objects.get(pk=unit_id)


# Within the transaction, under the unit's lock: the record, a report's step; the file's bytes.
saving.mark_changed = gated("record", saving.mark_changed)
transitions.notify_of_step = gated("step", transitions.notify_of_step)
storage.write_file = gated("file", storage.write_file)
# The record is committed, its answer not yet on the way.
views.EntryFormView.save = gated("committed", views.EntryFormView.save)
if os.environ.get("FAULT_UNLOCKED"):
    take_lock_away()
if os.environ.get("FAULT_UNSEEN"):
    transitions.require_seen = lambda seen, version: None
