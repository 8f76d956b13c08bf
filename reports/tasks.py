from celery import shared_task
from celery.signals import worker_ready

from reports import jobs
from reports.writing import write


@shared_task(name="reports.make_document")
def make_document(pk):
    jobs.run(pk, write)


@shared_task(name="reports.sweep", expires=60)
def sweep():
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A worker that comes back looks at once for what is owed."""
    sweep.apply_async()
