"""Periods, submissions with their steps and snapshots, declarations and evidence. Records are in `records`."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import units_in_sight
from calendars import windows
from calendars.clock import today
from calendars.windows import PeriodKind, Window, title
from directives.models import Task
from progress.file_kinds import WORDS
from units.models import Unit

FREE_KINDS = (PeriodKind.THEMATIC, PeriodKind.URGENT)


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


class Theme(models.TextChoices):
    """What a report is about, where it isn't all of the work."""

    GENERAL = "", _("All of the work")
    ACTION_MONTH = "action_month", _("Action Month (clauses 1.c and 2.d)")
    CLOSING_REVIEW = "closing_review", _("Closing review of strategy and programmes (clause 3.b)")


class OfUnitQuerySet(models.QuerySet):
    """Rows that belong to a unit; every look-up by a person starts here."""

    def visible_to(self, user):
        """Rows of the units within the person's sight; what is outside does not exist for them."""
        return self.filter(unit__in=units_in_sight(user))


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Periods opened by the person's own unit or one above it."""
        if user.is_administrator:
            return self.none()
        return self.filter(root__in=Unit.objects.filter(descents__unit=user.unit_id))


class Period(models.Model):
    """A window that the Department asks about, with the document that asks and the date when it is due.

    Periods overlap: months, quarters, halves, years, and free dates (Decree 09/2019/NĐ-CP, art. 12).
    """

    root = models.ForeignKey(Unit, models.PROTECT, related_name="periods", verbose_name=_("opened by"))
    kind = models.CharField(_("kind"), max_length=20, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number within the year"), default=1)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, default=Theme.GENERAL, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    due_on = models.DateField(_("due date of the districts"))
    summary_due_on = models.DateField(_("due date of the provincial summary"), null=True, blank=True)
    asked_number = models.CharField(_("asked for by document"), max_length=60)
    asked_on = models.DateField(_("date of that document"))
    asked_subject = models.CharField(_("subject of that document"), max_length=300)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-end", "-start", "kind"]
        verbose_name, verbose_name_plural = _("period"), _("periods")
        constraints = [
            models.UniqueConstraint(
                fields=["root", "kind", "year", "number"],
                condition=~Q(kind__in=FREE_KINDS),
                name="period_asked_once",
                violation_error_message=_("This period is open already: a unit is asked once."),
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="period_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.title

    @property
    def window(self):
        return Window(self.start, self.end)

    @property
    def is_free(self):
        return PeriodKind(self.kind).is_free

    @property
    def title(self):
        """Vietnamese, as in a report's subject: `năm 2020`, `6 tháng đầu năm 2020`."""
        return title(self.kind, self.year, self.number, self.start, self.end)

    @property
    def days_left(self):
        """Days until the due date; negative when it has passed."""
        return (self.due_on - today()).days

    @property
    def last_year(self):
        return windows.same_period_last_year(self.kind, self.year, self.number, self.window)

    @property
    def cumulative(self):
        return windows.year_to_date(self.window)


class DayOffQuerySet(models.QuerySet):
    def of(self, root_id):
        """The declared days of that Department as a set, for `calendars.working_days`."""
        return frozenset(self.filter(root=root_id).values_list("day", flat=True))


class DayOff(models.Model):
    """A day on which offices do not work and that no calendar knows: a storm, a flood; declared by the Department."""

    root = models.ForeignKey(Unit, models.CASCADE, related_name="days_off", verbose_name=_("declared by"))
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=300)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    objects = DayOffQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["root", "day"], name="day_off_once")]

    def __str__(self):
        return f"{self.day}: {self.reason}"


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

    `key` is the paragraph's (`progress.narrative.Told`); `drafted` is what the records said when it was written, so
    that a figure which has changed since can be pointed out.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="edits")
    key = models.CharField(max_length=60)
    text = models.TextField(_("Text"), max_length=10_000, blank=True)
    drafted = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
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
        ordering = ["pk"]

    def __str__(self):
        return f"{self.verb} {self.day}"


class Pinned(models.TextChoices):
    """What a remark is tied to."""

    RECORD = "record", _("record")
    FIGURE = "figure", _("figure")
    PARAGRAPH = "paragraph", _("paragraph")


