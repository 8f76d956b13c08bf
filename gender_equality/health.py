"""Whether the portal can work right now, for whoever watches it: `GET /healthz`."""

import tempfile
import threading
import time
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseError
from django.db import connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from kombu.exceptions import OperationalError as BrokerError

from reports.jobs import worker_seen_at

# The answer is given after this many seconds, whatever hangs.
LIMIT = 4
OK = "ok"


@login_not_required
@require_GET
@never_cache
def healthz(request):
    """JSON with "ok" or what is wrong for database, broker, worker and storage; 503 unless all are well."""
    found = {"database": "no answer in time", "broker": "no answer in time", "worker": "unknown"}
    found["storage"] = "no answer in time"
    # Side by side and in threads: a server that takes the connection and then says nothing can't be timed out
    # from within the driver. What comes late is dropped with its copy.
    threads = [threading.Thread(target=check, args=(found,), daemon=True) for check in CHECKS]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, started + LIMIT - time.monotonic()))
    answer = dict(found)
    return JsonResponse(answer, status=200 if set(answer.values()) == {OK} else 503)


def check_database_and_worker(found):
    """Ask the database for 1, then when the worker last ran the sweep, which only the database knows."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = OK
        found["worker"] = _worker(worker_seen_at())
    except DatabaseError as error:
        found["database"] = f"cannot be read ({type(error).__name__})"
    finally:
        connection.close()


def _worker(seen):
    if seen is None:
        return "has not run yet"
    age = timezone.now() - seen
    if age > timedelta(seconds=3 * settings.SWEEP_SECONDS):
        return f"last seen {int(age.total_seconds())} seconds ago"
    return OK


def check_broker(found):
    """Connect to the broker as a web request does; for the file-based one, write into its queue's folder."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    if "data_folder_out" in options:
        found["broker"] = _written_to(options["data_folder_out"])
        return
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        found["broker"] = OK
    except (BrokerError, OSError) as error:
        found["broker"] = f"cannot be reached ({type(error).__name__})"


def check_storage(found):
    """Write and take away a small file where evidence and documents are kept."""
    found["storage"] = _written_to(settings.MEDIA_ROOT)


def _written_to(folder):
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".health-") as file:
            file.write(b"ok")
            file.flush()
    except OSError as error:
        return f"cannot be written ({error.strerror})"
    return OK


CHECKS = (check_database_and_worker, check_broker, check_storage)
