"""Rules on numbers that belong together: parts and their whole, and what goes only with something else.

Each kind declares its `RULES` beside its model. What cannot be is refused by the model, and by a constraint of the
database; what is only odd is asked about by the form (`filing.pages.forms`).
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.html import format_html
from django.utils.translation import gettext

from core.lib.text.markup import vi


@dataclass(frozen=True)
class PartRule:
    """A rule on fields or properties of a row, which shows its message at the field `at`.

    `parts` and `whole` are names, each side added up; an unknown number is left out. `is_odd`: it may be so all the
    same, so it is asked about and not refused.
    """

    parts: tuple[str, ...]
    whole: tuple[str, ...]
    message: str
    at: str = ""
    is_odd: bool = False

    @property
    def field(self):
        return self.at or self.parts[0]

    def values(self, row):
        """Return the numbers that the rule compares."""
        return [getattr(row, name) for name in (*self.parts, *self.whole)]

    def is_broken(self, row):
        raise NotImplementedError


@dataclass(frozen=True)
class Within(PartRule):
    """The parts together are at most the whole; with `needs_whole` a part without a whole is refused too."""

    needs_whole: bool = False

    def is_broken(self, row):
        part, whole = _sum_of(row, self.parts), _sum_of(row, self.whole)
        if part is None or whole is None:
            return part is not None and self.needs_whole
        return part > whole


@dataclass(frozen=True)
class Implies(PartRule):
    """Where the parts are above 0 the whole is too; with `needs_whole` an unknown whole counts as none."""

    needs_whole: bool = False

    def is_broken(self, row):
        whole = _sum_of(row, self.whole)
        has_none = self.needs_whole if whole is None else whole == 0
        return has_none and bool(_sum_of(row, self.parts))


def _sum_of(row, names):
    known = [number for name in names if (number := getattr(row, name)) is not None]
    return sum(known) if known else None


def all_of(row, names):
    """Return the sum of numbers of which all are known; None otherwise."""
    numbers = [getattr(row, name) for name in names]
    return None if None in numbers else sum(numbers)


def each_within(parts, whole, message, *, needs_whole=True):
    """Return a rule for each part: it is at most the whole."""
    return tuple(Within((part,), (whole,), message, needs_whole=needs_whole) for part in parts)


class HeldNumbers(models.Model):
    """The abstract parent of what is held against its `RULES`."""

    RULES: tuple[PartRule, ...] = ()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        errors = {}
        for rule in self.RULES:
            if not rule.is_odd and rule.is_broken(self):
                errors.setdefault(rule.field, rule.message)
        if errors:
            raise ValidationError(errors)

    def oddities(self):
        """Return the rules that this row breaks though it may."""
        return [rule for rule in self.RULES if rule.is_odd and rule.is_broken(self)]


class LaterHeldNumbers(HeldNumbers):
    """The abstract parent of what got rules for the database after rows were filed.

    `predates_rules` marks the rows that broke one when it came; it falls with the next saving, which keeps them all.
    """

    predates_rules = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        self.predates_rules = False


def part_within(part, whole, name, message, *, unless=None):
    """Return a constraint that a part is never larger than its whole; either may be unknown."""
    condition = Q(**{f"{part}__isnull": True}) | Q(**{f"{whole}__gte": F(part)})
    return held(condition if unless is None else condition | unless, name, message)


def number_in(name):
    """Return a column's number for a calculation within a constraint.

    Where Django asks about a row, PostgreSQL knows the type of a NULL by the cast alone.
    """
    return Cast(F(name), models.BigIntegerField())


def held(condition, name, message):
    """Return a constraint of a kind, named after it."""
    return models.CheckConstraint(
        condition=condition, name=f"%(app_label)s_%(class)s_{name}", violation_error_message=message
    )


# Named last in a condition: Django cannot read the columns of an SQLite table whose last constraint ends in a number.
PREDATES = Q(predates_rules=True)


def part_too_large(whole):
    """Return the message that the part of a figure, an indicator, exceeds it."""
    return format_html(gettext("This is part of “{}” and cannot be more."), vi(whole.name))
