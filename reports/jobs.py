"""Documents made by workers. The row says what is owed; the broker only carries its id, and may lose it.

A worker claims the row by a conditional update (token, lease, attempt), says now and then that it is alive,
and writes only while the token is its own. A sweep sends again what nobody picked up or whose lease ran out.
"""

import hashlib
import logging
import threading
import uuid
from contextlib import contextmanager, suppress
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile, File
from django.db import Error, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from calendars.clock import now
from notices.asking import ask
from reports.memory import open_reserve
from reports.models import Beat, Document, DocumentState, Edition, Format
from reports.papers.seals import code_of

log = logging.getLogger(__name__)
# Short enough that lease, sweep and the making itself fit into a minute after a worker was killed.
LEASE = timedelta(seconds=20)
# A message that nobody took within this time is sent again.
PICK_UP = timedelta(seconds=30)
ATTEMPTS = 3
FOLDER = "documents"
FAILED = gettext_noop("The document could not be made. Try once more; if it fails again, tell the administrator.")
NO_STORAGE = gettext_noop(
    "The server could not store the document: its disk may be full. Tell the administrator, then try again."
)
TOO_LARGE = gettext_noop("The document is too large for the server to make. Tell the administrator.")


def request_document(*, by, **fields):
    """The document of that content, edition and format, made once: asking again answers the same row.

    Sends the job after commit.
    """
    fields = {"edition": Edition.INTERNAL, "format": Format.PDF, **fields}
    source = fields.get("snapshot") or fields.get("compilation")
    once = {name: fields[name] for name in ("snapshot", "compilation", "edition", "format") if fields.get(name)}
    fields["code"] = code_of(source, fields["edition"])
    document, made = Document.objects.get_or_create(**once, defaults={**fields, "asked_by": by, "asked_at": now()})
    if made:
        transaction.on_commit(lambda: enqueue(document.pk))
    return document


def retry(document):
    """Begin a failed document anew; one that is under way or ready stays as it is."""
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
        transaction.on_commit(lambda: enqueue(document.pk))


def enqueue(pk):
    """Tell the workers. Where the broker does not answer, the sweep will."""
    from reports.tasks import make_document

    Document.objects.filter(pk=pk).update(sent_at=now())
    ask(make_document, str(pk))


def claim(pk):
    """A token for the document if it is free and owed, else None."""
    token, moment = uuid.uuid4(), now()
    free = Q(state=DocumentState.QUEUED) | Q(state=DocumentState.RUNNING, leased_until__lt=moment)
    claimed = Document.objects.filter(free, pk=pk, attempts__lt=ATTEMPTS).update(
        state=DocumentState.RUNNING,
        token=token,
        leased_until=moment + LEASE,
        attempts=F("attempts") + 1,
        progress=5,
    )
    return token if claimed else None


def advance(pk, token, percent):
    """Say that the job is alive and how far it has come; False when it is no longer this worker's."""
    return bool(
        Document.objects.filter(pk=pk, token=token, state=DocumentState.RUNNING).update(
            progress=percent, leased_until=now() + LEASE
        )
    )


@contextmanager
def heartbeat(pk, token):
    """Renew the lease from a thread while the renderer, which says nothing for long, is at work."""
    over = threading.Event()

    def beat():
        try:
            while not over.wait(LEASE.total_seconds() / 4):
                try:
                    Document.objects.filter(pk=pk, token=token).update(leased_until=now() + LEASE)
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
    """Make one document with `write(document, step)`, which answers bytes or an open binary file.

    Nothing is done where another worker has it. `step` takes a percentage. A part that fails names itself
    (`PartFailed`) in the row.
    """
    token = claim(pk)
    if token is None:
        return
    try:
        with heartbeat(pk, token):
            document = Document.objects.select_related("snapshot", "compilation", "unit", "period").get(pk=pk)
            _clear(document)
            made = write(document, lambda percent: advance(pk, token, percent))
            with File(made) if hasattr(made, "read") else ContentFile(made) as file:
                _finish(document, token, file)
    except Exception as error:
        # Whatever went wrong in the making, the row must say so: it is tried again, and in the end given up.
        if isinstance(error, MemoryError):
            open_reserve()
        log.exception("Document %s failed.", pk)
        _give_back(pk, token, getattr(error, "part", ""), _reason(error))


def _finish(document, token, file):
    """The bytes first, under a name of their own, then the row: a half-written file is never ready."""
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
        state=DocumentState.READY, progress=100, file=name, size=file.size, ready_at=now(),
        sha256=sha256, leased_until=None, message="", failed_part="",
    )  # fmt: skip
    if not ready:
        storage.delete(name)


def _clear(document):
    """Take away what an attempt that was killed left: the bytes may be half. Its token is no longer the row's."""
    storage = document.file.storage
    # A folder that is not there yet, or not to be used: the writing will say so.
    with suppress(OSError):
        for name in storage.listdir(FOLDER)[1]:
            if name.startswith(f"{document.pk.hex}-"):
                storage.delete(f"{FOLDER}/{name}")


def _reason(error):
    if isinstance(error, (MemoryError, SoftTimeLimitExceeded)):
        return TOO_LARGE
    # The renderer's own OSError, for a file that it may not have, has no number; nor has the storage's where a file
    # lies in the place of its folder.
    is_of_storage = isinstance(error, OSError) and (error.errno or isinstance(error, FileExistsError))
    return NO_STORAGE if is_of_storage else FAILED


def _give_back(pk, token, part, message):
    mine = Document.objects.filter(pk=pk, token=token)
    mine.update(failed_part=part[:300])
    mine.filter(attempts__lt=ATTEMPTS).update(state=DocumentState.QUEUED, token=None, leased_until=None, sent_at=None)
    mine.filter(attempts__gte=ATTEMPTS).update(state=DocumentState.FAILED, leased_until=None, message=message)


def sweep():
    """Send again what is owed and that nobody works on; give up what has failed too often."""
    moment = now()
    Beat.objects.update_or_create(name="worker", defaults={"at": moment})
    lapsed = Document.objects.filter(state=DocumentState.RUNNING, leased_until__lt=moment)
    for document in lapsed.filter(attempts__gte=ATTEMPTS):
        if lapsed.filter(pk=document.pk).update(state=DocumentState.FAILED, leased_until=None, message=FAILED):
            _clear(document)
    lost = Q(state=DocumentState.QUEUED) & (Q(sent_at=None) | Q(sent_at__lt=moment - PICK_UP))
    for pk in Document.objects.filter(lost).values_list("pk", flat=True):
        enqueue(pk)
    for pk in lapsed.filter(attempts__lt=ATTEMPTS).values_list("pk", flat=True):
        enqueue(pk)


def worker_seen_at():
    """When a worker last swept, or None."""
    return Beat.objects.filter(name="worker").values_list("at", flat=True).first()
