"""Celery tasks of the reports, and what a worker does when it starts."""

from celery import shared_task
from celery.signals import worker_init, worker_process_init, worker_ready

from filing.evidence import orphans
from reports.documents import memory, queue, temporary
from reports.documents.writing import write
from reports.models import Issue
from reports.schedules import timetable


@shared_task(name="reports.make_document")
def make_document(pk):
    """Make the document with that id."""
    try:
        queue.run(pk, write)
    except MemoryError:
        # Not even for taking it up, so that the row still waits. The error itself must not come out of a task: Celery's
        # main process would not survive it.
        memory.open_reserve()
        queue.count_without_memory(pk)
        raise RuntimeError("No memory was left to work on a document.") from None


@shared_task(name="reports.sweep", expires=60)
def sweep():
    """Send documents again that no worker has picked up."""
    queue.sweep()


@shared_task(name="reports.run_schedules", expires=60)
def run_schedules():
    """Run the schedules that are due."""
    timetable.run_due()


@shared_task(name="reports.tidy")
def tidy():
    """Delete signed files that killed processes left on the disk; runs once a day."""
    orphans.clear("signed", Issue.objects.values_list("file"))


@worker_init.connect
def open_temporary_folder(**kwargs):
    temporary.open_folder()


@worker_process_init.connect
def bound_memory(**kwargs):
    memory.limit_memory()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """Sweep as soon as a worker is ready, so that what waited while none ran is taken up."""
    sweep.apply_async()
