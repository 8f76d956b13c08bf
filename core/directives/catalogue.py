"""Changes of the standing catalogue of tasks by the Department."""

from django.db import transaction

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require


@transaction.atomic
def save_task(task, *, by):
    """Save a task's name; reports that are frozen keep the name that they were written with."""
    require(can_steer(by), WHO.reviews())
    task.full_clean()
    task.save()
    log_action("task_saved", f"{task.code}: {task.name}", by=by, unit=by.unit)
    return task
