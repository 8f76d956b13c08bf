"""Plans of the People's Committee and of communes (clauses 1.a to 1.c)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.text.vietnamese import date_short
from filing.models.records import CommuneRecord, Status, Work, counting_day
from filing.models.rows_field import RowColumn, RowsField


class PlanType(models.TextChoices):
    """The subject of a plan."""

    BOTH = "both", _("Gender equality and the advancement of women")
    EQUALITY = "equality", _("Gender equality")
    ADVANCEMENT = "advancement", _("The advancement of women")
    COMMUNICATION = "communication", _("Communication")
    ACTION_MONTH = "action_month", _("Action Month")
    OTHER = "other", _("Other plan")


class Authority(models.TextChoices):
    """The authority on whose behalf a plan is signed (Decree 30/2020/NĐ-CP, art. 13)."""

    TM = "tm", "TM."
    KT = "kt", "KT."
    TL = "tl", "TL."
    TUQ = "tuq", "TUQ."


class Plan(Work):
    """A plan that the office drafts and the People's Committee issues (clauses 1.a to 1.c).

    It is under way while it is drafted, handed to the Committee on `submitted_on`, and done once issued. It counts on
    the day of its latest step; `year` is the year that it is for.
    """

    TASKS = ("plan.annual", "plan.politics", "plan.action-month")
    RELATED = ("task", "unit", "replaces")
    SEARCHED = (*Work.SEARCHED, "number", "signer")
    DATED_BY = ("issued_on", "submitted_on", "drafted_on")
    FROZEN_FIELDS = (
        "sort",
        "year",
        "drafted_on",
        "submitted_on",
        "number",
        "issued_on",
        "authority",
        "signer",
        "activities",
    )

    sort = models.CharField(_("Kind"), max_length=20, choices=PlanType.choices, default=PlanType.BOTH)
    year = models.PositiveSmallIntegerField(_("Year of the plan"))
    drafted_on = models.DateField(_("Drafting started on"))
    submitted_on = models.DateField(_("Submitted to the People's Committee on"), null=True, blank=True)
    number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    authority = models.CharField(_("Signing authority"), max_length=5, choices=Authority.choices, blank=True)
    signer = models.CharField(_("Signed by"), max_length=120, blank=True)
    activities = RowsField(
        _("Planned activities"),
        columns=(
            RowColumn("what", _("Activity"), is_required=True),
            RowColumn("day", _("Due on"), "day"),
            RowColumn("owner", _("Lead unit")),
            RowColumn("budget", _("Budget (VND)"), "money"),
            RowColumn("result", _("Results")),
        ),
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("Replaces the plan")
    )
    counted_on = counting_day("issued_on", "submitted_on", "drafted_on")

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("plan"), _("plans")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.DONE) | (Q(issued_on__isnull=False) & ~Q(number="")),
                name="plan_issued_with_number_and_day",
                violation_error_message=_("An issued plan must have a number and a date."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(status__in=[Status.DONE, Status.CANCELLED]),
                name="plan_with_day_is_issued",
                violation_error_message=_("A plan with a date of issue must have the status Done."),
            ),
        ]

    @property
    def summary(self):
        """`12/KH-UBND, ban hành 20/2/2020`, or the latest step."""
        if self.issued_on:
            return _("%(number)s, issued %(day)s") % {
                "number": self.number,
                "day": date_short(self.issued_on),
            }
        if self.submitted_on:
            return _("submitted to the People's Committee %s") % date_short(self.submitted_on)
        return _("drafted since %s") % date_short(self.drafted_on)

    def clean(self):
        super().clean()
        if self.status == Status.DONE:
            missing = [name for name in ("number", "issued_on") if not getattr(self, name)]
            if missing:
                raise ValidationError(dict.fromkeys(missing, _("An issued plan must have a number and a date.")))
        elif self.issued_on and self.status != Status.CANCELLED:
            raise ValidationError({"status": _("A plan with a date of issue must have the status Done.")})
        if self.replaces_id and self.replaces_id == self.pk:
            raise ValidationError({"replaces": _("A plan cannot replace itself.")})
        steps = [day for day in (self.drafted_on, self.submitted_on, self.issued_on) if day]
        if steps != sorted(steps):
            raise ValidationError({"submitted_on": _("Dates must be in order: drafted, submitted, issued.")})


class CommunePlan(CommuneRecord):
    """A record that a commune issued its own yearly plan (KH-04; Decree 70/2008/NĐ-CP, art. 7)."""

    TASKS = ("plan.annual",)
    PREFIX = "communes-"
    FROZEN_FIELDS = ("year", "detail")

    day = models.DateField(_("Issued on"))
    detail = models.CharField(_("Number and symbol"), max_length=60, blank=True)

    class Meta(CommuneRecord.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("commune plan"), _("commune plans")
