"""Staleness: whether the data behind a frozen report have changed."""

from core.lib.text.paper_language import in_paper_language
from filing.models import Submission, SubmissionState
from filing.submissions.beneath import has_changed_registers, parts_beneath
from filing.submissions.scopes import scope_of
from reports.content import unit_content
from reports.content.frozen.content import Content, read

NOT_APPROVED = (SubmissionState.WITH_HEAD, SubmissionState.SENT)


def is_stale(snapshot):
    """Return whether the records, or the reports that a summary adds up, have changed since the snapshot."""
    frozen, submission = read(snapshot.content), snapshot.submission
    if submission.is_summary:
        return bool(stale_reports(frozen, submission.period))
    return unit_content.figures_of(scope_of(submission), submission.period) != frozen.figures


def stale_reports(frozen: Content, period):
    """Return the units whose report is not, or no longer, the one that the summary adds up."""
    named = {report.id for report in frozen.snapshots}
    submissions = Submission.objects.filter(period=period).of_districts().select_related("unit").order_by("unit__code")
    return [
        submission.unit
        for submission in submissions
        if (submission.state == SubmissionState.APPROVED) != (submission.snapshot_id in named)
    ]


def changed_beneath(submission):
    """Return the content as it is frozen and with what changed beneath it since, (old, new); None where nothing did.

    Asked of a unit's report that is frozen and not yet approved.
    """
    if submission.state not in NOT_APPROVED or submission.is_summary:
        return None
    old, new = parts_beneath(submission, compared(submission))
    frozen = submission.snapshot.content
    return (read({**frozen, **old}), read({**frozen, **new})) if new else None


@in_paper_language
def compared(submission):
    """Return the figures and records of now, which are compared with what is frozen of a unit's report."""
    ids, period = scope_of(submission), submission.period
    return {
        "figures": unit_content.figures_of(ids, period),
        "records": unit_content.records_of(ids, period.window),
        "registers": has_changed_registers(submission, ids),
    }
