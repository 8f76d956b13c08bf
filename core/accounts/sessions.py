"""Sessions of users, who can list and end them; they expire when idle and after a working day.

The store that `SESSION_ENGINE` names: Django's database store, with columns for the list.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from core.accounts.client_info import client_address, client_device
from core.accounts.models import Session
from core.lib.dates.clock import now
from core.lib.leases import TOLERANCE

# A session in use is saved again after this many seconds, which extends it.
TOUCH_SECONDS = 60
LOG_IN = "log_in"


class SessionStore(DatabaseStore):
    """Store number, user, device and times of a log-in in columns too, so that sessions can be listed and ended."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        log_in = data.get(LOG_IN)
        if log_in and row.user_id:
            row.number, row.device, row.address = UUID(log_in["number"]), log_in["device"], log_in["address"]
            row.begun_at, row.seen_at = (datetime.fromisoformat(log_in[name]) for name in ("begun_at", "seen_at"))
        return row


def note_origin(request):
    """Record in a session that has just logged in where the request comes from."""
    instant = now().isoformat()
    request.session[LOG_IN] = {
        "number": uuid4().hex,
        "device": client_device(request),
        "address": client_address(request),
        "begun_at": instant,
        "seen_at": instant,
    }


def number_of(session):
    """Return the number of a session in lists and in the audit log; None where nobody is logged in."""
    log_in = session.get(LOG_IN)
    return UUID(log_in["number"]) if log_in else None


def is_expired(session):
    """Return whether the log-in is older than SESSION_HOURS, even if in use, or begun at an hour to come."""
    log_in = session.get(LOG_IN)
    if not log_in:
        return False
    age = now() - datetime.fromisoformat(log_in["begun_at"])
    return not -TOLERANCE <= age <= timedelta(hours=settings.SESSION_HOURS)


def touch(session):
    """Extend the session, at most once a minute."""
    log_in = session.get(LOG_IN)
    if log_in and now() - datetime.fromisoformat(log_in["seen_at"]) > timedelta(seconds=TOUCH_SECONDS):
        session[LOG_IN] = log_in | {"seen_at": now().isoformat()}


def sessions_of(user):
    """Return a user's sessions, the last seen first."""
    return Session.objects.filter(user=user, number__isnull=False, expire_date__gt=now())


def end_all(user, keep=None):
    """End a user's sessions except the one with the key `keep`; return their number."""
    sessions = Session.objects.filter(user=user)
    if keep:
        sessions = sessions.exclude(session_key=keep)
    return sessions.delete()[0]
