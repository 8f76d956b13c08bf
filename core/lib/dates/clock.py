"""The current instant, and the day that all rules about due dates and periods take for today."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

_as_of: ContextVar[date | None] = ContextVar("as_of", default=None)


def now() -> datetime:
    """Return the real instant, aware, in UTC; for logs, log-ins, leases and whatever else waits."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """Return the day of an aware instant in settings.TIME_ZONE; ValueError for a naive one."""
    return timezone.localdate(instant, timezone.get_default_timezone())


def today() -> date:
    """Return the day of an enclosing `as_of`, else settings.DEMO_TODAY, else the real local day."""
    return _as_of.get() or settings.DEMO_TODAY or local_day(now())


def official(instant: datetime) -> datetime:
    """Return the instant that pages and papers give for one of the real clock.

    That is the same but for whole days, so that the real day is `today()`: the demonstration shows nothing of it.
    """
    day = _as_of.get() or settings.DEMO_TODAY
    return instant + (day - local_day(now())) if day else instant


def official_now() -> datetime:
    """Return the instant that is stored and shown for what people do now, aware; see `official`."""
    return official(now())


@contextmanager
def as_of(day: date) -> Iterator[date]:
    """Let `today()` be `day` inside the block (this thread or task only); the innermost block wins."""
    if isinstance(day, datetime):
        raise TypeError("as_of() takes a day, not an instant: use local_day() first.")
    token = _as_of.set(day)
    try:
        yield day
    finally:
        _as_of.reset(token)
