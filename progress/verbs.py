"""Every change of a period or a submission is one of these verbs; nothing else sets a state.

Each locks the unit, so that a report is never frozen while a record of it is being saved.
"""

import hashlib
import json

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_approve_summary, can_ask, can_file, can_review, can_sign_off, require
from calendars.clock import now, today
from progress import areas
from progress.corrections import asks_for_single_things
from progress.filing import lock_unit
from progress.models import Remark, Snapshot, State, Step, Submission
from progress.telling import tell_of_step
from units.models import Unit

# verb: (from, to). The only table of what may follow what.
TRANSITIONS = {
    "submit": ((State.DRAFT, State.RETURNED), State.WITH_HEAD),
    "send_back": ((State.WITH_HEAD,), State.DRAFT),
    "send": ((State.WITH_HEAD,), State.SENT),
    "withdraw": ((State.SENT,), State.DRAFT),
    "return": ((State.SENT,), State.RETURNED),
    "approve": ((State.SENT,), State.APPROVED),
    "reopen": ((State.APPROVED,), State.RETURNED),
    "freeze_again": ((State.APPROVED,), State.APPROVED),
    "submit_summary": ((State.DRAFT, State.RETURNED), State.WITH_LEADER),
    "send_back_summary": ((State.WITH_LEADER,), State.DRAFT),
    "approve_summary": ((State.WITH_LEADER,), State.APPROVED),
}

# What the verbs change of a submission.
CHANGED = (
    "state", "closed_through", "snapshot", "sent_on", "first_sent_on", "decided_on", "correct_by", "correction",
    "review_opened_at", "review_opened_by", "from_paper",
)  # fmt: skip
GIVEN_BACK = ("return", "send_back", "send_back_summary", "reopen")
OF_SUMMARY = ("submit_summary", "send_back_summary", "approve_summary")


class NotNow(ValidationError):
    """The submission is not in a state from which the verb leads on."""


@transaction.atomic
def open_period(period, *, by):
    """Ask all units that report on the window's last day; each gets a submission to fill in."""
    period.opened_by, period.opened_on = by, today()
    period.full_clean()
    period.save()
    units = Unit.objects.reporting_to(period.root, period.end)
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in units)
    record("period_opened", period.title, by=by, unit=period.root)
    return period


@transaction.atomic
def submit(submission, compose, *, by):
    """`Trình lãnh đạo`: freeze what `compose(submission)` answers as a snapshot and close the unit's days.

    The content is made under the unit's lock, so that it is what the records say at the moment they close.
    """
    return _hand_in(submission, "submit", compose, by)


@transaction.atomic
def submit_summary(submission, compose, *, by):
    """The Department's officer puts the provincial summary before the leader; frozen like any report."""
    return _hand_in(submission, "submit_summary", compose, by)


def _hand_in(submission, verb, compose, by):
    submission = _locked(submission, verb)
    require(can_file(by, submission.unit_id), WHO.files())
    snapshot = _freeze(submission, compose(submission), by)
    submission.snapshot = snapshot
    submission.closed_through = min(submission.period.end, snapshot.day)
    submission.from_paper = by.unit_id != submission.unit_id
    return _step(submission, verb, by, snapshot=snapshot)


@transaction.atomic
def send_back(submission, comment, *, by):
    """The head gives the report back to the officer, with a reason."""
    submission = _locked(submission, "send_back")
    require(can_sign_off(by, submission.unit_id), WHO.signs_off())
    _require_reason(comment)
    _open_days(submission)
    return _step(submission, "send_back", by, comment=comment)


@transaction.atomic
def send(submission, *, by):
    """`Duyệt và gửi Sở`: the head approves and sends in one act."""
    submission = _locked(submission, "send")
    require(can_sign_off(by, submission.unit_id), WHO.signs_off())
    submission.sent_on, submission.decided_on = today(), None
    submission.first_sent_on = submission.first_sent_on or today()
    submission.review_opened_at = submission.review_opened_by = None
    return _step(submission, "send", by, snapshot=submission.snapshot)


@transaction.atomic
def withdraw(submission, *, by):
    """The district takes back what it sent, as long as the Department has not begun to read it."""
    submission = _locked(submission, "withdraw")
    require(can_ask(by, submission.unit_id) or can_file(by, submission.unit_id), WHO.asks())
    if submission.is_under_review:
        raise NotNow(_("The Department is reading this report already. Ask the Department to return it."))
    _open_days(submission)
    earlier = submission.steps.filter(verb="send").order_by("-pk")[1:2]
    submission.sent_on = earlier[0].day if earlier else None
    if submission.sent_on is None:
        submission.first_sent_on = None
    return _step(submission, "withdraw", by, snapshot=submission.snapshot)


@transaction.atomic
def open_review(submission, *, by):
    """An officer of the Department begins to read what was sent; from then on the unit can't take it back."""
    submission = _locked(submission, "return")
    require(can_review(by, submission.unit_id), WHO.reviews())
    if submission.review_opened_at is None:
        submission.review_opened_at, submission.review_opened_by = now(), by
        submission.save(update_fields=["review_opened_at", "review_opened_by"])
    return submission


