"""The verbs that change periods and submissions; nothing else sets a state.

Each locks the unit, so that a report is never frozen while a record of it is being saved.
"""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_approve_summary, can_file, can_request, can_review, can_sign_off, require
from core.lib.dates.clock import now, today
from core.units.models import Unit
from core.units.reporting import refuse_without_units
from filing import areas
from filing.errors import InvalidTransition
from filing.models import Remark, Submission, SubmissionState
from filing.submissions.corrections import is_partial
from filing.submissions.transitions import change_state, freeze, lock_for_verb

RETURNING_VERBS = ("return", "send_back", "send_back_summary", "reopen")


@transaction.atomic
def open_period(period, *, by):
    """Open a period: each unit that reports on its last day gets a submission to fill in.

    ValidationError where no unit does.
    """
    period.opened_by, period.opened_on = by, today()
    period.full_clean()
    refuse_without_units(period.root, period.end, "end" if period.is_free else "year")
    period.save()
    units = Unit.objects.reporting_to(period.root, period.end)
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in units)
    log_action("period_opened", period.title, by=by, unit=period.root)
    return period


@transaction.atomic
def submit(submission, compose, *, by):
    """Submit a report to the head (`Trình lãnh đạo`): freeze it and close the unit's days.

    `compose(submission)` returns the content. It is called under the unit's lock, so that it agrees with the records
    at the moment they close.
    """
    return _hand_in(submission, "submit", compose, by)


@transaction.atomic
def submit_summary(submission, compose, *, by):
    """Submit the provincial summary to the Department's leader; it is frozen like any report."""
    return _hand_in(submission, "submit_summary", compose, by)


def _hand_in(submission, verb, compose, by):
    submission = lock_for_verb(submission, verb)
    require(can_file(by, submission.unit_id), WHO.files())
    snapshot = freeze(submission, compose(submission), by)
    submission.snapshot = snapshot
    submission.closed_through = min(submission.period.end, snapshot.day)
    submission.from_paper = by.unit_id != submission.unit_id
    return change_state(submission, verb, by, snapshot=snapshot)


@transaction.atomic
def send_back(submission, comment, *, by):
    """Send a report back from the head to the officer, with a reason."""
    submission = lock_for_verb(submission, "send_back")
    require(can_sign_off(by, submission.unit_id), WHO.signs_off())
    _require_reason(comment)
    _open_days(submission)
    return change_state(submission, "send_back", by, comment=comment)


@transaction.atomic
def send(submission, *, by):
    """Approve a report as head and send it to the Department, in one act (`Duyệt và gửi Sở`)."""
    submission = lock_for_verb(submission, "send")
    require(can_sign_off(by, submission.unit_id), WHO.signs_off())
    submission.sent_on, submission.decided_on = today(), None
    submission.first_sent_on = submission.first_sent_on or today()
    submission.review_opened_at = submission.review_opened_by = None
    return change_state(submission, "send", by, snapshot=submission.snapshot)


@transaction.atomic
def withdraw(submission, *, by):
    """Withdraw a sent report, as long as the Department has not begun to read it."""
    submission = lock_for_verb(submission, "withdraw")
    require(can_request(by, submission.unit_id) or can_file(by, submission.unit_id), WHO.asks())
    if submission.is_under_review:
        raise InvalidTransition(_("The Department is reading this report already. Ask the Department to return it."))
    _open_days(submission)
    earlier = submission.steps.filter(verb="send").order_by("-pk")[1:2]
    submission.sent_on = earlier[0].day if earlier else None
    if submission.sent_on is None:
        submission.first_sent_on = None
    return change_state(submission, "withdraw", by, snapshot=submission.snapshot)


@transaction.atomic
def open_review(submission, *, by):
    """Begin the Department's review of a sent report; from then on the unit cannot withdraw it."""
    submission = lock_for_verb(submission, "return")
    require(can_review(by, submission.unit_id), WHO.reviews())
    if submission.review_opened_at is None:
        submission.review_opened_at, submission.review_opened_by = now(), by
        submission.save(update_fields=["review_opened_at", "review_opened_by"])
    return submission


