"""The verbs on requests to the Department: a later due date, reopening an approved report."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_request, can_review, require
from core.lib.dates.clock import official_now, today
from core.lib.pages.seen import require_seen, version_of
from core.lib.text.vietnamese import date_short
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.models import DayOff, Request, RequestKind, RequestState, Submission, SubmissionState
from filing.submissions import verbs
from filing.submissions.notifications import notify_of_request


@transaction.atomic
def ask_extension(submission, until, reason, *, by):
    """Request a later due date for a report that is still owed (`Xin gia hạn`).

    A day off moves to the next working day.
    """
    submission = _lock(submission)
    require(can_request(by, submission.unit_id), WHO.asks())
    if not can_be_extended(submission):
        raise InvalidTransition(_("This report has already been sent. It needs no extension."))
    until = DayOff.objects.due_date(submission.period.root_id, until)
    if until <= submission.due_on or until < today():
        raise ValidationError({"until": _("Choose a date after %s.") % date_short(max(submission.due_on, today()))})
    return _ask(submission, RequestKind.EXTENSION, reason, by, until=until)


@transaction.atomic
def ask_reopening(submission, reason, *, by):
    """Request to reopen an approved report for correction (`Đề nghị mở lại`)."""
    submission = _lock(submission)
    require(can_request(by, submission.unit_id), WHO.asks())
    if not can_be_reopened(submission):
        raise InvalidTransition(_("Only an approved report can be reopened."))
    return _ask(submission, RequestKind.REOPENING, reason, by)


@transaction.atomic
def take_back(request, *, by):
    """Take back a request that is not answered yet."""
    request = _lock_waiting(request)
    require(can_request(by, request.submission.unit_id), WHO.asks())
    return _decide(request, RequestState.TAKEN_BACK, "", by)


@transaction.atomic
def grant(request, answer="", *, by, until=None, seen=None):
    """Grant a request: extend the due date, or reopen the report.

    An extension runs until `until`, by default the day that was asked for.
    """
    request = _lock_waiting(request, seen)
    submission = request.submission
    require(can_review(by, submission.unit_id), WHO.reviews())
    if request.wish == RequestKind.REOPENING:
        verbs.reopen(submission, comment=request.reason, by=by)
    else:
        day = DayOff.objects.due_date(submission.period.root_id, until or request.until)
        if day <= submission.due_on:
            raise ValidationError({"until": _("This is not later than the due date.")})
        # A report sent while its request waited may be granted the day asked for, even one that has passed.
        if day < today() and not submission.first_sent_on:
            raise ValidationError({"until": _("This date has passed.")})
        submission.extended_to = request.granted_until = day
        submission.save(update_fields=["extended_to"])
    log_action(f"{request.wish}_granted", str(submission), by=by, unit=submission.unit, reason=answer)
    return _decide(request, RequestState.GRANTED, answer, by)


@transaction.atomic
def refuse(request, answer, *, by, seen=None):
    """Refuse a request, with a reason."""
    request = _lock_waiting(request, seen)
    require(can_review(by, request.submission.unit_id), WHO.reviews())
    if not answer.strip():
        raise ValidationError({"answer": _("Give the reason for refusing.")})
    log_action(f"{request.wish}_refused", str(request.submission), by=by, unit=request.submission.unit, reason=answer)
    return _decide(request, RequestState.REFUSED, answer, by)


def can_be_extended(submission):
    """Return whether the report may get a later due date: it is still owed and was never sent."""
    return submission.is_owed and not submission.first_sent_on and not submission.is_summary


def can_be_reopened(submission):
    """Return whether a unit may request to reopen the report."""
    return submission.state == SubmissionState.APPROVED and not submission.is_summary


def _lock(submission):
    lock_unit(submission.unit_id)
    return Submission.objects.select_related("period", "unit").get(pk=submission.pk)


def version_shown(request):
    """Return the version of a request and its report that the page of the answer shows."""
    report = request.submission
    return version_of(request, report.state, report.snapshot_id, report.due_on, report.first_sent_on)


def _lock_waiting(request, seen=None):
    lock_unit(request.submission.unit_id)
    fresh = Request.objects.select_related("submission__period", "submission__unit").get(pk=request.pk)
    if fresh.state != RequestState.OPEN:
        raise InvalidTransition(_("This request has already been answered."))
    require_seen(seen, version_shown(fresh))
    return fresh


def _ask(submission, wish, reason, by, until=None):
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason for your request.")})
    request = Request(
        submission=submission,
        wish=wish,
        reason=reason.strip(),
        until=until,
        asked_by=by,
        asked_at=official_now(),
        asked_on=today(),
    )
    request.full_clean()
    request.save()
    notify_of_request(request)
    return request


def _decide(request, state, answer, by):
    request.state, request.answer = state, answer.strip()
    request.decided_by, request.decided_at, request.decided_on = by, official_now(), today()
    request.save()
    notify_of_request(request)
    return request
