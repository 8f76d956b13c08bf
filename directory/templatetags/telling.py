"""Parts and kinds of help as words, and what is told of a place, line by line."""

from django import template

from directory.desk import told_part
from directory.models import Part, Release

register = template.Library()
PARTS = Release._meta.get_field("parts")


@register.filter
def part_words(keys):
    """Parts in words."""
    return PARTS.words(keys)


@register.filter
def told(content):
    """(label, words, whether they are Vietnamese data) of each part that is in a release's content."""
    for part in Part:
        if part in content:
            yield part.label, *told_part(content[part], part)


@register.filter
def recorded(listing):
    """The same lines of everything that is recorded of a listing."""
    return told({part.value: getattr(listing, part) for part in Part})
