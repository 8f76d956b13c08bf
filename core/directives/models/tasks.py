"""The standing catalogue of tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Tasks that wait for the province's guidance each year anew, and have a theme of the year.
WAIT_FOR_PROVINCE = ("comm.action-month",)


class Task(models.Model):
    """A standing duty that keeps its code from year to year; a directive's clause is its instance of that year.

    Those that the program knows by code have no `form_of`. A further one is the Department's own: it is filed in the
    kind of record and by the form of the task whose code `form_of` names.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    area = models.CharField(_("area"), max_length=20, help_text="plans")
    name = models.CharField(_("name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    form_of = models.CharField(_("uses the form of"), max_length=40, blank=True, editable=False)
    programme = models.CharField(_("programme"), max_length=300, blank=True)
    term = models.CharField(_("term or years"), max_length=60, blank=True, help_text="2021–2030")
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    to_confirm = models.BooleanField(_("legal basis to confirm"), default=False)

    class Meta:
        ordering = ["order"]
        verbose_name, verbose_name_plural = _("task"), _("tasks")

    def __str__(self):
        return self.name

    @property
    def is_own(self):
        """True if the Department added it to those of the program."""
        return bool(self.form_of)

    @property
    def form_code(self):
        """The code of the program's task whose kind of record and form it uses: its own, or another's."""
        return self.form_of or self.code

    @property
    def told_basis(self):
        """Programme with term and legal basis as a report names them; the basis only once it is confirmed."""
        programme = " ".join(filter(None, (self.programme, self.term)))
        return ", ".join(filter(None, (programme, "" if self.to_confirm else self.legal_basis)))
