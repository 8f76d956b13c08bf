"""Frozen content and back: what a snapshot keeps of figures and records, as plain JSON.

A snapshot's content is {"schema", "unit", "period", "figures", "records", "none", "exempt", "text", "difficulties",
"tree"}: figures are sums that can be added up again (`now`, `before`, `cumulative`), `difficulties` is what
`difficulties.wording.raised_in` answers, `tree` is the document itself.
"""

from datetime import date

from indicators.counting import PARTS, Sums
from indicators.figures import sums_of
from progress import areas
from progress.models import Declaration
from progress.records import Status

SCHEMA = 1
WINDOWS = ("now", "before", "cumulative")


def frozen_sums(sums):
    """{key: [total, female, minority, sexed, records, valued]} of {key: Sums}."""
    return {key: [getattr(one, part) for part in PARTS] for key, one in sorted(sums.items()) if one.records}


def thawed_sums(frozen):
    """{key: Sums} of what `frozen_sums` made."""
    return {key: Sums(*values) for key, values in frozen.items()}


def figures_of(unit, period):
    """The unit's sums in the period, in the same one last year, and in the year so far."""
    windows = (period.window, period.last_year, period.cumulative)
    return {
        name: frozen_sums(sums_of([unit.pk], window)[unit.pk]) for name, window in zip(WINDOWS, windows, strict=True)
    }


def records_of(unit, window):
    """A dict for each done or running record of the unit within the window, in a fixed order."""
    rows = []
    for kind in areas.record_kinds():
        found = kind.model.objects.filter(
            unit=unit,
            counted_on__range=(window.start, window.end),
            status__in=[Status.DONE, Status.UNDER_WAY],
        )
        rows += [_frozen(record) for record in found.select_related(*kind.model.RELATED).order_by("counted_on", "pk")]
    return rows


def _frozen(record):
    fields = {name: getattr(record, name) for name in (*record.FROZEN_FIELDS, *record.TOLD)}
    return {
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()},
        "kind": record._meta.label,
        "id": record.pk,
        "version": record.version,
        "task": record.task.code,
        "title": str(record),
        "day": record.counted_on.isoformat(),
        "status": record.status,
    }


def declared_none(unit, window):
    """The codes of the tasks of which the unit said that nothing occurred in exactly that window."""
    rows = Declaration.objects.filter(unit=unit, start=window.start, end=window.end)
    return sorted(rows.values_list("task__code", flat=True))
