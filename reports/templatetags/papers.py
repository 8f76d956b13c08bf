"""Template filters for what is set on paper."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from reports.writers.unbroken import ROOM, pieces

register = template.Library()


@register.filter
def unbroken(text, room=ROOM):
    """Return the text with `<span class="paper-unbroken">` around what no line may break, in cells up to `room` mm."""
    span = '<span class="paper-unbroken">{}</span>'
    parts = (format_html(span, piece) if whole else conditional_escape(piece) for piece, whole in pieces(text, room))
    return mark_safe("".join(parts))  # noqa: S308 — each part is escaped.
