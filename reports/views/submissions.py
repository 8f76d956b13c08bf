"""Views of reports: list, report, frozen versions."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.permissions import can_file, can_record_issue, can_release_text, can_request, can_steer
from core.lib.dates.clock import today
from core.lib.pages.form_handling import page_of
from core.units.keeping import units_and_kept
from filing.models import Snapshot, Submission, SubmissionState
from filing.submissions import verbs
from filing.submissions.acts.registry import acts_for
from filing.submissions.acts.transitions import version_shown
from filing.submissions.beneath import has_lost_report
from filing.submissions.requests import can_be_extended, can_be_reopened
from reports.content.disclosure_control import releases
from reports.content.disclosure_control.typed_text import texts_of
from reports.content.frozen.content import read
from reports.content.staleness import stale_reports
from reports.desk.state_tabs import narrow_to_state
from reports.documents.composition import composed
from reports.documents.differences import difference_beneath
from reports.documents.editions import part_of_content
from reports.models import Edition, Format, Issue
from reports.writers.markup import paper_context

# Some periods of a province of communes fill many screens.
PAGE_SIZE = 100

# What a preview shows of a paper: all of it but the seal.
PREVIEWED = ("head", "addressees", "blocks", "signature", "recipients", "appendices")


def visible_submissions(request):
    return Submission.objects.visible_to(request.user).select_related(
        "unit", "period", "period__root", "snapshot", "snapshot__made_by"
    )


@require_GET
def submission_list(request):
    """List a district's own reports, or for the Department those of all periods."""
    submissions, tabs = visible_submissions(request).order_by("-period__end", "-period__pk", "unit__code"), None
    if request.user.is_department and request.user.acting_for_id is None:
        submissions, tabs = narrow_to_state(submissions, request.GET.get("state"))
    else:
        submissions = submissions.filter(unit__in=units_and_kept(request.user.filing_unit_id))
    page = page_of(request, list(submissions), PAGE_SIZE)
    context = {"title": _("Reports"), "page_obj": page, "tabs": tabs, "may_steer": can_steer(request.user)}
    return render(request, "reports/submissions/list.html", context)


@require_GET
def submission_detail(request, pk):
    """Show the report as it will be printed, from its frozen content or from the current records."""
    submission = get_object_or_404(visible_submissions(request), pk=pk)
    content = read(submission.snapshot.content) if submission.is_frozen else composed(submission)
    issues = list(Issue.objects.filter(snapshot__submission=submission).select_related("snapshot"))
    issue = next((candidate for candidate in issues if candidate.snapshot_id == submission.snapshot_id), None)
    edition = requested_edition(request, content)
    documents, released = {}, frozenset()
    if submission.is_frozen:
        released = releases.released_in(submission.snapshot)
        documents = _documents_of(submission.snapshot, released)
    may_record = can_record_issue(request.user, submission.unit_id) and submission.state == SubmissionState.APPROVED
    beneath = difference_beneath(submission)
    is_overtaken = beneath is not None
    if submission.state == SubmissionState.WITH_LEADER:
        is_overtaken = has_lost_report(submission)
    acts = acts_for(submission, request.user, is_overtaken=is_overtaken)
    context = {
        "submission": submission,
        **preview_of(content, edition, released, submission=submission, snapshot=_frozen(submission)),
        **_release_context(submission, content, released, request.user),
        "corrected": content.corrected,
        "issue": issue if submission.is_frozen else None,
        "former_issues": [former for former in issues if former is not issue or not submission.is_frozen],
        "steps": verbs.with_remarks(submission.steps.select_related("by")),
        "acts": acts,
        "seen": version_shown(submission),
        "beneath": beneath,
        "may_review": any(act.verb == "approve" for act in acts),
        **possible_requests(submission, request.user),
        "may_file": can_file(request.user, submission.unit_id) and not submission.is_frozen,
        "may_record_issue": may_record and issue is None,
        "editions": editions_with(documents) if content.has_editions else editions_with(documents)[:1],
        "doubts": content.doubts,
        "named": content.snapshots,
        "outdated": stale_reports(content, submission.period) if submission.is_summary else [],
        "may_estimate": not submission.is_frozen and submission.period.end > today() and not submission.is_summary,
    }
    return render(request, "reports/submissions/submission.html", context)


def possible_requests(submission, user):
    """Return which requests the unit's people may make about this report; none while one waits for an answer."""
    may_put_off, may_reopen = can_be_extended(submission), can_be_reopened(submission)
    if not can_request(user, submission.unit_id) or not (may_put_off or may_reopen):
        return {}
    if submission.requests.waiting().exists():
        return {"request_waits": True}
    return {"may_put_off": may_put_off, "may_reopen": may_reopen}


def requested_edition(request, content):
    """Return the edition to show: internal unless outward is requested and exists."""
    outward = request.GET.get("edition") == Edition.OUTWARD and content.has_editions
    return Edition.OUTWARD if outward else Edition.INTERNAL


def preview_of(content, edition, released=frozenset(), **of):
    """Return the context of reports/submissions/_preview.html for one edition; `of` says of which report."""
    tree = part_of_content(content, edition, released, **of).tree
    shown = paper_context(tree)
    return {name: shown[name] for name in PREVIEWED} | {"edition": edition, "has_editions": content.has_editions}


def _frozen(submission):
    return submission.snapshot if submission.is_frozen else None


def _documents_of(snapshot, released):
    """Return {(edition, format): document} of a snapshot; of the outward ones those with the releases as they are."""
    digest = releases.digest_of(released)
    return {
        (document.edition, document.format): document
        for document in snapshot.documents.all()
        if document.edition == Edition.INTERNAL or document.released == digest
    }


def _release_context(submission, content, released, user):
    """Return the context of what of the typed text may leave: {texts, texts_released, may_release}."""
    if not submission.is_frozen or not content.has_editions:
        return {}
    digests = {text.digest for text in texts_of(content)}
    may_release = can_release_text(user, submission.unit_id)
    return {"texts": len(digests), "texts_released": len(digests & released), "may_release": may_release}


def editions_with(documents):
    """Return [(edition, [(format, document or None), …]), …] for the buttons of a report."""
    formats = (Format.PDF, Format.DOCX, Format.XLSX)
    return [
        (edition, [(file_format, documents.get((edition, file_format))) for file_format in formats])
        for edition in Edition
    ]


@require_GET
def snapshot_detail(request, pk):
    """Show a frozen version of a report, with its SHA-256."""
    snapshot = get_object_or_404(
        Snapshot.objects.filter(submission__in=Submission.objects.visible_to(request.user)).select_related(
            "submission__unit", "submission__period", "made_by"
        ),
        pk=pk,
    )
    content = read(snapshot.content)
    edition = requested_edition(request, content)
    released = releases.released_in(snapshot) if edition == Edition.OUTWARD else frozenset()
    context = {
        "snapshot": snapshot,
        **preview_of(content, edition, released, submission=snapshot.submission, snapshot=snapshot),
        "issue": Issue.objects.filter(snapshot=snapshot).first(),
    }
    return render(request, "reports/submissions/snapshot.html", context)
