"""Evidence files of records, each stored once within a unit."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.units.models import Unit
from filing.file_kinds import PICTURES, WORDS
from filing.models.base import OfUnitQuerySet


def evidence_path(stored, filename):
    """Return a generated path: nothing of the name that the person gave the file reaches the disk."""
    return f"evidence/{stored.unit_id}/{stored.pk.hex}"


def thumbnail_path(stored, filename):
    return f"{evidence_path(stored, filename)}-thumbnail"


class StoredFile(models.Model):
    """The bytes of a file that a unit attached, on disk once for all records that it proves.

    Once within a unit only, so that nobody learns by an upload that another unit has the same file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=evidence_path)
    thumbnail = models.FileField(upload_to=thumbnail_path, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("stored file")
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="stored_once_in_a_unit")]

    def __str__(self):
        return self.sha256

    @property
    def kind(self):
        """The common name of the file type (PDF, Word, JPEG); empty for a type that is no longer accepted."""
        return WORDS.get(self.media_type, "")

    @property
    def awaits_thumbnail(self):
        """Whether it is a picture whose thumbnail is still to be drawn."""
        return self.media_type in PICTURES and not self.thumbnail


class Evidence(models.Model):
    """A file attached to a record, handed out only to those who may see its unit."""

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
        verbose_name = _("evidence")
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="evidence_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "stored"], name="file_attached_once_to_a_record"
            ),
        ]

    def __str__(self):
        return self.name
