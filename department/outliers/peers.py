"""Records and figures that a report is compared with: of the units under its root in the last years."""

from django.apps import apps
from django.utils.functional import cached_property

from core.indicators.figures import Figures, figures_by_scope
from core.lib.dates.windows import PeriodKind, same_period_last_year, window_of
from department.outliers.comparisons import COMMUNES
from department.outliers.measures import columns_of
from filing.models.records import Status
from filing.submissions.scopes import scopes_of

YEARS_BACK = 3
# How many records of a kind are read, the newest first: the unit's own and its peers'. A bound, not a sample.
MAX_OWN, MAX_OF_PEERS = 400, 3000
ALL_COMMUNES = "KH-04.2"


class Peers:
    """Records and figures of the units under a root, each part read when it is first used.

    With `unit_id` that unit's own records are read to a bound of their own; without, all units share one bound.
    """

    def __init__(self, period, unit_id=None):
        self.period, self.unit_id = period, unit_id
        self._rows = {}

    def rows(self, kind, unit_id):
        """Return (own, peers'): the newest rows of that kind, as a content has them."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        own, all_rows = self._rows[kind]
        own = own if self.unit_id == unit_id else [row for row in all_rows if row["unit_id"] == unit_id]
        return own, [row for row in all_rows if row["unit_id"] != unit_id]

    def other_units(self, unit_id):
        """Return the ids of all units but that one."""
        return [pk for pk in self.units if pk != unit_id]

    def communes(self, unit_id):
        """Return how many communes a unit has; None for a unit that is none of these."""
        return self.current.get(unit_id, Figures())[ALL_COMMUNES].value

    @cached_property
    def units(self):
        """The ids of all units that owe the report."""
        return sorted(self._scopes)

    @cached_property
    def _scopes(self):
        """{unit id: ids of the units that its report tells}, without the province's summary."""
        asked = self.period.submissions.of_districts().values_list("unit", flat=True)
        scopes = scopes_of(self.period, list(asked))
        return {unit_id: ids for unit_id, ids in scopes.items() if unit_id != self.period.root_id}

    @cached_property
    def _told_in(self):
        """{id of a unit: id of the unit whose report tells it}."""
        return {part_id: unit_id for unit_id, ids in self._scopes.items() for part_id in ids}

    @cached_property
    def current(self):
        """{unit id: Figures} of the period."""
        return figures_by_scope(self._scopes, self.period.window)

    @cached_property
    def last_year(self):
        """{unit id: Figures} of the same period last year."""
        return figures_by_scope(self._scopes, self.period.last_year)

    @cached_property
    def two_years_ago(self):
        """{unit id: Figures} of the same period the year before that."""
        period = self.period
        window = same_period_last_year(period.kind, period.year - 1, period.number, period.last_year)
        return figures_by_scope(self._scopes, window)

    def _read(self, kind):
        model = apps.get_model(kind)
        since = window_of(PeriodKind.YEAR, self.period.year - YEARS_BACK).start
        rows = model.objects.filter(status=Status.DONE, counted_on__range=(since, self.period.end))
        rows = rows.order_by("-counted_on", "-pk")
        rows = rows.values("id", "unit_id", "task__code", "counted_on", "created_at", *columns_of(kind, model))
        own_ids = self._scopes.get(self.unit_id, [self.unit_id])
        own = rows.filter(unit__in=own_ids)[:MAX_OWN] if self.unit_id else ()
        peers = rows.filter(unit__in=self._told_in.keys() - own_ids)[:MAX_OF_PEERS]
        return tuple([self._as_content_row(row) for row in part] for part in (own, peers))

    def _as_content_row(self, row):
        unit_id = self._told_in.get(row["unit_id"], row["unit_id"])
        communes = {COMMUNES: self.communes(unit_id)}
        return {**row, "unit_id": unit_id, "task": row["task__code"], "day": row["counted_on"], **communes}
