"""What is frozen of a quick report and of a dossier, besides what every content has (`content` beside this file)."""

from msgspec import Struct, field

Cell = str | int | float | None


class SheetColumn(Struct):
    """A column of a sheet; `form` is one of `reports.writers.excel.sheet.FORMATS`."""

    label: str
    form: str = "text"
    width: int = 14


class Sheet(Struct, kw_only=True):
    """A table for Excel in place of a period's figures.

    `period` is what follows the unit in the line above the table, with `days` in brackets after it. A cell is None
    where there is no data; `total` is the last row, with [sum of a column] as a list.
    """

    name: str
    period: str
    days: str
    columns: list[SheetColumn]
    rows: list[list[Cell]]
    total: list[str | list[int | float]]
    notes: list[str]


class ClauseOfDossier(Struct):
    """A clause of the directive by which a dossier is ordered."""

    code: str
    title: str


class EvidenceFile(Struct, kw_only=True):
    """A file of evidence; `stored` is the key of the stored file."""

    name: str
    sha256: str
    size: int
    stored: str


class Change(Struct, kw_only=True):
    """A change in a record's history: `fields` are (label, before, after)."""

    who: str
    at: str
    what: str
    fields: list[list[str]]


class IndexRow(Struct, kw_only=True):
    """A record in the index of a dossier."""

    number: int
    clause: str
    kind: str
    id: int
    title: str
    unit: str
    day: str
    status: str
    evidence: list[EvidenceFile]
    history: list[Change]


class Version(Struct, kw_only=True):
    """A frozen version of a report."""

    version: int
    day: str
    sha256: str


class StepTaken(Struct, kw_only=True):
    """A step of a report on its way."""

    who: str
    at: str
    comment: str
    source: str = field(name="from")
    target: str = field(name="to")


class ReportOfDossier(Struct, kw_only=True):
    """A report in a dossier, with its versions and steps."""

    unit: str
    period: str
    state: str
    versions: list[Version]
    steps: list[StepTaken]
