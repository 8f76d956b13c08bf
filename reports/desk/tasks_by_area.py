"""Standings grouped as the directive groups them, for the district's home."""

from itertools import groupby

from progress import areas
from reports.desk.standings import TaskStatus


def grouped(own):
    """[(area, [(standing, kind), …]), …] in the directive's order; `kind` is where its work is filed."""
    groups = []
    for app, several in groupby(own, key=lambda one: one.clause.task.area):
        area = areas.area(app)
        groups.append((area, [(one, area.kind_for(one.clause.task.code)) for one in several]))
    return groups


def summed_up(own):
    """How many of the tasks that concern the unit have a result."""
    concerned = [one for one in own if one.status != TaskStatus.NOT_APPLICABLE]
    return {"with_result": sum(one.has_result for one in concerned), "all": len(concerned)}
