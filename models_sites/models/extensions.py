"""Proposals to extend support models to other places (clause 4.b)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.text.vietnamese import date_short
from core.units.models import Unit
from filing.models.records import Status, Work, counting_day
from filing.models.spending import Spending
from models_sites.models.kinds import SiteKind


class Decision(models.TextChoices):
    """The decision on a proposal."""

    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")


class Extension(Work, Spending):
    """A proposal to extend a support model to another place, and its decision (clause 4.b).

    It is under way until decided, done once agreed, cancelled where refused. It counts on the day of its latest step;
    the cost is the amount requested.
    """

    TASKS = ("model.extend",)
    PREFIX = "extensions-"
    RELATED = ("task", "unit", "commune", "kind")
    DATED_BY = ("decided_on", "submitted_on", "proposed_on")
    SEARCHED = (*Work.SEARCHED, "commune", "decision_number")
    TOTALS = ("cost",)
    FROZEN_FIELDS = (
        "kind_id",
        "proposed_on",
        "submitted_on",
        "decision",
        "decided_on",
        "decision_number",
        "cost",
    )

    kind = models.ForeignKey(SiteKind, models.PROTECT, to_field="code", related_name="+", verbose_name=_("Kind"))
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    proposed_on = models.DateField(_("Proposed on"))
    submitted_on = models.DateField(_("Submitted to the People's Committee on"), null=True, blank=True)
    decision = models.CharField(_("Decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decision_number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    counted_on = counting_day("decided_on", "submitted_on", "proposed_on")

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("replication proposal"), _("replication proposals")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.DONE) | Q(decision="agreed", decided_on__isnull=False),
                name="extension_done_once_agreed",
                violation_error_message=_("A proposal is done once it is agreed, with a date of decision."),
            ),
        ]

    @property
    def summary(self):
        """The latest step, with its day."""
        if self.decision and self.decided_on:
            return f"{self.get_decision_display()} {date_short(self.decided_on)}"
        if self.submitted_on:
            return _("submitted to the People's Committee %s") % date_short(self.submitted_on)
        return _("proposed %s") % date_short(self.proposed_on)

    def clean(self):
        super().clean()
        if self.status == Status.DONE and (self.decision != Decision.AGREED or not self.decided_on):
            raise ValidationError({"decision": _("A proposal is done once it is agreed, with a date of decision.")})
        if bool(self.decision) != bool(self.decided_on):
            raise ValidationError({"decided_on": _("A decision needs a date, and a date needs a decision.")})
        steps = [day for day in (self.proposed_on, self.submitted_on, self.decided_on) if day]
        if steps != sorted(steps):
            raise ValidationError({"submitted_on": _("Dates must be in order: proposed, submitted, decided.")})
