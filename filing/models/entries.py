"""The abstract parent of all that a unit files."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.lib.dates.official_time_field import OfficialTimeField
from core.lib.sound_rows import CheckedAtOnce
from core.units.models import Unit
from filing.models.base import OfUnitQuerySet
from filing.models.evidence import Evidence
from filing.models.parts import HeldNumbers
from filing.models.search_field import SearchField

# Computed when a row is written, by the database or the model, so the history need not keep them.
COMPUTED = ["counted_on", "cost", "funds_spent", "searched", "predates_rules"]


class EntryManager(models.Manager.from_queryset(OfUnitQuerySet)):
    """The manager that leaves out deleted entries; `everything` includes them."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class Entry(CheckedAtOnce, HeldNumbers):
    """The abstract parent of what a unit files: authors, history, and a deletion that can be undone.

    `RELATED` are the relations that pages read, `SEARCHED` the fields that a list is searched by, `TOTALS` those summed
    below it. `PREFIX` begins the url names of a kind where its area has several kinds. The first of `DATED_BY` that has
    a day decides on which day a record counts; of a register's entry each is a day that counts.
    """

    RELATED: tuple[str, ...] = ("unit",)
    SEARCHED: tuple[str, ...] = ()
    TOTALS: tuple[str, ...] = ()
    PREFIX = ""
    DATED_BY: tuple[str, ...] = ()
    # A register also holds what is older than its unit.
    BEGINS_WITH_UNIT = False

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Unit"))
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Entered by"),
    )
    created_at = OfficialTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Changed by"),
    )
    changed_at = OfficialTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    # Typed in by the Department from what the unit sent on paper.
    from_paper = models.BooleanField(default=False, editable=False)
    searched = SearchField()
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True, excluded_fields=COMPUTED)

    objects = EntryManager()
    everything = models.Manager.from_queryset(OfUnitQuerySet)()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        """Return the address of the entry's own page."""
        label = self._meta.app_label
        return reverse(f"{label}:{self.PREFIX}detail", args=[self.pk])

    @property
    def closing_day(self):
        """The day by which a report closes this entry; None for a register, which stays open."""
        return None

    @property
    def dated_in_life(self):
        """(field, day) of the day that has to lie in its unit's life; None for none."""
        return None

    @property
    def marked_days(self):
        """The days on which this entry counts, for the statistics."""
        return ()

    @property
    def counted_under(self):
        """The ids of the units in whose figures this entry is counted, its own first."""
        return [self.unit_id]

    def reaches_into(self, window, stored):
        """Return whether the change from the stored row changes a figure as of the window's end, or within it.

        Asked besides `closing_day`, of figures that hold on after their day. `stored` is None for a new row; a deleted
        row counts nowhere.
        """
        return False

    def check_beside(self):
        """Raise ValidationError where the row contradicts other rows, as they may have changed since."""
