"""Data that the writers of sheets and JSON read from an edition's part of a content."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone

from core.lib.text.vietnamese import date_short
from reports.content.clauses import DATA
from reports.content.figures.figure_cells import signs_of
from reports.content.frozen.content import WINDOWS
from reports.content.frozen.rows import PeriodOfReport
from reports.content.part import Part
from reports.content.part import figures_of as part_figures

EDITIONS = {"internal": "Bản nội bộ", "outward": "Bản công bố"}


@dataclass(frozen=True)
class Cover:
    """What the figures are about: title, unit, period, and the comparison (`năm 2019`)."""

    title: str
    unit: str
    issuer: str
    is_province: bool
    period: PeriodOfReport
    compared_to: str
    edition: str
    has_so_far: bool
    # In the internal edition alone.
    from_paper: bool

    @property
    def days(self):
        """Return `từ ngày 15/12/2019 đến ngày 14/12/2020`."""
        first, last = (date_short(date.fromisoformat(day)) for day in (self.period.start, self.period.end))
        return f"từ ngày {first} đến ngày {last}"

    @property
    def period_title(self):
        return self.period.title

    @property
    def edition_name(self):
        return EDITIONS[self.edition] + (", Sở nhập từ bản giấy của đơn vị" if self.from_paper else "")


def cover_of(part: Part):
    """Return the cover of a part."""
    head, period, unit = part.tree and part.tree.head, part.asked_period, part.unit
    return Cover(
        title=(head and head.subject) or f"Số liệu công tác bình đẳng giới {period.title}",
        # A dossier is the Department's, of what one unit did.
        unit=part.scope or unit.name,
        issuer=(head and head.issuer) or unit.name,
        is_province=unit.is_province,
        period=period,
        compared_to=period.compared_to,
        edition=part.edition,
        has_so_far=not period.is_cumulative,
        from_paper=part.from_paper,
    )


def figures_of(part: Part):
    """Return {window: Figures} of a part: `now`, `before`, `cumulative`."""
    return {name: part_figures(part.figures[name]) for name in WINDOWS}


def units_of(part: Part):
    """Yield (name, Figures, signs) of each unit of a summary; Figures are None without its report."""
    for unit in part.units:
        yield unit.name, part_figures(unit.figures) if unit.reported else None, signs_of(unit)


def task_names(part: Part):
    """Return {code: name} of the tasks, from the portal's catalogue, else from the content itself."""
    return {task.task: task.title for task in part.tasks} | _catalogue_names()


@cache
def _catalogue_names():
    return {task["code"]: task["name"] for task in tomllib.loads(DATA.read_text(encoding="utf-8"))["tasks"]}


def moment(made_on):
    """Return the time of day in Vietnam without its zone; a naive one unchanged."""
    return timezone.make_naive(made_on) if timezone.is_aware(made_on) else made_on


def in_own_unit(indicator, value):
    """Return the value in the figure's own unit, such as million đồng."""
    return value / indicator.scale if indicator.scale > 1 else value
