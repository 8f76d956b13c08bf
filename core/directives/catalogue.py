"""Changes of the standing catalogue of tasks by the Department."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.directives.models import Task

# Codes of the Department's own tasks: own.1, own.2 …
OWN = "own"


@transaction.atomic
def save_task(task, *, by):
    """Save a task's name and what it is done for; frozen reports keep what they were written with."""
    require(can_steer(by), WHO.reviews())
    task.full_clean()
    task.save()
    log_action("task_saved", f"{task.code}: {task.name}", by=by, unit=by.unit)
    return task


@transaction.atomic
def add_task(task, like, *, by):
    """Save a new task of the Department's own, which is filed by the form of the program's task `like`."""
    require(can_steer(by), WHO.reviews())
    # Two who add one at once get two numbers.
    if any(other.name == task.name for other in Task.objects.select_for_update()):
        raise ValidationError({"name": _("The catalogue already has a task with this name.")})
    task.order = (Task.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    task.code, task.area, task.form_of = f"{OWN}.{task.order}", like.area, like.code
    return save_task(task, by=by)
