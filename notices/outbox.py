"""The mails that are owed. The row says so; a worker claims it by a conditional update (token, lease) and sends it.

A mail that certainly was not taken is tried again. One whose outcome nobody knows (the line broke after the server
had it, the worker was killed) is shown as such and never sent again: a person gets no mail twice.
"""

import logging
import smtplib
import uuid
from contextlib import suppress
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from calendars.clock import now
from notices.models import MailState, Notice

log = logging.getLogger(__name__)
# Longer than any worker lives that sends one mail: what lies in `sending` after it, nobody is sending.
LEASE = timedelta(seconds=2 * settings.CELERY_TASK_TIME_LIMIT)
# Before the server that could not be reached is asked for the same mail again.
PAUSE = timedelta(minutes=5)
# A notice of days ago, read in the portal since, is no news any more.
GIVE_UP = timedelta(days=3)
# Seconds after which a round begins no other mail, well within the worker's time limit; the next beat goes on.
ROUND = 120
# Answers of the server, or faults of the mail itself, by which it certainly was not taken.
REFUSALS = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,
)


def mailable(people, *, is_reminder=False):
    """The ids of those who may log in, have an address and want mails of that sort; one query."""
    wish = "mail_choice__reminders_by_mail" if is_reminder else "mail_choice__by_mail"
    asked = User.objects.filter(pk__in=[person.pk for person in people], is_active=True)
    return set(asked.exclude(email="").exclude(**{wish: False}).values_list("pk", flat=True))


def deliver():
    """Send what is due, one by one; any number of workers may at once."""
    moment, began = now(), monotonic()
    Notice.objects.filter(mail=MailState.SENDING, leased_until__lt=moment).update(
        mail=MailState.UNKNOWN, leased_until=None
    )
    _drop_old_reminders(moment)
    for pk in list(Notice.objects.due(moment).values_list("pk", flat=True)):
        token = claim(pk)
        # A server that is away is away for the others too.
        if token and not send(pk, token):
            return
        if monotonic() - began > ROUND:
            return


def _drop_old_reminders(moment):
    """A reminder tells of its day, and the next day has its own: one that was not sent by midnight never is."""
    midnight = timezone.localtime(moment, timezone.get_default_timezone()).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    old = Notice.objects.filter(mail=MailState.QUEUED, is_reminder=True, created_at__lt=midnight)
    old.update(mail=MailState.FAILED)


def claim(pk):
    """A token for the mail if it is due and nobody has it, else None."""
    token, moment = uuid.uuid4(), now()
    claimed = Notice.objects.due(moment).filter(pk=pk).order_by()
    return token if claimed.update(mail=MailState.SENDING, token=token, leased_until=moment + LEASE) else None


def send(pk, token):
    """Send one claimed mail and write down what became of it; False where no server is there."""
    notice = Notice.objects.select_related("person").get(pk=pk)
    if not mailable([notice.person], is_reminder=notice.is_reminder):
        # Address, account or wish may have gone since.
        _settle(notice, token, mail=MailState.NONE)
        return True
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        # Also every fault that smtplib knows. Nothing has been said of the mail yet.
        log.warning("The mail server was not reached for notice %s: %s", pk, error)
        _put_back(notice, token)
        return False
    try:
        _hand_over(notice, token, connection)
    finally:
        # What the server says to a good-bye changes nothing.
        with suppress(OSError):
            connection.close()
    return True


def compose(notice):
    """The mail of a notice: its text and the address of its page, in Vietnamese, without format."""
    with translation.override("vi"):
        where = _("To read it in the portal, log in at:")
    return EmailMessage(
        subject=notice.subject,
        body=f"{notice.text}\n\n{where}\n{address_of(notice.path)}\n",
        to=[notice.person.email],
        # So that nobody's "out of office" answers it.
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )


def address_of(path):
    """The whole address of a page of the portal, as a mail needs it."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def _hand_over(notice, token, connection):
    try:
        connection.send_messages([compose(notice)])
    except REFUSALS as refusal:
        # Neither the address nor the server's words about it belong into a log.
        log.warning("The mail of notice %s was refused: %s %s", notice.pk, type(refusal).__name__, _codes(refusal))
        # "Not now" (4xx, RFC 5321) rather than "never".
        if all(400 <= code < 500 for code in _codes(refusal)):
            _put_back(notice, token)
        else:
            _settle(notice, token, mail=MailState.FAILED)
    except Exception:
        # Whatever it was: the server may have the mail or not.
        log.exception("Nobody knows what became of the mail of notice %s.", notice.pk)
        _settle(notice, token, mail=MailState.UNKNOWN)
    else:
        _settle(notice, token, mail=MailState.SENT, sent_at=now())


def _codes(refusal):
    """What the server answered; 0 where it was not asked."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in refusal.recipients.values()]
    return [getattr(refusal, "smtp_code", 0)]


def _put_back(notice, token):
    moment = now()
    if moment - notice.created_at > GIVE_UP:
        _settle(notice, token, mail=MailState.FAILED)
    else:
        _settle(notice, token, mail=MailState.QUEUED, next_try=moment + PAUSE)


def _settle(notice, token, **fields):
    """By the claim alone, so that a worker who comes late with a certain answer still corrects "not known"."""
    Notice.objects.filter(pk=notice.pk, token=token).update(leased_until=None, **fields)
