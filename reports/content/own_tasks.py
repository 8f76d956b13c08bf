"""The tasks of the Department's own that a report's records serve, as they were called and based on its day."""

from core.directives.catalogue import OWN
from core.directives.models import Task


def own_tasks_key(records):
    """Return {"own_tasks": {code: {"name", "area", "basis"}}} for frozen records; {} where none serves such a task."""
    codes = {code for row in records for code in (row["task"], *row.get("also", ())) if code.startswith(f"{OWN}.")}
    tasks = Task.objects.filter(code__in=codes).order_by("order") if codes else ()
    told = {task.code: {"name": task.name, "area": task.area, "basis": task.told_basis} for task in tasks}
    return {"own_tasks": told} if told else {}


def own_tasks_of_all(contents, records):
    """Return the same of several frozen contents and further records taken together."""
    told = {}
    for content in (*contents, own_tasks_key(records)):
        told |= content.get("own_tasks", {})
    return {"own_tasks": told} if told else {}
