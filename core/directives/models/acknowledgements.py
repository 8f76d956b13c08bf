"""The acknowledgement of a directive by each unit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.directives.models.directives import Directive
from core.units.models import Unit


class Acknowledgement(models.Model):
    """A unit's word that it received a directive, once, with its day and who gave it."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["day", "pk"]
        verbose_name, verbose_name_plural = _("acknowledgement"), _("acknowledgements")
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="acknowledged_once")]

    def __str__(self):
        return f"{self.unit}: {self.directive}"
