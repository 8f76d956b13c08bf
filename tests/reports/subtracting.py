"""The reader who subtracts: everything that outward documents tell, as linear equations over what they hide.

A cell is how many of one kind were in one unit between two days at which some published window begins or ends. Of
everybody found two things are known, their sex and whether they were helped, so five kinds: women, men, sex unknown;
helped, left. The reader knows that these are two ways to count the same people, that no count is below zero, and
therefore that every part of nothing is nothing.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations

from core.lib.dates.windows import ONE_DAY

FEMALE, MALE, UNKNOWN, HELPED, LEFT = KINDS = ("female", "male", "unknown", "helped", "left")
FOUND = (FEMALE, MALE, UNKNOWN)
# What nobody outside is to learn when it is 1 to 4, of any stretch of time.
PROTECTED = (FOUND, (FEMALE,), (MALE,), (UNKNOWN,), (MALE, UNKNOWN), (HELPED,), (LEFT,))


class Space:
    """What can be made of some equations by adding and multiplying: rows reduced against one another."""

    def __init__(self):
        self.rows = {}

    def reduced(self, vector):
        """What is left of a vector {cell: number} when everything known is taken off; empty if it is known whole."""
        left = {cell: Fraction(number) for cell, number in vector.items() if number}
        for pivot in [cell for cell in left if cell in self.rows]:
            factor = left[pivot]
            for cell, number in self.rows[pivot].items():
                left[cell] = left.get(cell, 0) - factor * number
        return {cell: number for cell, number in left.items() if number}

    def add(self, vector):
        """Take an equation in; rows stay such that no pivot stands in another row."""
        new = self.reduced(vector)
        if not new:
            return
        pivot = min(new)
        new = {cell: number / new[pivot] for cell, number in new.items()}
        for row in self.rows.values():
            factor = row.get(pivot, 0)
            if factor:
                for cell, number in new.items():
                    row[cell] = row.get(cell, 0) - factor * number
                    if not row[cell]:
                        del row[cell]
        self.rows[pivot] = new


class Reader:
    """Collects what is published of one code, and says what it gives away."""

    def __init__(self):
        self.told = []

    def hears(self, units, window, kinds):
        """That the number of those kinds of people, of those units together in that window, was published."""
        self.told.append((tuple(units), (window.start, window.end), tuple(kinds)))

    def learns(self, truth, units):
        """[(units, days, kinds, number)] of what nobody is to learn; `truth(unit, days, kind)` is the hidden count.

        Of the province what is 1 to 4; of a single unit whatever is more than nothing.
        """
        cuts = sorted({day for _units, (start, end), _kinds in self.told for day in (start, end + ONE_DAY)})
        stretches = list(zip(cuts, cuts[1:], strict=False))
        groups = self._groups(units)
        cells = {
            (group, at, kind): sum(truth(unit, at, kind) for unit in group)
            for group in groups
            for at in stretches
            for kind in KINDS
        }
        spans = [[at for at in stretches if first <= at[0] and at[1] <= last] for first, last in combinations(cuts, 2)]
        wanted = [(groups, span, kinds) for span in spans for kinds in PROTECTED]
        alone = [group for group in groups if len(group) == 1]
        wanted += [((group,), span, kinds) for group in alone for span in spans for kinds in (FOUND, (HELPED,))]
        published = [
            [
                (group, at, kind)
                for group in groups
                if group[0] in whose
                for at in stretches
                if start <= at[0] and at[1] <= end + ONE_DAY
                for kind in kinds
            ]
            for whose, (start, end), kinds in dict.fromkeys(self.told)
        ]
        nothing = set()
        while True:
            found, empty = _known(_space(published, cells, nothing), wanted, cells, nothing)
            if not empty:
                return found
            nothing |= empty

    def _groups(self, units):
        """Units that are told together wherever they are told: nobody can tell them apart, so they count as one."""
        together = defaultdict(list)
        for unit in units:
            together[tuple(unit in whose for whose, _window, _kinds in self.told)].append(unit)
        return tuple(map(tuple, together.values()))


def _known(space, wanted, cells, nothing):
    """What the equations give away of `wanted`, and the cells that they show to be empty besides `nothing`."""
    found, empty = [], set()
    for whose, span, kinds in wanted:
        asked = {(group, at, kind) for group in whose for at in span for kind in kinds}
        if space.reduced(dict.fromkeys(asked - nothing, 1)):
            continue
        number = sum(cells[one] for one in asked)
        if not number:
            empty |= asked
        elif number < 5 or len(whose) == 1 == len(whose[0]):
            found.append((whose, (span[0][0], span[-1][1]), kinds, number))
    # Where one of the two ways of counting comes to nothing, the other does.
    for group, at in {one[:2] for one in cells}:
        if any({(group, at, kind) for kind in way} <= nothing | empty for way in (FOUND, (HELPED, LEFT))):
            empty |= {(group, at, kind) for kind in KINDS}
    return found, empty - nothing


def _space(published, cells, nothing):
    space = Space()
    for row in published:
        space.add({one: 1 for one in row if one not in nothing})
    same = defaultdict(dict)
    for unit, at, kind in cells:
        if (unit, at, kind) not in nothing:
            same[unit, at][unit, at, kind] = 1 if kind in FOUND else -1
    for row in same.values():
        space.add(row)
    return space
