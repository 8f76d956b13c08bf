"""The queue of documents: workers claim rows of the database, the broker only carries their ids.

A worker claims a row by a conditional update (token, lease, attempt), renews the lease while it works, and writes only
while the token is its own. The broker may lose messages: a sweep sends again what nobody picked up or whose lease
expired.
"""

import hashlib
import logging
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile, File
from django.db import Error, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from core.lib.dates.clock import now, official_now
from core.lib.enqueue import enqueue
from core.lib.leases import TOLERANCE, Lease
from reports.content.disclosure_control.releases import digest_of, released_in
from reports.documents.editions import ReleasesChanged
from reports.documents.memory import open_reserve
from reports.models import Beat, Document, DocumentState, Edition, Format, OutwardVersion
from reports.papers.verification_codes import code_of

log = logging.getLogger(__name__)
# Short enough that lease, sweep and the making itself fit into a minute after a worker was killed.
LEASE = Lease(timedelta(seconds=20))
# A message that nobody took within this time is sent again.
PICK_UP = timedelta(seconds=30)
MAX_ATTEMPTS = 3
# By its name: the task itself imports every writer, and this module.
MAKE_DOCUMENT = current_app.signature("reports.make_document")
FOLDER = "documents"
# Stored in rows as they stand here: with other words those of before would lose their translation.
FAILED = gettext_noop("The document could not be made. Try once more; if it fails again, tell the administrator.")
NO_STORAGE = gettext_noop(
    "The server could not store the document: its disk may be full. Tell the administrator, then try again."
)
OTHER_RELEASES = gettext_noop(
    "Other texts are released by now than when this document was asked for. Ask for a new one on the report's page."
)
TOO_LARGE = gettext_noop("The document is too large for the server to make. Tell the administrator.")


def request_document(*, by, **fields):
    """Return the document of that content, edition and format, created and queued unless it exists.

    An outward one is one with the texts that are released at this moment. The job is sent after commit.
    """
    fields = {"edition": Edition.INTERNAL, "format": Format.PDF, "released": "", **fields}
    source = fields.get("snapshot") or fields.get("compilation")
    if fields["edition"] == Edition.OUTWARD:
        fields["released"] = digest_of(released_in(fields.get("snapshot")))
        if fields.get("snapshot"):
            OutwardVersion.objects.get_or_create(snapshot=fields["snapshot"], defaults={"at": now()})
    once = {name: fields[name] for name in ("snapshot", "compilation", "edition", "format") if fields.get(name)}
    once["released"] = fields["released"]
    fields["code"] = code_of(source, fields["edition"], fields["released"])
    document, is_new = Document.objects.get_or_create(
        **once, defaults={**fields, "asked_by": by, "asked_at": official_now()}
    )
    if is_new:
        transaction.on_commit(lambda: send_job(document.pk))
    return document


def retry(document):
    """Queue a failed document again; one that is in progress or ready stays as it is."""
    changed = Document.objects.filter(pk=document.pk, state=DocumentState.FAILED).update(
        state=DocumentState.QUEUED,
        attempts=0,
        progress=0,
        message="",
        failed_part="",
        token=None,
        leased_until=None,
        sent_at=None,
    )
    if changed:
        transaction.on_commit(lambda: send_job(document.pk))


def send_job(pk):
    """Send the job to the workers; if the broker doesn't answer, the sweep sends it later."""
    Document.objects.filter(pk=pk).update(sent_at=now())
    enqueue(MAKE_DOCUMENT, str(pk))


def claim(pk):
    """Return a token if the document waits to be made and nobody has it, else None."""
    free = Q(state=DocumentState.QUEUED) | Q(LEASE.is_over(now()), state=DocumentState.RUNNING)
    rows = Document.objects.filter(free, pk=pk, attempts__lt=MAX_ATTEMPTS)
    return LEASE.claim(rows, state=DocumentState.RUNNING, attempts=F("attempts") + 1, progress=5)


def advance(pk, token, percent):
    """Store the progress and renew the lease; return False if the job is no longer this worker's."""
    return LEASE.renew(Document.objects.filter(pk=pk, state=DocumentState.RUNNING), token, progress=percent)


