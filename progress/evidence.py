"""Adding and removing the files that prove a record: as locked as the record itself."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.permissions import WHO, can_file, require
from calendars.clock import now
from progress.filing import lock_unit, refuse_closed
from progress.models import Evidence
from progress.uploads import checked_type, digest_of


@transaction.atomic
def add_evidence(record, upload, *, by):
    """Keep a checked upload with its record, once: the same file again changes nothing."""
    lock_unit(record.unit_id)
    require(can_file(by, record.unit_id), WHO.files())
    refuse_closed(record)
    media_type, sha256 = checked_type(upload), digest_of(upload)
    same = record.evidence.filter(sha256=sha256).first()
    if same:
        return same
    evidence = Evidence(
        id=uuid.uuid4(), unit_id=record.unit_id, content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk, name=upload.name[-255:], media_type=media_type, size=upload.size, sha256=sha256,
        added_by=by, added_at=now(),
    )  # fmt: skip
    evidence.file.save(evidence.name, upload, save=False)
    evidence.save(force_insert=True)
    return evidence


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Take a file away; its bytes go once the transaction is safe."""
    lock_unit(evidence.unit_id)
    require(can_file(by, evidence.unit_id), WHO.files())
    if evidence.record:
        refuse_closed(evidence.record)
    storage, name = evidence.file.storage, evidence.file.name
    evidence.delete()
    transaction.on_commit(lambda: storage.delete(name))