@transaction.atomic
def return_(submission, comment="", *, by, correct_by=None):
    """Return a report to the unit for corrections, due by the day `correct_by` if set (`Trả lại`).

    With remarks pinned in the review (`filing.submissions.pins`) only what they are pinned to is open to the unit,
    whatever its day; without any the whole window is open, and a reason is compulsory.
    """
    submission = lock_for_verb(submission, "return")
    require(can_review(by, submission.unit_id), WHO.reviews())
    remarks = submission.remarks.pending()
    if not remarks.exists():
        _require_reason(comment)
    if correct_by and correct_by < today():
        raise ValidationError({"correct_by": _("This day has passed already.")})
    submission.decided_on, submission.correct_by = today(), correct_by
    step = change_state(submission, "return", by, comment=comment, snapshot=submission.snapshot)
    remarks.update(step=step)
    submission.correction = step
    _open_days(submission)
    submission.save(update_fields=["correction", "closed_through"])
    return step


@transaction.atomic
def approve(submission, compose, *, by):
    """Approve a sent report as the Department (`Duyệt`).

    A correction may have changed records that earlier reports of the unit contain: those that are approved are frozen
    again as a new version by `compose(submission)`, and what was issued stays as it is.
    """
    submission = lock_for_verb(submission, "approve")
    require(can_review(by, submission.unit_id), WHO.reviews())
    was_corrected, submission.decided_on = submission.correction_id is not None, today()
    submission.correction = submission.correct_by = None
    submission.remarks.pending().delete()
    step = change_state(submission, "approve", by, snapshot=submission.snapshot)
    if was_corrected:
        _freeze_again(submission, compose, by)
    return step


def _freeze_again(corrected, compose, by):
    """Freeze a new version of the unit's other approved reports whose records have changed."""
    others = corrected.unit.submissions.filter(state=SubmissionState.APPROVED).exclude(pk=corrected.pk)
    for other in others.select_related("period", "period__root", "unit", "snapshot"):
        content = compose(other)
        if any(content[part] != other.snapshot.content.get(part) for part in ("figures", "records")):
            other.snapshot = freeze(other, content, by)
            change_state(
                other,
                "freeze_again",
                by,
                comment=_("Records were corrected with the report of %s.") % corrected.period.title,
                snapshot=other.snapshot,
            )


@transaction.atomic
def reopen(submission, comment, *, by):
    """Reopen an approved report for correction, with a reason (`Mở lại`).

    What was issued stays as it is.
    """
    submission = lock_for_verb(submission, "reopen")
    allowed = can_file(by, submission.unit_id) if submission.is_summary else can_review(by, submission.unit_id)
    require(allowed, WHO.reviews())
    _require_reason(comment)
    submission.closed_through, submission.correct_by, submission.decided_on = None, None, today()
    submission.correction = change_state(submission, "reopen", by, comment=comment, snapshot=submission.snapshot)
    submission.save(update_fields=["correction"])
    return submission.correction


def _open_days(submission):
    """Reopen the unit's days in the window, unless only single things are to be corrected."""
    if not is_partial(submission):
        submission.closed_through = None


@transaction.atomic
def send_back_summary(submission, comment, *, by):
    """Send the summary back from the Department's leader to the officer, with a reason."""
    submission = lock_for_verb(submission, "send_back_summary")
    require(can_approve_summary(by, submission.unit_id), WHO.approves_summary())
    _require_reason(comment)
    submission.closed_through = None
    return change_state(submission, "send_back_summary", by, comment=comment)


@transaction.atomic
def approve_summary(submission, *, by):
    """Approve the summary as the Department's leader."""
    submission = lock_for_verb(submission, "approve_summary")
    require(can_approve_summary(by, submission.unit_id), WHO.approves_summary())
    submission.sent_on = submission.decided_on = today()
    submission.first_sent_on = submission.first_sent_on or today()
    return change_state(submission, "approve_summary", by, snapshot=submission.snapshot)


def _require_reason(comment):
    if not comment.strip():
        raise ValidationError({"comment": _("Say why: without a reason the report cannot be given back.")})


def last_return_step(submission):
    """Return the step that returned a report which is not corrected yet, with its remarks; else None."""
    if submission.state not in (SubmissionState.RETURNED, SubmissionState.DRAFT):
        return None
    returns = submission.steps.filter(verb__in=RETURNING_VERBS).select_related("by")
    return with_remarks(returns).order_by("-pk").first()


def with_remarks(steps):
    """Prefetch the remarks of steps and the records they are pinned to, deleted ones included."""
    record_models = [kind.model for kind in areas.record_kinds()]
    records = GenericPrefetch("record", [model.everything.select_related(*model.RELATED) for model in record_models])
    return steps.prefetch_related(Prefetch("remarks", Remark.objects.prefetch_related(records)))
