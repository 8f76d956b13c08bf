"""The units of the whole country by day, and what became of them: the tables in `core/units/data/`.

A unit is known by its code together with a day: a code outlives its unit, and names repeat. `tools/country_units.py`
makes the tables; nothing here reads the database.
"""

import csv
from collections import defaultdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from core.lib.text.place_names import bare_key, name_key
from core.units.models import Level

DATA = Path(__file__).resolve().parent / "data"
# Before this day the tables tell nothing: the units of before the reform stand there as they were at its eve.
KNOWN_FROM = date(2025, 3, 1)
# The day on which districts ended.
REFORM = date(2025, 7, 1)


class CountryUnit(NamedTuple):
    """One version of a unit; `until` is its last day, None while it lasts. `parent` is the code of what it lies in."""

    code: str
    name: str
    kind: str
    level: Level
    parent: str
    since: date
    until: date | None

    @property
    def short_name(self):
        """`Ba Đình`: the name without the kind."""
        return self.name.removeprefix(self.kind).strip()

    def holds_on(self, day):
        return self.since <= day and (self.until is None or day <= self.until)


class Change(NamedTuple):
    """What a unit became on a day: all of it (`is_whole`), or a part of it."""

    old: str
    new: str
    on: date
    is_whole: bool


@lru_cache(maxsize=1)
def country_units():
    """Return all versions of all units, by code and then by day."""
    with (DATA / "country_units.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(
            CountryUnit(code, name, kind, Level(level), parent, _day(since) or KNOWN_FROM, _day(until))
            for code, name, kind, level, parent, since, until in lines
        )


@lru_cache(maxsize=1)
def country_changes():
    """Return what became of each unit."""
    with (DATA / "country_crosswalk.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(Change(old, new, _day(on), extent == "whole") for old, new, on, extent in lines)


@lru_cache(maxsize=64)
def _day(text):
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def _by_code():
    versions = defaultdict(list)
    for unit in country_units():
        versions[unit.code].append(unit)
    return versions


@lru_cache(maxsize=1)
def _by_parent():
    below = defaultdict(list)
    for unit in country_units():
        below[unit.parent].append(unit)
    return below


def unit_on(code, day):
    """Return the unit that has the code on that day, or None."""
    return next((unit for unit in _by_code().get(code, ()) if unit.holds_on(day)), None)


def provinces_on(day):
    """Return the provinces and cities directly under the country on that day."""
    return [unit for unit in _by_parent()["VN"] if unit.holds_on(day)]


def units_of_province(code, day):
    """Return the units that lie in the province on that day at any depth, each after the one it lies in."""
    units = []
    for unit in _by_parent()[code]:
        if unit.holds_on(day):
            units += [unit, *units_of_province(unit.code, day)]
    return units


def find_by_name(name, day, province=None):
    """Return the units that a person may mean by a name on that day, with or without its kind: none, one or several.

    Accents decide where they fit; else they are left out. To be chosen from: a name alone never tells which unit it is.
    """
    units = units_of_province(province, day) if province else [unit for unit in country_units() if unit.holds_on(day)]
    for key in (name_key, bare_key):
        wanted = key(name)
        if wanted and (found := [unit for unit in units if wanted in (key(unit.name), key(unit.short_name))]):
            return found
    return []


@lru_cache(maxsize=1)
def _nearby():
    rows = defaultdict(list)
    with (DATA / "country_nearby.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            rows[line["code"]].append((_day(line["from"]), _day(line["to"]), tuple(line["nearby"].split())))
    return rows


def nearby(code, day):
    """Return the codes of the units that lie near the one with the code on that day, the nearest first."""
    return next(
        (codes for since, until, codes in _nearby().get(code, ()) if since <= day and (until is None or day <= until)),
        (),
    )
