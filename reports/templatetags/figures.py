"""Template filters for figures, with numbers in the format of the active language."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from core.indicators.declarations import Ratio
from core.lib.text.markup import vi

register = template.Library()


@register.filter
def figure(pair):
    """Return `1.234 lượt người (nữ 789 · 63,9%)` of an (indicator, Figure) pair; the unit is in Vietnamese."""
    indicator, counted = pair
    value = _value(indicator, counted)
    text = format_html("{} {}", value, vi(indicator.unit))
    if counted.female is not None and counted.sexed:
        share = number_format(100 * counted.female / counted.sexed, 1)
        parts = {"number": _number(counted.female), "share": share, "known": _number(counted.sexed)}
        women = _("women %(number)s · %(share)s%%") % parts
        if counted.sexed < counted.value:
            women = _("women %(number)s of %(known)s told by sex · %(share)s%%") % parts
        return format_html("{} ({})", text, women)
    return text


@register.filter
def brief(task_status):
    """Return the figures behind a task's status in one line, without those that have no data."""
    lines = [(figure(pair),) for pair in task_status.figures if pair[1].value]
    return format_html_join(" · ", "{}", lines)


@register.filter
def value(pair):
    """Return the number alone of an (indicator, Figure) pair."""
    return _value(*pair)


def _value(indicator, counted):
    if counted.value is None:
        return "…"
    if indicator.scale > 1:
        return number_format(counted.value / indicator.scale, 1, force_grouping=True)
    if isinstance(indicator, Ratio):
        return number_format(round(counted.value, indicator.decimals), indicator.decimals, force_grouping=True)
    return _number(counted.value)


def _number(count):
    return number_format(count, force_grouping=True)
