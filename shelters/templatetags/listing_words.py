"""Template filters: parts in words, and the lines of a release or of a listing."""

from django import template

from shelters.listings import part_in_words
from shelters.models import Part, Release

register = template.Library()
PARTS = Release._meta.get_field("parts")


@register.filter
def part_words(keys):
    """Return parts in words."""
    return PARTS.words(keys)


@register.filter
def content_lines(content):
    """Yield (label, words, whether they are Vietnamese data) of each part in a release's content."""
    for part in Part:
        if part in content:
            yield part.label, *part_in_words(content[part], part)


@register.filter
def listing_lines(listing):
    """Return the same lines of everything that is recorded of a listing."""
    return content_lines({part.value: getattr(listing, part) for part in Part})
