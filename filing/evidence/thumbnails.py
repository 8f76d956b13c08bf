"""Thumbnails of pictures, drawn by a worker once the picture is stored."""

import logging

from django.core.files.base import ContentFile
from django.db.models import Q

from core.units.locks import lock_unit
from filing.evidence.drawing import FORMATS, thumbnail
from filing.evidence.storage import atomic_with_files, write_file
from filing.models import StoredFile

log = logging.getLogger(__name__)


def draw_missing(pks=None):
    """Draw the thumbnails that are missing, of all stored pictures or of these; one that fails is tried again later."""
    chosen = Q() if pks is None else Q(pk__in=pks)
    for stored in StoredFile.objects.filter(chosen, media_type__in=FORMATS, thumbnail=""):
        try:
            _draw(stored)
        except Exception:  # Decoders raise whatever a file leads them into.
            log.exception("The thumbnail of %s could not be drawn.", stored.file.name)


def _draw(stored):
    with stored.file.open() as file:
        content = thumbnail(file)
    with atomic_with_files() as written:
        lock_unit(stored.unit_id)
        # The last record that had it may have let go of it meanwhile.
        fresh = StoredFile.objects.filter(pk=stored.pk, thumbnail="").first()
        if fresh:
            write_file(fresh.thumbnail, ContentFile(content), written)
            fresh.save(update_fields=["thumbnail"])
