"""Letters about accounts are asked for by a row; a worker sends them (`administration.sending`)."""

from django.db import transaction

from administration.models import Letter, LetterKind
from administration.tasks import send_letters
from calendars.clock import now
from notices.asking import ask


def owe(kind, person):
    """Let the person have a letter of that kind, sent after commit; nothing for one without an address."""
    if person.email:
        moment = now()
        _keep(kind, {"asked_at": moment, "next_try": moment, "attempts": 0}, person=person)


def owe_to_address(typed):
    """Let whoever has this address have a link to choose a password.

    The same is done and takes the same time whether or not anybody has it: only the worker looks.
    """
    _keep(LetterKind.RESET, {}, address=typed.strip().lower())


def _keep(kind, anew, **to):
    moment = now()
    Letter.objects.update_or_create(
        kind=kind, **to, defaults=anew, create_defaults={"asked_at": moment, "next_try": moment}
    )
    transaction.on_commit(lambda: ask(send_letters))


def link_kind(person):
    """What a link to choose a password is for the person: who has none yet is still invited."""
    return LetterKind.RESET if person.has_usable_password() else LetterKind.INVITATION


def forget(person):
    """What waits for the person is not sent any more."""
    Letter.objects.filter(person=person).delete()
