"""The figures of all apps that count something, in the order of the directive."""

from functools import cache
from importlib import import_module

from django.conf import settings

from indicators.declarations import Flow, Latest, Ratio, Stock, Total


@cache
def all_indicators():
    """Every declaration by its key; raises ValueError where two apps declare the same key."""
    found = {}
    for app in settings.COUNTED:
        for indicator in import_module(f"{app}.indicators").INDICATORS:
            if indicator.key in found:
                raise ValueError(f"The figure {indicator.key} is declared twice.")
            found[indicator.key] = indicator
    return found


@cache
def taken_from(source):
    """The flows and stocks that are taken from the records of that model (`app.Model`)."""
    return tuple(
        indicator
        for indicator in all_indicators().values()
        if isinstance(indicator, (Flow, Stock)) and indicator.source == source
    )


def shown():
    """Those that people see, in the order of the Department's list: some of a code are taken from another area."""
    seen = [indicator for indicator in all_indicators().values() if not indicator.hidden]
    series = list(dict.fromkeys(one.code.partition("-")[0] for one in seen))
    return sorted(seen, key=lambda one: (series.index(one.code.partition("-")[0]), one.code))


def get(key):
    """One declaration; KeyError for a code nobody declares."""
    return all_indicators()[key]


def sources_of(key):
    """The models (`app.Model`) from whose records a figure is taken; of computed ones those of their parts."""
    indicator = get(key)
    if isinstance(indicator, (Flow, Stock, Latest)):
        return {indicator.source}
    if isinstance(indicator, Total):
        return set().union(*(sources_of(part) for part in indicator.parts))
    if isinstance(indicator, Ratio):
        return sources_of(indicator.numerator) | sources_of(indicator.denominator)
    return set()
