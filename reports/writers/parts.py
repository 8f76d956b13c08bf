"""What the writers of sheets and data read out of a part: one edition of a frozen content (`reports.editions`)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone

from indicators.figures import read
from reports import content
from reports.clauses import DATA
from texts.vietnamese import date_short

EDITIONS = {"internal": "Bản nội bộ", "outward": "Bản công bố"}


@dataclass(frozen=True)
class Cover:
    """Whose figures these are, of which period, and what they are set beside (`năm 2019`)."""

    title: str
    unit: str
    issuer: str
    is_province: bool
    period: dict
    compared_to: str
    edition: str
    tells_so_far: bool

    @property
    def days(self):
        """`từ ngày 15/12/2019 đến ngày 14/12/2020`."""
        first, last = (date_short(date.fromisoformat(self.period[name])) for name in ("start", "end"))
        return f"từ ngày {first} đến ngày {last}"

    @property
    def edition_name(self):
        return EDITIONS[self.edition]


def cover_of(part):
    """The cover of a part; one frozen before there were editions has less to tell."""
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
        tells_so_far=not same,
    )


def figures_of(part):
    """{window: Figures} of a part: `now`, `before`, `cumulative`."""
    return {name: read(content.thawed_sums(part["figures"][name])) for name in content.WINDOWS}


def units_of(part):
    """(name, Figures, signs) of each unit of a summary; Figures are None where its report is not in it."""
    for one in part.get("units", ()):
        figures = read(content.thawed_sums(one["figures"])) if one["reported"] else None
        yield one["name"], figures, signs_of(one)


def signs_of(of):
    """What decides between the signs for a missing number (`reports.rows.cell`), of a part or of one of its units."""
    return {name: frozenset(of.get(name, ())) for name in ("none", "exempt", "worked")}


def task_names(part):
    """{code: name} of the tasks, from the directive that comes with the portal, else from the content itself."""
    return {one["task"]: one["title"] for one in part.get("tasks", ())} | _standing_names()


@cache
def _standing_names():
    return {one["code"]: one["name"] for one in tomllib.loads(DATA.read_text(encoding="utf-8"))["tasks"]}


def moment(made_on):
    """The instant as Vietnamese clocks show it, without its zone; a naive one as it is."""
    return timezone.make_naive(made_on) if timezone.is_aware(made_on) else made_on


def in_own_unit(indicator, value):
    """A value in the unit that its figure is written in: đồng as million where it says so."""
    return value / indicator.scale if indicator.scale > 1 else value
