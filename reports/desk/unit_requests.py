"""The requests that a unit may make to the Department, and the state of its last one."""

from dataclasses import dataclass

from core.accounts.permissions import can_request
from filing.models import Request, RequestKind, RequestState, Submission, SubmissionState


@dataclass(frozen=True)
class UnitRequests:
    """What the unit may ask for, and its last request.

    `put_off` are the ids of reports whose due date may be put off, `reopen` is the approved report that may be
    reopened. `last` is the last request about any of them, answered or not.
    """

    put_off: frozenset[int]
    reopen: Submission | None
    last: Request | None


def unit_requests(submission, owed, mine, user):
    """Return what the unit may ask for about its owed, its current and its latest approved report.

    `mine` are all reports of the unit. At most two queries.
    """
    approved = submission
    if submission.state != SubmissionState.APPROVED:
        approved = mine.filter(state=SubmissionState.APPROVED).order_by("-period__end", "-pk").first()
    about = {report for report in (submission, approved, *owed) if report}
    requests = list(Request.objects.visible_to(user).filter(submission__in=about).select_related("submission__period"))
    waiting = {(request.submission_id, request.wish) for request in requests if request.state == RequestState.OPEN}
    may = can_request(user, submission.unit_id)
    unsent = [report.pk for report in owed if may and report.first_sent_on is None]
    return UnitRequests(
        frozenset(pk for pk in unsent if (pk, RequestKind.EXTENSION) not in waiting),
        approved if may and approved and (approved.pk, RequestKind.REOPENING) not in waiting else None,
        requests[0] if requests else None,
    )
