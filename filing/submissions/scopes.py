"""Whose records a report tells: those of its unit, and of the ended units that it answers for."""

from core.units.keeping import keepers_of_ended, kept_units, scopes_among


def scopes_of(period, asked=None):
    """Return {unit id: ids of the units that its report tells} of a period; the root's are the summary's.

    An ended unit with a report of its own in the period is told there. `asked` are the ids of the units that have one,
    if the caller knows them. Two queries at most.
    """
    if asked is None:
        asked = period.submissions.values_list("unit", flat=True)
    return scopes_among([*asked, period.root_id], period.root_id, keepers_of_ended(period.root_id, period.end))


def scope_of(submission):
    """Return the ids of the units that a report tells, its own first; one query, two where units have ended."""
    period, own = submission.period, [submission.unit_id]
    keepers = keepers_of_ended(period.root_id, period.end)
    if not keepers:
        return own
    asked = period.submissions.values_list("unit", flat=True)
    return scopes_among([*asked, period.root_id], period.root_id, keepers).get(submission.unit_id, own)


def told_with(unit_id, window):
    """Return the unit and what it keeps, without those that have a report of their own of just these days."""
    own = {"submissions__period__start": window.start, "submissions__period__end": window.end}
    return [
        unit_id,
        *kept_units(unit_id).exclude(pk__in=kept_units(unit_id).filter(**own)).values_list("pk", flat=True),
    ]
