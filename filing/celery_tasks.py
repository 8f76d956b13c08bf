"""The daily clean-up of files and sent forms."""

from celery import shared_task

from filing import idempotency
from filing.evidence import orphans
from filing.models import StoredFile


@shared_task(name="progress.tidy")
def tidy():
    """Delete orphaned files and old keys of sent forms, once a day."""
    orphans.clear("evidence", StoredFile.objects.values_list("file", "thumbnail"))
    idempotency.delete_old()
