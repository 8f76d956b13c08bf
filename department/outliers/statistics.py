"""Robust statistics: median and median absolute deviation (MAD), which a few wrong values do not move."""

from statistics import median

# The MAD of a normal distribution is this part of its standard deviation.
MAD_OF_NORMAL = 0.6745
# Robust z-scores from which a value is an outlier (Iglewicz and Hoaglin), and from which a share may be swapped.
OUTLIER_Z, SWAPPED_Z = 3.5, 2.5
# So many others, or so large a part of them, at least COMMON_REACH as far out on the same side: rare, but no outlier.
COMMON_COUNT, COMMON_SHARE, COMMON_REACH = 3, 0.06, 0.75


def robust_z(value, others, minimum_deviation):
    """Return (robust z-score of a value among others, their median).

    `minimum_deviation` is the least MAD that is assumed: few or equal values would make any other one an outlier.
    ValueError where there are no others.
    """
    if not others:
        raise ValueError("A value is odd among others only.")
    centre = median(others)
    deviation = max(median(abs(other - centre) for other in others), minimum_deviation)
    return MAD_OF_NORMAL * (value - centre) / deviation, centre


def is_common(value, others):
    """Return whether enough of the others lie about as far from the median on the same side."""
    centre = median(others)
    if value == centre:
        number = len(others)
    else:
        number = sum((other - centre) / (value - centre) >= COMMON_REACH for other in others)
    return number >= max(COMMON_COUNT, COMMON_SHARE * len(others))


def unit_effects(points, minimum_size):
    """Return {unit: how far its values lie above those of all units in the same group} of (unit, group, value).

    The effect is the unit's median after each group's own median is taken away; 0 for a unit with fewer values than
    `minimum_size`.
    """
    values_by_group, residuals_by_unit = {}, {}
    for _unit, group, value in points:
        values_by_group.setdefault(group, []).append(value)
    centres = {group: median(values) for group, values in values_by_group.items()}
    for unit, group, value in points:
        residuals_by_unit.setdefault(unit, []).append(value - centres[group])
    return {
        unit: median(residuals) if len(residuals) >= minimum_size else 0
        for unit, residuals in residuals_by_unit.items()
    }
