"""Asking the workers without making a person wait: one way for everything that a web request hands on."""

import logging
import threading

log = logging.getLogger(__name__)
# Seconds that a web request waits for the broker.
PATIENCE = 2


def ask(task, *args):
    """Send a Celery task; never fails. What was asked for stands in the database, and a beat asks for it again.

    A broker that takes the connection and says nothing is tried twice by the library, longer than a person waits.
    """
    asking = threading.Thread(target=_send, args=(task, args), daemon=True)
    asking.start()
    asking.join(PATIENCE)


def _send(task, args):
    try:
        task.delay(*args)
    except Exception:
        # Whatever the broker's trouble is.
        log.warning("Broker not reached for %s %s; the beat will ask.", task.name, args, exc_info=True)
