"""Which appendices a report has, so that its text can point to them before they are laid out."""

from core.lib.text.vietnamese import roman
from reports.content.part import Part


def appendix_kinds(part: Part):
    """Return the kinds of a part's appendices in order: `years`, `figures`, `costs`, `units`."""
    has_units = part.unit.is_province and any(unit.reported for unit in part.units)
    # A thematic report tells its own matter alone.
    has_costs = not part.asked_period.theme and part.costs is not None and bool(part.costs.spent)
    kinds = {"years": bool(part.years), "figures": True, "costs": has_costs, "units": has_units}
    return [kind for kind, is_there in kinds.items() if is_there]


def appendix_numbers(part: Part):
    """Return the numbers of a part's appendices: I, II …; a single one has none."""
    kinds = appendix_kinds(part)
    return [roman(place) for place in range(1, len(kinds) + 1)] if len(kinds) > 1 else [""]
