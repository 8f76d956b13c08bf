"""Task statuses grouped by area, for the district's home."""

from filing import areas
from reports.content.task_status import TaskStatus


def group_by_area(task_statuses):
    """Return [(area, [(task status, kind), …]), …] in the directive's order; `kind` is where work is filed."""
    groups = {}
    for task_status in task_statuses:
        area = areas.area(task_status.clause.task.area)
        kind = area.kind_for(task_status.clause.task.form_code)
        groups.setdefault(area.app, (area, []))[1].append((task_status, kind))
    return list(groups.values())


def count_results(task_statuses):
    """Return how many of the tasks that apply to the unit have a result."""
    concerned = [task_status for task_status in task_statuses if task_status.status != TaskStatus.NOT_APPLICABLE]
    return {"with_result": sum(task_status.has_result for task_status in concerned), "all": len(concerned)}
