"""Flags of a report: values that are outliers or contradict each other, each with the reason in words.

A flag is a question to the unit, no judgment. `record_outliers` compares records with records of the same sort (as
`measures` lists), `total_outliers` totals with those of last year, both by median and median absolute deviation
(`statistics`); `entry_errors` finds errors without comparing.
"""

from dataclasses import dataclass

from core.indicators.catalogue import indicators_from, sources_of
from department.outliers.comparisons import COMMUNES
from department.outliers.entry_errors import entry_errors, filed_a_year_late
from department.outliers.measures import KINDS
from department.outliers.peers import Peers
from department.outliers.record_outliers import record_outliers
from department.outliers.total_outliers import total_outliers
from filing.models import Pinned
from filing.models.records import Status
from reports.content.disclosure_control.gate import compared
from reports.content.figures.figure_cells import is_exempt
from reports.content.part import figures_of


@dataclass(frozen=True)
class Flag:
    """One flagged value, tied by `target` to a record (`kind` as `app.Model`, `pk`) or to a figure's `key`.

    `title` names the thing and `reason` says in a Vietnamese sentence what is unusual; the heavier `weight` comes
    first. A figure in which a record is missing names that record, too.
    """

    target: Pinned
    title: str
    reason: str
    weight: float
    key: str = ""
    kind: str = ""
    pk: int | None = None


def flags_of(submission, content, peers=None):
    """Return the flags of a report's content, the heaviest first, at most one for a record.

    A fixed number of queries. A summary adds up what was reviewed unit by unit: it has none. Where several reports of
    a period are looked at, their `peers` are read once for all.
    """
    if submission.is_summary:
        return []
    unit_id, exempt = submission.unit_id, set(content.exempt)
    peers = peers or Peers(submission.period, unit_id)
    current, previous = (figures_of(compared(content)[name]) for name in ("now", "before"))
    communes = peers.communes(unit_id)
    records = [
        row | {COMMUNES: communes}
        for row in content.records
        if row["status"] == Status.DONE and not _is_record_exempt(row, exempt)
    ]
    own_rows = {kind: peers.rows(kind, unit_id)[0] for kind in KINDS}
    flags = [
        *(_record_flag(*error) for error in entry_errors(records, own_rows, communes)),
        *(_record_flag(*outlier) for outlier in record_outliers(unit_id, records, peers)),
        *_year_late_flags(own_rows, records),
    ]
    # Of each record the heaviest.
    record_flags = {(flag.kind, flag.pk): flag for flag in sorted(flags, key=lambda flag: flag.weight)}
    flagged_rows = [row for row in records if (row["kind"], row["id"]) in record_flags]
    figure_flags = [
        _figure_flag(indicator, reason, weight)
        for indicator, reason, weight in total_outliers(unit_id, current, previous, peers)
        if not is_exempt(indicator, exempt) and not _is_explained(indicator, flagged_rows)
    ]
    return sorted([*record_flags.values(), *figure_flags], key=lambda flag: -flag.weight)


def _record_flag(row, reason, weight):
    return Flag(Pinned.RECORD, row["title"], reason, weight, kind=row["kind"], pk=row["id"])


def _figure_flag(indicator, reason, weight, *, kind="", pk=None):
    title = f"{indicator.key} {indicator.name}"
    return Flag(Pinned.FIGURE, title, reason, weight, key=indicator.key, kind=kind, pk=pk)


def _year_late_flags(own_rows, records):
    """Yield flags of what was filed a year late: on the record, or on the figure that lacks it."""
    rows_of_report = {(row["kind"], row["id"]): row for row in records}
    for kind, row, reason, weight in filed_a_year_late(own_rows):
        indicators = [
            indicator for indicator in indicators_from(kind) if not indicator.hidden and row["task"] in indicator.tasks
        ]
        if (kind, row["id"]) in rows_of_report:
            yield _record_flag(rows_of_report[kind, row["id"]], reason, weight)
        elif indicators:
            yield _figure_flag(indicators[0], reason, weight, kind=kind, pk=row["id"])


def _is_record_exempt(row, exempt):
    """Return whether no figure that is asked of the unit is taken from records of that task."""
    indicators = [indicator for indicator in indicators_from(row["kind"]) if row["task"] in indicator.tasks]
    return row["task"] in exempt and all(is_exempt(indicator, exempt) for indicator in indicators)


def _is_explained(indicator, flagged_rows):
    """Return whether a flagged record is counted in that figure."""
    parts = [
        part for source in sources_of(indicator.key) for part in indicators_from(source) if part.key == indicator.key
    ]
    columns = [(part.source, getattr(part, "total", "")) for part in parts]
    return any(
        row["kind"] == source and (not name or row.get(name)) for row in flagged_rows for source, name in columns
    )
