"""A filter for instants of the real clock that a page shows."""

from django import template

from core.lib.dates.clock import official

register = template.Library()


@register.filter
def official_time(instant):
    """Return a log-in's instant on the official day (`core.lib.dates.clock`)."""
    return official(instant) if instant else instant
