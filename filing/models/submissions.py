"""A unit's report for a period, its steps, and its frozen snapshots."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.windows import WHOLE_YEARS
from core.units.keeping import units_standing_for
from core.units.models import Unit
from filing.models.base import OfUnitQuerySet
from filing.models.periods import FREE_KINDS, Period


class SubmissionState(models.TextChoices):
    """The states of a report."""

    DRAFT = "draft", _("Draft")
    WITH_HEAD = "with_head", _("Awaiting approval by the head of office")
    WITH_LEADER = "with_leader", _("Awaiting approval by the Department's leader")
    SENT = "sent", _("Sent to the Department, awaiting approval")
    RETURNED = "returned", _("To be corrected")
    APPROVED = "approved", _("Approved")


FROZEN_STATES = (SubmissionState.WITH_HEAD, SubmissionState.WITH_LEADER, SubmissionState.SENT, SubmissionState.APPROVED)
OWED_STATES = (SubmissionState.DRAFT, SubmissionState.WITH_HEAD, SubmissionState.RETURNED)


class SubmissionQuerySet(OfUnitQuerySet):
    def closing(self, unit_id, day):
        """Return the submissions that close a day of the unit to changes.

        This is the only rule on that. A report returned with remarks on single things still closes the rest
        (`filing.submissions.corrections`).
        """
        return self.closing_any(unit_id).filter(closed_through__gte=day, period__start__lte=day)

    def closing_any(self, unit_id):
        """Return the submissions that close any days of the unit.

        An ended unit without a report of its own in the period is told, and so closed, by that of its keeper.
        """
        own = Submission.objects.filter(period=OuterRef("period"), unit=unit_id)
        told = Q(unit=unit_id) | (Q(unit__in=units_standing_for(unit_id).values("pk")) & ~Exists(own))
        return self.filter(told, closed_through__gte=F("period__start")).exclude(period__kind__in=FREE_KINDS)

    def owed(self):
        """Return those that are not with the Department yet."""
        return self.filter(state__in=OWED_STATES)

    def of_districts(self):
        """Return those of districts, without the provincial summaries of the unit that opened the period."""
        return self.exclude(unit=F("period__root"))


class Submission(models.Model):
    """A unit's report for a period: filled in, signed off by the head, reviewed by the Department.

    The unit that opened the period has one too: the summary of the others' reports, which its leader approves.
    Only `filing.submissions.verbs` changes the state. `closed_through` is the last day that the snapshot closed.
    `sent_on` is when it was last sent, `first_sent_on` when it was first sent, which decides whether it was in time.
    `extended_to` is the due date granted to the unit, `correct_by` when a returned report is due again. `correction`
    is the step that returned it, until it is approved: with remarks only what they are pinned to is open, without any
    the whole window. `from_paper`: the Department filed it for the unit.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    closed_through = models.DateField(null=True)
    snapshot = models.ForeignKey("Snapshot", models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    first_sent_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    extended_to = models.DateField(null=True)
    correct_by = models.DateField(null=True)
    correction = models.ForeignKey("Step", models.PROTECT, null=True, related_name="+")
    review_opened_at = models.DateTimeField(null=True)
    review_opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_paper = models.BooleanField(default=False)
    evaluation = models.TextField(_("Evaluation"), max_length=10_000, blank=True)
    difficulties = models.TextField(_("Difficulties and their causes"), max_length=10_000, blank=True)
    next_steps = models.TextField(_("Next steps"), max_length=10_000, blank=True)
    proposals = models.TextField(_("Proposals"), max_length=10_000, blank=True)
    # Asked for once a year.
    situation = models.TextField(_("General situation"), max_length=10_000, blank=True)
    committee = models.TextField(_("Committee for the advancement of women, and staff"), max_length=10_000, blank=True)
    objectives = models.TextField(_("Results by objective"), max_length=10_000, blank=True)
    mainstreaming = models.TextField(_("Gender mainstreaming"), max_length=10_000, blank=True)
    other_bodies = models.TextField(_("Work of other departments and unions"), max_length=10_000, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-period__end", "unit__code"]
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="submission_once")]

    def __str__(self):
        return f"{self.unit}: {self.period}"

    @property
    def is_summary(self):
        """Whether it is the provincial summary of others' reports; reads the period."""
        return self.unit_id == self.period.root_id

    @property
    def is_yearly(self):
        """Whether it tells of a whole year, and so is asked for the yearly texts; reads the period."""
        return self.period.kind in WHOLE_YEARS

    @property
    def is_frozen(self):
        return self.state in FROZEN_STATES

    @property
    def is_owed(self):
        return self.state in OWED_STATES

    @property
    def is_under_review(self):
        """Whether the Department has begun to read it, so that the unit can no longer withdraw it."""
        return self.state == SubmissionState.SENT and self.review_opened_at is not None

    @property
    def original_due_on(self):
        """The due date set with the period: the districts', or that of the summary."""
        return (self.is_summary and self.period.summary_due_on) or self.period.due_on

    @property
    def due_on(self):
        """The due date granted to the unit, else the original one."""
        return self.extended_to or self.original_due_on

    @property
    def days_late(self):
        """The days from the due date to the first sending, or to today if not sent; 0 when in time."""
        return max(0, ((self.first_sent_on or today()) - self.due_on).days)

    @property
    def days_after_original(self):
        """The days late by the original due date, whatever was granted."""
        return max(0, ((self.first_sent_on or today()) - self.original_due_on).days)

    @property
    def owed_on(self):
        """The day by which the unit has to send it: the date set for a correction, else the due date.

        The date of a correction also holds while the report is with the head.
        """
        return self.correct_by or self.due_on

    @property
    def days_overdue(self):
        """The days since it was owed; 0 once it is with the Department."""
        return max(0, (today() - self.owed_on).days) if self.is_owed else 0


class Step(models.Model):
    """A change of a submission's state: by whom, when, and why.

    `at` is the instant, `day` the local day that people see.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=12, choices=SubmissionState.choices)
    target = models.CharField(max_length=12, choices=SubmissionState.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()
    comment = models.TextField(max_length=4000, blank=True)
    snapshot = models.ForeignKey("Snapshot", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("step of a report")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.verb} {self.day}"

    @property
    def gives_back(self):
        """Whether the report went back to those who write it; a unit that takes its own back withdraws it."""
        return self.target == SubmissionState.RETURNED or (
            self.target == SubmissionState.DRAFT and self.source != SubmissionState.SENT
        )


class Snapshot(models.Model):
    """The frozen content of a submission (records, figures, text) with its SHA-256."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="snapshots")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    day = models.DateField()

    class Meta:
        verbose_name = _("frozen report")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["submission", "version"], name="snapshot_version_once")]

    def __str__(self):
        return f"{self.submission_id}/{self.version}"
