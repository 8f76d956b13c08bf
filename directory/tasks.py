"""The public files follow the database: at once where that is quick, by a worker where it takes seconds."""

import logging

from celery import shared_task
from celery.signals import worker_ready

from directory import static_copy
from notices.asking import ask

log = logging.getLogger(__name__)


@shared_task(name="directory.refresh", expires=60)
def refresh():
    """Bring every public file up to date; nothing to do is the usual case."""
    static_copy.refresh()


def after_change():
    """What follows the commit of a change of what is public; never fails, since the change stands already.

    Pages anew (or gone), papers that may tell too much gone, then the workers are asked for new ones.
    """
    for act in (static_copy.write_pages, static_copy.clear_stale_papers):
        try:
            act()
        except Exception:
            # A full disk or a lost database: what is stale is not served, and the next beat makes it good.
            log.exception("The public files could not follow a change; the next refresh will.")
    refresh_soon()


def refresh_soon():
    """Ask the workers to refresh; where the broker does not answer, the beat will."""
    ask(refresh)


@worker_ready.connect
def refresh_at_start(sender, **kwargs):
    """A worker that comes back looks at once whether the files are right."""
    refresh_soon()
