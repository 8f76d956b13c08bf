"""Sending the letters that are due, again and again for a day, so that no mail server's outage loses one.

A letter may arrive twice, which harms nobody: each holds a link that is valid for itself.
"""

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from core.accounts.models import User
from core.lib.dates.clock import now
from core.lib.mail import FoldedMail, mail_server
from operations.administration.letters.links import LINKS, link_for
from operations.administration.letters.wording import SUBJECTS, TEXTS
from operations.administration.models import LETTER_LEASE, Delivery, DeliveryState, Letter, LetterKind

log = logging.getLogger(__name__)
# Between two tries: 1, 2, 4 … minutes, at most an hour. Longer than a worker waits for a mail server.
FIRST_PAUSE = timedelta(minutes=1)
# Whoever asked yesterday and got nothing has asked again, or called.
GIVE_UP = timedelta(days=1)
# Typed again within this time, an address gets no other letter: nobody's box is filled by asking.
QUIET = timedelta(minutes=5)


@shared_task(name="administration.send_letters", expires=60)
def send_letters():
    send_due()


def send_due():
    """Find out whose the addresses are, and send what is due; any number of workers may do so at once."""
    _give_up()
    for letter in list(Letter.objects.due(now()).filter(person=None)):
        _find_people(letter)
    for letter in list(Letter.objects.due(now()).filter(person__isnull=False)):
        # A server that is away is away for the others too.
        if _claim(letter) and not _send(letter):
            return


@transaction.atomic
def _give_up():
    """Delete what waited too long, and keep which invitations these were."""
    letters = Letter.objects.select_for_update(of=("self",)).filter(asked_at__lt=now() - GIVE_UP)
    for letter in list(letters):
        note_delivery(letter, DeliveryState.GIVEN_UP)
        letter.delete()


@transaction.atomic
def _find_people(letter):
    """Request a letter for each active person who has the address.

    The row stays for the quiet time, then it is deleted.
    """
    untouched = Letter.objects.filter(pk=letter.pk, attempts=0)
    if not LETTER_LEASE.claim(untouched, length=QUIET, attempts=1):
        Letter.objects.due(now()).filter(pk=letter.pk).delete()
        return
    for person in User.objects.filter(email__iexact=letter.address, is_active=True):
        kind = LetterKind.RESET if person.has_usable_password() else LetterKind.INVITATION
        dates = {"asked_at": letter.asked_at, "next_try": now()}
        Letter.objects.get_or_create(kind=kind, person=person, defaults=dates)


def _claim(letter):
    """Return whether this worker is to send the letter now.

    The next try is set before sending, so that a killed worker loses nothing.
    """
    pause = min(FIRST_PAUSE * 2 ** min(letter.attempts, 10), LETTER_LEASE.length)
    # The number of attempts is the token: one of two workers finds it unchanged.
    waiting = Letter.objects.due(now()).filter(pk=letter.pk, attempts=letter.attempts)
    return LETTER_LEASE.claim(waiting, length=pause, attempts=letter.attempts + 1)


def _send(letter):
    """Send a letter; return False where no server was reached."""
    person = User.objects.select_related("unit").get(pk=letter.person_id)
    if not person.is_active or not person.email:
        letter.delete()
        return True
    with mail_server() as connection:
        if connection is None:
            return False
        try:
            connection.send_messages([compose(letter.kind, person)])
        except (OSError, ValueError) as refusal:
            # Neither the address nor the server's words belong in a log.
            log.warning("Letter %s was not taken: %s", letter.pk, type(refusal).__name__)
        else:
            note_delivery(letter, DeliveryState.SENT)
            letter.delete()
    return True


def note_delivery(letter, state):
    """Keep what became of a letter if it is an invitation of a person."""
    if letter.kind == LetterKind.INVITATION and letter.person_id:
        Delivery.objects.update_or_create(person_id=letter.person_id, defaults={"state": state, "at": now()})


def compose(kind, person):
    """Return the mail, in Vietnamese and plain text, with a link made now where the kind has one."""
    values = {"name": person, "username": person.username, "unit": person.unit}
    if kind in LINKS:
        values |= {"link": link_for(kind, person), "days": LINKS[kind].lasts.days}
    with override("vi"):
        values["portal"] = gettext("Gender equality work")
    return FoldedMail(
        subject=SUBJECTS[kind].format(**values),
        body=TEXTS[kind].format(**values),
        from_email=_sender(values["portal"]),
        to=[person.email],
        # So that nobody's "out of office" answers it.
        headers={"Auto-Submitted": "auto-generated"},
    )


def _sender(portal):
    """Return the sender: the portal's name and address, unless the settings hold a name."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or portal, address), charset="utf-8")
