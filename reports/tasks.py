import resource

from celery import shared_task
from celery.signals import worker_process_init, worker_ready
from django.conf import settings

from reports import jobs, schedules
from reports.writing import write


@shared_task(name="reports.make_document")
def make_document(pk):
    jobs.run(pk, write)


@shared_task(name="reports.sweep", expires=60)
def sweep():
    jobs.sweep()


@shared_task(name="reports.run_schedules", expires=60)
def run_schedules():
    schedules.run_due()


@worker_process_init.connect
def bound_memory(**kwargs):
    """Allocations beyond the limit fail as MemoryError. Data, not addresses: charts reserve many of those."""
    limit = settings.WORKER_MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A worker that comes back looks at once for what is owed."""
    sweep.apply_async()
