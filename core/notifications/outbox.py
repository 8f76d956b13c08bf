"""Sending of the mails of notices, each at most once.

A worker claims a row by a conditional update (token, lease) and sends its mail. A mail that certainly was not taken is
tried again. One whose outcome is unknown (the connection broke after the server had it, the worker was killed) is shown
as such and never sent again.
"""

import logging
import smtplib
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.accounts.models import User
from core.lib.dates.clock import now, official_now
from core.lib.leases import Lease
from core.lib.mail import FoldedMail, mail_server
from core.notifications.models import RETRY_AFTER, MailState, Notice

log = logging.getLogger(__name__)
# Longer than a task can run: a mail still in `sending` after it is being sent by nobody.
LEASE = Lease(timedelta(seconds=2 * settings.CELERY_TASK_TIME_LIMIT))
# The age at which a notice is no longer mailed.
GIVE_UP_AFTER = timedelta(days=3)
# Seconds after which a run begins no further mail, well within the task's time limit; the next run goes on.
MAX_RUN_SECONDS = 120
# Replies of the server, or faults of the mail itself, after which it certainly was not taken.
REFUSALS = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,
)


def mailable(people, *, is_reminder=False):
    """Return the ids of those people who may log in, have an address and want such mails; one query."""
    choice = "mail_choice__reminders_by_mail" if is_reminder else "mail_choice__by_mail"
    users = User.objects.filter(pk__in=[person.pk for person in people], is_active=True)
    return set(users.exclude(email="").exclude(**{choice: False}).values_list("pk", flat=True))


def deliver():
    """Send the mails that are due, one by one; several workers may do so at once."""
    moment, began = now(), monotonic()
    Notice.objects.filter(LEASE.is_over(moment), mail=MailState.SENDING).update(
        mail=MailState.UNKNOWN, leased_until=None
    )
    _drop_old_reminders(official_now())
    for pk in list(Notice.objects.due(moment).values_list("pk", flat=True)):
        token = claim(pk)
        # A server that is away for one mail is away for the others.
        if token and not send(pk, token):
            return
        if monotonic() - began > MAX_RUN_SECONDS:
            return


def _drop_old_reminders(moment):
    """Give up reminders that were not sent by midnight: the next day has its own."""
    midnight = timezone.localtime(moment, timezone.get_default_timezone()).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    old = Notice.objects.filter(mail=MailState.QUEUED, is_reminder=True, created_at__lt=midnight)
    old.update(mail=MailState.FAILED)


def claim(pk):
    """Return a token for the mail if it is due and unclaimed, else None."""
    return LEASE.claim(Notice.objects.due(now()).filter(pk=pk), mail=MailState.SENDING)


def send(pk, token):
    """Send one claimed mail and store the outcome; False where no server was reached."""
    notice = Notice.objects.select_related("person").get(pk=pk)
    if not mailable([notice.person], is_reminder=notice.is_reminder):
        # Address, account or choice may have changed since.
        _store_outcome(notice, token, mail=MailState.NONE)
        return True
    with mail_server() as connection:
        if connection is None:
            _requeue(notice, token)
            return False
        _transmit(notice, token, connection)
    return True


def compose(notice):
    """Return the mail of a notice: its text and the address of its page, in Vietnamese plain text."""
    with translation.override("vi"):
        invitation = _("To read it, log in at:")
    return FoldedMail(
        subject=notice.subject,
        body=f"{notice.text}\n\n{invitation}\n{absolute_url(notice.path)}\n",
        to=[notice.person.email],
        # Keeps "out of office" replies away.
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )


def absolute_url(path):
    """Return the absolute URL of a page of the portal."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def _transmit(notice, token, connection):
    try:
        connection.send_messages([compose(notice)])
    except REFUSALS as refusal:
        # The address, also in the server's words, does not belong in a log.
        log.warning("The mail of notice %s was refused: %s %s", notice.pk, type(refusal).__name__, _codes(refusal))
        # 4xx is a temporary refusal (RFC 5321).
        if all(400 <= code < 500 for code in _codes(refusal)):
            _requeue(notice, token)
        else:
            _store_outcome(notice, token, mail=MailState.FAILED)
    except Exception:
        # The server may have the mail or not.
        log.exception("Nobody knows what became of the mail of notice %s.", notice.pk)
        _store_outcome(notice, token, mail=MailState.UNKNOWN)
    else:
        _store_outcome(notice, token, mail=MailState.SENT, sent_at=official_now())


def _codes(refusal):
    """Return the reply codes of the server; 0 where it was not asked."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in refusal.recipients.values()]
    return [getattr(refusal, "smtp_code", 0)]


def _requeue(notice, token):
    """Queue the mail for another try, or give it up where the notice is too old."""
    if official_now() - notice.created_at > GIVE_UP_AFTER:
        _store_outcome(notice, token, mail=MailState.FAILED)
    else:
        _store_outcome(notice, token, mail=MailState.QUEUED, next_try=now() + RETRY_AFTER)


def _store_outcome(notice, token, **fields):
    """Store the outcome by the token alone: a late worker with a certain outcome still corrects "unknown"."""
    Notice.objects.filter(pk=notice.pk, token=token).update(leased_until=None, **fields)
