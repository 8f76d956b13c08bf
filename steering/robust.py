"""How odd a number is among others: median and absolute deviation, which a few wrong values don't move."""

from statistics import median

# What makes the median absolute deviation of normal values their standard deviation.
CONSISTENT = 0.6745
# So many of the others, or so large a part of them, about as far out on the same side: then it is rare, but not odd.
COMPANY, COMPANY_SHARE, ABOUT = 3, 0.06, 0.75


def oddness(value, others, floor):
    """(z, middle): how many robust deviations a value lies from the middle of the others, with its sign.

    `floor` is the least deviation that is assumed: few or equal values would make any other one odd. ValueError
    where there are no others.
    """
    if not others:
        raise ValueError("A value is odd among others only.")
    middle = median(others)
    spread = max(median(abs(one - middle) for one in others), floor)
    return CONSISTENT * (value - middle) / spread, middle


def has_company(value, others):
    """Whether some of the others lie about as far from the middle on the same side."""
    middle = median(others)
    as_far = sum((one - middle) / (value - middle) >= ABOUT for one in others) if value != middle else len(others)
    return as_far >= max(COMPANY, COMPANY_SHARE * len(others))


def levels(points, least):
    """{unit: how far its values lie above those of the others alike} of (unit, group, value).

    The middle of what is left after each group's own middle is taken away; 0 for a unit with fewer than `least`.
    """
    of_group, of_unit = {}, {}
    for _unit, group, value in points:
        of_group.setdefault(group, []).append(value)
    middles = {group: median(values) for group, values in of_group.items()}
    for unit, group, value in points:
        of_unit.setdefault(unit, []).append(value - middles[group])
    return {unit: median(values) if len(values) >= least else 0 for unit, values in of_unit.items()}
