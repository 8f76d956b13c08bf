"""Who came and what it cost, in plausible numbers: parts never above their whole, some not counted."""


def people(rng, district, women, factor=1.0, names=("attendance", "female", "minority")):
    """{total, women, minority} under those names; None for what nobody counted."""
    if rng.random() < 0.03:
        return dict.fromkeys(names)
    total = round(district.crowd * factor * rng.uniform(0.6, 1.4))
    female = round(total * min(1, women + rng.uniform(-0.08, 0.08)))
    minority = round(total * min(0.97, district.minority * rng.uniform(0.75, 1.25)))
    if rng.random() < district.untold:
        female = None
    return dict(zip(names, (total, female, minority), strict=True))


def cost(rng, total, each):
    """Đồng to the hundred thousand for that many people at about `each`; None where it isn't known."""
    if total is None or rng.random() < 0.1:
        return None
    return round(500_000 + total * each * rng.uniform(0.7, 1.3), -5)
