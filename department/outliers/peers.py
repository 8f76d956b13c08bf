"""Records and figures that a report is compared with: those of the units under the same root in the last years."""

from django.apps import apps
from django.utils.functional import cached_property

from core.indicators.figures import Figures, figures_by_unit
from core.lib.dates.windows import PeriodKind, same_period_last_year, window_of
from core.units.models import Unit
from department.outliers.comparisons import COMMUNES
from department.outliers.measures import columns_of
from filing.models.records import Status

YEARS_BACK = 3
# How many records of a kind are read, the newest first: the unit's own and its peers'. A bound, not a sample.
MOST_OWN, MOST_OF_PEERS = 400, 3000
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
        units = Unit.objects.reporting_to(self.period.root, self.period.end)
        return list(units.order_by("pk").values_list("pk", flat=True))

    @cached_property
    def current(self):
        """{unit id: Figures} of the period."""
        return figures_by_unit(self.units, self.period.window)

    @cached_property
    def last_year(self):
        """{unit id: Figures} of the same period last year."""
        return figures_by_unit(self.units, self.period.last_year)

    @cached_property
    def two_years_ago(self):
        """{unit id: Figures} of the same period the year before that."""
        period = self.period
        window = same_period_last_year(period.kind, period.year - 1, period.number, period.last_year)
        return figures_by_unit(self.units, window)

    def _read(self, kind):
        model = apps.get_model(kind)
        since = window_of(PeriodKind.YEAR, self.period.year - YEARS_BACK).start
        rows = model.objects.filter(status=Status.DONE, counted_on__range=(since, self.period.end))
        rows = rows.order_by("-counted_on", "-pk")
        rows = rows.values("id", "unit_id", "task__code", "counted_on", "created_at", *columns_of(kind, model))
        own = rows.filter(unit=self.unit_id)[:MOST_OWN] if self.unit_id else ()
        peers = rows.filter(unit__in=[pk for pk in self.units if pk != self.unit_id])[:MOST_OF_PEERS]
        return tuple([self._as_content_row(row) for row in part] for part in (own, peers))

    def _as_content_row(self, row):
        return {**row, "task": row["task__code"], "day": row["counted_on"], COMMUNES: self.communes(row["unit_id"])}
