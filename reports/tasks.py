from celery import shared_task
from celery.signals import worker_process_init, worker_ready

from progress.evidence import orphans
from reports import jobs, memory
from reports.models import Issue
from reports.schedules import timetable
from reports.writing import write


@shared_task(name="reports.make_document")
def make_document(pk):
    try:
        jobs.run(pk, write)
    except MemoryError:
        # Celery's main process does not survive one that comes out of a task.
        raise RuntimeError("No memory was left to work on a document.") from None


@shared_task(name="reports.sweep", expires=60)
def sweep():
    jobs.sweep()


@shared_task(name="reports.run_schedules", expires=60)
def run_schedules():
    timetable.run_due()


@shared_task(name="reports.tidy")
def tidy():
    """Once a day: signed files that killed processes left on the disk."""
    orphans.clear("signed", Issue.objects.values_list("file"))


@worker_process_init.connect
def bound_memory(**kwargs):
    memory.bound()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A worker that comes back looks at once for what is owed."""
    sweep.apply_async()
