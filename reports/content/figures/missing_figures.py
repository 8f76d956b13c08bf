"""When a figure without a number is none, since the figures beside it say so.

A part of a whole that is none; a group that the other groups leave no room for; the people at events of which none was
held; what is new in a register that is kept; the answers to difficulties that were raised. Whatever else has no number
is not known.
"""

from core.indicators import catalogue
from core.indicators.declarations import Flow, Ratio, Stock


def is_none(indicator, figures, none=frozenset(), worked=frozenset()):
    """Return whether the Figures say that none occurred of a figure which has no number itself.

    `none` are tasks declared not to have occurred, `worked` those under which something was done.
    """
    if isinstance(indicator, Ratio):
        return figures[indicator.denominator].value == 0
    is_part_of_none = bool(indicator.within) and figures[indicator.within].value == 0
    if is_part_of_none or _is_group_left_out(indicator, figures):
        return True
    beside = (*registers_of(indicator), *_by_other_days(indicator))
    if any(figures[other.key].value is not None for other in beside):
        return True
    return isinstance(indicator, Flow) and bool(indicator.total) and _had_no_events(indicator, figures, none, worked)


def registers_of(indicator):
    """Return the stocks of the register whose changes a figure counts: both are known, or neither is."""
    if not isinstance(indicator, Flow) or indicator.total:
        return []
    stocks = (other for other in catalogue.all_indicators().values() if isinstance(other, Stock))
    return [stock for stock in stocks if stock.source == indicator.source and set(stock.tasks) & set(indicator.tasks)]


def _by_other_days(indicator):
    """Return the figures that count the same records of no task by another of their days, as raised and answered."""
    if not isinstance(indicator, Flow) or indicator.total or indicator.tasks:
        return []
    return [other for other in catalogue.indicators_from(indicator.source) if isinstance(other, Flow)]


def _is_group_left_out(indicator, figures):
    """Return whether the groups of a whole, `NL-02.1` to `NL-02.6` of `NL-02`, add up to it without this one."""
    groups = [other for other in _same_field(indicator) if other.key.startswith(f"{other.within}.")]
    return any(_is_whole_without(group, figures) for group in groups)


def _is_whole_without(group, figures):
    whole = figures[group.within].value
    parts = (other for other in catalogue.all_indicators().values() if other.within == group.within)
    siblings = [other for other in parts if other.key.startswith(f"{group.within}.")]
    known = [figures[other.key].value for other in siblings if figures[other.key].value is not None]
    return bool(whole) and bool(known) and sum(known) == whole


def _had_no_events(indicator, figures, none, worked):
    """Return whether the figure that counts the same records is none: none of them, so nobody at them."""
    for counter in _counters(indicator):
        value, tasks = figures[counter.key].value, set(counter.tasks)
        if value == 0 or (value is None and tasks and (tasks <= none or tasks & worked)):
            return True
    return False


def _same_field(indicator):
    """Return the figures that add up the same field of the same records, itself among them."""
    field = (getattr(indicator, "source", None), getattr(indicator, "total", None))
    return [
        other
        for other in catalogue.all_indicators().values()
        if other.within and (getattr(other, "source", None), getattr(other, "total", None)) == field
    ]


def _counters(indicator):
    return [
        other
        for other in catalogue.all_indicators().values()
        if isinstance(other, Flow)
        and not other.total
        and not other.hidden
        and (other.source, other.where) == (indicator.source, indicator.where)
    ]
