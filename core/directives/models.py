"""Yearly directives with their clauses, the standing tasks, and exemptions of units."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from core.units.models import DatedQuerySet, Unit


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


class DirectiveQuerySet(models.QuerySet):
    """Look-ups of directives."""

    def visible_to(self, user):
        """Return published directives of the units at and above the user's, and drafts of the user's own unit.

        That drafts are for those who steer is checked elsewhere.
        """
        issuers = Unit.objects.filter(descents__unit=user.unit_id)
        return self.filter(Q(issuer=user.unit_id) | Q(published_on__isnull=False), issuer__in=issuers)

    def in_force(self, issuer, year):
        """Return the issuer's published directives of a year; the first one, with the latest date, is in force."""
        return self.filter(issuer=issuer, year=year, published_on__isnull=False).order_by("-issued_on", "-pk")

    def before(self, directive):
        """Return the directives that the same issuer published for earlier years, the latest first."""
        earlier = self.filter(issuer=directive.issuer_id, year__lt=directive.year, published_on__isnull=False)
        return earlier.order_by("-year", "-issued_on", "-pk")


# Tasks that wait for the province's guidance each year anew, and have a theme of the year.
WAIT_FOR_PROVINCE = ("comm.action-month",)


class Directive(models.Model):
    """A yearly letter in which a Department asks its districts for work: 908/SLĐTBXH-BĐG for 2020."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="directives", verbose_name=_("issued by"))
    number = models.CharField(_("number and symbol"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300)
    issued_on = models.DateField(_("date"))
    year = models.PositiveSmallIntegerField(_("year"))
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    basis = models.TextField(_("documents that it carries out"), max_length=2000, blank=True)
    file = models.FileField(_("attached file"), upload_to="directives/", blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on"]
        verbose_name, verbose_name_plural = _("directive"), _("directives")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number", "issued_on"], name="directive_once"),
        ]

    def __str__(self):
        return self.number

    @property
    def is_draft(self):
        """True if it is not published: its words may be changed, and the districts don't see it."""
        return self.published_on is None


class Clause(models.Model):
    """A clause of a directive: a task's instance of that year, or a rule without a task (2.e, 5).

    The task is done when the figure `indicator` reaches `threshold` within the directive's year.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="clauses", verbose_name=_("directive"))
    code = models.CharField(_("clause"), max_length=10, help_text="1.a")
    order = models.PositiveSmallIntegerField(_("order"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="clauses", verbose_name=_("task")
    )
    title = models.CharField(_("summary"), max_length=200)
    text = models.TextField(_("what is required"), max_length=4000)
    indicator = models.CharField(_("done when: figure"), max_length=20, blank=True)
    threshold = models.PositiveIntegerField(_("done when: at least"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    awaits_guidance = models.BooleanField(_("awaiting the province's guidance"), default=False)
    guidance = models.CharField(_("the province's guidance"), max_length=300, blank=True)
    theme = models.CharField(_("theme of the year"), max_length=300, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name, verbose_name_plural = _("clause"), _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["directive", "code"], name="clause_code_once"),
            models.UniqueConstraint(
                fields=["directive", "task"], condition=Q(task__isnull=False), name="clause_task_once"
            ),
            models.CheckConstraint(
                condition=Q(indicator="", threshold=None) | (~Q(indicator="") & Q(threshold__gte=1)),
                name="clause_threshold_with_figure",
            ),
        ]

    def __str__(self):
        return self.code


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
