"""Records whose numbers are outliers among the unit's own and its peers' records of the same sort.

A number is flagged if it is an outlier among both, as far as there are enough of both; each is compared with the
records most alike.
"""

from collections import defaultdict
from functools import partial

from department.outliers.measures import MEASURES, SHARES
from department.outliers.statistics import is_common, robust_z, unit_effects

# Minimum group sizes: fewer records say nothing of what is usual. For shares the unit's own and its peers' are counted
# together.
MINIMUM_OWN, MINIMUM_PEERS, MINIMUM_SHARES = 5, 6, 5
# A number weighs as much as its z-score, up to this; a share never outweighs the number that it is part of.
MAX_WEIGHT, MAX_SHARE_SCORE, LIGHTER = 30, 5, 2


def record_outliers(unit_id, records, peers):
    """Yield (row, reason, weight) of each outlier in the records of a report; two queries for each kind compared."""
    records_by_kind = defaultdict(list)
    for row in records:
        records_by_kind[row["kind"]].append(row)
    for kind, measures in MEASURES.items():
        own_rows, peer_rows = peers.rows(kind, unit_id)
        for measure in measures:
            yield from _number_outliers(unit_id, records_by_kind[kind], own_rows, peer_rows, measure)
        for share in SHARES.get(kind, ()):
            yield from _share_outliers(records_by_kind[kind], own_rows, peer_rows, share)


def _number_outliers(unit_id, records, own_rows, peer_rows, measure):
    values = [(row, value) for row in records if (value := measure.value_of(row)) is not None]
    if not values:
        return
    own, peers = _points(own_rows, measure, measure.scaled), _points(peer_rows, measure, measure.scaled)
    if measure.has_unit_effect:
        peers = _at_level_of(unit_id, own, peers)
    own, peers = _by_group(own), _by_group(peers)
    for row, value in values:
        groups = measure.groups(row)
        samples = [
            (others, is_own)
            for points, minimum_size, is_own in ((own, MINIMUM_OWN, True), (peers, MINIMUM_PEERS, False))
            if (others := _most_alike(points, groups, row["id"], minimum_size))
        ]
        outlier = _outlier(
            measure.scaled(value), samples, measure.minimum_deviation, partial(measure.is_outlier, value)
        )
        if outlier:
            z, centre, is_own = outlier
            # Of a number and a quotient that it is part of, the number is the plainer.
            weight = min(abs(z), MAX_WEIGHT) / (LIGHTER if measure.per else 1)
            yield row, measure.reason(value, measure.unscaled(centre), is_own=is_own), weight


def _share_outliers(records, own_rows, peer_rows, share):
    values = [(row, value) for row in records if (value := share.value_of(row)) is not None]
    if not values:
        return
    own = _by_group(_points(own_rows, share))
    everyone = own if share.is_own else _by_group(_points([*own_rows, *peer_rows], share))
    for row, value in values:
        for depth, group in enumerate(share.groups(row)):
            alike, alike_own = _others(everyone, group, row["id"]), _others(own, group, row["id"])
            if len(alike) < MINIMUM_SHARES:
                continue
            samples = [(alike, share.is_own), *([(alike_own, True)] if len(alike_own) >= MINIMUM_OWN else [])]
            is_outlier = partial(share.is_outlier, value, is_finest=not depth)
            outlier = _outlier(value, samples, share.minimum_deviation, is_outlier)
            if outlier:
                z, usual, _is_own = outlier
                yield row, share.reason(row, value, usual), min(abs(z), MAX_SHARE_SCORE) - LIGHTER
            break


def _points(rows, comparison, scaled=lambda value: value):
    """Return [(unit, id, groups, value)] of the rows whose value is known."""
    values = ((row, comparison.value_of(row)) for row in rows)
    return [
        (row["unit_id"], row["id"], comparison.groups(row), scaled(value)) for row, value in values if value is not None
    ]


def _at_level_of(unit_id, own, peers):
    """Return the peers' points as they were if their units were as large as this one."""
    points = [(unit, groups[-1], value) for unit, _pk, groups, value in (*own, *peers)]
    effects = unit_effects(points, MINIMUM_OWN)
    own_effect = effects.get(unit_id, 0)
    return [(unit, pk, groups, value - effects[unit] + own_effect) for unit, pk, groups, value in peers]


def _by_group(points):
    """Return {group: [(id, value)]}; a point is in each of its groups."""
    points_by_group = defaultdict(list)
    for _unit, pk, groups, value in points:
        for group in groups:
            points_by_group[group].append((pk, value))
    return points_by_group


def _most_alike(points_by_group, groups, pk, minimum_size):
    """Return the other values of the finest of the groups that has enough; None where none has."""
    samples = (_others(points_by_group, group, pk) for group in groups)
    return next((values for values in samples if len(values) >= minimum_size), None)


def _others(points_by_group, group, pk):
    return [value for other, value in points_by_group.get(group, ()) if other != pk]


def _outlier(value, samples, minimum_deviation, is_outlier):
    """Return (z-score, median, whether the median is the unit's own) of an outlier among all samples, else None.

    A sample is (values of others, whether they are the unit's own); without any, nobody can say. Samples must agree
    on the side; the unit's own comes first, then the smallest z-score.
    """
    scores = []
    for others, is_own in samples:
        z, centre = robust_z(value, others, minimum_deviation)
        if not is_outlier(z, centre) or is_common(value, others):
            return None
        scores.append((z, centre, is_own))
    if not scores or len({z > 0 for z, *_rest in scores}) > 1:
        return None
    return min(scores, key=lambda score: (not score[2], abs(score[0])))
