"""Markup for Vietnamese text on a page of another language."""

from django.utils.functional import lazy
from django.utils.html import format_html


def vi(text):
    """Mark text as Vietnamese, whatever the language of the page around it; text is escaped unless it is safe."""
    return format_html('<span lang="vi">{}</span>', text)


def _with_vietnamese(message, *words):
    return format_html(message, *map(vi, words))


# A lazy message in the language of the page, with Vietnamese words of the paper in the places of its `{}`.
with_vietnamese = lazy(_with_vietnamese, str)
