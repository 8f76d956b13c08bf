"""The daily clean-up of files and sent forms, and the drawing of thumbnails."""

from celery import shared_task

from filing import idempotency
from filing.evidence import orphans, thumbnails
from filing.models import StoredFile


@shared_task(name="progress.tidy")
def tidy():
    """Delete orphaned files and old keys of sent forms, once a day."""
    orphans.clear("evidence", StoredFile.objects.values_list("file", "thumbnail"))
    idempotency.delete_old()


@shared_task(name="progress.draw_thumbnails", expires=3600)
def draw_thumbnails(pks=None):
    """Draw the thumbnails of these pictures, or all that are missing."""
    thumbnails.draw_missing(pks)
