"""Adding and removing the files that prove a record: as locked as the record itself."""

import logging
from contextlib import contextmanager, suppress

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_file, require
from calendars.clock import now
from progress.evidence.uploads import prepare
from progress.filing import lock_unit, refuse_closed
from progress.models import Evidence, StoredFile

log = logging.getLogger(__name__)


def add_evidence(record, upload, *, by):
    """Check an upload and keep it with its record, once: the same file again changes nothing."""
    prepared = prepare(upload)
    with rows_and_files() as written:
        return keep_evidence(record, [prepared], written, by=by)[0]


@contextmanager
def rows_and_files():
    """A transaction; the files written in it, which `write_file` puts into the list it yields, go when it fails."""
    written = []
    try:
        with transaction.atomic():
            yield written
    except (OperationalError, InterfaceError):
        # The database was lost, perhaps after it had committed: what no row names, the sweep takes (`orphans`).
        raise
    except BaseException:
        for file in written:
            file.storage.delete(file.name)
        raise


def keep_evidence(record, prepared, written, *, by):
    """Keep the prepared files with their record, within `rows_and_files`; ClosedDays where a report closed its day."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    refuse_closed(record)
    return [_attached(record, one, _stored(record.unit_id, one, written), by) for one in prepared]


def _attached(record, prepared, stored, by):
    evidence, _is_new = Evidence.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        stored=stored,
        defaults={"unit_id": record.unit_id, "name": prepared.name, "added_by": by, "added_at": now()},
    )
    return evidence


def _stored(unit_id, prepared, written):
    """The unit's one copy of these bytes; under the unit's lock, so that two writers don't make two."""
    stored = StoredFile.objects.filter(unit=unit_id, sha256=prepared.sha256).first()
    if stored:
        return stored
    stored = StoredFile(
        unit_id=unit_id, sha256=prepared.sha256, media_type=prepared.media_type, size=prepared.size
    )  # fmt: skip
    write_file(stored.file, prepared.content, written)
    if prepared.thumbnail:
        write_file(stored.thumbnail, ContentFile(prepared.thumbnail), written)
    stored.save(force_insert=True)
    return stored


def write_file(field, content, written, *, at="upload"):
    """Store the bytes of a row's file within `rows_and_files`; ValidationError at the form's field where that fails."""
    name = field.field.generate_filename(field.instance, "")
    try:
        field.name = field.storage.save(name, content)
    except OSError:
        # Half a file only fills a full disk further.
        with suppress(OSError):
            field.storage.delete(name)
        log.exception("A file could not be stored.")
        no_room = _(
            "The server could not store the file: its disk may be full. Nothing was saved. Tell the administrator, "
            "then choose the files again; without files you can save at once and add them later."
        )
        raise ValidationError({at: no_room}) from None
    written.append(field)


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Take a file away from its record; its bytes go with the last record that had it, once that is safe."""
    lock_unit(evidence.unit_id)
    require(can_file(by, evidence.unit_id), WHO.files())
    if evidence.record:
        refuse_closed(evidence.record)
    stored = evidence.stored
    evidence.delete()
    if not stored.evidence.exists():
        stored.delete()
        for file in filter(None, (stored.file, stored.thumbnail)):
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))
