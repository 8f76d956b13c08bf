"""A tag that shows typed text line by line."""

from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag
def lines(text):
    """Return a <span> for each line that holds something."""
    return format_html_join("", "<span>{}</span>", ((line,) for line in str(text).splitlines() if line.strip()))
