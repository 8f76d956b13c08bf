"""A recount of Huế's years in plain Python: from the rows of the records and the tables of communes alone.

The atoms of ground are the communes of 2020, as the demonstration's table follows them to 2025; from there the
country's table tells where a commune went, to one or to several.
"""

import csv
from collections import defaultdict
from datetime import date
from functools import cache

from capacity.models import Training
from communications.models import Campaign
from core.lib.text.place_names import name_key
from core.units.country import DATA as COUNTRY
from core.units.models import Unit
from models_sites.models import Site, Transfer
from operations.demonstration.reforms.crosswalk import FACTS

IN_PERSON = ("talk", "club", "arts", "contest", "integrated")
ERAS = (date(2020, 1, 1), date(2021, 7, 1), date(2025, 1, 1), date(2025, 7, 1), date.max)
LAST = date.max


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def atoms():
    """[for each commune of 2020: the codes of what reported for it in each era]."""
    codes = {
        (name_key(row["name"]), row["parent"]): row["code"]
        for row in rows_of(COUNTRY / "country_units.csv")
        if row["level"] == "commune" and row["to"] == "2025-06-30"
    }
    became = defaultdict(set)
    for row in rows_of(COUNTRY / "country_crosswalk.csv"):
        if row["on"] == "2025-07-01":
            became[row["old"]].add(row["new"])
    found = []
    for row in rows_of(FACTS / "units_crosswalk_2020_2025.csv"):
        of_2025 = {codes[name_key(name), row["district_2025_01"]] for name in row["name_2025_01"].split(" + ")}
        today = set().union(*(became[code] for code in of_2025))
        assert row["code_2025_07"] in today, row
        found.append(({row["district_2020"]}, {row["district_2021_07"]}, {row["district_2025_01"]}, today))
    return found


def ground(all_atoms, code, first, last):
    """The numbers of the atoms that reported under the code on any of those days."""
    eras = [at for at in range(4) if (at == 0 or ERAS[at] <= last) and first < ERAS[at + 1]]
    return {number for number, atom in enumerate(all_atoms) for at in eras if code in atom[at]}


@cache
def counted(first, last):
    """{unit id: [attendances in person, broadcasts, people trained, sites that run at the end]}, from the rows."""
    totals = defaultdict(lambda: [0, 0, 0, 0])
    done = {"status": "done", "deleted_at": None}
    for row in Campaign.objects.filter(**done).values("unit_id", "counted_on", "form", "attendance", "broadcasts"):
        if first <= row["counted_on"] <= last:
            if row["form"] in IN_PERSON:
                totals[row["unit_id"]][0] += row["attendance"] or 0
            if row["form"] == "radio":
                totals[row["unit_id"]][1] += row["broadcasts"] or 0
    for row in Training.objects.filter(**done).values("unit_id", "counted_on", "attendance"):
        if first <= row["counted_on"] <= last:
            totals[row["unit_id"]][2] += row["attendance"] or 0
    passed_on = sorted(Transfer.objects.values_list("on", "site_id", "former_id"))
    for row in Site.objects.filter(deleted_at=None).values("pk", "unit_id", "opened_on", "closed_on", "pauses"):
        assert row["pauses"] == []
        former = [unit_id for on, site_id, unit_id in passed_on if site_id == row["pk"] and last < on]
        if row["opened_on"] and row["opened_on"] <= last and not (row["closed_on"] and row["closed_on"] <= last):
            totals[former[0] if former else row["unit_id"]][3] += 1
    return dict(totals)


def expected(first, last, day):
    """{codes of the units of the day that are told together: the four sums}, and those of the province's own work."""
    all_atoms, totals = atoms(), counted(first, last)
    era = max(at for at in range(4) if ERAS[at] <= day)
    own, groups = [0, 0, 0, 0], []
    for unit in Unit.objects.exclude(level="country").exclude(code__startswith="99").order_by("pk"):
        mine = totals.get(unit.pk, [0, 0, 0, 0])
        until = unit.valid_to or LAST
        is_there = unit.valid_from <= last and first <= until
        if unit.level == "province":
            own = [one + other for one, other in zip(own, mine, strict=True)]
            continue
        reports = unit.level == "district" or unit.valid_from >= ERAS[3]
        if not reports or (not is_there and not any(mine)):
            continue
        days = (max(first, unit.valid_from), min(last, until)) if is_there else (unit.valid_from, until)
        codes = {code for number in ground(all_atoms, unit.code, *days) for code in all_atoms[number][era]}
        assert codes, unit
        touching = [group for group in groups if group[0] & codes]
        groups = [group for group in groups if group not in touching]
        sums = [sum(several) for several in zip(mine, *(group[1] for group in touching), strict=True)]
        groups.append((codes.union(*(group[0] for group in touching)), sums))
    return {tuple(sorted(codes)): sums for codes, sums in groups}, own


def outside_life(kinds):
    """Records that lie on a day on which there was not their unit, or not their commune."""
    found = []
    for kind in kinds:
        for record in kind.model.objects.select_related(*kind.model.RELATED):
            places = [record.unit, *filter(None, [getattr(record, "commune", None)])]
            found += [
                (record, place)
                for place in places
                if not place.valid_from <= record.counted_on <= (place.valid_to or LAST)
            ]
    return found


def year_of(number):
    """The days of a reporting year."""
    return date(number - 1, 12, 15), date(number, 12, 14)
