"""Data that the writers of sheets and JSON read from an edition's part of a content."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone

from core.indicators.figures import figures_from_sums
from core.lib.text.vietnamese import date_short
from reports.content import unit_content
from reports.content.clauses import DATA

EDITIONS = {"internal": "Bản nội bộ", "outward": "Bản công bố"}


@dataclass(frozen=True)
class Cover:
    """What the figures are about: title, unit, period, and the comparison (`năm 2019`)."""

    title: str
    unit: str
    issuer: str
    is_province: bool
    period: dict
    compared_to: str
    edition: str
    has_so_far: bool
    # In the internal edition alone.
    from_paper: bool

    @property
    def days(self):
        """Return `từ ngày 15/12/2019 đến ngày 14/12/2020`."""
        first, last = (date_short(date.fromisoformat(self.period[name])) for name in ("start", "end"))
        return f"từ ngày {first} đến ngày {last}"

    @property
    def edition_name(self):
        return EDITIONS[self.edition] + (", Sở nhập từ bản giấy của đơn vị" if self.from_paper else "")


def cover_of(part):
    """Return the cover of a part; a part frozen before there were editions has fewer keys."""
    head, period = (part.get("tree") or {}).get("head", {}), part["period"]
    unit, figures = part["unit"], part["figures"]
    same = period.get("is_cumulative", figures["cumulative"] == figures["now"])
    return Cover(
        title=head.get("subject") or f"Số liệu công tác bình đẳng giới {period['title']}",
        unit=unit["name"],
        issuer=head.get("issuer") or unit["name"],
        is_province=unit.get("is_province", False),
        period=period,
        compared_to=period.get("compared_to", "cùng kỳ năm trước"),
        edition=part["edition"],
        has_so_far=not same,
        from_paper=part.get("from_paper", False),
    )


def figures_of(part):
    """Return {window: Figures} of a part: `now`, `before`, `cumulative`."""
    return {name: figures_from_sums(unit_content.thawed_sums(part["figures"][name])) for name in unit_content.WINDOWS}


def units_of(part):
    """Yield (name, Figures, signs) of each unit of a summary; Figures are None without its report."""
    for unit in part.get("units", ()):
        figures = figures_from_sums(unit_content.thawed_sums(unit["figures"])) if unit["reported"] else None
        yield unit["name"], figures, signs_of(unit)


def signs_of(source):
    """Return the codes by which signs for missing numbers are chosen, of a part or one of its units.

    See `reports.content.figure_cells.cell`.
    """
    return {name: frozenset(source.get(name, ())) for name in ("none", "exempt", "worked")}


def task_names(part):
    """Return {code: name} of the tasks, from the portal's catalogue, else from the content itself."""
    return {task["task"]: task["title"] for task in part.get("tasks", ())} | _catalogue_names()


@cache
def _catalogue_names():
    return {task["code"]: task["name"] for task in tomllib.loads(DATA.read_text(encoding="utf-8"))["tasks"]}


def moment(made_on):
    """Return the time of day in Vietnam without its zone; a naive one unchanged."""
    return timezone.make_naive(made_on) if timezone.is_aware(made_on) else made_on


def in_own_unit(indicator, value):
    """Return the value in the figure's own unit, such as million đồng."""
    return value / indicator.scale if indicator.scale > 1 else value
