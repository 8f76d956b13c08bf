"""The health check `GET /healthz`: database, broker, worker, storage, and the virus scanner where there is one."""

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

from core.lib.files.virus_scanner import scanner_fault
from reports.documents.queue import worker_seen_at

# The response is given after this many seconds, whatever hangs.
TIMEOUT_SECONDS = 4
OK = "ok"


@login_not_required
@require_GET
@never_cache
def healthz(request):
    """Return JSON with "ok" or the fault of each part that the portal needs; 503 unless all are "ok"."""
    states = {"database": "no answer in time", "broker": "no answer in time", "worker": "unknown"}
    states["storage"] = "no answer in time"
    if settings.CLAMD:
        states["scanner"] = "no answer in time"
    # In threads: a server that takes the connection and then says nothing can't be timed out from within the driver.
    # The copy below is what is returned: a thread that is late can no longer change it.
    threads = [threading.Thread(target=check, args=(states,), daemon=True) for check in CHECKS]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, started + TIMEOUT_SECONDS - time.monotonic()))
    result = dict(states)
    return JsonResponse(result, status=200 if set(result.values()) == {OK} else 503)


def check_database_and_worker(states):
    """Query the database, then when the worker last ran the sweep, which is stored there."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        states["database"] = OK
        states["worker"] = _worker_state(worker_seen_at())
    except DatabaseError as error:
        states["database"] = f"cannot be read ({type(error).__name__})"
    finally:
        connection.close()


def _worker_state(seen_at):
    if seen_at is None:
        return "has not run yet"
    age = timezone.now() - seen_at
    longest = timedelta(seconds=3 * settings.SWEEP_SECONDS)
    if age > longest:
        return f"last seen {int(age.total_seconds())} seconds ago"
    if age < -longest:
        # The clock was set back: nobody knows how long ago that was, until the next sweep.
        return "last seen at a time that is still to come"
    return OK


def check_broker(states):
    """Connect to the broker as a web request does; write into the folder of the file-based one."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    if "data_folder_out" in options:
        states["broker"] = _write_state(options["data_folder_out"])
        return
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        states["broker"] = OK
    except (BrokerError, OSError) as error:
        states["broker"] = f"cannot be reached ({type(error).__name__})"


def check_storage(states):
    """Write and remove a small file where evidence and documents are kept."""
    states["storage"] = _write_state(settings.MEDIA_ROOT)


def _write_state(folder):
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".health-") as file:
            file.write(b"ok")
            file.flush()
    except OSError as error:
        return f"cannot be written ({error.strerror})"
    return OK


def check_scanner(states):
    """Ask the virus scanner for an answer, where the settings name one."""
    if settings.CLAMD:
        states["scanner"] = scanner_fault() or OK


CHECKS = (check_database_and_worker, check_broker, check_storage, check_scanner)
