"""Figures in templates, in the person's own way of writing numbers."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from indicators.declarations import Ratio

register = template.Library()


@register.filter
def figure(pair):
    """`1.234 lượt người (nữ 789 · 63,9%)` of an (indicator, Figure) pair; the unit's words are Vietnamese."""
    indicator, found = pair
    value = _value(indicator, found)
    text = format_html('{} <span lang="vi">{}</span>', value, indicator.unit)
    if found.female is not None and found.sexed:
        share = number_format(100 * found.female / found.sexed, 1)
        parts = {"number": _number(found.female), "share": share, "known": _number(found.sexed)}
        women = _("women %(number)s · %(share)s%%") % parts
        if found.sexed < found.value:
            women = _("women %(number)s of %(known)s told by sex · %(share)s%%") % parts
        return format_html("{} ({})", text, women)
    return text


@register.filter
def brief(standing):
    """The figures behind a task's status in one line; those without data are left out."""
    shown = [(figure(pair),) for pair in standing.figures if pair[1].value]
    return format_html_join(" · ", "{}", shown)


@register.filter
def value(pair):
    """The number alone."""
    return _value(*pair)


def _value(indicator, found):
    if found.value is None:
        return "…"
    if indicator.scale > 1:
        return number_format(found.value / indicator.scale, 1, force_grouping=True)
    if isinstance(indicator, Ratio):
        return number_format(round(found.value, indicator.decimals), indicator.decimals, force_grouping=True)
    return _number(found.value)


def _number(count):
    return number_format(count, force_grouping=True)
