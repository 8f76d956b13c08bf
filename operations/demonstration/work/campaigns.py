"""One communication activity: a campaign of one day, with those who came or what was made."""

from operations.demonstration.work import titles
from operations.demonstration.work.attendance import activity_cost, attendance_counts
from operations.demonstration.work.days import filed_on
from operations.demonstration.work.record_specs import MARK, RecordSpec

ATTENDANCE_FACTOR = {2020: 0.92}


def campaign(district, task, rng, day, **fields):
    """Return a campaign of one day that was held, unless the fields say otherwise."""
    fields = {"status": "done", "started_on": day, "ended_on": day, "note": MARK} | fields
    return RecordSpec("communications.Campaign", district.slug, task, filed_on(rng, day), fields)


def products_of(kind, quantity):
    """Return the fields of that many products of a kind: the list, and its sum."""
    return {"product_list": [{"kind": kind, "quantity": quantity, "note": ""}], "products": quantity}


def talk(district, task, rng, day, activity, commune, factor=1.0):
    """Return a direct activity in a commune, with those who came."""
    counts = attendance_counts(rng, district, activity.women, factor * ATTENDANCE_FACTOR.get(day.year, 1))
    each = 12_000 if activity.form in ("integrated", "club") else 32_000
    return campaign(
        district,
        task,
        rng,
        day,
        title=activity.title.format(commune=commune.name),
        topic=activity.topic,
        form=activity.form,
        audience=activity.audience,
        commune=commune.code,
        place=venue(rng, commune),
        **counts,
        cost=activity_cost(rng, counts["attendance"], each),
    )


def venue(rng, commune):
    """Return a hall of the commune."""
    return rng.choice(titles.VENUES).format(commune=commune.name)
