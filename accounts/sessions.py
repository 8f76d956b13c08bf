"""Stub: log-ins under way, as Django's own sessions have them."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from calendars.clock import now


def of(user):
    rows = Session.objects.filter(expire_date__gt=now())
    return [one for one in rows if one.get_decoded().get(SESSION_KEY) == str(user.pk)]


def end_all(user, keep=None):
    keys = [one.pk for one in of(user) if one.pk != keep]
    return Session.objects.filter(pk__in=keys).delete()[0]
