"""What all rows that belong to a unit have in common."""

from django.db import models

from accounts.permissions import units_in_sight


class OfUnitQuerySet(models.QuerySet):
    """Rows that belong to a unit; every look-up by a person starts here."""

    def visible_to(self, user):
        """Rows of the units within the person's sight; what is outside does not exist for them."""
        return self.filter(unit__in=units_in_sight(user))
