"""The abstract parent of what costs money: amounts by source."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

COST_SOURCES = ("cost_district", "cost_province", "cost_central", "cost_other")


def sum_of(names):
    """Return an expression that sums columns of which some may be null; null where all are."""
    return Case(
        When(Q(**{f"{name}__isnull": True for name in names}), then=Value(None)),
        default=sum((Coalesce(F(name), Value(0)) for name in names[1:]), Coalesce(F(names[0]), Value(0))),
    )


class Spending(models.Model):
    """The amounts spent by source, in đồng; `cost` is their sum, null where none is known."""

    cost_district = models.PositiveBigIntegerField(
        _("From the district or commune budget (VND)"), null=True, blank=True
    )
    cost_province = models.PositiveBigIntegerField(_("From the provincial budget (VND)"), null=True, blank=True)
    cost_central = models.PositiveBigIntegerField(_("From the central budget (VND)"), null=True, blank=True)
    cost_other = models.PositiveBigIntegerField(_("From other sources (VND)"), null=True, blank=True)
    cost = models.GeneratedField(
        verbose_name=_("Cost (VND)"),
        expression=sum_of(COST_SOURCES),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        abstract = True
