"""Frozen contents that are no report: a leader's page, a letter, a dossier."""

from core.lib.dates.clock import today
from reports.content.frozen.content import Content
from reports.content.unit_content import period_of, unit_of


def bare_content(unit, trees, *, period=None, **own):
    """Return a content of the unit with the trees ({edition: tree}) and the parts in `own`."""
    return Content(
        unit=unit_of(unit, is_province=True),
        period=period_of(period) if period else None,
        targets=[],
        day=today().isoformat(),
        trees=trees,
        **own,
    )
