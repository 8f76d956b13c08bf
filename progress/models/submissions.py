"""A unit's report of a period on its way, with what people write into it, and what was frozen."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from directives.models import Task
from progress.models.base import OfUnitQuerySet
from progress.models.periods import FREE_KINDS, Period
from units.models import Unit


class State(models.TextChoices):
    """The states of a report; the words are those of the domain."""

    DRAFT = "draft", _("Being filled in")
    WITH_HEAD = "with_head", _("Waiting for the head's approval")
    WITH_LEADER = "with_leader", _("Waiting for the Department's leader")
    SENT = "sent", _("Sent to the Department, waiting")
    RETURNED = "returned", _("To be corrected")
    APPROVED = "approved", _("Approved")


FROZEN = (State.WITH_HEAD, State.WITH_LEADER, State.SENT, State.APPROVED)
OWED = (State.DRAFT, State.WITH_HEAD, State.RETURNED)


class SubmissionQuerySet(OfUnitQuerySet):
    def closing(self, unit_id, day):
        """What has closed that day of the unit: the one answer to "may this still be changed?".

        A report that came back with remarks on single things still closes the rest (`progress.corrections`).
        """
        return self.filter(unit=unit_id, closed_through__gte=day, period__start__lte=day).exclude(
            period__kind__in=FREE_KINDS
        )

    def owed(self):
        """Not with the Department yet."""
        return self.filter(state__in=OWED)

    def of_districts(self):
        """Without the summaries, in which the unit that asked answers for all below it."""
        return self.exclude(unit=F("period__root"))


class Submission(models.Model):
    """A unit's statement about a window: filled in, signed off by the head, reviewed by the Department.

    The unit that opened the period has one too: the summary of what the others sent, which its leader approves.
    The state changes in `progress.verbs` alone. `closed_through` is the last day that the snapshot closed. `sent_on`
    is when it was last sent, `first_sent_on` when it was first: by that it was in time. `extended_to` is the due date
    that was granted to the unit, `correct_by` when a returned report is to be there again. `correction` is the step by
    which it came back, until it is approved: with remarks these alone are open, without any the whole window.
    `from_paper`: the Department filed it for the unit.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
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

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-period__end", "unit__code"]
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="submission_once")]

    def __str__(self):
        return f"{self.unit}: {self.period}"

    @property
    def is_summary(self):
        """Whether it adds up the reports of others; needs the period."""
        return self.unit_id == self.period.root_id

    @property
    def is_frozen(self):
        return self.state in FROZEN

    @property
    def is_owed(self):
        return self.state in OWED

    @property
    def is_under_review(self):
        """Whether the Department has begun to read what was sent: then the unit can no longer take it back."""
        return self.state == State.SENT and self.review_opened_at is not None

    @property
    def original_due_on(self):
        """The districts' due date, or the summary's own."""
        return (self.is_summary and self.period.summary_due_on) or self.period.due_on

    @property
    def due_on(self):
        """The due date that was granted to the unit, else the original one."""
        return self.extended_to or self.original_due_on

    @property
    def days_late(self):
        """Days between the due date and the first sending, or today while nothing was sent; 0 when in time."""
        return max(0, ((self.first_sent_on or today()) - self.due_on).days)

    @property
    def days_after_original(self):
        """The same by the original due date, whatever was granted."""
        return max(0, ((self.first_sent_on or today()) - self.original_due_on).days)

    @property
    def owed_on(self):
        """When the unit has to send it: what came back by its own date, if one was set, also while the head has it."""
        return self.correct_by or self.due_on

    @property
    def days_overdue(self):
        """Days since it was owed and is not there; 0 for what is with the Department."""
        return max(0, (today() - self.owed_on).days) if self.is_owed else 0


class Edit(models.Model):
    """A paragraph as a person wrote it in place of the drafted one; an empty text leaves it out.

    `key` is the paragraph's (`progress.wording.narrative.Told`); `drafted` is what the records said when it was
    written, so that a figure which has changed since can be pointed out.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="edits")
    key = models.CharField(max_length=60)
    text = models.TextField(_("Text"), max_length=10_000, blank=True)
    drafted = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("edited paragraph of a report")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "key"], name="paragraph_edited_once")]

    def __str__(self):
        return f"{self.submission_id}/{self.key}"


class Estimate(models.Model):
    """What a figure will come to by the period's end (ước thực hiện), typed where a report is due before it.

    `value` is in the figure's own unit: pieces, attendances, đồng.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="estimates")
    indicator = models.CharField(max_length=20)
    value = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("estimate")
        ordering = ["indicator"]
        constraints = [models.UniqueConstraint(fields=["submission", "indicator"], name="estimated_once")]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class Step(models.Model):
    """One act in the life of a submission: who, when (the instant, and the day people see), and why."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=12, choices=State.choices)
    target = models.CharField(max_length=12, choices=State.choices)
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


class Snapshot(models.Model):
    """What a submission said at one moment: records, figures and text, frozen with their SHA-256."""

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


class Declaration(models.Model):
    """A unit says that under a task nothing occurred within a window ("không phát sinh")."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="declarations")
    task = models.ForeignKey(Task, models.PROTECT, related_name="declarations")
    start = models.DateField()
    end = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration that nothing occurred")
        constraints = [
            models.UniqueConstraint(fields=["unit", "task", "start", "end"], name="declaration_once"),
        ]

    def __str__(self):
        return f"{self.unit}: {self.task}"
