from celery import shared_task

from progress import sendings
from progress.evidence import orphans
from progress.models import StoredFile


@shared_task(name="progress.tidy")
def tidy():
    """Once a day: what killed processes left on the disk, and what no browser can send again."""
    orphans.clear("evidence", StoredFile.objects.values_list("file", "thumbnail"))
    sendings.forget_old()
