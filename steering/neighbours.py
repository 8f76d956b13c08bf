"""What a report is compared with: what the units under the same root filed in the last years, and their figures."""

from django.apps import apps
from django.utils.functional import cached_property

from calendars.windows import PeriodKind, same_period_last_year, window_of
from indicators.figures import Figures, by_unit
from progress.records import Status
from steering.measures import COMMUNES, columns_of
from units.models import Unit

YEARS_BACK = 3
# The newest of a kind that are read, the unit's own and its peers': a bound, not a sample by chance.
MOST_OWN, MOST_OF_PEERS = 400, 3000
ALL_COMMUNES = "KH-04.2"


class Neighbours:
    """Records and figures of the units under a root, each part read when it is first asked for.

    With `unit_id` that unit's own is read to its own bound; without, all units share one.
    """

    def __init__(self, period, unit_id=None):
        self.period, self.unit_id = period, unit_id
        self._rows = {}

    def rows(self, kind, unit_id):
        """(own, peers): the newest rows of that kind, as a content has them."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        own, all_rows = self._rows[kind]
        mine = own if self.unit_id == unit_id else [row for row in all_rows if row["unit_id"] == unit_id]
        return mine, [row for row in all_rows if row["unit_id"] != unit_id]

    def peers(self, unit_id):
        """The ids of the other units."""
        return [pk for pk in self.units if pk != unit_id]

    def communes(self, unit_id):
        """How many communes a unit has; None for a unit that is none of these."""
        return self.now.get(unit_id, Figures())[ALL_COMMUNES].value

    @cached_property
    def units(self):
        """The ids of all that owe the report."""
        found = Unit.objects.reporting_to(self.period.root, self.period.end)
        return list(found.order_by("pk").values_list("pk", flat=True))

    @cached_property
    def now(self):
        """{unit id: Figures} of the period."""
        return by_unit(self.units, self.period.window)

    @cached_property
    def last_year(self):
        """{unit id: Figures} of the same period last year."""
        return by_unit(self.units, self.period.last_year)

    @cached_property
    def two_years_ago(self):
        """{unit id: Figures} of the same period the year before that."""
        period = self.period
        window = same_period_last_year(period.kind, period.year - 1, period.number, period.last_year)
        return by_unit(self.units, window)

    def _read(self, kind):
        model = apps.get_model(kind)
        since = window_of(PeriodKind.YEAR, self.period.year - YEARS_BACK).start
        rows = model.objects.filter(status=Status.DONE, counted_on__range=(since, self.period.end))
        rows = rows.order_by("-counted_on", "-pk")
        rows = rows.values("id", "unit_id", "task__code", "counted_on", "created_at", *columns_of(kind, model))
        own = rows.filter(unit=self.unit_id)[:MOST_OWN] if self.unit_id else ()
        peers = rows.filter(unit__in=[pk for pk in self.units if pk != self.unit_id])[:MOST_OF_PEERS]
        return tuple([self._told(row) for row in found] for found in (own, peers))

    def _told(self, row):
        return {**row, "task": row["task__code"], "day": row["counted_on"], COMMUNES: self.communes(row["unit_id"])}
