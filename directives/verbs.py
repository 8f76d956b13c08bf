"""What the Department does with a directive."""

from django.db import transaction

from accounts.permissions import WHO, can_steer, require
from calendars.clock import today


@transaction.atomic
def publish(directive, *, by):
    """Let the districts see a directive and owe its tasks from today."""
    require(can_steer(by) and directive.issuer_id == by.unit_id, WHO.reviews())
    if directive.published_on is None:
        directive.published_on = today()
        directive.save(update_fields=["published_on"])