@transaction.atomic
def return_(submission, comment="", *, by, correct_by=None):
    """`Trả lại`: the Department asks for corrections, by the day `correct_by` if it sets one.

    With remarks pinned in the review (`progress.pins`) only what they are tied to is open to the unit, whatever day it
    lies in; without any the whole window is, and a reason for all of it is compulsory.
    """
    submission = _locked(submission, "return")
    require(can_review(by, submission.unit_id), WHO.reviews())
    pinned = submission.remarks.pending()
    has_pins = pinned.exists()
    if not has_pins:
        _require_reason(comment)
    if correct_by and correct_by < today():
        raise ValidationError({"correct_by": _("This day has passed already.")})
    submission.decided_on, submission.correct_by = today(), correct_by
    step = _step(submission, "return", by, comment=comment, snapshot=submission.snapshot)
    pinned.update(step=step)
    submission.correction = step
    _open_days(submission)
    submission.save(update_fields=["correction", "closed_through"])
    return step


@transaction.atomic
def approve(submission, compose, *, by):
    """`Duyệt`: the Department takes the report as it was sent.

    A correction may have changed records that earlier reports of the unit hold: what is approved of these is frozen
    again as a new version by `compose(submission)`, and what was issued stays as it is.
    """
    submission = _locked(submission, "approve")
    require(can_review(by, submission.unit_id), WHO.reviews())
    was_corrected, submission.decided_on = submission.correction_id is not None, today()
    submission.correction = submission.correct_by = None
    submission.remarks.pending().delete()
    step = _step(submission, "approve", by, snapshot=submission.snapshot)
    if was_corrected:
        _freeze_again(submission, compose, by)
    return step


def _freeze_again(corrected, compose, by):
    """New versions of the unit's other approved reports whose records say something else than they did."""
    others = corrected.unit.submissions.filter(state=State.APPROVED).exclude(pk=corrected.pk)
    for other in others.select_related("period", "period__root", "unit", "snapshot"):
        content = compose(other)
        if any(content[part] != other.snapshot.content.get(part) for part in ("figures", "records")):
            other.snapshot = _freeze(other, content, by)
            _step(other, "freeze_again", by, comment=_("Records were corrected with the report of %s.")
                  % corrected.period.title, snapshot=other.snapshot)  # fmt: skip


@transaction.atomic
def reopen(submission, comment, *, by):
    """`Mở lại`: what was approved is opened for correction, with a reason; what was issued stays as it is."""
    submission = _locked(submission, "reopen")
    allowed = can_file(by, submission.unit_id) if submission.is_summary else can_review(by, submission.unit_id)
    require(allowed, WHO.reviews())
    _require_reason(comment)
    submission.closed_through, submission.correct_by, submission.decided_on = None, None, today()
    submission.correction = _step(submission, "reopen", by, comment=comment, snapshot=submission.snapshot)
    submission.save(update_fields=["correction"])
    return submission.correction


def _open_days(submission):
    """The unit's days in the window open again, unless the Department asked for corrections of single things."""
    if not asks_for_single_things(submission):
        submission.closed_through = None


@transaction.atomic
def send_back_summary(submission, comment, *, by):
    """The Department's leader gives the summary back to the officer, with a reason."""
    submission = _locked(submission, "send_back_summary")
    require(can_approve_summary(by, submission.unit_id), WHO.approves_summary())
    _require_reason(comment)
    submission.closed_through = None
    return _step(submission, "send_back_summary", by, comment=comment)


@transaction.atomic
def approve_summary(submission, *, by):
    """The Department's leader approves the summary as it was put before them."""
    submission = _locked(submission, "approve_summary")
    require(can_approve_summary(by, submission.unit_id), WHO.approves_summary())
    submission.sent_on = submission.decided_on = today()
    submission.first_sent_on = submission.first_sent_on or today()
    return _step(submission, "approve_summary", by, snapshot=submission.snapshot)


def _locked(submission, verb):
    lock_unit(submission.unit_id)
    fresh = Submission.objects.select_related("period", "unit", "snapshot").get(pk=submission.pk)
    sources, _target = TRANSITIONS[verb]
    if fresh.is_summary != (verb in OF_SUMMARY) and verb != "reopen":
        raise NotNow(_("This act is not one of this report."))
    if fresh.state not in sources:
        raise NotNow(
            _("This cannot be done now: the report is “%s”. Someone may have been faster; look again.")
            % fresh.get_state_display()
        )
    return fresh


def _require_reason(comment):
    if not comment.strip():
        raise ValidationError({"comment": _("Say why: without a reason the report cannot be given back.")})


def _step(submission, verb, by, comment="", snapshot=None):
    source, submission.state = submission.state, TRANSITIONS[verb][1]
    submission.save(update_fields=CHANGED)
    step = Step.objects.create(
        submission=submission, verb=verb, source=source, target=submission.state, by=by,
        at=now(), day=today(), comment=comment.strip(), snapshot=snapshot,
    )  # fmt: skip
    tell_of_step(step)
    return step


def _freeze(submission, content, by):
    version = submission.snapshots.count() + 1
    return Snapshot.objects.create(
        submission=submission, version=version, content=content, sha256=digest(content),
        made_by=by, made_at=now(), day=today(),
    )  # fmt: skip


def digest(content):
    """The SHA-256 of JSON content in its one canonical form."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_returned(submission):
    """The step by which a report came back that is still to be corrected, with its remarks; None otherwise."""
    if submission.state not in (State.RETURNED, State.DRAFT):
        return None
    back = submission.steps.filter(verb__in=GIVEN_BACK).select_related("by")
    return with_remarks(back).order_by("-pk").first()


def with_remarks(steps):
    """The steps with their remarks and what these are tied to, deleted or not; few queries however many there are."""
    kinds = [kind.model for kind in areas.record_kinds()]
    records = GenericPrefetch("record", [model.everything.select_related(*model.RELATED) for model in kinds])
    return steps.prefetch_related(Prefetch("remarks", Remark.objects.prefetch_related(records)))
