"""The frozen content of a report as types: `read` is the only door out of storage, `stored` the only one into it.

`filing.models.Snapshot` and `reports.models.Compilation` keep it as JSON. What was frozen before a key was there lacks
it; a key that is not known here is not read.
"""

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

from filing.wording.narrative import DraftedText

SCHEMA = 2
WINDOWS = ("now", "before", "cumulative")
INTERNAL = "internal"

# {figure: [total, female, minority, sexed, records, valued]}: sums that can be added up (`core.indicators.counting`).
FrozenSums = dict[str, list[int | float]]
# A record done or under way: `kind`, `id`, `task`, `title`, `day`, `status`, and the fields of its kind.
Record = dict[str, Any]


class UnitOfReport(Struct, kw_only=True):
    """The unit that reports; `place` is its name within a sentence."""

    id: int
    code: str
    name: str
    place: str = ""
    is_province: bool = False


class PeriodOfReport(Struct, kw_only=True):
    """The period of a report: ISO days, what it is compared to, and the letter that asked."""

    title: str
    start: str
    end: str
    kind: str = ""
    theme: str = ""
    compared_to: str = "cùng kỳ năm trước"
    is_cumulative: bool = False
    asked_number: str | UnsetType = UNSET
    asked_on: str | UnsetType = UNSET


class TaskResult(Struct, kw_only=True):
    """The status of a task (`reports.content.task_status.TaskStatus`)."""

    task: str
    title: str
    status: str
    clause: str = ""


class PlannedRecord(Struct, kw_only=True):
    """What the unit plans after the period."""

    title: str
    day: str
    kind: str | None = None


class TargetRate(Struct, kw_only=True):
    """A rate to be reached (`reports.content.target_results`)."""

    key: str
    value: float


class Edit(Struct, kw_only=True):
    """A paragraph that a person wrote in place of the drafted one."""

    key: str
    text: str
    drafted: str = ""


class Doubt(Struct, frozen=True):
    """A number in an edited paragraph that the records don't support.

    `was_drafted` says that the records supported it when the paragraph was edited; `now` is the current draft of the
    paragraph, "" if there is none any more.
    """

    key: str
    number: str
    was_drafted: bool = False
    now: str = ""


class UnitRow(Struct, kw_only=True):
    """A unit of a summary; `before` are its sums of last year's period."""

    name: str
    place: str
    communes: int = 0
    reported: bool = True
    figures: FrozenSums = {}
    before: FrozenSums = {}
    none: list[str] = []
    exempt: list[str] = []
    worked: list[str] = []
    difficulties: list[dict[str, Any]] = []


class OwnWork(Struct, kw_only=True):
    """The Department's own work in a summary."""

    figures: FrozenSums = {}
    before: FrozenSums = {}


class AddedReport(Struct, array_like=True):
    """A report that a summary adds up."""

    id: int
    sha256: str


class Section(Struct):
    """A section of the drafted text.

    `level` is "section" (I, II …), "item" (1, 2 … within a section) or "" for the opening. `told` are its paragraphs.
    `number` is the one that it is printed with, "" where its heading is not printed.
    """

    key: str
    heading: str
    level: str
    told: list[DraftedText]
    number: str = ""


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
    # {"2016": sums, …}, only of a closing review.
    years: dict[str, FrozenSums] = {}
    records: list[Record] = []
    # Codes of the tasks under which something was done, and of those declared as "không phát sinh" (nothing occurred).
    worked: list[str] = []
    none: list[str] = []
    # {task or figure code: reason} of what the unit is not asked for.
    exempt: dict[str, str] = {}
    tasks: list[TaskResult] = []
    planned: list[PlannedRecord] = []
    targets: list[TargetRate] = field(default_factory=_targets_before_data)
    # {key: value expected by the end of the period}
    estimates: dict[str, int | float] = {}
    # The officer's own four texts.
    text: dict[str, str] = {}
    edits: list[Edit] = []
    # What the unit raised (`difficulties.wording.raised_in`).
    difficulties: list[dict[str, Any]] = []
    # The text as the portal drafted it, without the edits; None of what was frozen before it was kept.
    sections: list[Section] | None = None
    doubts: list[Doubt] = []
    # Of a summary: the units side by side, the Department's own work, who is missing, and what it adds up.
    units: list[UnitRow] = []
    own: OwnWork | None = None
    missing: list[str] = []
    snapshots: list[AddedReport] = []
    # {key: sign} suppressed in the outward edition (`reports.content.disclosure_control`), and the keys of a summary
    # among them that an outward version before told otherwise.
    withheld: dict[str, str] = {}
    corrected: list[str] = []
    # {"internal": document tree}; formerly also "outward", which is read no more.
    trees: dict[str, dict[str, Any]] = {}
    # Of what is no report: the day on which it was made, the table of a quick report, the parts of a dossier.
    day: str | None = None
    sheet: dict[str, Any] | None = None
    window: PeriodOfReport | None = None
    scope: str | None = None
    clauses: list[dict[str, str]] | None = None
    index: list[dict[str, Any]] | None = None
    reports: list[dict[str, Any]] | None = None

    @property
    def has_editions(self) -> bool:
        return self.schema > 1

    @property
    def asked_period(self) -> PeriodOfReport:
        """The period of a report; ValueError of what is about none."""
        if self.period is None:
            raise ValueError("This content is about no period.")
        return self.period


def read(json: dict[str, Any]) -> Content:
    """Return the content that is stored as that JSON, of any schema; msgspec.ValidationError for anything else."""
    if "tree" in json:
        json = {**json, "trees": {INTERNAL: json["tree"]}}
    period = json.get("period")
    if period and "is_cumulative" not in period:
        figures = json["figures"]
        json = {**json, "period": {**period, "is_cumulative": figures["cumulative"] == figures["now"]}}
    return msgspec.convert(json, Content)


def stored(content: Content) -> dict[str, Any]:
    """Return the content as it is stored: plain JSON, without the keys that say nothing."""
    return {key: value for key, value in msgspec.to_builtins(content).items() if value is not None}
