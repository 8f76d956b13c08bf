"""What a change does to figures: totals of twelve months, and the groups of units that have a past of their own."""

from dataclasses import dataclass

from core.indicators.catalogue import visible_indicators
from core.indicators.declarations import Communes, Latest
from core.indicators.figures import add_sums, combined_figures, figures_from_sums, sums_by_unit
from core.lib.dates.clock import today
from core.lib.dates.windows import ONE_DAY, Window
from core.lib.text.alphabetical import alphabetical
from core.units.reporting import counted_units

# Of the reform of a province the page shows so many groups.
SHOWN = 50


@dataclass(frozen=True)
class Group:
    """Units before and those after that have all of their past; with several after, these cannot be told apart.

    `figures` are (indicator, Figure) of twelve months.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    figures: tuple

    @property
    def is_apart(self):
        """Whether the past of each unit after can be told."""
        return len(self.after) <= 1


def groups_of(plan, name_of):
    """Return the smallest groups of units before and after that have a past of their own; a fixed number of queries.

    The place where `core.units.boundaries.grouped` shows the boundaries of any other day.
    """
    group_of = {}
    for old, new, _whole in plan.followed:
        joined = group_of.get(("old", old), set()) | group_of.get(("new", new), set()) | {("old", old), ("new", new)}
        group_of |= dict.fromkeys(joined, joined)
    groups = list({id(group): group for group in group_of.values()}.values())[:SHOWN]
    sums = sums_by_unit(list({ref for group in groups for side, ref in group if side == "old"}), months_before(plan))
    return [_group(group, name_of, sums) for group in groups]


def totals_of(plan, root):
    """Return [(indicator, pair of the units that change, pair of all)] of twelve months, where there is anything."""
    window = months_before(plan)
    touched = {*plan.ended, *(old for old, _new, _whole in plan.followed)}
    every = counted_units(root.pk).values_list("pk", flat=True)
    mine, all_of_it = combined_figures(touched, window), combined_figures(every, window)
    return [
        (indicator, (indicator, mine[indicator.key]), (indicator, all_of_it[indicator.key]))
        for indicator in _shown()
        if all_of_it[indicator.key].value
    ]


def _shown():
    """The figures that add up and are no victims': these are told for the province alone."""
    return [
        indicator
        for indicator in visible_indicators()
        if not indicator.sensitive and not isinstance(indicator, Communes | Latest)
    ]


def months_before(plan):
    """Return the twelve months that end on the last day before the change, or today."""
    last = min(plan.eve, today())
    return Window(Window(last, last).year_before().end + ONE_DAY, last)


def _group(members, name_of, sums):
    figures = figures_from_sums(add_sums(sums[ref] for side, ref in members if side == "old"))
    shown = tuple((indicator, figures[indicator.key]) for indicator in _shown() if figures[indicator.key].value)
    before, after = (
        tuple(sorted((name_of(ref) for side, ref in members if side == asked), key=alphabetical))
        for asked in ("old", "new")
    )
    return Group(before, after, shown)
