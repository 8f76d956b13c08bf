"""Every change of a difficulty is one of these verbs; each locks its row and looks at the state under the lock.

The unit is locked first, so that no report is frozen while a difficulty that it tells of changes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import (
    WHO,
    can_file,
    can_raise_difficulty,
    can_resolve_difficulty,
    can_review,
    require,
)
from calendars.clock import now, today
from difficulties.models import Difficulty, Reply, State
from indicators.facts import mark
from progress.filing import lock_unit

SOURCE = "difficulties.Difficulty"


class NotNow(ValidationError):
    """The difficulty is not in a state from which the verb leads on."""


@transaction.atomic
def raise_difficulty(difficulty, *, by):
    """Put a new difficulty of the unit that the person files for before the Department."""
    require(can_raise_difficulty(by) and can_file(by, difficulty.unit_id), WHO.files())
    lock_unit(difficulty.unit_id)
    difficulty.raised_by, difficulty.raised_on = by, today()
    difficulty.state, difficulty.waiting_since = State.OPEN, today()
    difficulty.full_clean()
    difficulty.save()
    mark(SOURCE, difficulty.unit_id, [difficulty.raised_on])
    return difficulty


@transaction.atomic
def answer(difficulty, text, *, by):
    """The Department's bureau answers, or adds to its answer; NotNow once the matter is resolved."""
    require(can_review(by, difficulty.unit_id), WHO.reviews())
    fresh = _locked(difficulty, State.OPEN, State.ANSWERED)
    reply = _say(fresh, text, by, is_answer=True)
    _note_answer(fresh)
    _save(fresh, State.ANSWERED)
    return reply


@transaction.atomic
def write_again(difficulty, text, *, by):
    """The unit adds to its words, asks on after an answer, or opens anew what was resolved."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    fresh = _locked(difficulty, *State)
    reply = _say(fresh, text, by, is_answer=False)
    fresh.waiting_since = fresh.waiting_since or today()
    _save(fresh, State.OPEN)
    return reply


@transaction.atomic
def resolve(difficulty, text="", *, by):
    """Lay the matter to rest. Where the unit still waits, the Department owes it a word: that is the answer."""
    require(can_resolve_difficulty(by, difficulty.unit_id), f"{WHO.files()}, {WHO.reviews()}")
    fresh = _locked(difficulty, State.OPEN, State.ANSWERED)
    is_answer = can_review(by, fresh.unit_id)
    if is_answer and fresh.state == State.OPEN:
        if not text.strip():
            raise ValidationError({"text": _("The unit is waiting for an answer: write it here.")})
        _note_answer(fresh)
    reply = _say(fresh, text, by, is_answer=is_answer, resolves=True)
    fresh.resolved_on = today()
    _save(fresh, State.RESOLVED)
    return reply


@transaction.atomic
def withdraw(difficulty, *, by):
    """Take back a difficulty that has no answer yet; `restore` undoes it."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    fresh = _locked(difficulty, State.OPEN)
    if not fresh.can_be_withdrawn:
        raise NotNow(_("This difficulty has an answer already and stays."))
    _set_withdrawn(fresh, now())


@transaction.atomic
def restore(difficulty, *, by):
    """Bring a withdrawn difficulty back as it was."""
    require(can_file(by, difficulty.unit_id), WHO.files())
    lock_unit(difficulty.unit_id)
    _set_withdrawn(Difficulty.everything.select_for_update().get(pk=difficulty.pk), None)


def _locked(difficulty, *states):
    lock_unit(difficulty.unit_id)
    fresh = Difficulty.objects.select_for_update().filter(pk=difficulty.pk).first()
    if fresh is None:
        raise NotNow(_("This difficulty was withdrawn meanwhile."))
    if fresh.state not in states:
        raise NotNow(
            _("This cannot be done now: the difficulty is “%s”. Someone may have been faster; look again.")
            % fresh.get_state_display()
        )
    return fresh


def _say(difficulty, text, by, **kind):
    """Add a word to the thread; ValidationError for an empty one, except at the end of the matter."""
    if not text.strip() and not kind.get("resolves"):
        raise ValidationError({"text": _("Write what you want to say.")})
    reply = Reply(difficulty=difficulty, by=by, at=now(), day=today(), text=text.strip(), **kind)
    reply.full_clean(exclude=["difficulty"])
    reply.save()
    return reply


def _note_answer(difficulty):
    """The first answer alone is counted (VM-01)."""
    if difficulty.answered_on is None:
        difficulty.answered_on = today()
        mark(SOURCE, difficulty.unit_id, [difficulty.answered_on])


def _save(difficulty, state):
    difficulty.state = state
    if state != State.OPEN:
        difficulty.waiting_since = None
    if state != State.RESOLVED:
        difficulty.resolved_on = None
    difficulty.save(update_fields=["state", "answered_on", "resolved_on", "waiting_since"])


def _set_withdrawn(difficulty, at):
    difficulty.withdrawn_at = at
    difficulty.save(update_fields=["withdrawn_at"])
    mark(SOURCE, difficulty.unit_id, [difficulty.raised_on])
