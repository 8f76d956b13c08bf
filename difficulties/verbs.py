"""The verbs that change difficulties; each locks the row and checks its state under the lock.

The unit is locked first, so that no report is frozen while one of its difficulties changes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_file, can_raise_difficulty, can_resolve_difficulty, can_review, require
from core.indicators.facts import mark_dirty
from core.lib.dates.clock import official_now, today
from core.lib.pages.seen import require_seen, version_of
from core.units.locks import lock_unit
from difficulties.models import Difficulty, DifficultyState, Reply
from filing.errors import ClosedDays, InvalidTransition
from filing.models import Submission
from filing.records.closed_days import closed_message

SOURCE = "difficulties.Difficulty"


@transaction.atomic
def raise_difficulty(difficulty, *, by):
    """Raise a new difficulty of the unit that the person files for."""
    require(can_raise_difficulty(by) and can_file(by, difficulty.unit_id), WHO.files())
    lock_unit(difficulty.unit_id)
    difficulty.raised_by, difficulty.raised_on = by, today()
    difficulty.state, difficulty.waiting_since = DifficultyState.OPEN, today()
    difficulty.full_clean()
    difficulty.save()
    mark_dirty(SOURCE, difficulty.unit_id, [difficulty.raised_on])
    return difficulty


@transaction.atomic
def answer(difficulty, text, *, by, seen=None):
    """Answer a difficulty as the Department; InvalidTransition once it is resolved."""
    require(can_review(by, difficulty.unit_id), WHO.reviews())
    fresh = _lock(difficulty, DifficultyState.OPEN, DifficultyState.ANSWERED)
    require_seen(seen, version_shown(fresh))
    reply = _add_reply(fresh, text, by, is_answer=True)
    _set_answered(fresh)
    _save(fresh, DifficultyState.ANSWERED)
    return reply


@transaction.atomic
def write_again(difficulty, text, *, by, seen=None):
    """Reply as the unit; this reopens an answered or resolved difficulty."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    fresh = _lock(difficulty, *DifficultyState)
    require_seen(seen, version_shown(fresh))
    reply = _add_reply(fresh, text, by, is_answer=False)
    fresh.waiting_since = fresh.waiting_since or today()
    _save(fresh, DifficultyState.OPEN)
    return reply


def version_shown(difficulty):
    """Return the version of a difficulty and its thread."""
    return version_of(difficulty.state, list(difficulty.replies.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def resolve(difficulty, text="", *, by, seen=None):
    """Resolve a difficulty, with an optional last reply.

    The Department must reply if the unit is waiting; that reply is the answer.
    """
    require(can_resolve_difficulty(by, difficulty.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    fresh = _lock(difficulty, DifficultyState.OPEN, DifficultyState.ANSWERED)
    require_seen(seen, version_shown(fresh))
    is_answer = can_review(by, fresh.unit_id)
    if is_answer and fresh.state == DifficultyState.OPEN:
        if not text.strip():
            raise ValidationError({"text": _("The unit is waiting for an answer. Write it here.")})
        _set_answered(fresh)
    reply = _add_reply(fresh, text, by, is_answer=is_answer, resolves=True)
    fresh.resolved_on = today()
    _save(fresh, DifficultyState.RESOLVED)
    return reply


@transaction.atomic
def withdraw(difficulty, *, by):
    """Withdraw a difficulty that has no answer yet and stands in no report; `restore` undoes it."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    fresh = _lock(difficulty, DifficultyState.OPEN)
    if not fresh.can_be_withdrawn:
        raise InvalidTransition(_("This difficulty has been answered and cannot be withdrawn."))
    _refuse_closed(fresh)
    _set_withdrawn(fresh, official_now())


@transaction.atomic
def restore(difficulty, *, by):
    """Restore a withdrawn difficulty as it was."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    lock_unit(difficulty.unit_id)
    _refuse_closed(difficulty)
    _set_withdrawn(Difficulty.everything.select_for_update().get(pk=difficulty.pk), None)


def _refuse_closed(difficulty):
    """Raise ClosedDays where a report has closed the day on which it was raised, and so tells of it or does not."""
    closing = Submission.objects.closing(difficulty.unit_id, difficulty.raised_on).select_related("period", "snapshot")
    if closing.exists():
        raise ClosedDays(closed_message(closing[0]))


def _lock(difficulty, *states):
    lock_unit(difficulty.unit_id)
    fresh = Difficulty.objects.select_for_update().filter(pk=difficulty.pk).first()
    if fresh is None:
        raise InvalidTransition(_("This difficulty has been withdrawn by someone else."))
    if fresh.state not in states:
        raise InvalidTransition(
            _("You cannot do this: the difficulty is now “%s”. Someone else may have changed it. Check it again.")
            % fresh.get_state_display()
        )
    return fresh


def _add_reply(difficulty, text, by, **kind):
    """Add a reply to the thread; ValidationError for an empty one, unless it resolves the difficulty."""
    if not text.strip() and not kind.get("resolves"):
        raise ValidationError({"text": _("Enter a message.")})
    reply = Reply(difficulty=difficulty, by=by, at=official_now(), day=today(), text=text.strip(), **kind)
    reply.full_clean(exclude=["difficulty"])
    reply.save()
    return reply


def _set_answered(difficulty):
    """Set the day of the first answer, the only one that counts (VM-01)."""
    if difficulty.answered_on is None:
        difficulty.answered_on = today()
        mark_dirty(SOURCE, difficulty.unit_id, [difficulty.answered_on])


def _save(difficulty, state):
    difficulty.state = state
    if state != DifficultyState.OPEN:
        difficulty.waiting_since = None
    if state != DifficultyState.RESOLVED:
        difficulty.resolved_on = None
    difficulty.save(update_fields=["state", "answered_on", "resolved_on", "waiting_since"])


def _set_withdrawn(difficulty, at):
    difficulty.withdrawn_at = at
    difficulty.save(update_fields=["withdrawn_at"])
    mark_dirty(SOURCE, difficulty.unit_id, [difficulty.raised_on])
