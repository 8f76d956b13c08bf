"""Reading of figures for many units and a window, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from core.indicators.catalogue import all_indicators
from core.indicators.counting import PARTS, Sums, count, count_as_of
from core.indicators.declarations import Flow, Ratio, Stock, Total
from core.indicators.facts import recount_dirty_slots
from core.indicators.models import Fact
from core.lib.dates.windows import Window, slot_end, slot_of, split_into_slots


@dataclass(frozen=True)
class Figure:
    """The value of an indicator, None where there is no data.

    `female` and `minority` are None where they are not collected or not known.
    """

    value: int | float | None
    female: int | None = None
    minority: int | None = None
    sexed: int = 0
    records: int = 0
    valued: int = 0

    @property
    def female_share(self):
        """(part, whole) of the percentage among those whose sex is known."""
        return self.female, self.sexed


NO_DATA = Figure(None)


class Figures(dict):
    """A dictionary {key: Figure}; a key without records reads as NO_DATA."""

    def __missing__(self, key):
        return NO_DATA


def figures_by_unit(units, window):
    """Return {unit id: Figures} for the window, stocks as of its last day; `units` are ids or units."""
    ids = [getattr(unit, "pk", unit) for unit in units]
    sums = sums_by_unit(ids, window)
    return {unit_id: figures_from_sums(sums[unit_id]) for unit_id in ids}


def sums_by_scope(scopes, window):
    """Return {unit id: {key: Sums}} of {unit id: ids that are told with it} (`core.units.keeping`)."""
    by_unit = sums_by_unit(list({unit_id for ids in scopes.values() for unit_id in ids}), window)
    return {
        unit_id: by_unit[unit_id] if len(ids) == 1 else add_sums(by_unit[part_id] for part_id in ids)
        for unit_id, ids in scopes.items()
    }


def figures_by_scope(scopes, window):
    """Return {unit id: Figures} of {unit id: ids that are told with it}."""
    return {unit_id: figures_from_sums(sums) for unit_id, sums in sums_by_scope(scopes, window).items()}


def combined_figures(units, window, *, is_fresh=False):
    """Return the Figures of the units taken as one."""
    ids = [getattr(unit, "pk", unit) for unit in units]
    return figures_from_sums(add_sums(sums_by_unit(ids, window, is_fresh=is_fresh).values()))


def add_sums(several):
    """Return the {key: Sums} of several {key: Sums} added up."""
    added = defaultdict(Sums)
    for sums_by_key in several:
        for key, sums in sums_by_key.items():
            added[key] += sums
    return added


def sums_by_unit(ids, window, *, is_fresh=False):
    """Return {unit id: {key: Sums}} for the window.

    Whole slots are read from the facts; slots that the window cuts are counted from the records. `is_fresh`: the caller
    has just read another window of the same units.
    """
    if not is_fresh:
        recount_dirty_slots(ids)
    first, last, edges = split_into_slots(window)
    ends_with_slot = slot_end(window.end) == window.end
    is_stock = Q(indicator__in=[key for key, indicator in all_indicators().items() if isinstance(indicator, Stock)])
    # A stock is the sum of all changes since the beginning.
    stock_changes = is_stock & Q(**{"slot__lte" if ends_with_slot else "slot__lt": slot_of(window.end)})
    facts = Fact.objects.filter(stock_changes | (~is_stock & _within(first, last)), unit__in=ids)
    sums = defaultdict(lambda: defaultdict(Sums))
    for row in facts.order_by().values("unit_id", "indicator").annotate(**_sum_annotations()):
        sums[row["unit_id"]][row["indicator"]] += Sums(*(row[f"sum_{part}"] for part in PARTS))
    if edges:
        tail = () if ends_with_slot else [Window(slot_of(window.end), window.end)]
        for source in sources():
            for (unit_id, _slot, key), counted in count(source, ids, edges, tail).items():
                sums[unit_id][key] += counted
    for (unit_id, key), counted in count_as_of(ids, window.end).items():
        sums[unit_id][key] += counted
    return sums


def sums_by_slot(ids, keys, window, *, is_fresh=False):
    """Return {slot: {key: Sums}} of flows, all units together, for the whole slots of the window.

    `is_fresh` as of `sums_by_unit`.
    """
    if not is_fresh:
        recount_dirty_slots(ids)
    first, last, _edges = split_into_slots(window)
    facts = Fact.objects.filter(_within(first, last), unit__in=ids, indicator__in=keys)
    sums = defaultdict(dict)
    for row in facts.order_by().values("slot", "indicator").annotate(**_sum_annotations()):
        sums[row["slot"]][row["indicator"]] = Sums(*(row[f"sum_{part}"] for part in PARTS))
    return sums


def _within(first, last):
    return Q(slot__gte=first, slot__lte=last) if first else Q(pk__in=[])


def _sum_annotations():
    return {f"sum_{part}": Sum(part) for part in PARTS}


def figures_from_sums(sums):
    """Return the Figures of {key: Sums}, with totals and ratios computed."""
    figures = Figures()
    for key, indicator in all_indicators().items():
        if isinstance(indicator, Ratio):
            figures[key] = _ratio(indicator, sums)
        elif isinstance(indicator, Total):
            total = add_sums({key: sums[part]} for part in indicator.parts if part in sums)[key]
            if total.records:
                figures[key] = _figure(indicator, total)
        elif key in sums and sums[key].records:
            figures[key] = _figure(indicator, sums[key])
    return figures


def _figure(indicator, sums):
    if not sums.valued:
        return Figure(None, records=sums.records)
    by_sex = bool(getattr(indicator, "female", "")) and sums.sexed > 0
    return Figure(
        value=sums.total,
        female=sums.female if by_sex else None,
        minority=sums.minority if getattr(indicator, "minority", "") else None,
        sexed=sums.sexed,
        records=sums.records,
        valued=sums.valued,
    )


def _ratio(indicator, sums):
    part, whole = sums.get(indicator.numerator), sums.get(indicator.denominator)
    if not part or not whole or not whole.total:
        return NO_DATA
    return Figure(value=indicator.times * part.total / whole.total, records=whole.records, valued=whole.valued)


def sources():
    """Return every model (`app.Model`) that flows and stocks are counted from."""
    return sorted({indicator.source for indicator in all_indicators().values() if isinstance(indicator, (Flow, Stock))})
