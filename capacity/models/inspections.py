"""Inspections of how the law on gender equality is kept (clause 3.c)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from filing.models.parts import Implies, each_within, part_within
from filing.models.records import Activity
from filing.models.rows_field import RowColumn, RowsField, total_of
from filing.wording.counts import counted

HANDLED_TOO_MANY = _("The number handled cannot be more than the number found.")
NO_BODIES = _("Violations were found, but the number of bodies inspected is 0.")


class Violation(models.TextChoices):
    """The fields of violations (Law on Gender Equality 73/2006/QH11, art. 40 and 41)."""

    POLITICS = "politics", _("Politics")
    ECONOMY = "economy", _("Economy")
    LABOUR = "labour", _("Labour")
    EDUCATION = "education", _("Education and training")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture, information")
    FAMILY = "family", _("Family")
    OTHER = "other", _("Other")


class Inspection(Activity):
    """An inspection of how the law on gender equality is kept (clause 3.c)."""

    TASKS = ("cap.inspection",)
    PREFIX = "inspections-"
    RELATED = ("task", "unit")
    SEARCHED = (*Activity.SEARCHED, "subject", "inspected", "findings", "proposals")
    TOTALS = ("bodies", "found", "handled", "cost")
    FROZEN_FIELDS = (
        "started_on",
        "ended_on",
        "subject",
        "inspected",
        "bodies",
        "findings",
        "violations",
        "found",
        "handled",
        "proposals",
        "submitted_on",
        "cost",
    )
    RULES = (
        *each_within(["handled"], "found", HANDLED_TOO_MANY),
        Implies(("found",), ("bodies",), NO_BODIES, at="bodies", is_odd=True),
    )

    subject = models.CharField(_("Subject of the inspection"), max_length=300, blank=True)
    inspected = models.CharField(_("Bodies inspected (names)"), max_length=300, blank=True)
    bodies = models.PositiveIntegerField(_("Bodies inspected"), null=True, blank=True)
    findings = models.TextField(_("Findings"), max_length=4000, blank=True)
    violations = RowsField(
        _("Violations by kind"),
        columns=(
            RowColumn("kind", _("Kind"), "choice", choices=Violation.choices, is_required=True),
            RowColumn("found", _("Found"), "count", is_required=True),
            RowColumn("handled", _("Dealt with"), "count"),
            RowColumn("how", _("Action taken")),
        ),
        parts=(("handled", "found", HANDLED_TOO_MANY),),
    )
    found = models.PositiveIntegerField(_("Violations found"), null=True, blank=True)
    handled = models.PositiveIntegerField(_("of which handled"), null=True, blank=True)
    proposals = models.TextField(_("Solutions proposed"), max_length=4000, blank=True)
    submitted_on = models.DateField(_("Submitted to the People's Committee on"), null=True, blank=True)

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("inspection"), _("inspections")
        constraints = [
            *Activity.Meta.constraints,
            part_within("handled", "found", "handled_within", HANDLED_TOO_MANY),
        ]

    @property
    def summary(self):
        return counted(
            (self.bodies, _("bodies inspected")), (self.found, _("violations found")), (self.handled, _("handled"))
        )

    def clean_fields(self, exclude=None):
        # Violations listed by kind are summed; without a list the typed numbers stay.
        if self.violations:
            self.found, self.handled = total_of(self.violations, "found"), total_of(self.violations, "handled")
        super().clean_fields(exclude=exclude)
