"""All acts that pages offer on a report, and those that a person may do now."""

from filing.submissions.review_acts import APPROVE, REOPEN, RETURN
from filing.submissions.summary_acts import APPROVE_SUMMARY, SEND_BACK_SUMMARY, SUBMIT_SUMMARY
from filing.submissions.unit_acts import FREEZE_ANEW, SEND, SEND_BACK, SUBMIT, WITHDRAW

ACTS = {
    act.name: act
    for act in (
        SUBMIT,
        SEND,
        SEND_BACK,
        WITHDRAW,
        APPROVE,
        RETURN,
        REOPEN,
        SUBMIT_SUMMARY,
        APPROVE_SUMMARY,
        SEND_BACK_SUMMARY,
        FREEZE_ANEW,
    )
}


def acts_for(submission, user, *, is_overtaken=False):
    """Return the acts that the user may do on the report in its present state, the primary one last.

    It is frozen anew only where something changed beneath it, which who asks has to know.
    """
    possible = [
        act
        for act in ACTS.values()
        if act.is_of(submission)
        and submission.state in act.sources
        and act.may(user, submission.unit_id)
        and not (act is WITHDRAW and submission.is_under_review)
        and (act is not FREEZE_ANEW or is_overtaken)
    ]
    return sorted(possible, key=lambda act: act.is_primary)
