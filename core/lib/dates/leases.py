"""Stored times of what is under way, on a clock that may be set back."""

from datetime import timedelta

from django.db.models import Q

# What clocks of several hosts may differ by. A time further ahead than it could have been written is void.
TOLERANCE = timedelta(minutes=1)


def lapsed(name, moment, lasts=timedelta()):
    """Return the condition that the time in a column is over, or lies further ahead than `lasts` from now."""
    return Q(**{f"{name}__lt": moment}) | Q(**{f"{name}__gt": moment + lasts + TOLERANCE})
