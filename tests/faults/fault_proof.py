"""Looks through a portal's database and files for what a fault may leave, and prints it as a JSON list: [] is well.

`python fault_proof.py [REPORT…]`: of reports it looks at these, or at all.
"""

import hashlib
import json
import os
import sys
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"


def main():
    import django

    django.setup()
    looks = (facts, records, reports, steps, evidence, documents, notices)
    print(json.dumps([f"{look.__name__}: {found}" for look in looks for found in look()], ensure_ascii=False))


def facts():
    """What the figures are counted from says the same as the records."""
    from django.core.management import call_command

    told = StringIO()
    try:
        call_command("recount", stdout=told)
    except SystemExit:
        yield told.getvalue()


def records():
    """Each saving of a record left one row of its history, and the record is as the last of them says."""
    from filing import areas

    for kind in areas.record_kinds():
        for record in kind.model.everything.all():
            versions = sorted(record.history.values_list("version", flat=True))
            if versions != list(range(1, record.version + 1)):
                yield f"{record} is version {record.version} with the history {versions}"


def reports():
    """What is frozen is what the records say, all of them: none came in behind the snapshot's back."""
    from filing.models import FROZEN_STATES, Submission
    from reports.documents.composition import compose

    frozen = _asked(Submission.objects.of_districts()).filter(state__in=FROZEN_STATES)
    for one in frozen.select_related("unit", "period", "snapshot"):
        now = json.loads(json.dumps(compose(one), default=str))
        for part in ("figures", "records"):
            if now[part] != one.snapshot.content[part]:
                yield f"{one}: {part} are not those of the snapshot"
        versions = sorted(one.snapshots.values_list("version", flat=True))
        if versions != list(range(1, len(versions) + 1)):
            yield f"{one} has the versions {versions}"


def steps():
    """Each report came to its state by steps that follow upon one another."""
    from filing.models import Submission, SubmissionState

    for one in _asked(Submission.objects.all()):
        state = SubmissionState.DRAFT
        for step in one.steps.order_by("pk"):
            if step.source != state:
                yield f"{one}: {step.verb} from {step.source}, where it was {state}"
            state = step.target
        if one.state != state:
            yield f"{one} is {one.state} after a step to {state}"


def evidence():
    """Each row has its bytes, and no bytes are without a row."""
    from django.conf import settings

    from filing.models import StoredFile

    named = set()
    for stored in StoredFile.objects.all():
        named |= {stored.file.name, stored.thumbnail.name}
        path = Path(settings.MEDIA_ROOT) / stored.file.name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != stored.sha256:
            yield f"{stored.file.name} is not what its row says"
        if not stored.evidence.exists():
            yield f"{stored.file.name} proves nothing"
    yield from _unnamed("evidence", named)


def documents():
    """Each document that is ready has its bytes, and no other file lies beside them."""
    from django.conf import settings

    from reports.models import Document, DocumentState

    named = set()
    for document in Document.objects.filter(state=DocumentState.READY):
        named.add(document.file.name)
        path = Path(settings.MEDIA_ROOT) / document.file.name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != document.sha256:
            yield f"{document.file.name} is not what its row says"
    if not Document.objects.filter(state=DocumentState.RUNNING).exists():
        yield from _unnamed("documents", named)


def notices():
    """No mail is on the way for ever."""
    from core.lib.dates.clock import now
    from core.notifications.models import MailState, Notice

    stuck = Notice.objects.filter(mail=MailState.SENDING, leased_until__lt=now())
    yield from (f"the mail of notice {pk} is stuck" for pk in stuck.values_list("pk", flat=True))


def _asked(submissions):
    return submissions.filter(pk__in=map(int, sys.argv[1:])) if sys.argv[1:] else submissions


def _unnamed(folder, named):
    from django.conf import settings

    root = Path(settings.MEDIA_ROOT)
    found = {str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file()}
    yield from (f"{name} belongs to no row" for name in sorted(found - named))


if __name__ == "__main__":
    main()