@contextmanager
def heartbeat(pk, token):
    """Renew the lease from a thread while the renderer works, which reports no progress for long."""
    over = threading.Event()

    def beat():
        try:
            while not over.wait(LEASE.length.total_seconds() / 4):
                try:
                    LEASE.renew(Document.objects.filter(pk=pk), token)
                except Error:
                    # Locked, or away for a moment: the next beat may come through.
                    log.warning("The lease of document %s was not renewed.", pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def run(pk, write):
    """Make one document with `write(document, step)`, which returns bytes or an open binary file.

    Does nothing if another worker has it. `step` takes a percentage. A failing part (`PartFailed`) is named in the row.
    """
    token = claim(pk)
    if token is None:
        return
    try:
        with heartbeat(pk, token):
            document = Document.objects.select_related("snapshot", "compilation", "unit", "period").get(pk=pk)
            _delete_leftovers(document)
            content = write(document, lambda percent: advance(pk, token, percent))
            with File(content) if hasattr(content, "read") else ContentFile(content) as file:
                _finish(document, token, file)
    except Exception as error:
        # Whatever went wrong in the making, the row must say so: it is tried again, and in the end given up.
        if isinstance(error, MemoryError):
            open_reserve()
        log.exception("Document %s failed.", pk)
        _record_failure(pk, token, getattr(error, "part", ""), _failure_message(error))


def count_without_memory(pk):
    """Count an attempt that memory did not suffice to begin; the last is given up with a word."""
    waiting = Document.objects.filter(pk=pk, state=DocumentState.QUEUED)
    waiting.update(attempts=F("attempts") + 1, sent_at=None)
    waiting.filter(attempts__gte=MAX_ATTEMPTS).update(state=DocumentState.FAILED, message=TOO_LARGE)


def _finish(document, token, file):
    """Store the bytes under a new name, then mark the row as ready: a half-written file is never ready."""
    sha256 = hashlib.file_digest(file.file, "sha256").hexdigest()
    storage, name = document.file.storage, f"{FOLDER}/{document.pk.hex}-{token.hex}.{document.format}"
    try:
        name = storage.save(name, file)
    except BaseException:
        # Half a file only fills a full disk further.
        with suppress(OSError):
            storage.delete(name)
        raise
    ready = Document.objects.filter(pk=document.pk, token=token, state=DocumentState.RUNNING).update(
        state=DocumentState.READY,
        progress=100,
        file=name,
        size=file.size,
        ready_at=official_now(),
        sha256=sha256,
        leased_until=None,
        message="",
        failed_part="",
    )
    if not ready:
        storage.delete(name)


def _delete_leftovers(document):
    """Delete the files of an attempt that was killed: they may be incomplete, and their token is void."""
    storage = document.file.storage
    # A folder that is not there yet, or not to be used: the writing will say so.
    with suppress(OSError):
        for name in storage.listdir(FOLDER)[1]:
            if name.startswith(f"{document.pk.hex}-"):
                storage.delete(f"{FOLDER}/{name}")


def _failure_message(error):
    if isinstance(error, (MemoryError, SoftTimeLimitExceeded)):
        return TOO_LARGE
    if isinstance(error, ReleasesChanged):
        return OTHER_RELEASES
    # The renderer's own OSError, for a file that it may not have, has no number; nor has the storage's where a file
    # lies in the place of its folder.
    is_of_storage = isinstance(error, OSError) and (error.errno or isinstance(error, FileExistsError))
    return NO_STORAGE if is_of_storage else FAILED


def _record_failure(pk, token, part, message):
    mine = Document.objects.filter(pk=pk, token=token)
    mine.update(failed_part=part[:300])
    mine.filter(attempts__lt=MAX_ATTEMPTS).update(
        state=DocumentState.QUEUED, token=None, leased_until=None, sent_at=None
    )
    mine.filter(attempts__gte=MAX_ATTEMPTS).update(state=DocumentState.FAILED, leased_until=None, message=message)


def sweep():
    """Send documents again that nobody works on, and mark those as failed that have no attempts left."""
    moment = now()
    Beat.objects.update_or_create(name="worker", defaults={"at": moment})
    left = Document.objects.filter(LEASE.is_over(moment), state=DocumentState.RUNNING)
    for document in left.filter(attempts__gte=MAX_ATTEMPTS):
        if left.filter(pk=document.pk).update(state=DocumentState.FAILED, leased_until=None, message=FAILED):
            _delete_leftovers(document)
    is_lost = Q(sent_at=None) | Q(sent_at__lt=moment - PICK_UP) | Q(sent_at__gt=moment + TOLERANCE)
    for pk in Document.objects.filter(is_lost, state=DocumentState.QUEUED).values_list("pk", flat=True):
        send_job(pk)
    for pk in left.filter(attempts__lt=MAX_ATTEMPTS).values_list("pk", flat=True):
        send_job(pk)


def worker_seen_at():
    """Return when a worker last swept, or None."""
    return Beat.objects.filter(name="worker").values_list("at", flat=True).first()
