"""Deleting what is past its retention time; the README's table says after how long.

Never records, snapshots, documents, issued papers, history or the audit log: they are what the portal is for.
"""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings

from core.accounts.sessions import SessionStore
from core.lib.dates.clock import now, official_now
from core.notifications.models import MailState, Notice

# The states of a mail that is not to be sent any more.
SETTLED = (MailState.NONE, MailState.SENT, MailState.UNKNOWN, MailState.FAILED)
SIGN_IN_MODELS = (AccessAttempt, AccessFailureLog, AccessLog)


def tidy():
    """Delete what is past its time; return {what: how many}."""
    SessionStore.clear_expired()
    return {"notices": _delete_notices(), "sign-ins": _delete_sign_ins()}


def _delete_notices():
    """Delete notices that were read and whose mail is settled, so old that no occasion of theirs comes again."""
    until = official_now() - timedelta(days=settings.RETAIN_NOTICES)
    old = Notice.objects.filter(created_at__lt=until, seen_at__lt=until, mail__in=SETTLED)
    return old.delete()[0]


def _delete_sign_ins():
    """Delete who tried to log in, when and from where."""
    until = now() - timedelta(days=settings.RETAIN_SIGN_INS)
    return sum(model.objects.filter(attempt_time__lt=until).delete()[0] for model in SIGN_IN_MODELS)
