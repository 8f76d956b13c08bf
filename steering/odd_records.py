"""Records whose numbers are odd beside the unit's own and its peers' of the same sort.

A number is odd beside both, as far as there are enough of both; each is compared with those most alike.
"""

from collections import defaultdict
from functools import partial

from steering.measures import MEASURES, SHARES
from steering.robust import has_company, levels, oddness

# Fewer say nothing of what is usual; of shares the unit's own and its peers' are counted together.
OWN_LEAST, PEERS_LEAST, ALIKE_LEAST = 5, 6, 5
# A number weighs as much as it is odd, up to this; what a share weighs never hides the number that it is part of.
MOST_WEIGHT, MOST_OF_SHARE, LIGHTER = 30, 5, 2


def odd_records(unit_id, records, neighbours):
    """(row, reason, weight) of each odd number in the records of a report; two queries for each kind compared."""
    of_kind = defaultdict(list)
    for row in records:
        of_kind[row["kind"]].append(row)
    for kind, measures in MEASURES.items():
        own, peers = neighbours.rows(kind, unit_id)
        for measure in measures:
            yield from _odd_numbers(unit_id, of_kind[kind], own, peers, measure)
        for share in SHARES.get(kind, ()):
            yield from _odd_shares(of_kind[kind], own, peers, share)


def _odd_numbers(unit_id, records, own, peers, measure):
    told = [(row, value) for row in records if (value := measure.of(row)) is not None]
    if not told:
        return
    mine, theirs = _points(own, measure, measure.scaled), _points(peers, measure, measure.scaled)
    if measure.has_levels:
        theirs = _at_level_of(unit_id, mine, theirs)
    mine, theirs = _by_group(mine), _by_group(theirs)
    for row, value in told:
        groups = measure.groups(row)
        tests = [
            (others, is_own)
            for known, enough, is_own in ((mine, OWN_LEAST, True), (theirs, PEERS_LEAST, False))
            if (others := _most_alike(known, groups, row["id"], enough))
        ]
        odd = _odd(measure.scaled(value), tests, measure.floor, partial(measure.is_odd, value))
        if odd:
            z, middle, is_own = odd
            # Of a number and a quotient that it is part of, the number is the plainer.
            weight = min(abs(z), MOST_WEIGHT) / (LIGHTER if measure.per else 1)
            yield row, measure.says(value, measure.usual(middle), is_own=is_own), weight


def _odd_shares(records, own, peers, share):
    told = [(row, value) for row in records if (value := share.of(row)) is not None]
    if not told:
        return
    mine = _by_group(_points(own, share))
    everyone = mine if share.is_own else _by_group(_points([*own, *peers], share))
    for row, value in told:
        for depth, group in enumerate(share.groups(row)):
            alike, of_unit = _without(everyone, group, row["id"]), _without(mine, group, row["id"])
            if len(alike) < ALIKE_LEAST:
                continue
            tests = [(alike, share.is_own), *([(of_unit, True)] if len(of_unit) >= OWN_LEAST else [])]
            odd = _odd(value, tests, share.floor, partial(share.is_odd, value, is_finest=not depth))
            if odd:
                yield row, share.says(row, value, odd[1]), min(abs(odd[0]), MOST_OF_SHARE) - LIGHTER
            break


def _points(rows, compared, scaled=lambda value: value):
    """[(unit, id, groups, value)] of the rows whose value is known."""
    found = ((row, compared.of(row)) for row in rows)
    return [
        (row["unit_id"], row["id"], compared.groups(row), scaled(value)) for row, value in found if value is not None
    ]


def _at_level_of(unit_id, mine, theirs):
    """The peers' points as they were if their units were as large as this one."""
    alike = levels([(unit, groups[-1], value) for unit, _pk, groups, value in (*mine, *theirs)], OWN_LEAST)
    level = alike.get(unit_id, 0)
    return [(unit, pk, groups, value - alike[unit] + level) for unit, pk, groups, value in theirs]


def _by_group(points):
    """{group: [(id, value)]}; a point is in each of its groups."""
    groups = defaultdict(list)
    for _unit, pk, names, value in points:
        for name in names:
            groups[name].append((pk, value))
    return groups


def _most_alike(known, groups, pk, enough):
    """The values of the finest of the groups that has enough; None where none has."""
    return next((some for group in groups if len(some := _without(known, group, pk)) >= enough), None)


def _without(known, group, pk):
    return [value for other, value in known.get(group, ()) if other != pk]


def _odd(value, tests, floor, is_odd):
    """(z, the usual value, whether it is the unit's own) of a value that is odd in all `tests`; None where it isn't.

    A test is (the others' values, whether they are the unit's own); without one nobody can say.
    """
    found = []
    for others, is_own in tests:
        z, middle = oddness(value, others, floor)
        if not is_odd(z, middle) or has_company(value, others):
            return None
        found.append((z, middle, is_own))
    if not found or len({z > 0 for z, *_rest in found}) > 1:
        return None
    return min(found, key=lambda one: (not one[2], abs(one[0])))
