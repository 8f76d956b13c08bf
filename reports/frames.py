"""What every frozen content has, for those that are no report: a page for the leader, a letter, a dossier."""

from calendars.clock import today
from reports import content

# What a report tells and these do not; the gate of the editions reads it all the same.
NOTHING = {
    "figures": {name: {} for name in content.WINDOWS},
    "years": {},
    "records": [],
    "worked": [],
    "none": [],
    "exempt": {},
    "tasks": [],
    "planned": [],
    "estimates": {},
    "text": {},
    "edits": [],
    "difficulties": [],
    "units": [],
    "missing": [],
    "withheld": {},
}


def framed(unit, trees, *, period=None, **own):
    """A content of the unit with these trees ({edition: tree}) and what is its own; plain JSON."""
    return {
        **NOTHING,
        "schema": content.SCHEMA,
        "unit": {
            "id": unit.pk, "code": unit.code, "name": unit.name, "place": unit.name_in_sentence, "is_province": True,
        },
        "period": content.period_of(period) if period else None,
        "day": today().isoformat(),
        "trees": trees,
        **own,
    }  # fmt: skip
