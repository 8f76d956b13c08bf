"""The size that an uploaded file may have, in the words of pages."""

from django.conf import settings
from django.utils.functional import lazy


def largest_file_in_mb():
    """Return how many MB a file may have (settings.EVIDENCE_MAX_BYTES), in whole ones."""
    return settings.EVIDENCE_MAX_BYTES // 1024 // 1024


def with_limits(message, **limits):
    """Return a lazy message with `%(size)s`, the size in MB that a file may have, and other limits filled in."""
    return lazy(lambda: message % {"size": largest_file_in_mb(), **limits}, str)()
