"""From which unit to which the sites went, and who writes their log."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.units.keeping import units_and_kept
from core.units.models import Unit
from models_sites.models.sites import Site


class Transfer(models.Model):
    """That a site was another unit's before a day: until then it is counted there."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="transfers")
    former = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on"]
        verbose_name, verbose_name_plural = _("transfer of a place of support"), _("transfers of places of support")
        constraints = [models.UniqueConstraint(fields=["site", "on"], name="site_transferred_once_on_a_day")]

    def __str__(self):
        return f"{self.site} {self.on}"


def sites_logged_by(unit):
    """Return the sites whose log a unit writes: its own and former ones, those it keeps, of ended units those in it."""
    own = units_and_kept(unit.pk).values("pk")
    lies_here = Q(commune__in=Unit.objects.under(unit, today()).values("pk")) | Q(commune__in=own)
    had_it = Q(unit__in=own) | Q(pk__in=Transfer.objects.filter(former__in=own).values("site"))
    return Site.objects.filter(had_it | Q(lies_here, unit__valid_to__lt=today()))
