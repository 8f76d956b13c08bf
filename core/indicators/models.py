"""Stored sums of figures (facts), the slots to recount, and the targets of units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from core.units.models import Unit


class Fact(models.Model):
    """The sums of one indicator over one unit's records of one half-month.

    `total`, `female` and `minority` are sums; `records` counts the records, `valued` those that have the value,
    and `sexed` is the part of `total` whose sex is known, so that a share is never taken over unknowns.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="facts")
    slot = models.DateField()
    indicator = models.CharField(max_length=20)
    total = models.BigIntegerField(default=0)
    female = models.BigIntegerField(default=0)
    minority = models.BigIntegerField(default=0)
    sexed = models.BigIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    valued = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("fact")
        constraints = [
            models.UniqueConstraint(fields=["unit", "slot", "indicator"], name="fact_once"),
        ]
        indexes = [models.Index(fields=["indicator", "slot"], name="fact_by_indicator")]

    def __str__(self):
        return f"{self.indicator} {self.unit_id} {self.slot}: {self.total}"


class DirtySlot(models.Model):
    """A half-month of one unit whose facts must be recounted, as records of one model changed.

    A writer touches the row (which locks it until the writer's commit) and the recount deletes it, so that no change
    is lost between the two.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    slot = models.DateField()
    source = models.CharField(max_length=60)
    touched = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("half-month to be recounted")
        ordering = ["unit_id", "slot", "source"]
        constraints = [models.UniqueConstraint(fields=["unit", "slot", "source"], name="dirty_slot_once")]

    def __str__(self):
        return f"{self.source} {self.unit_id} {self.slot}"


class TargetQuerySet(models.QuerySet):
    """Look-ups of targets."""

    def visible_to(self, user):
        """Return the targets of the units that the user may see."""
        return self.filter(unit__in=units_in_sight(user))


class Target(models.Model):
    """The value that a unit is to reach in one indicator in a reporting year, and who set it.

    `value` is in the unit that people read (pieces, attendances, %, million đồng), not in the indicator's own scale. A
    province's target is for all its units taken as one. With `is_exceeded` the value itself is not enough: `trên 95%`.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="targets", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    indicator = models.CharField(_("figure"), max_length=20)
    value = models.DecimalField(_("target value"), max_digits=14, decimal_places=2)
    is_exceeded = models.BooleanField(_("to be exceeded"), default=False)
    source = models.CharField(_("basis"), max_length=300, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "indicator", "unit__code"]
        verbose_name, verbose_name_plural = _("target"), _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "indicator"],
                name="target_once",
                violation_error_message=_("This unit already has a target for that figure and year."),
            ),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="target_above_zero"),
        ]

    def __str__(self):
        return f"{self.unit}, {self.year}: {self.indicator} {'>' if self.is_exceeded else '≥'} {self.value}"
