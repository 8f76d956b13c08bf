"""Whether what a frozen report was made of has changed since."""

from progress.models import State, Submission
from reports import content


def has_changed(snapshot):
    """Whether the records, or the reports that a summary adds up, say something else today."""
    frozen, submission = snapshot.content, snapshot.submission
    if submission.is_summary:
        return bool(changed_reports(frozen, submission.period))
    return content.figures_of(submission.unit, submission.period) != frozen["figures"]


def changed_reports(frozen, period):
    """The units whose report is no longer the one that a summary named, or is there now and was not."""
    named = {pk for pk, _sha256 in frozen.get("snapshots", [])}
    asked = Submission.objects.filter(period=period).of_districts().select_related("unit").order_by("unit__code")
    return [one.unit for one in asked if (one.state == State.APPROVED) != (one.snapshot_id in named)]
