"""What was issued on paper is recorded afterwards: number, day, the signed file, and what its signatures are worth."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_record_issue, require
from calendars.clock import now
from progress.evidence.file_kinds import JPEG, PDF, PNG, WORDS
from progress.evidence.keeping import rows_and_files, write_file
from progress.evidence.uploads import prepare
from progress.filing import lock_unit
from progress.models import State, Submission
from progress.verbs import NotNow
from reports.models import Issue, TrustedRoot
from reports.papers.signatures import check


def record_issue(submission, *, number, issued_on, upload=None, by):
    """Record the issue of an approved report, once for each frozen version; the report that it replaces is named.

    NotNow where the report isn't approved, or its issue is recorded already; ValidationError at `file` for a file that
    can't be kept.
    """
    with rows_and_files() as written:
        return _recorded(submission, number, issued_on, upload, written, by)


def _recorded(submission, number, issued_on, upload, written, by):
    lock_unit(submission.unit_id)
    fresh = Submission.objects.select_related("snapshot", "unit", "period").get(pk=submission.pk)
    require(can_record_issue(by, fresh.unit_id), WHO.records_issue())
    if fresh.state != State.APPROVED:
        raise NotNow(_("Only an approved report is issued. Record number and day once it is approved."))
    if Issue.objects.filter(snapshot=fresh.snapshot).exists():
        raise NotNow(_("The issue of this report is recorded already, and what was issued never changes."))
    former = Issue.objects.filter(snapshot__submission=fresh, replaced_by=None).order_by("-pk").first()
    issue = Issue(
        snapshot=fresh.snapshot, unit=fresh.unit, number=number.strip(), issued_on=issued_on, replaces=former,
        recorded_by=by, recorded_at=now(),
    )  # fmt: skip
    if upload:
        _attach(issue, upload, written)
    issue.clean_fields(exclude={field.name for field in issue._meta.fields} - {"number", "issued_on"})
    issue.save()
    return issue


def _attach(issue, upload, written):
    """The file as it is kept; its hash is that of the bytes that people hold, also where a picture is drawn anew."""
    try:
        kept = prepare(upload)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from None
    if kept.media_type not in (PDF, JPEG, PNG):
        raise ValidationError(
            {"file": _("This is a %s file. Choose the PDF that was signed, or a scan (PDF, JPEG, PNG).")
             % WORDS[kept.media_type]}
        )  # fmt: skip
    upload.seek(0)
    held = upload.read()
    issue.media_type, issue.size, issue.sha256 = kept.media_type, kept.size, hashlib.sha256(held).hexdigest()
    if kept.media_type == PDF:
        issue.signatures, issue.checked_at = _signatures(held), now()
    kept.content.seek(0)
    write_file(issue.file, ContentFile(kept.content.read()), written, at="file")


def _signatures(data):
    try:
        return check(data, list(TrustedRoot.objects.values_list("pem", flat=True)))
    except ValueError:
        raise ValidationError({"file": _("This PDF can't be read. Save it as PDF anew and choose that.")}) from None
