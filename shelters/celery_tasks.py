"""Tasks that keep the public files up to date: pages at once, papers, which take seconds, by a worker."""

import logging

from celery import shared_task
from celery.signals import worker_ready

from core.lib.enqueue import enqueue
from shelters.public import static_copy

log = logging.getLogger(__name__)


@shared_task(name="directory.refresh", expires=60)
def refresh():
    """Bring every public file up to date; usually there is nothing to do."""
    static_copy.refresh()


def after_change():
    """Update the public files after the commit of a change; never fails, since the change stands already.

    Pages are written anew (or removed) and papers that may tell too much removed; the workers make new ones.
    """
    for update in (static_copy.write_pages, static_copy.clear_stale_papers):
        try:
            update()
        except Exception:
            # A full disk or a lost database: what is stale is not served, and the next beat repairs it.
            log.exception("The public files could not follow a change; the next refresh will.")
    refresh_soon()


def refresh_soon():
    """Let a worker refresh the files; where the broker does not answer, the beat does."""
    enqueue(refresh)


@worker_ready.connect
def refresh_at_start(sender, **kwargs):
    """Refresh the files when a worker comes back."""
    refresh_soon()
