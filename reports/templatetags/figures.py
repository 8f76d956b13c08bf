"""Template filters for figures, with numbers in the format of the active language."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from core.indicators.rounded import decimals_of, rounded
from core.lib.rounding import half_up, percent_of, round_percent
from core.lib.text.markup import vi

register = template.Library()


@register.filter
def figure(pair):
    """Return `1.234 lượt người (nữ 789 · 63,9%)` of an (indicator, Figure) pair; the unit is in Vietnamese."""
    indicator, counted = pair
    value = _value(indicator, counted)
    text = format_html("{} {}", value, vi(indicator.unit))
    if counted.female is not None and counted.sexed:
        share = percent(percent_of(*counted.female_share))
        parts = {"number": _number(counted.female), "share": share, "known": _number(counted.sexed)}
        women = _("women %(number)s · %(share)s%%") % parts
        if counted.sexed < counted.value:
            women = _("women %(number)s of %(known)s counted by sex · %(share)s%%") % parts
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


@register.filter(name="percent")
def percent(value, decimals=1):
    """Return a percentage rounded as everywhere: `99,9` of 1.999 in 2.000; the sign is the page's."""
    return number_format(round_percent(value, decimals), decimals, force_grouping=True)


@register.filter
def half_up_to(value, decimals=0):
    """Return a number rounded half up, with that many decimals."""
    return number_format(half_up(value, decimals), decimals, force_grouping=True)


@register.filter
def as_given(value):
    """Return a number with the decimals that it has: `1.000`, `62,5`."""
    return number_format(value.normalize(), force_grouping=True)


def _value(indicator, counted):
    if counted.value is None:
        return "…"
    return number_format(rounded(indicator, counted.value), decimals_of(indicator), force_grouping=True)


def _number(count):
    return number_format(count, force_grouping=True)
