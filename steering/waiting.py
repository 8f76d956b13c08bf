"""The reports that wait for the Department, in the order in which it reads them."""

from progress.models import State, Submission


def waiting_for(user):
    """The reports that the person can review: period by period, the one that was sent first before the others."""
    sent = Submission.objects.visible_to(user).of_districts().filter(state=State.SENT)
    if user.acting_for_id:
        # In the name of a unit nobody reviews it.
        sent = sent.exclude(unit=user.acting_for_id)
    return sent.select_related("period", "unit").order_by("-period__end", "period_id", "sent_on", "pk")


def neighbours(submission, user):
    """(the one before, the next) among the other reports that wait, in a ring; None where there is no other.

    After a decision the rest of the same period comes before another period.
    """
    others = [one for one in waiting_for(user) if one.pk != submission.pk]
    if not others:
        return None, None
    place = sum(_place(one) < _place(submission) for one in others)
    after = others[place % len(others)]
    rest = [one for one in others if one.period_id == submission.period_id]
    if submission.state != State.SENT and rest and after.period_id != submission.period_id:
        after = rest[0]
    return others[place - 1], after


def _place(submission):
    return -submission.period.end.toordinal(), submission.period_id, submission.sent_on, submission.pk
