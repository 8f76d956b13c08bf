"""The offices that worked in Huế after 2020: which unit, from when to when, how much it did."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.units.country import REFORM, units_of_province
from operations.demonstration.reforms.crosswalk import CITY, DISTRICTS_OF_THE_CITY, PROVINCE
from operations.demonstration.work.districts import BY_SLUG, DISTRICTS, District
from operations.demonstration.work.record_specs import random_source

# The records of before are those of the first demonstration.
SINCE, UNTIL = date(2021, 1, 1), date(2026, 12, 17)
CODES = {
    "hue": "474",
    "phong-dien": "476",
    "quang-dien": "477",
    "phu-vang": "478",
    "huong-thuy": "479",
    "huong-tra": "480",
    "a-luoi": "481",
    "phu-loc": "482",
    "nam-dong": "483",
}
SLUGS = {code: slug for slug, code in CODES.items()}


@dataclass(frozen=True)
class Office:
    """A unit that worked from `since` to `until`; `size` says how much, and its slug names it in records."""

    code: str
    size: District
    since: date
    until: date

    @property
    def years(self):
        """The reporting years that it has a part in."""
        return range(self.since.year, self.until.year + 1)


def in_sentence(name):
    return name[:1].lower() + name[1:]


def _district_of_the_city(code):
    """Return the office of a district of 2025: as one of 2020, or half of the former city."""
    unit = DISTRICTS_OF_THE_CITY[code]
    like = BY_SLUG[SLUGS.get(code, "hue")]
    share = 2 if like.slug == "hue" else 1
    size = replace(like, slug=f"{code}-2025", place=in_sentence(unit.name), talks=like.talks // share)
    return Office(code, size, CITY, REFORM - timedelta(days=1))


def _commune(unit):
    """Return the office of a commune of today; those in the mountains of A Lưới and Nam Đông are mostly minorities."""
    rng = random_source("office", unit.code)
    minority = {"A Lưới": 0.78, "Khe": 0.4, "Nam": 0.5, "Long": 0.45}
    share = next((part for word, part in minority.items() if unit.short_name.startswith(word)), 0.01)
    size = District(
        f"{unit.code}-2026",
        in_sentence(unit.name),
        rng.randint(4, 8),
        rng.randint(45, 90),
        share,
        rng.randint(1, 2),
        rng.randint(2, 4),
        (rng.randint(8, 40), rng.randint(41, 120), rng.randint(121, 300)),
        uncounted_share=rng.choice((0, 0, 0.1)),
    )
    return Office(unit.code, size, REFORM, UNTIL)


def offices():
    """Return all offices of after 2020, in the order of time and code."""
    former = [Office(CODES[size.slug], size, SINCE, CITY - timedelta(days=1)) for size in DISTRICTS]
    middle = [_district_of_the_city(code) for code in sorted(DISTRICTS_OF_THE_CITY)]
    return [*former, *middle, *(_commune(unit) for unit in sorted(units_of_province(PROVINCE, REFORM)))]
