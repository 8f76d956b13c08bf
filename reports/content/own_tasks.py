"""The tasks of the Department's own that a report's records serve, as they were called and based on its day."""

from collections.abc import Iterable

from core.directives.catalogue import OWN
from core.directives.models import Task
from reports.content.frozen.content import Content
from reports.content.frozen.rows import OwnTask, Record


def own_tasks_of(records: Iterable[Record]) -> dict[str, OwnTask]:
    """Return {code: task} of the tasks of the Department's own that frozen records serve, in their order."""
    codes = {code for row in records for code in (row["task"], *row.get("also", ())) if code.startswith(f"{OWN}.")}
    tasks = Task.objects.filter(code__in=codes).order_by("order") if codes else ()
    return {task.code: OwnTask(name=task.name, area=task.area, basis=task.told_basis) for task in tasks}


def own_tasks_of_all(contents: Iterable[Content], records: Iterable[Record]) -> dict[str, OwnTask]:
    """Return the same of several contents and further records taken together."""
    told: dict[str, OwnTask] = {}
    for content in contents:
        told |= content.own_tasks
    return told | own_tasks_of(records)
