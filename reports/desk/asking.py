"""What a unit may ask the Department for, as its home offers it, and what became of what it asked last."""

from dataclasses import dataclass

from accounts.permissions import can_ask
from progress.models import Answer, Request, State, Submission, Wish


@dataclass(frozen=True)
class Asking:
    """`put_off` are the ids of reports whose due date may be asked to be later, `reopen` is the approved one to reopen.

    `last` is the last request about any of them, answered or not.
    """

    put_off: frozenset[int]
    reopen: Submission | None
    last: Request | None


def asking(submission, owed, mine, user):
    """What may be asked for about what the unit owes, its current report and its latest approved one.

    `mine` are all reports of the unit. At most two queries.
    """
    approved = submission
    if submission.state != State.APPROVED:
        approved = mine.filter(state=State.APPROVED).order_by("-period__end", "-pk").first()
    about = {one for one in (submission, approved, *owed) if one}
    requests = list(Request.objects.visible_to(user).filter(submission__in=about).select_related("submission__period"))
    waiting = {(one.submission_id, one.wish) for one in requests if one.state == Answer.OPEN}
    may = can_ask(user, submission.unit_id)
    unsent = [one.pk for one in owed if may and one.first_sent_on is None]
    return Asking(
        frozenset(pk for pk in unsent if (pk, Wish.EXTENSION) not in waiting),
        approved if may and approved and (approved.pk, Wish.REOPENING) not in waiting else None,
        requests[0] if requests else None,
    )
