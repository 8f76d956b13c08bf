"""Log-ins under way: kept with their person, seen and ended by them, over after idleness or a working day.

The store that `SESSION_ENGINE` names: Django's own in the database, with columns beside the data.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.models import Session
from accounts.whence import address_of, device_of
from calendars.clock import now

# A session in use is written again after this many seconds, which moves its end by idleness on.
TOUCH_SECONDS = 60
OF_LOG_IN = "log_in"


class SessionStore(DatabaseStore):
    """The data as ever; number, person, device and times also as columns, so that they can be listed and ended."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        of_log_in = data.get(OF_LOG_IN)
        if of_log_in and row.user_id:
            row.number, row.device, row.address = UUID(of_log_in["number"]), of_log_in["device"], of_log_in["address"]
            row.begun_at, row.seen_at = (datetime.fromisoformat(of_log_in[name]) for name in ("begun_at", "seen_at"))
        return row


def begin(request):
    """Note down in a session that has just logged in where it comes from."""
    instant = now().isoformat()
    request.session[OF_LOG_IN] = {
        "number": uuid4().hex, "device": device_of(request), "address": address_of(request),
        "begun_at": instant, "seen_at": instant,
    }  # fmt: skip


def number_of(session):
    """The number under which a session is listed and stands on record; None where nobody has logged in."""
    of_log_in = session.get(OF_LOG_IN)
    return UUID(of_log_in["number"]) if of_log_in else None


def is_over(session):
    """Whether the log-in is older than a working day, however busy."""
    of_log_in = session.get(OF_LOG_IN)
    if not of_log_in:
        return False
    return now() - datetime.fromisoformat(of_log_in["begun_at"]) > timedelta(hours=settings.SESSION_HOURS)


def touch(session):
    """Move the end by idleness on, at most once a minute."""
    of_log_in = session.get(OF_LOG_IN)
    if of_log_in and now() - datetime.fromisoformat(of_log_in["seen_at"]) > timedelta(seconds=TOUCH_SECONDS):
        session[OF_LOG_IN] = of_log_in | {"seen_at": now().isoformat()}


def of(user):
    """The person's log-ins under way, the latest seen first."""
    return Session.objects.filter(user=user, number__isnull=False, expire_date__gt=now())


def end_all(user, keep=None):
    """End the person's log-ins, but the one with the session key `keep`; how many there were."""
    ended = Session.objects.filter(user=user)
    if keep:
        ended = ended.exclude(session_key=keep)
    return ended.delete()[0]
