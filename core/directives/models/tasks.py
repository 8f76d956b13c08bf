"""The standing catalogue of tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Tasks that wait for the province's guidance each year anew, and have a theme of the year.
WAIT_FOR_PROVINCE = ("comm.action-month",)


class Task(models.Model):
    """A standing duty that keeps its code from year to year; a directive's clause is its instance of that year."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    area = models.CharField(_("area"), max_length=20, help_text="plans")
    name = models.CharField(_("name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)

    class Meta:
        ordering = ["order"]
        verbose_name, verbose_name_plural = _("task"), _("tasks")

    def __str__(self):
        return self.name
