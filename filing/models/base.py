"""The query set of rows that belong to a unit."""

from django.db import models

from core.accounts.permissions import units_in_sight


class OfUnitQuerySet(models.QuerySet):
    """Rows that belong to a unit; every look-up for a person starts with `visible_to`."""

    def visible_to(self, user):
        """Return the rows of the units that the person may see; any other row is a 404 for them."""
        return self.filter(unit__in=units_in_sight(user))
