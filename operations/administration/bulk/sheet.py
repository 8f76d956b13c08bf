"""What the pages that take in many rows have in common: the columns, and each row as it was checked."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.lib.pages.seen import version_of
from operations.administration.unit_choice import units_in_force


@dataclass(frozen=True)
class Column:
    """A column of a sheet, in its place; `example` is shown beside its label."""

    name: str
    label: Any
    example: str = ""
    is_required: bool = True


@dataclass
class CheckedRow:
    """A row with what will be made of it: `effect` in words, `thing` not saved yet, or the reasons why not."""

    line: int
    cells: tuple[str, ...]
    values: dict
    thing: Any = None
    effect: str = ""
    is_change: bool = False
    reasons: list[str] = field(default_factory=list)

    def refuse(self, reason):
        """Add a reason; the row is not made."""
        self.reasons.append(reason)


class Sheet:
    """Rows of one kind, each about a unit by its code; a kind gives `COLUMNS`, `check_row` and `make`.

    `FILE_NAME` is what the workbook to be filled in is called.
    """

    COLUMNS: tuple[Column, ...] = ()
    FILE_NAME = ""

    def __init__(self, by):
        self.by = by
        # Of two with one code the unit in force, not the one that follows it on a coming day.
        self.units = {unit.code: unit for unit in units_in_force(by).order_by("code", "-valid_from")}

    def check(self, rows):
        """Return a CheckedRow for each row."""
        return [self._checked(row) for row in rows]

    def check_row(self, row, unit):
        """Set what will be made of a row whose cells are all there, or add the reasons why not."""
        raise NotImplementedError

    def make(self, rows):
        """Make all rows, in one transaction; return what to tell."""
        raise NotImplementedError

    def unit_of(self, code):
        """Return the unit with the code; sheets lose the zeros in front, which are given back where one unit fits."""
        if code in self.units:
            return self.units[code]
        found = [unit for known, unit in self.units.items() if code and known.lstrip("0") == code.lstrip("0")]
        return found[0] if len(found) == 1 else None

    def _checked(self, row):
        names = [column.name for column in self.COLUMNS]
        cells = (row.cells + ("",) * len(names))[: max(len(names), len(row.cells))]
        checked = CheckedRow(row.line, cells, dict(zip(names, cells, strict=False)))
        if any(cells[len(names) :]):
            checked.refuse(_("More cells than the %(number)s columns.") % {"number": len(names)})
            return checked
        for column in self.COLUMNS:
            if column.is_required and not checked.values[column.name]:
                checked.refuse(_("%(column)s is missing.") % {"column": column.label})
        code = checked.values["code"]
        unit = self.unit_of(code)
        if code and unit is None:
            checked.refuse(_("No current unit has the code %(code)s.") % {"code": code})
        if not checked.reasons:
            self.check_row(checked, unit)
        return checked


def version_shown(rows):
    """Return the version of what a preview shows of the rows."""
    return version_of(*[(row.line, row.cells, row.effect, tuple(row.reasons)) for row in rows])


def refuse_invalid(row, thing, exclude):
    """Add to the row why a thing that is not saved yet does not fit its columns."""
    try:
        thing.clean_fields(exclude=exclude)
    except ValidationError as refusal:
        for name, messages in refusal.message_dict.items():
            row.refuse(f"{thing._meta.get_field(name).verbose_name}: {' '.join(messages)}")
