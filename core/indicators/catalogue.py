"""The declared indicators of all apps, in the order of the directive."""

from functools import cache
from importlib import import_module

from django.conf import settings

from core.indicators.declarations import Flow, Latest, Ratio, Stock, Total


@cache
def all_indicators():
    """Return every declaration by its key; ValueError where two apps declare the same key."""
    indicators = {}
    for app in settings.COUNTED:
        for indicator in import_module(f"{app}.indicators").INDICATORS:
            if indicator.key in indicators:
                raise ValueError(f"The figure {indicator.key} is declared twice.")
            indicators[indicator.key] = indicator
    return indicators


@cache
def indicators_from(source):
    """Return the flows and stocks that are counted from the records of the model `source` (`app.Model`)."""
    return tuple(
        indicator
        for indicator in all_indicators().values()
        if isinstance(indicator, (Flow, Stock)) and indicator.source == source
    )


def visible_indicators():
    """Return the indicators that are not hidden, in the order of the Department's list.

    Sorted by code, as an indicator of one area's code may be declared by another app.
    """
    indicators = [indicator for indicator in all_indicators().values() if not indicator.hidden]
    series = list(dict.fromkeys(_series(indicator) for indicator in indicators))
    return sorted(indicators, key=lambda indicator: (series.index(_series(indicator)), indicator.code))


def _series(indicator):
    """Return the letters of the code: `TT` of `TT-01`."""
    return indicator.code.partition("-")[0]


def get_indicator(key):
    """Return one declaration; KeyError for an undeclared key."""
    return all_indicators()[key]


def larger_parts(values):
    """Return [(part, whole)] of the figures in {key: number or None} that exceed what they are a part of."""
    known = {get_indicator(key): number for key, number in values.items() if number is not None}
    pairs = [(part, get_indicator(part.within)) for part in known if part.within]
    return [(part, whole) for part, whole in pairs if whole in known and known[part] > known[whole]]


def sources_of(key):
    """Return the models (`app.Model`) that an indicator is counted from; of a computed one those of its parts."""
    indicator = get_indicator(key)
    if isinstance(indicator, (Flow, Stock, Latest)):
        return {indicator.source}
    if isinstance(indicator, Total):
        return set().union(*(sources_of(part) for part in indicator.parts))
    if isinstance(indicator, Ratio):
        return sources_of(indicator.numerator) | sources_of(indicator.denominator)
    return set()
