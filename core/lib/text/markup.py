"""Markup for Vietnamese text on a page of another language."""

from django.utils.html import format_html


def vi(text):
    """Mark text as Vietnamese, whatever the language of the page around it; text is escaped unless it is safe."""
    return format_html('<span lang="vi">{}</span>', text)
