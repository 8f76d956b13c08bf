"""Exemptions of units from tasks and figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from core.directives.models.tasks import Task
from core.units.models import DatedQuerySet, Unit


class ExemptionQuerySet(DatedQuerySet):
    """Look-ups of exemptions."""

    def visible_to(self, user):
        """Return the exemptions of the units that the user may see."""
        return self.filter(unit__in=units_in_sight(user))

    def during(self, window):
        """Return the exemptions in force on the window's last day, which count for its report."""
        return self.valid_on(window.end)


class Exemption(models.Model):
    """An exemption of a unit from a task or a figure; the only source of "not applicable" in reports."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="exemptions", verbose_name=_("unit"))
    task = models.ForeignKey(
        Task, models.CASCADE, null=True, blank=True, related_name="exemptions", verbose_name=_("task")
    )
    indicator = models.CharField(_("figure"), max_length=20, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "task", "indicator"]
        verbose_name, verbose_name_plural = _("exemption"), _("exemptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, indicator="") | (Q(task=None) & ~Q(indicator="")),
                name="exemption_of_task_or_figure",
                violation_error_message=_("Choose a task or enter a figure."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="exemption_ends_after_it_begins",
                violation_error_message=_("The last day is before the first day."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["unit", field, "valid_from"],
                    condition=condition,
                    name=f"exemption_of_{field}_once_from_a_day",
                    violation_error_message=_("The unit already has this exemption from this day."),
                )
                for field, condition in (("task", Q(task__isnull=False)), ("indicator", ~Q(indicator="")))
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.task or self.indicator}"
