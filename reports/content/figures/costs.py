"""The money of a report in đồng: what was spent by area and source, and what the issued plans foresee.

It stays inside: the gate does not know these keys.
"""

from django.db.models import Sum

from filing import areas
from filing.models.records import Status
from filing.models.spending import COST_SOURCES
from reports.content.frozen.rows import Costs

SPENT_SOURCES = tuple(name.replace("cost_", "spent_") for name in COST_SOURCES)
# What a proposal costs is paid out under the log of the models.
PAID_ELSEWHERE = {"models_sites.Extension"}


def costs_of(ids, window, records) -> Costs:
    """Return the money of what was done; a query for each kind."""
    spent = {}
    for area in areas.all_areas():
        sums = [_spent(kind.model, ids, window) for kind in area.kinds if _columns(kind.model)]
        total = [sum(column) for column in zip(*sums, strict=True)] if sums else []
        if any(total):
            spent[area.app] = total
    return Costs(spent=spent, planned=_planned_budget(records))


def _columns(model):
    """Return the columns of a model that hold money by source; empty where it has none."""
    if model._meta.label in PAID_ELSEWHERE:
        return ()
    fields = {field.name for field in model._meta.fields}
    return next((names for names in (COST_SOURCES, SPENT_SOURCES) if set(names) <= fields), ())


def _spent(model, ids, window):
    done = model.objects.filter(unit__in=ids, status=Status.DONE, counted_on__range=(window.start, window.end))
    sums = done.aggregate(**{f"sum_{name}": Sum(name) for name in _columns(model)})
    return [sums[f"sum_{name}"] or 0 for name in _columns(model)]


def _planned_budget(records):
    plans = [row for row in records if row["kind"] == "plans.Plan" and row["status"] == Status.DONE]
    budgets = [line.get("budget") for row in plans for line in row.get("activities") or ()]
    known = [budget for budget in budgets if budget is not None]
    return sum(known) if known else None


def add_costs(several) -> Costs:
    """Return the sum of several; one that was frozen before there were any is None."""
    known = [costs for costs in several if costs]
    spent: dict[str, list[int | float]] = {}
    for costs in known:
        for area, sums in costs.spent.items():
            spent[area] = [sum(pair) for pair in zip(spent.get(area, [0] * len(COST_SOURCES)), sums, strict=True)]
    planned = [costs.planned for costs in known if costs.planned is not None]
    return Costs(spent=spent, planned=sum(planned) if planned else None)
