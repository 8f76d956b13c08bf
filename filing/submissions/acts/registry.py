"""All acts that pages offer on a report, and those that a person may do now."""

from filing.submissions.acts.review import approve, reopen, return_
from filing.submissions.acts.summary import approve_summary, send_back_summary, submit_summary
from filing.submissions.acts.unit import freeze_anew, send, send_back, submit, withdraw

ACTS = {
    act.name: act
    for act in (
        submit,
        send,
        send_back,
        withdraw,
        approve,
        return_,
        reopen,
        submit_summary,
        approve_summary,
        send_back_summary,
        freeze_anew,
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
        and not (act is withdraw and submission.is_under_review)
        and (act is not freeze_anew or is_overtaken)
    ]
    return sorted(possible, key=lambda act: act.is_primary)
