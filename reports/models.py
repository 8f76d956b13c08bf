import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import units_in_sight
from progress.models import OfUnitQuerySet, Period, Snapshot
from units.models import Unit


class Compilation(models.Model):
    """A provincial summary's own frozen content, and the snapshots of the approved reports that it adds up."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="compilations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="compilations")
    snapshots = models.ManyToManyField(Snapshot, related_name="compilations")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    day = models.DateField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.unit}: {self.period}"


class DocumentState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("In progress")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class DocumentQuerySet(OfUnitQuerySet):
    def visible_to(self, user):
        """Documents of the units within sight, with what their cards show."""
        return self.filter(unit__in=units_in_sight(user)).select_related("unit", "asked_by", "period")


class Document(models.Model):
    """A file that was asked for. This row, not the broker, is the truth about the job (see `reports.jobs`).

    `token` belongs to the worker that claimed it and `leased_until` says until when it may be silent;
    `progress` is a percentage. Made from one frozen content: a unit's snapshot, or a compilation.
    """

    class Sort(models.TextChoices):
        UNIT_REPORT = "unit_report", _("Unit's report")
        PROVINCIAL_SUMMARY = "provincial_summary", _("Provincial summary")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sort = models.CharField(max_length=20, choices=Sort.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    period = models.ForeignKey(Period, models.PROTECT, related_name="documents")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="documents")
    compilation = models.ForeignKey(Compilation, models.PROTECT, null=True, related_name="documents")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    file = models.FileField(blank=True)
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, compilation=None) | Q(snapshot=None, compilation__isnull=False),
                name="document_of_one_content",
            ),
            models.UniqueConstraint(fields=["snapshot"], name="document_once_for_a_snapshot"),
            models.UniqueConstraint(fields=["compilation"], name="document_once_for_a_compilation"),
        ]

    def __str__(self):
        return f"{self.get_sort_display()} {self.period.title}, {self.unit}"

    @property
    def is_unfinished(self):
        return self.state in (DocumentState.QUEUED, DocumentState.RUNNING)

    @property
    def source(self):
        """The frozen content that it is made from, and nothing else."""
        return self.snapshot or self.compilation

    @property
    def file_name(self):
        """What a person finds in the downloads: `bao-cao-nam-dong-2020-12-14.pdf`."""
        return f"bao-cao-{self.unit.slug}-{self.period.end:%Y-%m-%d}.pdf"


class Beat(models.Model):
    """When a worker last did the sweep: how the health page knows that one is alive."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return self.name
