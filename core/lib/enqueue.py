"""Sending of Celery tasks from web requests without waiting for a broker that hangs."""

import logging
import threading

log = logging.getLogger(__name__)
# Seconds that a web request waits for the broker.
TIMEOUT_SECONDS = 2


def enqueue(task, *args):
    """Send a Celery task; never fails.

    If the broker is away, the periodic tasks find the same work in the database and send it. A thread, because Celery
    tries a broker that takes the connection and says nothing twice, longer than a person waits.
    """
    sender = threading.Thread(target=_send, args=(task, args), daemon=True)
    sender.start()
    sender.join(TIMEOUT_SECONDS)


def _send(task, args):
    try:
        task.delay(*args)
    except Exception:
        # Whatever the broker's trouble is.
        log.warning("Broker not reached for %s %s; the beat will ask.", task.name, args, exc_info=True)
