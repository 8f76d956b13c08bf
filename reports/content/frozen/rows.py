"""The rows of a frozen content (`reports.content.frozen.content`)."""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from filing.wording.narrative import DraftedText

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
    # Kinds of the communes in it: `["xã", "thị trấn"]`; empty of what was frozen before they were kept.
    commune_types: list[str] = []


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


# What a task is called outward that has a typed name alone.
UNNAMED_TASK = "nhiệm vụ được giao"


class TaskResult(Struct, kw_only=True):
    """The status of a task (`reports.content.task_status.TaskStatus`)."""

    task: str
    title: str
    status: str
    clause: str = ""


class OwnTask(Struct, kw_only=True):
    """A task of the Department's own, as it was called and based on the day of the report."""

    name: str
    area: str
    basis: str = ""


class PlannedRecord(Struct, kw_only=True):
    """What the unit plans in the period that follows."""

    title: str
    day: str
    kind: str | None = None


class TargetRate(Struct, kw_only=True):
    """What is to be reached (`reports.content.figures.target_results`).

    A target of the whole year is not due before its end; with `is_exceeded` the value itself is not enough.
    """

    key: str
    value: float
    is_due: bool = True
    is_exceeded: bool = False


class Costs(Struct, kw_only=True):
    """Money in đồng: {area: [spent, by source]}, and what issued plans foresee (`reports.content.figures.costs`)."""

    spent: dict[str, list[int | float]] = {}
    planned: int | float | None = None


class FrozenEdit(Struct, kw_only=True):
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
    # What it proposes, as typed.
    proposals: str = ""
    costs: Costs | None = None


class OwnWork(Struct, kw_only=True):
    """Work in a summary that no report tells: the Department's own, or that of ended units nobody answers for."""

    figures: FrozenSums = {}
    before: FrozenSums = {}
    costs: Costs | None = None


class AddedReport(Struct, array_like=True):
    """A report that a summary adds up."""

    id: int
    sha256: str


class ReportSection(Struct):
    """A section of the drafted text.

    `level` is "section" (I, II …), "item" (1, 2 … within a section) or "" for the opening. `told` are its paragraphs.
    `number` is the one that it is printed with, "" where its heading is not printed.
    """

    key: str
    heading: str
    level: str
    told: list[DraftedText]
    number: str = ""
