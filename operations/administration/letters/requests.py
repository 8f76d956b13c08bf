"""Requesting letters about accounts: a row is written, and a worker sends the letter (`letters.sending`)."""

from django.db import transaction

from core.lib.dates.clock import now
from core.lib.enqueue import enqueue
from operations.administration.letters.sending import send_letters
from operations.administration.models import Letter, LetterKind


def request_letter(kind, person):
    """Request a letter of that kind, sent after commit; nothing for a person without an address."""
    if person.email:
        moment = now()
        _save(kind, {"asked_at": moment, "next_try": moment, "attempts": 0}, person=person)


def request_letters(kind, people):
    """Request a letter for each of the people, who have none of that kind yet, by one message."""
    moment = now()
    Letter.objects.bulk_create(
        Letter(kind=kind, person=person, asked_at=moment, next_try=moment) for person in people if person.email
    )
    transaction.on_commit(lambda: enqueue(send_letters))


def request_letter_to_address(address):
    """Request a letter with a link to choose a password, for whoever has this address.

    The same is done and takes the same time whether or not anybody has it: only the worker looks.
    """
    _save(LetterKind.RESET, {}, address=address.strip().lower())


def _save(kind, updates, **recipient):
    moment = now()
    Letter.objects.update_or_create(
        kind=kind, **recipient, defaults=updates, create_defaults={"asked_at": moment, "next_try": moment}
    )
    transaction.on_commit(lambda: enqueue(send_letters))


def link_kind(person):
    """Return the kind of a link to choose a password: an invitation for whoever has no password yet."""
    return LetterKind.RESET if person.has_usable_password() else LetterKind.INVITATION


def cancel_letters(person):
    """Delete the letters that wait for the person."""
    Letter.objects.filter(person=person).delete()
