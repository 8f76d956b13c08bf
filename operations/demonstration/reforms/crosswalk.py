"""What became of Huế's units on 1/7/2021, 1/1/2025 and 1/7/2025, from the table of communes: no database, no clock."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from core.lib.text.place_names import name_key
from core.units.country import KNOWN_FROM, REFORM, country_changes, country_units, units_of_province
from core.units.models import Level

FACTS = Path(__file__).resolve().parents[1] / "data"
PROVINCE = "46"
EXPANSION, CITY = date(2021, 7, 1), date(2025, 1, 1)
# Districts of the city of 1/1/2025, which the table of communes names by their codes alone.
DISTRICTS_OF_THE_CITY = {unit.code: unit for unit in units_of_province(PROVINCE, KNOWN_FROM) if len(unit.code) == 3}


@dataclass(frozen=True, order=True)
class Named:
    """A unit as it is called from a day on: its code, name, kind, level, and the code of what it lies in."""

    code: str
    name: str
    kind: str
    level: Level
    parent: str


@dataclass(frozen=True)
class Became:
    """What a unit became: all of `old` (its code), or a part of it, went to `new`."""

    old: str
    new: Named
    is_whole: bool


@dataclass(frozen=True)
class Reform:
    """One day's changes: what units became, which moved to another district, and which ended without a successor."""

    day: date
    title: str
    basis: str
    became: tuple[Became, ...]
    moved: tuple[Named, ...] = ()
    ended: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _rows():
    with (FACTS / "units_crosswalk_2020_2025.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def _codes_in_2025():
    """Return {(name, district): code} of the communes on the eve of 1/7/2025."""
    units = [unit for unit in country_units() if unit.level == Level.COMMUNE and unit.holds_on(KNOWN_FROM)]
    return {(name_key(unit.name), unit.parent): unit.code for unit in units if unit.parent in DISTRICTS_OF_THE_CITY}


def commune_of_today(code):
    """Return the code of the commune of 1/7/2025 in which the commune of 2020 lies."""
    return next(row["code_2025_07"] for row in _rows() if row["code_2020"] == code)


def _commune(name, district, code):
    kind = next(kind for kind in ("Phường", "Xã", "Thị trấn") if name.startswith(kind))
    return Named(code, name, kind, Level.COMMUNE, district)


def _of_2021(row):
    """Return the communes that a commune of 2020 lay in after 1/7/2021."""
    names = row["name_2021_07"].split(" + ")
    codes = _codes_in_2025()
    return [
        _commune(
            name,
            row["district_2021_07"],
            codes.get((name_key(name), row["district_2025_01"]), row["code_2020"]),
        )
        for name in names
    ]


def _of_2025(row):
    """Return the communes that a commune of 2020 lay in after 1/1/2025."""
    district = row["district_2025_01"]
    return [
        _commune(name, district, _codes_in_2025()[name_key(name), district])
        for name in row["name_2025_01"].split(" + ")
    ]


def _communes(before, after, divided=()):
    """Return what communes became and which only moved, of pairs (communes before, communes after).

    `divided` are the districts of which nothing is left: whatever lay in them moves.
    """
    became, moved = {}, {}
    for old_units, new_units in zip(before, after, strict=True):
        for old in old_units:
            # Of a commune in two, the half that kept a name went to the one of that name.
            same = [new for new in new_units if new.name == old.name]
            for new in new_units if len(old_units) == 1 else same:
                if (old.code, old.name) != (new.code, new.name):
                    became[old.code, new.code] = (old, new)
                elif old.parent != new.parent or old.parent in divided:
                    moved[new.code] = new
    # What keeps code and name takes in the others; it goes on as it is.
    parts = {old.code for old, _new in became.values()}
    whole = {code: sum(old.code == code for old, _new in became.values()) == 1 for code in parts}
    return tuple(Became(old.code, new, whole[old.code]) for old, new in became.values()), tuple(moved.values())


def _expansion():
    rows = _rows()
    old = [[_commune(row["name_2020"], row["district_2020"], row["code_2020"])] for row in rows]
    became, moved = _communes(old, [_of_2021(row) for row in rows])
    return Reform(
        EXPANSION,
        "Mở rộng địa giới thành phố Huế",
        "Nghị quyết số 1264/NQ-UBTVQH14 ngày 27/4/2021 (cần xác nhận)",
        became,
        moved,
    )


def _district(code):
    unit = DISTRICTS_OF_THE_CITY[code]
    return Named(code, unit.name, unit.kind, Level.DISTRICT, PROVINCE)


def _city():
    rows = _rows()
    became, moved = _communes([_of_2021(row) for row in rows], [_of_2025(row) for row in rows], divided=("474",))
    city = Named(PROVINCE, "Thành phố Huế", "Thành phố", Level.PROVINCE, "VN")
    above = (
        Became(PROVINCE, city, True),
        Became("474", _district("474"), False),
        Became("474", _district("475"), False),
        Became("476", _district("476"), True),
        Became("483", _district("482"), True),
    )
    return Reform(
        CITY,
        "Thành lập thành phố Huế trực thuộc Trung ương",
        "Nghị quyết số 175/2024/QH15 và Nghị quyết số 1314/NQ-UBTVQH15 (cần xác nhận)",
        above + became,
        moved,
    )


def _two_levels():
    units = {unit.code: unit for unit in units_of_province(PROVINCE, REFORM)}
    became = tuple(
        Became(change.old, Named(change.new, new.name, new.kind, Level.COMMUNE, PROVINCE), change.is_whole)
        for change in country_changes()
        if change.on == REFORM and (new := units.get(change.new))
    )
    return Reform(
        REFORM,
        "Sắp xếp đơn vị hành chính cấp xã, kết thúc cấp huyện",
        "Nghị quyết số 1675/NQ-UBTVQH15 ngày 16/6/2025 (cần xác nhận)",
        became,
        ended=tuple(DISTRICTS_OF_THE_CITY),
    )


def reforms():
    """Return the three reforms in their order."""
    return _expansion(), _city(), _two_levels()
