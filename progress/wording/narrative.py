"""What an area's sentences are written from. The sentences themselves are each area's `wording.py`."""

from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.figures import Figures

# The paragraphs that speak of victims and perpetrators: what a person writes in their place stays inside.
SENSITIVE = frozenset({"models.people", "evaluation.people"})


class Told(NamedTuple):
    """One drafted paragraph. `key` is the same whatever the data, so that a person's wording of it finds it again."""

    key: str
    text: str


@dataclass(frozen=True)
class Account:
    """One report's matter: figures of the period, of the same period last year, and what was filed.

    `so_far` are the figures of the year so far; None where the period is that window itself.
    `when` is `năm 2020` or `6 tháng đầu năm 2020`; `compared_to` is `cùng kỳ năm 2019` or `năm 2019`;
    `place` is `huyện Nam Đông`. `filed` has a dict for each done record of the area (`kind`, `task`, `title`,
    `day`, and the fields that its model names in `FROZEN_FIELDS`). `none` are the tasks declared "không phát sinh",
    `exempt` the tasks and figures that need no answer, with the reason. `units` is empty for one unit's
    report; for the province it has (place, number of communes, Figures) of each unit whose report is in.
    `reporting` is how many those are, None where none is missing: then nobody reads them as the whole province.
    """

    now: Figures
    before: Figures
    when: str
    compared_to: str
    place: str
    is_province: bool = False
    filed: list[dict] = field(default_factory=list)
    none: frozenset[str] = frozenset()
    exempt: dict[str, str] = field(default_factory=dict)
    units: list[tuple[str, int, Figures]] = field(default_factory=list)
    so_far: Figures | None = None
    reporting: int | None = None
