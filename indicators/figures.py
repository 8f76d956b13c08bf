"""Reading figures: of a period, cumulative, or as of a day, for many units in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Sum

from calendars.windows import Window, slot_end, slot_of, split
from indicators.catalogue import all_indicators
from indicators.counting import PARTS, Sums, count, standing
from indicators.declarations import Flow, Ratio, Stock, Total
from indicators.facts import settle
from indicators.models import Fact


@dataclass(frozen=True)
class Figure:
    """A figure read: `value` is None where there is no data; `female` and `minority` where not asked or unknown."""

    value: int | float | None
    female: int | None = None
    minority: int | None = None
    sexed: int = 0
    records: int = 0
    valued: int = 0

    @property
    def female_share(self):
        """(part, whole) for a percentage over those whose sex is known."""
        return self.female, self.sexed


NO_DATA = Figure(None)


class Figures(dict):
    """{key: Figure}; a key without records reads as no data."""

    def __missing__(self, key):
        return NO_DATA


def by_unit(units, window):
    """{unit id: Figures} of each unit for that window; stocks as of its last day. `units` are ids or units."""
    ids = [getattr(unit, "pk", unit) for unit in units]
    sums = sums_of(ids, window)
    return {unit_id: read(sums[unit_id]) for unit_id in ids}


def together(units, window):
    """Figures of those units taken as one."""
    ids = [getattr(unit, "pk", unit) for unit in units]
    return read(added_up(sums_of(ids, window).values()))


def added_up(several):
    """{key: Sums} of several {key: Sums} taken as one."""
    added = defaultdict(Sums)
    for sums in several:
        for key, one in sums.items():
            added[key] += one
    return added


def sums_of(ids, window):
    """{unit id: {key: Sums}}: whole slots from the facts, the half-months that the window cuts from the records."""
    settle(ids)
    first, last, edges = split(window)
    ended = slot_end(window.end) == window.end
    stocks = Q(indicator__in=[key for key, one in all_indicators().items() if isinstance(one, Stock)])
    of_stocks = stocks & Q(**{"slot__lte" if ended else "slot__lt": slot_of(window.end)})
    facts = Fact.objects.filter(of_stocks | (~stocks & _within(first, last)), unit__in=ids)
    sums = defaultdict(lambda: defaultdict(Sums))
    for row in facts.order_by().values("unit_id", "indicator").annotate(**_added()):
        sums[row["unit_id"]][row["indicator"]] += Sums(*(row[f"sum_{part}"] for part in PARTS))
    if edges:
        tail = () if ended else [Window(slot_of(window.end), window.end)]
        for source in sources():
            for (unit_id, _slot, key), one in count(source, ids, edges, tail).items():
                sums[unit_id][key] += one
    for (unit_id, key), one in standing(ids, window.end).items():
        sums[unit_id][key] += one
    return sums


def by_slot(ids, keys, window):
    """{slot: {key: Sums}} of those flows, the units together, in the whole half-months of the window."""
    settle(ids)
    first, last, _edges = split(window)
    facts = Fact.objects.filter(_within(first, last), unit__in=ids, indicator__in=keys)
    sums = defaultdict(dict)
    for row in facts.order_by().values("slot", "indicator").annotate(**_added()):
        sums[row["slot"]][row["indicator"]] = Sums(*(row[f"sum_{part}"] for part in PARTS))
    return sums


def _within(first, last):
    return Q(slot__gte=first, slot__lte=last) if first else Q(pk__in=[])


def _added():
    return {f"sum_{part}": Sum(part) for part in PARTS}


def read(sums):
    """Figures out of {key: Sums}: ratios computed, and no data where no record is."""
    figures = Figures()
    for key, indicator in all_indicators().items():
        if isinstance(indicator, Ratio):
            figures[key] = _ratio(indicator, sums)
        elif isinstance(indicator, Total):
            one = added_up({key: sums[part]} for part in indicator.parts if part in sums)[key]
            if one.records:
                figures[key] = _figure(indicator, one)
        elif key in sums and sums[key].records:
            figures[key] = _figure(indicator, sums[key])
    return figures


def _figure(indicator, one):
    if not one.valued:
        return Figure(None, records=one.records)
    by_sex = bool(getattr(indicator, "female", "")) and one.sexed > 0
    return Figure(
        value=one.total,
        female=one.female if by_sex else None,
        minority=one.minority if getattr(indicator, "minority", "") else None,
        sexed=one.sexed,
        records=one.records,
        valued=one.valued,
    )


def _ratio(indicator, sums):
    above, below = sums.get(indicator.numerator), sums.get(indicator.denominator)
    if not above or not below or not below.total:
        return NO_DATA
    return Figure(value=indicator.times * above.total / below.total, records=below.records, valued=below.valued)


def sources():
    """Every model that figures are taken from."""
    return sorted({one.source for one in all_indicators().values() if isinstance(one, (Flow, Stock))})
