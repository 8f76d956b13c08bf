import re

from django import template

register = template.Library()
# Digits with what people put between them; a second number comes after a slash, a comma, a dash apart or a word.
NUMBER = re.compile(r"\+?\d(?:(?:-|[ .()]{0,3})\d)*")


@register.filter
def dial(phone):
    """The first number of "0234 3822 111 / 0912 345 678" as a phone dials it, "02343822111"; "" where there is none."""
    found = NUMBER.search(phone)
    return re.sub(r"[^\d+]", "", found[0]) if found else ""
