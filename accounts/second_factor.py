"""Stub: nobody has a second factor yet."""

from accounts.audit import record
from accounts.models import User
from accounts.sessions import end_all


def has_one(user):
    return False


def with_one():
    return User.objects.none().values("pk")


def take_away(user, *, by, keep=None):
    end_all(user, keep)
    record("second_factor_taken_away", str(user), by=by, unit=user.unit)
