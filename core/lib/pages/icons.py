"""The tag of an icon, which every template knows: `{% icon "done" %}`."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, classes=""):
    """Draw an icon of `templates/_icons.html` in the colour of the text; `classes` are further ones."""
    css = f"icon {classes}".rstrip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}" /></svg>', css, name)
