"""Too many wrong passwords for one name from one address: nobody tries further for a while (django-axes).

By both together, so that an office behind one address is not locked out by one colleague, nor a person by strangers.
"""

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render

from calendars.clock import now


def _locking():
    """Names and addresses with too many failures in the time that counts, whatever browser they came from."""
    since = now() - timedelta(minutes=settings.LOCKOUT_MINUTES)
    tried = AccessAttempt.objects.order_by().filter(attempt_time__gte=since).values("username", "ip_address")
    return tried.annotate(failures=Sum("failures_since_start")).filter(failures__gte=settings.AXES_FAILURE_LIMIT)


def locked_usernames():
    """The names that can't log in from some address at the moment; one query."""
    return {one["username"] for one in _locking()}


def unlock(user):
    """Let the person try again at once, from everywhere; how many counts were dropped."""
    return reset(username=user.get_username())


def refused(request, response=None, credentials=None):
    """The answer to whoever tries on (AXES_LOCKOUT_CALLABLE): the same for names that exist and for others."""
    context = {"minutes": settings.LOCKOUT_MINUTES}
    return render(request, "accounts/locked.html", context, status=429)
