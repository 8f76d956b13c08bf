"""Frozen contents, documents made of them, issues on paper, trusted certificates and schedules."""

import uuid
from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from core.lib.text.alphabetical import in_order
from core.units.models import Unit
from filing.models import OfUnitQuerySet, Period, Snapshot

FILE_NAMES = {
    "unit_report": "bao-cao",
    "provincial_summary": "bao-cao-tong-hop",
    "brief": "trang-tong-quan",
    "letter": "cong-van-don-doc",
    "dossier": "ho-so",
    "quick_report": "bao-cao-nhanh",
    "dashboard": "bieu-do",
}


class CompilationType(models.TextChoices):
    """Kinds of documents."""

    UNIT_REPORT = "unit_report", _("Unit's report")
    PROVINCIAL_SUMMARY = "provincial_summary", _("Provincial summary")
    BRIEF = "brief", _("One page for the leader")
    LETTER = "letter", _("Letter to late units")
    DOSSIER = "dossier", _("Dossier for inspectors")
    QUICK_REPORT = "quick_report", _("Quick report")
    DASHBOARD = "dashboard", _("Dashboard")


class Compilation(models.Model):
    """A frozen content outside of the approval of reports: a leader's page, a letter, a dossier.

    `snapshots` are those whose figures it adds up. `period` is None for a dossier, which has dates of its own.
    """

    sort = models.CharField(max_length=20, choices=CompilationType.choices, default=CompilationType.PROVINCIAL_SUMMARY)
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="compilations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="compilations")
    snapshots = models.ManyToManyField(Snapshot, related_name="compilations")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    day = models.DateField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("compilation")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["sort", "unit", "sha256"], name="compiled_once")]

    def __str__(self):
        return f"{self.unit}: {self.get_sort_display()}"


class Edition(models.TextChoices):
    """Editions of a content: internal for the offices, outward for the public.

    See `reports.content.disclosure_control.gate`.
    """

    INTERNAL = "internal", _("internal")
    OUTWARD = "outward", _("public")


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    ZIP = "zip", "ZIP"


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("In progress")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class DocumentQuerySet(OfUnitQuerySet):
    def visible_to(self, user):
        """Return the documents of the units that the user may see, with what their cards show."""
        return self.filter(unit__in=units_in_sight(user)).select_related("unit", "asked_by", "period")


class Document(models.Model):
    """A requested file, made from one frozen content: a snapshot or a compilation.

    This row, not the broker, holds the state of the job (see `reports.documents.queue`): `token` belongs to the worker
    that claimed it, `leased_until` is when the claim ends unless it is renewed, `progress` is a percentage. `released`
    is the digest of the released texts with which an outward one is made (`disclosure_control.releases`), "" where it
    was asked for before there were releases. `code` identifies content, edition and releases on paper
    (`reports.papers.verification_codes`); `failed_part` is the Vietnamese heading of the part that could not be made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sort = models.CharField(max_length=20, choices=CompilationType.choices)
    edition = models.CharField(max_length=10, choices=Edition.choices, default=Edition.INTERNAL)
    released = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=5, choices=Format.choices, default=Format.PDF)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="documents")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="documents")
    compilation = models.ForeignKey(Compilation, models.PROTECT, null=True, related_name="documents")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    failed_part = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    file = models.FileField(blank=True)
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    code = models.CharField(max_length=10, blank=True, db_index=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document file")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, compilation=None) | Q(snapshot=None, compilation__isnull=False),
                name="document_of_one_content",
            ),
            models.UniqueConstraint(
                fields=["snapshot", "edition", "format", "released"], name="document_once_for_a_snapshot"
            ),
            models.UniqueConstraint(
                fields=["compilation", "edition", "format", "released"], name="document_once_for_a_compilation"
            ),
        ]

    def __str__(self):
        return f"{self.get_sort_display()}, {self.unit}"

    @property
    def is_unfinished(self):
        return self.state in (DocumentState.QUEUED, DocumentState.RUNNING)

    @property
    def source(self):
        """Return the frozen content from which the document is made."""
        return self.snapshot or self.compilation

    @property
    def file_name(self):
        """Return the name of the download, such as `bao-cao-nam-dong-2020-12-14.pdf`."""
        day = self.period.end if self.period else self.source.day
        outward = "-cong-bo" if self.edition == Edition.OUTWARD else ""
        return f"{FILE_NAMES[self.sort]}-{self.unit.slug}-{day:%Y-%m-%d}{outward}.{self.format}"


class OutwardVersion(models.Model):
    """A frozen report whose outward edition was asked for: what it tells went out, whatever becomes of its files."""

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="went_out")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version that was made public")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.snapshot_id}: {self.at}"


class TextRelease(models.Model):
    """A typed text of a frozen report that a person of the Department let go outside.

    `sha256` is `disclosure_control.typed_text.text_digest` of the text: words that change lose their release.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="text_releases")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()

    class Meta:
        verbose_name = _("release of a text")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "sha256"], name="text_released_once")]

    def __str__(self):
        return f"{self.snapshot_id}: {self.sha256[:16]}"


def signed_path(issue, filename):
    """Return a generated path: nothing of the name that a person gave the file reaches the disk."""
    return f"signed/{issue.unit_id}/{uuid.uuid4().hex}"


class Issue(models.Model):
    """A report as it was issued on paper: number, day and the signed file or its scan, recorded afterwards.

    The portal neither numbers nor signs. What was issued never changes; a mistake of content is corrected by a new
    report that names the old one (Decree 30/2020/NĐ-CP, art. 18), which is then `replaces`. `signatures` is what
    `reports.papers.signatures.check_signatures` returned when the file was recorded.
    """

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="issue")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issues")
    number = models.CharField(_("Number and symbol"), max_length=60)
    issued_on = models.DateField(_("Issued on"))
    file = models.FileField(_("Signed file or scan"), upload_to=signed_path, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    signatures = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued document")
        ordering = ["-issued_on", "-pk"]

    def __str__(self):
        return self.number


class TrustedRoot(models.Model):
    """A certificate against which signatures are checked, loaded by the administrator; never a private key."""

    name = models.CharField(_("name"), max_length=200)
    pem = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = [in_order("name")]
        verbose_name, verbose_name_plural = _("trusted certificate"), _("trusted certificates")

    def __str__(self):
        return self.name


class ScheduleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the schedules of the units that the user may see."""
        return self.filter(root__in=units_in_sight(user))


class Schedule(models.Model):
    """A schedule of the provincial summary: working days after the districts' due date, and a time of day."""

    root = models.ForeignKey(Unit, models.CASCADE, related_name="schedules")
    working_days = models.PositiveSmallIntegerField(_("Working days after the due date"), default=1)
    at = models.TimeField(_("Time of day"), default=time(17))
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("People to notify"))
    since = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.root}: +{self.working_days}, {self.at:%H:%M}"


class ScheduledRun(models.Model):
    """A run of a schedule for one period; the unique constraint keeps two workers from running it twice."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="runs")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    compilation = models.ForeignKey(Compilation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "period"], name="scheduled_once_for_a_period")]

    def __str__(self):
        return f"{self.schedule_id}/{self.period_id}"


class Beat(models.Model):
    """The moment of a worker's last sweep, by which the health page knows that one is alive."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")

    def __str__(self):
        return self.name
