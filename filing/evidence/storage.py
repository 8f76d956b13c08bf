"""The verbs that add and remove evidence files, under the same locks as their records."""

import logging
from contextlib import contextmanager, suppress

from celery import current_app
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_file, require
from core.lib.dates.clock import official_now
from core.lib.enqueue import enqueue
from core.units.locks import lock_unit
from filing.evidence.uploads import prepare
from filing.models import Evidence, StoredFile
from filing.records.closed_days import refuse_closed

log = logging.getLogger(__name__)
# By its name: the task imports this module. What the broker loses is drawn by the beat.
DRAW_THUMBNAILS = current_app.signature("progress.draw_thumbnails")


def add_evidence(record, upload, *, by):
    """Check an upload and attach it to a record; the same file again changes nothing."""
    prepared = prepare(upload)
    with atomic_with_files() as written:
        return keep_evidence(record, [prepared], written, by=by)[0]


@contextmanager
def atomic_with_files():
    """Open a transaction that deletes the files written in it when it fails.

    It yields the list to which `write_file` adds them.
    """
    written = []
    try:
        with transaction.atomic():
            yield written
    except (OperationalError, InterfaceError):
        # The database was lost, perhaps after it had committed: `orphans` deletes the files later if no row names them.
        raise
    except BaseException:
        for file in written:
            file.storage.delete(file.name)
        raise


def keep_evidence(record, prepared, written, *, by):
    """Attach prepared files to a record; ClosedDays where a report has closed its day.

    Call it within `atomic_with_files`.
    """
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    refuse_closed(record)
    kept = [_attach(record, file, _store_once(record.unit_id, file, written), by) for file in prepared]
    waiting = [str(evidence.stored_id) for evidence in kept if evidence.stored.awaits_thumbnail]
    if waiting:
        transaction.on_commit(lambda: enqueue(DRAW_THUMBNAILS, waiting))
    return kept


def _attach(record, prepared, stored, by):
    evidence, _is_new = Evidence.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        stored=stored,
        defaults={"unit_id": record.unit_id, "name": prepared.name, "added_by": by, "added_at": official_now()},
    )
    return evidence


def _store_once(unit_id, prepared, written):
    """Return the unit's one copy of the bytes; the unit's lock keeps two writers from making two."""
    stored = StoredFile.objects.filter(unit=unit_id, sha256=prepared.sha256).first()
    if stored:
        return stored
    stored = StoredFile(unit_id=unit_id, sha256=prepared.sha256, media_type=prepared.media_type, size=prepared.size)
    write_file(stored.file, prepared.content, written)
    stored.save(force_insert=True)
    return stored


def write_file(field, content, written, *, at="upload"):
    """Store the bytes of a row's file; ValidationError at the form's field `at` where that fails.

    Call it within `atomic_with_files`.
    """
    name = field.field.generate_filename(field.instance, "")
    try:
        field.name = field.storage.save(name, content)
    except OSError:
        # A partly written file would only fill the disk further.
        with suppress(OSError):
            field.storage.delete(name)
        log.exception("A file could not be stored.")
        no_room = _(
            "The server could not store the file. Its disk may be full. Nothing has been saved. Tell the "
            "administrator, then choose the files again. Without files you can save now and add them later."
        )
        raise ValidationError({at: no_room}) from None
    written.append(field)


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Remove a file from its record; its bytes go with the last record that has it, after the commit."""
    lock_unit(evidence.unit_id)
    require(can_file(by, evidence.unit_id), WHO.files())
    if evidence.record:
        refuse_closed(evidence.record)
    # Read under the lock: a worker may just have drawn the thumbnail.
    stored = StoredFile.objects.get(pk=evidence.stored_id)
    evidence.delete()
    if not stored.evidence.exists():
        stored.delete()
        for file in filter(None, (stored.file, stored.thumbnail)):
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))
