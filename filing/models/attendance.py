"""The abstract parent of what people attend: numbers of those who took part."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.rounding import half_up
from filing.models.parts import each_within, part_within

FEMALE_TOO_MANY = _("Women cannot be more than all participants.")
MINORITY_TOO_MANY = _("Ethnic minorities cannot be more than all participants.")


class Attendance(models.Model):
    """The numbers of those who took part: all, women, ethnic minorities.

    Men are the rest. An empty number is unknown, not zero.
    """

    RULES = (
        *each_within(["female"], "attendance", FEMALE_TOO_MANY),
        *each_within(["minority"], "attendance", MINORITY_TOO_MANY),
    )

    attendance = models.PositiveIntegerField(_("Attendances in all"), null=True, blank=True)
    female = models.PositiveIntegerField(_("of whom women"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("of whom ethnic minorities"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def male(self):
        """The number of men; None where all or women are unknown."""
        return None if self.attendance is None or self.female is None else self.attendance - self.female

    @property
    def cost_each(self):
        """The cost in đồng per attendance (clause 2.e); None where a number is unknown or nobody came."""
        if self.cost is None or not self.attendance:
            return None
        return int(half_up(Fraction(self.cost, self.attendance)))


def attendance_constraints():
    """Return the constraints of `Attendance`, for the Meta of a concrete model."""
    return [
        part_within("female", "attendance", "female_within", FEMALE_TOO_MANY),
        part_within("minority", "attendance", "minority_within", MINORITY_TOO_MANY),
    ]
