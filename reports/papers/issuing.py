"""Recording of an issue on paper: number, day, signed file and its signatures."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_record_issue, require
from core.lib.dates.clock import official_now
from core.lib.pages.seen import require_seen
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.evidence.storage import atomic_with_files, write_file
from filing.evidence.uploads import prepare
from filing.file_kinds import JPEG, PDF, PNG, WORDS
from filing.models import Submission, SubmissionState
from filing.submissions.acts.transitions import version_shown
from reports.models import Issue, TrustedRoot


def record_issue(submission, *, number, issued_on, upload=None, by, seen=None):
    """Record the issue of an approved report, once for each frozen version.

    The new issue names the one that it replaces. InvalidTransition if the report isn't approved or its issue is
    recorded already; ValidationError at `file` for a file that can't be kept.
    """
    # Before the lock: a large picture and the virus scanner take their time.
    prepared = _prepare_file(upload) if upload else None
    with atomic_with_files() as written_files:
        return _create_issue(submission, number, issued_on, upload, prepared, written_files, by, seen)


def _create_issue(submission, number, issued_on, upload, prepared, written_files, by, seen):
    lock_unit(submission.unit_id)
    fresh = Submission.objects.select_related("snapshot", "unit", "period").get(pk=submission.pk)
    require(can_record_issue(by, fresh.unit_id), WHO.records_issue())
    if fresh.state != SubmissionState.APPROVED:
        raise InvalidTransition(
            _("Only an approved report can be issued. Record the number and date once it is approved.")
        )
    if seen is not None:
        require_seen(seen, version_shown(fresh))
    if Issue.objects.filter(snapshot=fresh.snapshot).exists():
        raise InvalidTransition(_("The issue of this report is already recorded. What was issued does not change."))
    previous = Issue.objects.filter(snapshot__submission=fresh, replaced_by=None).order_by("-pk").first()
    issue = Issue(
        snapshot=fresh.snapshot,
        unit=fresh.unit,
        number=number.strip(),
        issued_on=issued_on,
        replaces=previous,
        recorded_by=by,
        recorded_at=official_now(),
    )
    if prepared:
        _attach_file(issue, upload, prepared, written_files)
    issue.clean_fields(exclude={field.name for field in issue._meta.fields} - {"number", "issued_on"})
    issue.save()
    return issue


def _prepare_file(upload):
    """Return the checked file; ValidationError at `file` for one that can't be kept."""
    try:
        prepared = prepare(upload, may_embed=True)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None
    if prepared.media_type not in (PDF, JPEG, PNG):
        raise ValidationError(
            {
                "file": _("This is a %s file. Choose the signed PDF, or a scan (PDF, JPEG, PNG).")
                % WORDS[prepared.media_type]
            }
        )
    return prepared


def _attach_file(issue, upload, prepared, written_files):
    """Store the file; its hash is that of the uploaded bytes, even if a picture is redrawn."""
    upload.seek(0)
    original = upload.read()
    issue.media_type, issue.size, issue.sha256 = (
        prepared.media_type,
        prepared.size,
        hashlib.sha256(original).hexdigest(),
    )
    if prepared.media_type == PDF:
        issue.signatures, issue.checked_at = _check_signatures(original), official_now()
    prepared.content.seek(0)
    write_file(issue.file, ContentFile(prepared.content.read()), written_files, at="file")


def _check_signatures(data):
    # The library takes a second to load, and few requests bring a signed file.
    from reports.papers.signatures import check_signatures

    try:
        return check_signatures(data, list(TrustedRoot.objects.values_list("pem", flat=True)))
    except ValueError:
        raise ValidationError({"file": _("This PDF cannot be read. Save it as a new PDF and choose that.")}) from None
