"""Declarations that nothing occurred under a task."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.units.models import Unit
from filing.models.base import OfUnitQuerySet


class Declaration(models.Model):
    """A unit's statement that nothing occurred under a task in a window ("không phát sinh")."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="declarations")
    task = models.ForeignKey(Task, models.PROTECT, related_name="declarations")
    start = models.DateField()
    end = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of no activity")
        constraints = [
            models.UniqueConstraint(fields=["unit", "task", "start", "end"], name="declaration_once"),
        ]

    def __str__(self):
        return f"{self.unit}: {self.task}"
