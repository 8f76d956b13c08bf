"""Plausible numbers of people who came and of what it cost.

Parts are never above their whole, and some are not counted.
"""


def attendance_counts(rng, district, women, factor=1.0, names=("attendance", "female", "minority")):
    """Return {total, women, ethnic minority} under those names; None for what nobody counted."""
    if rng.random() < 0.03:
        return dict.fromkeys(names)
    total = round(district.crowd * factor * rng.uniform(0.6, 1.4))
    female = round(total * min(1, women + rng.uniform(-0.08, 0.08)))
    minority = round(total * min(0.97, district.minority * rng.uniform(0.75, 1.25)))
    if rng.random() < district.uncounted_share:
        female = None
    return dict(zip(names, (total, female, minority), strict=True))


def activity_cost(rng, total, each):
    """Return the cost for `total` people at about `each` đồng, to the hundred thousand; None where it isn't known."""
    if total is None or rng.random() < 0.1:
        return None
    return round(500_000 + total * each * rng.uniform(0.7, 1.3), -5)
