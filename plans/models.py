from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from progress.records import Record, Status
from texts.vietnamese import date_short


class Plan(Record):
    """A plan that the office advises and the People's Committee issues (clauses 1.a to 1.c).

    Under way while it is drafted, handed to the Committee on `submitted_on`, done once issued. It counts on
    the day of its latest step, and carries the year it is for.
    """

    TASKS = ("plan.annual", "plan.politics", "plan.action-month")
    RELATED = ("task", "unit")
    DATED_BY = ("issued_on", "submitted_on", "drafted_on")
    FROZEN_FIELDS = (
        "year", "drafted_on", "submitted_on", "number", "issued_on", "signer", "note",
    )  # fmt: skip

    title = models.CharField(_("Title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("Year the plan is for"))
    drafted_on = models.DateField(_("Drafting began on"))
    submitted_on = models.DateField(_("Handed to the People's Committee on"), null=True, blank=True)
    number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    signer = models.CharField(_("Signed by"), max_length=120, blank=True)
    note = models.TextField(_("Note"), max_length=4000, blank=True)
    counted_on = models.GeneratedField(
        expression=Coalesce("issued_on", "submitted_on", "drafted_on"),
        output_field=models.DateField(),
        db_persist=True,
        db_index=True,
    )

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("plan"), _("plans")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.DONE) | (Q(issued_on__isnull=False) & ~Q(number="")),
                name="plan_issued_with_number_and_day",
                violation_error_message=_("An issued plan has a number and a day."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(status__in=[Status.DONE, Status.CANCELLED]),
                name="plan_with_day_is_issued",
                violation_error_message=_("A plan with a day of issue is done."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def summary(self):
        """`12/KH-UBND, ban hành 20/2/2020`, or how far it has come."""
        if self.issued_on:
            return _("%(number)s, issued %(day)s") % {
                "number": self.number,
                "day": date_short(self.issued_on),
            }
        if self.submitted_on:
            return _("handed to the People's Committee %s") % date_short(self.submitted_on)
        return _("being drafted since %s") % date_short(self.drafted_on)

    def clean(self):
        super().clean()
        if self.status == Status.DONE:
            missing = [name for name in ("number", "issued_on") if not getattr(self, name)]
            if missing:
                raise ValidationError(dict.fromkeys(missing, _("An issued plan has a number and a day.")))
        elif self.issued_on and self.status != Status.CANCELLED:
            raise ValidationError({"status": _("A plan with a day of issue is done.")})
        steps = [day for day in (self.drafted_on, self.submitted_on, self.issued_on) if day]
        if steps != sorted(steps):
            raise ValidationError({"submitted_on": _("A plan is drafted first, then handed over, then issued.")})
