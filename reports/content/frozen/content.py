"""The frozen content of a report as types: only `read` takes it out of storage, only `stored` puts it in.

`filing.models.Snapshot` and `reports.models.Compilation` keep it as JSON. What was frozen before a key was there lacks
it; a key that is not known here is not read.
"""

import json
from typing import Any

import msgspec
from msgspec import Struct, field

from reports.content.document import DocumentTree
from reports.content.frozen.others import ClauseOfDossier, IndexRow, ReportOfDossier, Sheet
from reports.content.frozen.rows import (
    AddedReport,
    Costs,
    Doubt,
    FrozenEdit,
    FrozenSums,
    OwnTask,
    OwnWork,
    PeriodOfReport,
    PlannedRecord,
    Record,
    ReportSection,
    TargetRate,
    TaskResult,
    UnitOfReport,
    UnitRow,
)

SCHEMA = 2
WINDOWS = ("now", "before", "cumulative")
INTERNAL = "internal"


def _targets_before_data() -> list[TargetRate]:
    """Return what contents said that were frozen before targets were data (QĐ 2351/QĐ-TTg, 2010)."""
    return [TargetRate(key="NL-04", value=100), TargetRate(key="NL-07.6", value=95)]


class Content(Struct, kw_only=True):
    """The content of a report, of a summary, or of what is no report: then there is no `opening`."""

    # 1 had one tree and no editions.
    schema: int = SCHEMA
    unit: UnitOfReport
    period: PeriodOfReport | None = None
    # Whether the Department filed it for the unit; not of a summary.
    from_paper: bool = False
    # The first sentence.
    opening: str | None = None
    figures: dict[str, FrozenSums] = field(default_factory=lambda: {name: {} for name in WINDOWS})
    # Why nothing of the year before is told beside them; its sums are kept for the province, which adds them up.
    not_compared: str | None = None
    # {"2016": sums, …}, only of a closing review.
    years: dict[str, FrozenSums] = {}
    records: list[Record] = []
    # None of what was frozen before it was kept.
    costs: Costs | None = None
    # Codes of the tasks under which something was done, and of those declared as "không phát sinh" (nothing occurred).
    worked: list[str] = []
    none: list[str] = []
    # {task code: task} of the Department's own tasks that records serve.
    own_tasks: dict[str, OwnTask] = {}
    # {task or figure code: reason} of what the unit is not asked for.
    exempt: dict[str, str] = {}
    tasks: list[TaskResult] = []
    planned: list[PlannedRecord] = []
    targets: list[TargetRate] = field(default_factory=_targets_before_data)
    # The documents that set the targets, as typed; they stay inside.
    target_sources: list[str] = []
    # {key: value expected by the end of the period}
    estimates: dict[str, int | float] = {}
    # The officer's own four texts.
    text: dict[str, str] = {}
    # Those that are asked for once a year; they stay inside.
    yearly: dict[str, str] = {}
    edits: list[FrozenEdit] = []
    # What the unit raised (`difficulties.wording.raised_in`).
    difficulties: list[dict[str, Any]] = []
    # {key: name} of laws and programmes that the Department calls otherwise than the program does; None where none is.
    law_names: dict[str, str] | None = None
    # The text as the portal drafted it, without the edits; None of what was frozen before it was kept.
    sections: list[ReportSection] | None = None
    doubts: list[Doubt] = []
    # Of a summary: the units side by side, the Department's own work, who is missing, and what it adds up.
    units: list[UnitRow] = []
    own: OwnWork | None = None
    # What ended units did for which no other reports; None where there are none, and of what was frozen before.
    former: OwnWork | None = None
    missing: list[str] = []
    # {task: names of the missing units that alone are asked for it}
    unreported: dict[str, list[str]] = {}
    snapshots: list[AddedReport] = []
    # {key: sign} suppressed in the outward edition (`disclosure_control.gate`), and the keys of a summary among them
    # that an outward version before told otherwise.
    withheld: dict[str, str] = {}
    corrected: list[str] = []
    # {"internal": document}
    trees: dict[str, DocumentTree] = {}
    # Of what is no report: the day on which it was made, the table of a quick report, the parts of a dossier.
    day: str | None = None
    sheet: Sheet | None = None
    window: PeriodOfReport | None = None
    scope: str | None = None
    clauses: list[ClauseOfDossier] = []
    index: list[IndexRow] = []
    reports: list[ReportOfDossier] = []

    @property
    def has_editions(self) -> bool:
        return self.schema > 1

    @property
    def asked_period(self) -> PeriodOfReport:
        """The period of a report; ValueError of what is about none."""
        if self.period is None:
            raise ValueError("This content is about no period.")
        return self.period


def read(kept: dict[str, Any]) -> Content:
    """Return the content that is kept as that JSON, of any schema; msgspec.ValidationError for anything else."""
    # Schema 1 had one tree; a later one was also frozen outward, and is read no more.
    tree = kept.get("tree") or kept.get("trees", {}).get(INTERNAL)
    kept = {**kept, "trees": {INTERNAL: tree} if tree else {}}
    if kept.get("schema") == 1:
        figures, withheld = kept["figures"], dict.fromkeys(kept.get("withheld", ()), "*")
        period = {**kept["period"], "is_cumulative": figures["cumulative"] == figures["now"]}
        kept = {**kept, "period": period, "withheld": withheld}
    return msgspec.convert(kept, Content)


def stored(content: Content) -> dict[str, Any]:
    """Return the content as it is kept: plain JSON, without the keys that say nothing."""
    plain = {key: value for key, value in msgspec.to_builtins(content).items() if value is not None}
    # Pairs become lists, as the database gives them back.
    return json.loads(json.dumps(plain))
