"""What a unit asks the Department for: a later due date, or to open an approved report again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_ask, can_review, require
from calendars.clock import now, today
from calendars.working_days import next_working_day
from progress import verbs
from progress.filing import lock_unit
from progress.models import Answer, DayOff, Request, State, Submission, Wish
from progress.telling import tell_of_request
from progress.verbs import NotNow
from texts.vietnamese import date_short


@transaction.atomic
def ask_extension(submission, until, reason, *, by):
    """`Xin gia hạn`: a later due date for a report that is still owed; a day off moves to the next working day."""
    submission = _locked(submission)
    require(can_ask(by, submission.unit_id), WHO.asks())
    if not can_be_put_off(submission):
        raise NotNow(_("This report was sent already: there is nothing to put off."))
    until = next_working_day(until, DayOff.objects.of(submission.period.root_id))
    if until <= submission.due_on or until < today():
        raise ValidationError({"until": _("Ask for a day after %s.") % date_short(max(submission.due_on, today()))})
    return _ask(submission, Wish.EXTENSION, reason, by, until=until)


@transaction.atomic
def ask_reopening(submission, reason, *, by):
    """`Đề nghị mở lại`: an approved report is to be corrected."""
    submission = _locked(submission)
    require(can_ask(by, submission.unit_id), WHO.asks())
    if not can_be_reopened(submission):
        raise NotNow(_("Only an approved report needs to be opened again."))
    return _ask(submission, Wish.REOPENING, reason, by)


@transaction.atomic
def take_back(request, *, by):
    """The unit no longer asks."""
    request = _waiting(request)
    require(can_ask(by, request.submission.unit_id), WHO.asks())
    return _decide(request, Answer.TAKEN_BACK, "", by)


@transaction.atomic
def grant(request, answer="", *, by, until=None):
    """Say yes. An extension runs until the day that was asked for, or another that is given; a report is reopened."""
    request = _waiting(request)
    submission = request.submission
    require(can_review(by, submission.unit_id), WHO.reviews())
    if request.wish == Wish.REOPENING:
        verbs.reopen(submission, request.reason, by=by)
    else:
        day = next_working_day(until or request.until, DayOff.objects.of(submission.period.root_id))
        if day <= submission.due_on:
            raise ValidationError({"until": _("This is not later than the due date.")})
        # What was sent while the answer was awaited may be granted the day that was asked for, past as it is.
        if day < today() and not submission.first_sent_on:
            raise ValidationError({"until": _("This day has passed already.")})
        submission.extended_to = request.granted_until = day
        submission.save(update_fields=["extended_to"])
    record(f"{request.wish}_granted", str(submission), by=by, unit=submission.unit, reason=answer)
    return _decide(request, Answer.GRANTED, answer, by)


@transaction.atomic
def refuse(request, answer, *, by):
    """Say no, and why."""
    request = _waiting(request)
    require(can_review(by, request.submission.unit_id), WHO.reviews())
    if not answer.strip():
        raise ValidationError({"answer": _("Say why: a refusal needs its reason.")})
    record(f"{request.wish}_refused", str(request.submission), by=by, unit=request.submission.unit, reason=answer)
    return _decide(request, Answer.REFUSED, answer, by)


def can_be_put_off(submission):
    """Whether a later due date makes sense: the report is still owed and was never sent."""
    return submission.is_owed and not submission.first_sent_on and not submission.is_summary


def can_be_reopened(submission):
    return submission.state == State.APPROVED and not submission.is_summary


def _locked(submission):
    lock_unit(submission.unit_id)
    return Submission.objects.select_related("period", "unit").get(pk=submission.pk)


def _waiting(request):
    lock_unit(request.submission.unit_id)
    fresh = Request.objects.select_related("submission__period", "submission__unit").get(pk=request.pk)
    if fresh.state != Answer.OPEN:
        raise NotNow(_("This request was answered already."))
    return fresh


def _ask(submission, wish, reason, by, until=None):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why you ask.")})
    request = Request(
        submission=submission, wish=wish, reason=reason.strip(), until=until, asked_by=by, asked_at=now(),
        asked_on=today(),
    )  # fmt: skip
    request.full_clean()
    request.save()
    tell_of_request(request)
    return request


def _decide(request, state, answer, by):
    request.state, request.answer = state, answer.strip()
    request.decided_by, request.decided_at, request.decided_on = by, now(), today()
    request.save()
    tell_of_request(request)
    return request
