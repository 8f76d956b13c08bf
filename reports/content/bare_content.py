"""Frozen contents that are no report: a leader's page, a letter, a dossier."""

from core.lib.dates.clock import today
from reports.content import unit_content

# What a report tells and these do not; the gate of the editions reads it all the same.
NOTHING = {
    "figures": {name: {} for name in unit_content.WINDOWS},
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


def bare_content(unit, trees, *, period=None, **own):
    """Return a content of the unit with the trees ({edition: tree}) and the keys in `own`; plain JSON."""
    return {
        **NOTHING,
        "schema": unit_content.SCHEMA,
        "unit": {
            "id": unit.pk,
            "code": unit.code,
            "name": unit.name,
            "place": unit.name_in_sentence,
            "is_province": True,
        },
        "period": unit_content.period_of(period) if period else None,
        "day": today().isoformat(),
        "trees": trees,
        **own,
    }
