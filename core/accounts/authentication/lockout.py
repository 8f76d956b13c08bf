"""Lock-out after too many wrong passwords for one username from one address (django-axes).

By both together, so that one colleague does not lock out an office behind one address, nor strangers a user.
"""

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render

from core.lib.dates.clock import now
from core.lib.leases import TOLERANCE


def _locked_pairs():
    """Return usernames and addresses with too many failures in the lock-out time, from whatever browser."""
    since = now() - timedelta(minutes=settings.LOCKOUT_MINUTES)
    attempts = AccessAttempt.objects.order_by().filter(attempt_time__gte=since).values("username", "ip_address")
    return attempts.annotate(failures=Sum("failures_since_start")).filter(failures__gte=settings.AXES_FAILURE_LIMIT)


def forget_those_ahead():
    """Forget failures of an hour that is yet to come: where the clock was set back, they would lock until then."""
    AccessAttempt.objects.filter(attempt_time__gt=now() + TOLERANCE).delete()


def locked_usernames():
    """Return the usernames that are locked from some address at the moment; one query."""
    return {pair["username"] for pair in _locked_pairs()}


def unlock(user):
    """Reset a user's failures from all addresses; return the number of deleted rows."""
    return reset(username=user.get_username())


def locked_out_response(request, response=None, credentials=None):
    """Return the page of a locked log-in (AXES_LOCKOUT_CALLABLE), the same whether the username exists or not."""
    context = {"minutes": settings.LOCKOUT_MINUTES}
    return render(request, "accounts/locked.html", context, status=429)
