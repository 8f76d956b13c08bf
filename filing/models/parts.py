"""Rules on numbers that count a part of a whole."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def part_within(part, whole, name, message):
    """Return a constraint that a part is never larger than its whole; either may be unknown."""
    return models.CheckConstraint(
        condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{whole}__gte": F(part)}),
        name=f"%(app_label)s_%(class)s_{name}",
        violation_error_message=message,
    )


def refuse_larger_parts(row, parts):
    """Raise ValidationError at each part that is larger than its whole, or has no whole.

    `parts` are (part, whole, message); `part_within` makes the database enforce the same.
    """
    errors = {}
    for part, whole, message in parts:
        number, total = getattr(row, part), getattr(row, whole)
        if number is not None and (total is None or number > total):
            errors[part] = message
    if errors:
        raise ValidationError(errors)
