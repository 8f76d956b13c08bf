"""What the portal no longer needs to know goes when its time is over; the README's table says after how long.

Never records, snapshots, documents, issued papers, history or the record of acts: they are what the portal is for.
"""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings

from accounts.sessions import SessionStore
from calendars.clock import now
from notices.models import MailState, Notice

# What a mail's state says when nothing is owed any more.
SETTLED = (MailState.NONE, MailState.SENT, MailState.UNKNOWN, MailState.FAILED)
SIGN_INS = (AccessAttempt, AccessFailureLog, AccessLog)


def tidy():
    """Remove what is past its time; answers {what: how many}."""
    SessionStore.clear_expired()
    return {"notices": _notices(), "sign-ins": _sign_ins()}


def _notices():
    """Those that were read, whose mail is settled. Told so long ago that no occasion of theirs comes again."""
    until = now() - timedelta(days=settings.RETAIN_NOTICES)
    old = Notice.objects.filter(created_at__lt=until, seen_at__lt=until, mail__in=SETTLED)
    return old.delete()[0]


def _sign_ins():
    """Who tried to log in, when and from where."""
    until = now() - timedelta(days=settings.RETAIN_SIGN_INS)
    return sum(one.objects.filter(attempt_time__lt=until).delete()[0] for one in SIGN_INS)
