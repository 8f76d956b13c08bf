"""What the tests of page, letter and dossier share: a day past the due date, many units, reports in any state."""

from datetime import date

from core.units.models import Level, Placement, Unit
from core.units.tree import rebuild_ancestry
from filing.models import Submission

# A week after the districts' due date.
AFTER = date(2020, 12, 28)


def put(period, slug, state, **given):
    """Set where a unit's report is; what was sent was sent on that day for the first time."""
    given = {"first_sent_on": given.get("sent_on")} | given
    assert Submission.objects.filter(period=period, unit__slug=slug).update(state=state, **given) == 1


def crowd(cast, period):
    """45 units instead of 9, those added with long names; each owes a report of the period."""
    province, since = cast.units["thua-thien-hue"], cast.units["nam-dong"].valid_from
    for number in range(36):
        unit = Unit.objects.create(
            code=f"9{number:02}",
            name=f"Thị xã Hương Thủy Thượng {number:02}",
            short_name=f"Hương Thủy {number:02}",
            kind="Thị xã",
            slug=f"huong-thuy-{number:02}",
            level=Level.DISTRICT,
            valid_from=since,
        )
        Placement.objects.create(unit=unit, parent=province, valid_from=since)
        Submission.objects.create(period=period, unit=unit)
    rebuild_ancestry()


def told(tree):
    """The text of a tree's body, a line for each paragraph."""
    return "\n".join(block["text"] for block in tree["body"] if "text" in block)
