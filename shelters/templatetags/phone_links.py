"""Template filter: a phone number as a link dials it."""

import re

from django import template

register = template.Library()
# Digits with what people put between them; a second number comes after a slash, a comma, a dash apart or a word.
NUMBER = re.compile(r"\+?\d(?:(?:-|[ .()]{0,3})\d)*")


@register.filter
def dial(phone):
    """Return the first number of a text as a phone dials it; "" where there is none.

    "02343822111" of "0234 3822 111 / 0912 345 678".
    """
    match = NUMBER.search(phone)
    return re.sub(r"[^\d+]", "", match[0]) if match else ""
