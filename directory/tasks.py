"""The public files follow the database: at once where that is quick, by a worker where it takes seconds."""

import logging
import threading

from celery import shared_task
from celery.signals import worker_ready

from directory import static_copy

log = logging.getLogger(__name__)
# Seconds that a web request waits for the broker.
PATIENCE = 2


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
    """Ask the workers to refresh, and wait for the broker 2 s at most: where it does not answer, the beat will."""
    # A broker that takes the connection and says nothing is tried twice by the library: longer than a person waits.
    asking = threading.Thread(target=_ask, daemon=True)
    asking.start()
    asking.join(PATIENCE)


def _ask():
    try:
        refresh.delay()
    except Exception:
        # Whatever the broker's trouble is: the beat asks every half minute.
        log.warning("Broker not reached for the public directory; the beat will ask.", exc_info=True)


@worker_ready.connect
def refresh_at_start(sender, **kwargs):
    """A worker that comes back looks at once whether the files are right."""
    refresh_soon()
