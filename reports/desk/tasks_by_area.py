"""Task statuses grouped by area, for the district's home."""

from itertools import groupby

from filing import areas
from reports.content.task_status import TaskStatus


def group_by_area(task_statuses):
    """Return [(area, [(task status, kind), …]), …] in the directive's order; `kind` is where work is filed."""
    groups = []
    for app, statuses in groupby(task_statuses, key=lambda task_status: task_status.clause.task.area):
        area = areas.area(app)
        groups.append((area, [(task_status, area.kind_for(task_status.clause.task.code)) for task_status in statuses]))
    return groups


def count_results(task_statuses):
    """Return how many of the tasks that apply to the unit have a result."""
    concerned = [task_status for task_status in task_statuses if task_status.status != TaskStatus.NOT_APPLICABLE]
    return {"with_result": sum(task_status.has_result for task_status in concerned), "all": len(concerned)}
