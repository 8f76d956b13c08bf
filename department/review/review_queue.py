"""The queue of reports that wait for the Department's review."""

from filing.models import Submission, SubmissionState


def reports_to_review(user):
    """Return the reports that the person can review, period by period, the first sent first."""
    sent = Submission.objects.visible_to(user).of_districts().filter(state=SubmissionState.SENT)
    if user.acting_for_id:
        # Nobody reviews a unit while filing in its name.
        sent = sent.exclude(unit=user.acting_for_id)
    return sent.select_related("period", "unit").order_by("-period__end", "period_id", "sent_on", "pk")


def previous_and_next(submission, user):
    """Return (previous, next) among the other reports that wait, in a ring; None where there is no other.

    After a decision the rest of the same period comes before another period.
    """
    others = [report for report in reports_to_review(user) if report.pk != submission.pk]
    if not others:
        return None, None
    index = sum(_order(report) < _order(submission) for report in others)
    following = others[index % len(others)]
    same_period = [report for report in others if report.period_id == submission.period_id]
    if submission.state != SubmissionState.SENT and same_period and following.period_id != submission.period_id:
        following = same_period[0]
    return others[index - 1], following


def _order(submission):
    return -submission.period.end.toordinal(), submission.period_id, submission.sent_on, submission.pk
