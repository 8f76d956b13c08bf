"""Stub: too many wrong passwords for one name, counted in this process alone."""

from collections import Counter

from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver

LIMIT = 7
_failures = Counter()


@receiver(user_login_failed)
def failed(sender, credentials, **kwargs):
    _failures[credentials.get("username")] += 1


def is_locked(user):
    return user.get_username() in locked_usernames()


def locked_usernames():
    return {name for name, number in _failures.items() if number >= LIMIT}


def unlock(user):
    return _failures.pop(user.get_username(), 0)
