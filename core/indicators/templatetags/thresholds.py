"""A filter for the figure from which a clause counts as done."""

from django import template

from core.indicators.catalogue import get_indicator
from core.lib.text.vietnamese import number

register = template.Library()


@register.filter
def least_amount(clause):
    """Return `12 cuộc truyền thông trực tiếp`: the threshold of a clause, counted in its figure."""
    figure = get_indicator(clause.indicator)
    name = f"{figure.name[:1].lower()}{figure.name[1:]}"
    counted = name if name.startswith(f"{figure.unit} ") else f"{figure.unit} ({name})"
    return f"{number(clause.threshold)} {counted}"
