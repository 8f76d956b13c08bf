"""The state machine of a submission: the table of verbs, the lock, the step and the snapshot."""

from django.utils.translation import gettext as _

from core.lib.dates.clock import now, today
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.models import Snapshot, Step, Submission, SubmissionState
from filing.submissions.notifications import notify_of_step
from filing.submissions.snapshots import digest

# {verb: (states it starts from, state it leads to)}; the only table of transitions.
TRANSITIONS = {
    "submit": ((SubmissionState.DRAFT, SubmissionState.RETURNED), SubmissionState.WITH_HEAD),
    "send_back": ((SubmissionState.WITH_HEAD,), SubmissionState.DRAFT),
    "send": ((SubmissionState.WITH_HEAD,), SubmissionState.SENT),
    "withdraw": ((SubmissionState.SENT,), SubmissionState.DRAFT),
    "return": ((SubmissionState.SENT,), SubmissionState.RETURNED),
    "approve": ((SubmissionState.SENT,), SubmissionState.APPROVED),
    "reopen": ((SubmissionState.APPROVED,), SubmissionState.RETURNED),
    "freeze_again": ((SubmissionState.APPROVED,), SubmissionState.APPROVED),
    "submit_summary": ((SubmissionState.DRAFT, SubmissionState.RETURNED), SubmissionState.WITH_LEADER),
    "send_back_summary": ((SubmissionState.WITH_LEADER,), SubmissionState.DRAFT),
    "approve_summary": ((SubmissionState.WITH_LEADER,), SubmissionState.APPROVED),
}
# The fields that the verbs change.
CHANGED_FIELDS = (
    "state",
    "closed_through",
    "snapshot",
    "sent_on",
    "first_sent_on",
    "decided_on",
    "correct_by",
    "correction",
    "review_opened_at",
    "review_opened_by",
    "from_paper",
)
SUMMARY_VERBS = ("submit_summary", "send_back_summary", "approve_summary")


def lock_for_verb(submission, verb):
    """Lock the unit and return the submission as stored; InvalidTransition where its state forbids the verb."""
    lock_unit(submission.unit_id)
    fresh = Submission.objects.select_related("period", "unit", "snapshot").get(pk=submission.pk)
    sources, _target = TRANSITIONS[verb]
    if fresh.is_summary != (verb in SUMMARY_VERBS) and verb != "reopen":
        raise InvalidTransition(_("This act is not one of this report."))
    if fresh.state not in sources:
        raise InvalidTransition(
            _("This cannot be done now: the report is “%s”. Someone may have been faster; look again.")
            % fresh.get_state_display()
        )
    return fresh


def change_state(submission, verb, by, comment="", snapshot=None):
    """Save the submission in the state that the verb leads to; return the step, and notify of it."""
    source, submission.state = submission.state, TRANSITIONS[verb][1]
    submission.save(update_fields=CHANGED_FIELDS)
    step = Step.objects.create(
        submission=submission,
        verb=verb,
        source=source,
        target=submission.state,
        by=by,
        at=now(),
        day=today(),
        comment=comment.strip(),
        snapshot=snapshot,
    )
    notify_of_step(step)
    return step


def freeze(submission, content, by):
    """Keep the content as a new version of the submission's snapshot."""
    version = submission.snapshots.count() + 1
    return Snapshot.objects.create(
        submission=submission,
        version=version,
        content=content,
        sha256=digest(content),
        made_by=by,
        made_at=now(),
        day=today(),
    )
