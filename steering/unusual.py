"""Values of a report that are odd beside the unit's own history and its peers, each with the reason in words.

A flag is a question to the unit, no judgment. Records are compared with records of the same sort (`odd_records`, of
what `measures` names), totals with those of last year (`odd_totals`), by median and absolute deviation (`robust`);
slips that show without comparing are in `slips`.
"""

from dataclasses import dataclass

from indicators.catalogue import sources_of, taken_from
from indicators.figures import read
from progress.models import Pinned
from progress.records import Status
from reports.content import thawed_sums
from steering.measures import COMMUNES, KINDS
from steering.neighbours import Neighbours
from steering.odd_records import odd_records
from steering.odd_totals import odd_totals
from steering.slips import filed_a_year_late, slips


@dataclass(frozen=True)
class Flag:
    """One odd value. `target` says what it is tied to: a record (`kind` as `app.Model`, `pk`), or a figure's `key`.

    `title` names the thing and `reason` says in a Vietnamese sentence what is odd; the heavier `weight` comes first.
    A figure in which a record is missing names that record, too.
    """

    target: Pinned
    title: str
    reason: str
    weight: float
    key: str = ""
    kind: str = ""
    pk: int | None = None


def flags_of(submission, content, neighbours=None):
    """The flags of a report's content, the heaviest first, at most one for a record; a fixed number of queries.

    A summary adds up what was reviewed unit by unit: it has none. Where several reports of a period are looked at,
    their `neighbours` are read once for all.
    """
    if submission.is_summary:
        return []
    unit_id, exempt = submission.unit_id, set(content["exempt"])
    neighbours = neighbours or Neighbours(submission.period, unit_id)
    now, before = (read(thawed_sums(content["figures"][name])) for name in ("now", "before"))
    communes = neighbours.communes(unit_id)
    records = [
        row | {COMMUNES: communes}
        for row in content["records"]
        if row["status"] == Status.DONE and not _is_record_exempt(row, exempt)
    ]
    own = {kind: neighbours.rows(kind, unit_id)[0] for kind in KINDS}
    of_records = _heaviest([
        *(_of_record(*found) for found in slips(records, own, communes)),
        *(_of_record(*found) for found in odd_records(unit_id, records, neighbours)),
        *_misdated_by_a_year(own, records),
    ])  # fmt: skip
    flagged = [row for row in records if (row["kind"], row["id"]) in of_records]
    of_figures = [
        _of_figure(*found)
        for found in odd_totals(unit_id, now, before, neighbours)
        if not _is_exempt(found[0], exempt) and not _is_explained(found[0], flagged)
    ]
    return sorted([*of_records.values(), *of_figures], key=lambda one: -one.weight)


def _heaviest(flags):
    """{(kind, pk): the heaviest of a record's flags}."""
    return {(one.kind, one.pk): one for one in sorted(flags, key=lambda one: one.weight)}


def _of_record(row, reason, weight):
    return Flag(Pinned.RECORD, row["title"], reason, weight, kind=row["kind"], pk=row["id"])


def _of_figure(indicator, reason, weight, *, kind="", pk=None):
    title = f"{indicator.key} {indicator.name}"
    return Flag(Pinned.FIGURE, title, reason, weight, key=indicator.key, kind=kind, pk=pk)


def _misdated_by_a_year(own, records):
    """Flags of what was filed a year after its day: on the record, or on the figure in which the report lacks it."""
    of_report = {(row["kind"], row["id"]): row for row in records}
    for kind, row, reason, weight in filed_a_year_late(own):
        counted = [one for one in taken_from(kind) if not one.hidden and row["task"] in one.tasks]
        if (kind, row["id"]) in of_report:
            yield _of_record(of_report[kind, row["id"]], reason, weight)
        elif counted:
            yield _of_figure(counted[0], reason, weight, kind=kind, pk=row["id"])


def _is_exempt(indicator, exempt):
    named = indicator.key in exempt or indicator.code in exempt
    return named or (bool(indicator.tasks) and set(indicator.tasks) <= exempt and not indicator.always)


def _is_record_exempt(row, exempt):
    """Whether no figure that is asked of the unit is taken from records of that task."""
    asked = [one for one in taken_from(row["kind"]) if row["task"] in one.tasks]
    return row["task"] in exempt and all(_is_exempt(one, exempt) for one in asked)


def _is_explained(indicator, flagged):
    """Whether a flagged record is counted in that figure."""
    parts = [one for source in sources_of(indicator.key) for one in taken_from(source) if one.key == indicator.key]
    columns = [(one.source, getattr(one, "total", "")) for one in parts]
    return any(row["kind"] == source and (not name or row.get(name)) for row in flagged for source, name in columns)
