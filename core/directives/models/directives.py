"""Yearly directives with their clauses, and the directives that amend them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.directives.models.tasks import Task
from core.units.keeping import units_and_kept, with_former_provinces
from core.units.models import Unit


class DirectiveQuerySet(models.QuerySet):
    """Look-ups of directives."""

    def visible_to(self, user):
        """Return published directives of the units at and above the user's, and drafts of the user's own unit.

        With those of provinces that went into these. That drafts are for those who steer is checked elsewhere.
        """
        issuers = with_former_provinces(Unit.objects.filter(descents__unit=user.unit_id))
        return self.filter(Q(issuer=user.unit_id) | Q(published_on__isnull=False), issuer__in=issuers)

    def in_force(self, issuer, year):
        """Return the issuer's published directives of a year; the first one, with the latest date, is in force."""
        yearly = self.filter(issuer=issuer, year=year, published_on__isnull=False, amends=None)
        return yearly.order_by("-issued_on", "-pk")

    def owed_receipt(self, unit_id):
        """Return the published directives of the units above that neither the unit nor one it keeps acknowledged."""
        issuers = Unit.objects.filter(descents__unit=unit_id).exclude(pk=unit_id)
        published = self.filter(issuer__in=issuers, published_on__isnull=False)
        return published.exclude(acknowledgements__unit__in=units_and_kept(unit_id)).order_by("issued_on", "pk")

    def before(self, directive):
        """Return the directives that the same issuer published for earlier years, the latest first."""
        published = self.filter(issuer=directive.issuer_id, published_on__isnull=False, amends=None)
        return published.filter(year__lt=directive.year).order_by("-year", "-issued_on", "-pk")


class Directive(models.Model):
    """A yearly letter in which a Department asks its districts for work: 908/SLĐTBXH-BĐG for 2020.

    One that `amends` another changes clauses of it within its year and is never in force by itself.
    """

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="directives", verbose_name=_("issued by"))
    number = models.CharField(_("number and symbol"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300)
    issued_on = models.DateField(_("date"))
    year = models.PositiveSmallIntegerField(_("year"))
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    file = models.FileField(_("attached file"), upload_to="directives/", blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendments",
        verbose_name=_("amends"),
    )

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


class ClauseQuerySet(models.QuerySet):
    """Look-ups of clauses."""

    def as_amended(self, directive):
        """Return the list of the directive's clauses as its published amendments left them; one query.

        A changed clause keeps its place, further ones come last.
        """
        told = Q(directive=directive) | Q(directive__amends=directive, directive__published_on__isnull=False)
        clauses = list(self.filter(told).select_related("task", "directive"))
        standing = {clause.pk: clause for clause in clauses if clause.directive_id == directive.pk}
        first = {pk: pk for pk in standing}
        amending = (clause for clause in clauses if clause.directive_id != directive.pk)
        for clause in sorted(
            amending, key=lambda clause: (clause.directive.issued_on, clause.directive_id, clause.order)
        ):
            # An amendment may change what an earlier one put in a clause's place.
            place = first[clause.pk] = first.get(clause.changes_id, clause.changes_id or clause.pk)
            if clause.repeals:
                standing.pop(place, None)
            else:
                standing[place] = clause
        return list(standing.values())


class Clause(models.Model):
    """A clause of a directive: a task's instance of that year, or a rule without a task (2.e, 5).

    The task is done when the figure `indicator` reaches `threshold` within the directive's year; one of the
    Department's own, which has no figure, when that many of its records are done. In an amendment it
    stands in the place of the clause that it `changes`, or takes it out of force (`repeals`), or is a further one.
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
    changes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="changed_by",
        verbose_name=_("changes the clause"),
    )
    repeals = models.BooleanField(_("repeals the clause"), default=False, editable=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name, verbose_name_plural = _("clause"), _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["directive", "code"], name="clause_code_once"),
            models.UniqueConstraint(
                fields=["directive", "task"], condition=Q(task__isnull=False), name="clause_task_once"
            ),
            models.CheckConstraint(
                condition=Q(indicator="", threshold=None) | Q(threshold__gte=1),
                name="clause_threshold_with_figure",
            ),
            models.UniqueConstraint(
                fields=["directive", "changes"],
                condition=Q(changes__isnull=False),
                name="clause_changed_once",
                violation_error_message=_("This draft already changes this clause."),
            ),
            models.CheckConstraint(
                condition=Q(repeals=False) | Q(changes__isnull=False), name="clause_repeals_another"
            ),
        ]

    def __str__(self):
        return self.code
