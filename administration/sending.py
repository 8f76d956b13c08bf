"""Sending the letters that are owed, again and again until a day is over: a mail server that is away loses none.

One that may have gone already can come twice, which harms nobody: each holds a link that is valid for itself.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext, override

from accounts.models import User
from administration.links import LINKS, link_for
from administration.models import Letter, LetterKind
from administration.wording import SUBJECTS, TEXTS
from calendars.clock import now

log = logging.getLogger(__name__)
# Between two tries: 1, 2, 4 … minutes, at most an hour. Longer than a worker waits for a mail server.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
# Who asked yesterday and got nothing has asked again, or called.
GIVE_UP = timedelta(days=1)
# Typed again within this time, an address gets no other letter: nobody's box is filled by asking.
QUIET = timedelta(minutes=5)


def send_due():
    """Find out whom the addresses belong to, and send what is due; any number of workers may at once."""
    Letter.objects.filter(asked_at__lt=now() - GIVE_UP).delete()
    for letter in list(Letter.objects.due(now()).filter(person=None)):
        _find_people(letter)
    for letter in list(Letter.objects.due(now()).filter(person__isnull=False)):
        # A server that is away is away for the others too.
        if _claim(letter) and not _send(letter):
            return


@transaction.atomic
def _find_people(letter):
    """A letter for each active person who has the address; the row stays for the quiet time, then it goes."""
    untouched = Letter.objects.filter(pk=letter.pk, attempts=0)
    if not untouched.update(attempts=1, next_try=now() + QUIET):
        Letter.objects.due(now()).filter(pk=letter.pk).delete()
        return
    for person in User.objects.filter(email__iexact=letter.address, is_active=True):
        kind = LetterKind.RESET if person.has_usable_password() else LetterKind.INVITATION
        dates = {"asked_at": letter.asked_at, "next_try": now()}
        Letter.objects.get_or_create(kind=kind, person=person, defaults=dates)


def _claim(letter):
    """Whether this worker is to send it now; the next try is set before, so that a killed worker loses nothing."""
    pause = min(FIRST_PAUSE * 2 ** min(letter.attempts, 10), LONGEST_PAUSE)
    waiting = Letter.objects.due(now()).filter(pk=letter.pk, attempts=letter.attempts).order_by()
    return waiting.update(attempts=letter.attempts + 1, next_try=now() + pause)


def _send(letter):
    """False where no server is there."""
    person = User.objects.select_related("unit").get(pk=letter.person_id)
    if not person.is_active or not person.email:
        letter.delete()
        return True
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        # Also every fault that smtplib knows; neither the address nor the server's words belong into a log.
        log.warning("The mail server was not reached for letter %s: %s", letter.pk, type(error).__name__)
        return False
    try:
        connection.send_messages([compose(letter.kind, person)])
    except (OSError, ValueError) as refusal:
        log.warning("Letter %s was not taken: %s", letter.pk, type(refusal).__name__)
    else:
        letter.delete()
    finally:
        # What the server says to a good-bye changes nothing.
        with suppress(OSError):
            connection.close()
    return True


def compose(kind, person):
    """The mail, in Vietnamese, without format; with the link, made now, where the kind has one."""
    about = {"name": person, "username": person.username, "unit": person.unit}
    if kind in LINKS:
        about |= {"link": link_for(kind, person), "days": LINKS[kind].lasts.days}
    with override("vi"):
        about["portal"] = gettext("Gender-equality work")
    return EmailMessage(
        subject=SUBJECTS[kind].format(**about),
        body=TEXTS[kind].format(**about),
        from_email=_from(about["portal"]),
        to=[person.email],
        # So that nobody's "out of office" answers it.
        headers={"Auto-Submitted": "auto-generated"},
    )


def _from(portal):
    """The portal's name before its address, unless the settings name somebody themselves."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or portal, address), charset="utf-8")
