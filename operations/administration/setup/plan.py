"""What the set-up would make of a province on a day, read from the country's table; nothing is stored."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.text import slugify

from core.lib.text.normalise import fold
from core.units.country import REFORM, unit_on, units_of_province
from core.units.models import Level, Unit


@dataclass(frozen=True)
class Plan:
    """A province on a day, with the units that lie in it."""

    code: str
    day: date

    @cached_property
    def province(self):
        """The province as the table has it; None where none has this code on the day."""
        return unit_on(self.code, self.day)

    @cached_property
    def entries(self):
        """The units of the table that lie in the province, by code."""
        return units_of_province(self.code, self.day)

    @property
    def first_day(self):
        """The first day on which the province and its levels are as they are on this day."""
        return max(self.province.since, REFORM)

    @property
    def kinds(self):
        """[(kind, [names])], the most frequent kind first."""
        return [
            (kind, [entry.short_name for entry in self.entries if entry.kind == kind])
            for kind, _number in Counter(entry.kind for entry in self.entries).most_common()
        ]

    @property
    def levels(self):
        """The levels below the province that have units, as choices."""
        present = {entry.level for entry in self.entries}
        return [(level.value, level.label) for level in Level if level in present]

    def units(self):
        """Return the unsaved units, the province first; what lies in what follows from the table's codes."""
        return [_unit(self.province, set()), *self._below()]

    def _below(self):
        # “Ba Tơ” and “Ba Tô” lie in one province: the code tells them apart where letters without accents don't.
        taken = Counter(_slug(entry) for entry in self.entries)
        doubled = {slug for slug, number in taken.items() if number > 1}
        return [_unit(entry, doubled) for entry in self.entries]


def _slug(entry):
    return slugify(fold(entry.short_name))


def _unit(entry, doubled):
    slug = _slug(entry)
    return Unit(
        code=entry.code,
        name=entry.name,
        short_name=entry.short_name,
        kind=entry.kind,
        slug=f"{slug}-{entry.code}" if slug in doubled else slug,
        level=entry.level,
        valid_from=entry.since,
    )
