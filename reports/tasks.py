from celery import shared_task
from celery.signals import worker_ready

from reports import jobs
from reports.writers.pdf import write_pdf


@shared_task(name="reports.make_document")
def make_document(pk):
    jobs.run(pk, _write)


def _write(source, step):
    """The PDF of a frozen content; the same content gives the same bytes on any host."""
    return write_pdf(source.content["tree"], made_on=source.made_at, identifier=source.sha256, progress=step)


@shared_task(name="reports.sweep", expires=60)
def sweep():
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A worker that comes back looks at once for what is owed."""
    sweep.apply_async()
