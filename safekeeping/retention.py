"""What the portal no longer needs to know goes when its time is over; the README's table says after how long.

Never records, snapshots, documents, issued papers, history or the record of acts: they are what the portal is for.
"""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from calendars.clock import now
from notices.models import MailState, Notice

# What a mail's state says when nothing is owed any more.
SETTLED = (MailState.NONE, MailState.SENT, MailState.UNKNOWN, MailState.FAILED)
# Tables of django-axes, with the column that says when.
SIGN_INS = {"AccessAttempt": "attempt_time", "AccessFailureLog": "attempt_time", "AccessLog": "attempt_time"}


def tidy():
    """Remove what is past its time; answers {what: how many}."""
    call_command("clearsessions")
    return {"notices": _notices(), "sign-ins": _sign_ins()}


def _notices():
    """Those that were read, whose mail is settled. Told so long ago that no occasion of theirs comes again."""
    until = now() - timedelta(days=settings.RETAIN_NOTICES)
    old = Notice.objects.filter(created_at__lt=until, seen_at__lt=until, mail__in=SETTLED)
    return old.delete()[0]


def _sign_ins():
    """Who tried to log in, when and from where."""
    if not apps.is_installed("axes"):
        return 0
    until = now() - timedelta(days=settings.RETAIN_SIGN_INS)
    old = [apps.get_model("axes", name).objects.filter(**{f"{when}__lt": until}) for name, when in SIGN_INS.items()]
    return sum(rows.delete()[0] for rows in old)
