"""Claims of rows by workers: a conditional update with a token, for as long as a lease lasts.

Of several workers one update finds the row; whoever has no token of the row's own writes nothing more. A lease ends by
the clock of the wall, which may be set back: one that ends further ahead than it can have been given is over too.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from core.lib.dates.clock import now

# What clocks of several hosts may differ by.
TOLERANCE = timedelta(minutes=1)


def passed(field, length, moment):
    """Return the condition that an instant has come, or lies further ahead than it can have been set."""
    return Q(**{f"{field}__lte": moment}) | Q(**{f"{field}__gt": moment + length + TOLERANCE})


@dataclass(frozen=True)
class Lease:
    """How rows of a table are claimed: `until` holds the end, `holder` the token; empty where a table keeps none."""

    length: timedelta
    until: str = "leased_until"
    holder: str = "token"

    def is_over(self, moment):
        """Return the condition that the lease of a row is over."""
        return passed(self.until, self.length, moment)

    def claim(self, rows, *, length=None, **changes):
        """Claim the row of a queryset that is narrowed to what may be claimed; return a token, or None."""
        token = uuid.uuid4()
        if self.holder:
            changes[self.holder] = token
        return token if self._extend(rows, length, changes) else None

    def renew(self, rows, token, **changes):
        """Renew the lease of a row that is claimed by the token; False where it is somebody else's by now."""
        return bool(self._extend(rows.filter(**{self.holder: token}), None, changes))

    def _extend(self, rows, length, changes):
        # An update takes no order, and a queryset of what is due has one.
        return rows.order_by().update(**changes, **{self.until: now() + (length or self.length)})
