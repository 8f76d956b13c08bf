"""What the page of a decision showed, as its form carries it back: what was not seen is not decided.

A verb that decides takes `seen`, and asks `require_seen` under its lock; None is a decision that no page asked for.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


class ChangedSince(ValidationError):
    """What the page showed has changed since."""

    def __init__(self):
        super().__init__(
            _("This page has changed since you opened it. Nothing has been done. Check it again, then decide.")
        )


def version_of(*shown):
    """Return the digest of what a page shows: rows with all their columns, and plain values."""
    plain = [_columns_of(thing) if isinstance(thing, Model) else thing for thing in shown]
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:32]


def _columns_of(row):
    return [(field.attname, str(field.value_from_object(row))) for field in row._meta.concrete_fields]


def require_seen(seen, version):
    """Raise ChangedSince unless the page showed this version."""
    if seen is not None and seen != version:
        raise ChangedSince


def seen_in(request):
    """Return the version that the sent form carries; "", which is none, where it carries no version."""
    return request.POST.get("seen", "")