class RemarkQuerySet(models.QuerySet):
    def pending(self):
        """Those of a review that is not decided yet; the unit sees none of them."""
        return self.filter(step=None)

    def on(self, record):
        """What the unit was told about that record, the newest first."""
        content_type = ContentType.objects.get_for_model(record)
        told = self.filter(content_type=content_type, object_id=record.pk, step__isnull=False)
        return told.select_related("step").order_by("-pk")


class Remark(models.Model):
    """A reason pinned to one record, figure or paragraph of a report in review; told to the unit with the return.

    `step` is that return, none while the review goes on. `key` is the figure's (TT-02) or the paragraph's
    (plans.issued), empty for a record; `label` is what it was called when it was pinned, in Vietnamese.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="remarks")
    target = models.CharField(max_length=10, choices=Pinned.choices, default=Pinned.RECORD)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey()
    key = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=400, blank=True)
    text = models.CharField(_("Remark"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=Pinned.RECORD, content_type__isnull=False, object_id__isnull=False, key="")
                | (~Q(target=Pinned.RECORD) & ~Q(key="") & Q(content_type=None, object_id=None)),
                name="remark_on_one_thing",
            ),
            models.UniqueConstraint(
                fields=["submission", "content_type", "object_id"],
                condition=Q(step=None, target=Pinned.RECORD),
                name="record_pinned_once_in_a_review",
            ),
            models.UniqueConstraint(
                fields=["submission", "target", "key"],
                condition=Q(step=None) & ~Q(key=""),
                name="key_pinned_once_in_a_review",
            ),
        ]

    def __str__(self):
        return self.text


class Wish(models.TextChoices):
    """What a unit may ask the Department for."""

    EXTENSION = "extension", _("a later due date")
    REOPENING = "reopening", _("to open the approved report again")


class Answer(models.TextChoices):
    """What became of a request; it changes in `progress.requests` alone."""

    OPEN = "open", _("Waiting for an answer")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests of the units within the person's sight."""
        return self.filter(submission__unit__in=units_in_sight(user))

    def waiting(self):
        return self.filter(state=Answer.OPEN)


class Request(models.Model):
    """A unit asks for a later due date (xin gia hạn) or to open an approved report (đề nghị mở lại), with a reason.

    `until` is the day that was asked for, `granted_until` the one that was given; both only for an extension.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="requests")
    wish = models.CharField(max_length=12, choices=Wish.choices)
    reason = models.TextField(_("Reason"), max_length=2000)
    until = models.DateField(_("Until"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    state = models.CharField(max_length=12, choices=Answer.choices, default=Answer.OPEN)
    answer = models.TextField(_("Answer"), max_length=2000, blank=True)
    granted_until = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "wish"],
                condition=Q(state=Answer.OPEN),
                name="request_waits_once",
                violation_error_message=_("You have asked already and wait for the answer."),
            ),
        ]

    def __str__(self):
        return f"{self.submission}: {self.get_wish_display()}"


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
        constraints = [
            models.UniqueConstraint(fields=["unit", "task", "start", "end"], name="declaration_once"),
        ]

    def __str__(self):
        return f"{self.unit}: {self.task}"


def evidence_path(stored, filename):
    """A generated name: nothing of what the person called the file reaches the disk."""
    return f"evidence/{stored.unit_id}/{stored.pk.hex}"


def thumbnail_path(stored, filename):
    return f"{evidence_path(stored, filename)}-thumbnail"


class StoredFile(models.Model):
    """Bytes that a unit attached, on disk once however many records they prove.

    Once within a unit only: whether another unit has the same file is not to be learned by uploading it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=evidence_path)
    thumbnail = models.FileField(upload_to=thumbnail_path, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="stored_once_in_a_unit")]

    def __str__(self):
        return self.sha256

    @property
    def kind(self):
        """What people call such a file: PDF, Word, JPEG; empty for what is no longer taken."""
        return WORDS.get(self.media_type, "")


class Evidence(models.Model):
    """A file that proves a record; handed out only to those who see its unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="evidence_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "stored"], name="file_attached_once_to_a_record"
            ),
        ]

    def __str__(self):
        return self.name
