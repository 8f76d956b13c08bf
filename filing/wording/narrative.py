"""The input and output of drafting: an `Account` of a report, and its `DraftedText`s.

The sentences are written by each area's `wording.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from core.directives.law_names.names import name_in, usual_names
from core.indicators.figures import Figures
from core.lib.dates.clock import today
from core.units.level_words import levels_of

# The paragraphs on victims and perpetrators: a person's edit of them is left out of redacted editions.
SENSITIVE = frozenset({"models.people", "evaluation.people", "evaluation.people-missed"})
# What communes are called where it is not known which kinds there are.
ANY_COMMUNES = "xã, phường, thị trấn"


class DraftedText(NamedTuple):
    """A drafted paragraph; its `key` does not depend on the data, so that edits find it again."""

    key: str
    text: str


@dataclass(frozen=True)
class Account:
    """The input of a report's text: figures of the period and of last year's, and what was filed.

    `so_far` are the figures of the year to date; None where the period is that window itself.
    `when` is `năm 2020` or `6 tháng đầu năm 2020`; `compared_to` is `cùng kỳ năm 2019` or `năm 2019`;
    `place` is `huyện Nam Đông`. `filed` has a dict for each record of the area (`kind`, `task`, `title`, `day`,
    `status`, and the fields that its model names in `FROZEN_FIELDS`). `none` are the tasks declared "không phát sinh",
    `exempt` the tasks and figures that need no answer, with the reason. `units` is empty for one unit's
    report; for the province it has (place, number of communes, Figures) of each unit whose report is in.
    `reporting` is the number of these units where some are missing, so that the text does not say "the province";
    None where all are in. `own` are the figures of what the province itself did, which the sums contain. `unreported`
    has {task: places} of the missing units that are asked for a task of which all others are exempt. `commune_types`
    are the kinds of communes that lie there. `read_names` returns the names of laws and programmes, once it is asked.
    """

    current: Figures
    previous: Figures
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
    own: Figures = field(default_factory=Figures)
    unreported: dict[str, list[str]] = field(default_factory=dict)
    commune_types: str = ANY_COMMUNES
    read_names: Callable[[], dict[str, list[tuple[int, str]]]] = usual_names

    @property
    def year(self):
        """The year in which the period ends, as `when` names it; this year where it names none."""
        named = re.findall(r"(?<!\d)\d{4}(?!\d)", self.when)
        return int(named[-1]) if named else today().year

    @cached_property
    def _names(self):
        return self.read_names()

    def name_in(self, key):
        """Return what a law or programme is called in the account's year."""
        return name_in(self._names, key, self.year)

    @property
    def units_level(self):
        """The level of those whose report is told: `cấp huyện`, `cấp xã`, both in a year of reform."""
        return levels_of([place for place, *_figures in self.units] or [self.place])

    def done_records(self, kind):
        """Return the filed records of a kind (`capacity.Review`) that are done."""
        return [record for record in self.filed if record["kind"] == kind and record["status"] == "done"]
