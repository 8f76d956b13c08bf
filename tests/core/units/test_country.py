"""The dated table of the country's units: every trap that its sources hold."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from core.lib.text.place_names import bare_key, name_key
from core.units.country import (
    DATA,
    KNOWN_FROM,
    REFORM,
    country_changes,
    country_units,
    find_by_name,
    nearby,
    provinces_on,
    unit_on,
    units_of_province,
)
from core.units.models import Level

EVE = REFORM - timedelta(days=1)
TODAY = date(2026, 12, 18)


def communes_on(day):
    return {unit.code: unit for unit in country_units() if unit.level == Level.COMMUNE and unit.holds_on(day)}


def parts():
    """New commune → what the reform made it of."""
    made_of = defaultdict(list)
    for change in country_changes():
        if change.on == REFORM and len(change.new) == 5:
            made_of[change.new].append(change)
    return made_of


def test_the_country_is_counted_as_its_laws_count_it():
    before = Counter(unit.level for unit in country_units() if unit.holds_on(EVE))
    assert before == {"country": 1, "province": 63, "district": 696, "commune": 10_035}
    today = Counter(unit.kind for unit in communes_on(TODAY).values())
    assert today == {"Xã": 2599, "Phường": 709, "Đặc khu": 13}
    assert len(provinces_on(REFORM)) == len(provinces_on(TODAY)) == 34


def test_codes_are_text_with_their_zeros():
    digits = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
    for unit in country_units()[:-1]:
        assert unit.code.isdigit(), unit
        assert len(unit.code) == digits[unit.level], unit
    assert country_units()[-1].code == "VN"
    assert unit_on("00004", TODAY).name == "Phường Ba Đình"


def test_every_unit_lies_in_one_that_lasts_as_long():
    for unit in country_units():
        if unit.level != Level.COUNTRY:
            assert unit_on(unit.parent, unit.since), unit
            assert unit_on(unit.parent, unit.until or TODAY), unit
            assert unit.name.startswith(f"{unit.kind} "), unit


def test_no_code_has_two_units_on_a_day():
    versions = defaultdict(list)
    for unit in country_units():
        versions[unit.code].append(unit)
    for units in versions.values():
        for unit, following in zip(units, units[1:], strict=False):
            assert unit.until < following.since, (unit, following)


def test_what_ended_became_something_on_the_next_day():
    successors = defaultdict(list)
    for change in country_changes():
        old, new = unit_on(change.old, change.on - timedelta(days=1)), unit_on(change.new, change.on)
        assert old.until == change.on - timedelta(days=1), change
        # A province that took in its neighbours is another from that day on, as every new unit is.
        assert new.since in (change.on, KNOWN_FROM), change
        successors[old].append(change)
    ended = {unit for unit in country_units() if unit.until}
    assert Counter(unit.level for unit in ended - successors.keys()) == {"district": 691}
    islands = {unit.name for unit in successors if unit.level == Level.DISTRICT}
    names = ("Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo")
    assert islands == {f"Huyện {name}" for name in names}
    for changes in successors.values():
        assert {change.is_whole for change in changes} == {len(changes) == 1}


def test_the_changes_of_2026_have_their_days():
    changed = [change for change in country_changes() if change.on > REFORM]
    assert Counter((str(change.on), len(change.new)) for change in changed) == {
        ("2026-04-30", 2): 1,
        ("2026-04-30", 5): 10,
        ("2026-09-01", 2): 1,
        ("2026-09-20", 2): 1,
        ("2026-09-20", 5): 12,
    }
    assert unit_on("24", date(2026, 9, 19)).name == "Tỉnh Bắc Ninh"
    assert unit_on("24", date(2026, 9, 20)).name == "Thành phố Bắc Ninh"
    assert unit_on("75", TODAY).name == "Thành phố Đồng Nai"
    assert unit_on("22", TODAY).name == "Thành phố Quảng Ninh"
    # Two sources of three still have the communes, one has wards on every day.
    assert unit_on("26368", date(2026, 4, 29)).name == "Xã Long Thành"
    assert unit_on("26368", date(2026, 4, 30)).name == "Phường Long Thành"


def test_a_code_outlives_its_name():
    before, after = communes_on(EVE), communes_on(TODAY)
    kept = before.keys() & after.keys()
    other = [code for code in kept if name_key(before[code].short_name) != name_key(after[code].short_name)]
    assert (len(kept), len(other)) == (3316, 1797)
    assert unit_on("00004", EVE).name == "Phường Trúc Bạch"


def test_a_name_is_no_way_to_what_a_unit_came_from():
    before, after = communes_on(EVE), communes_on(REFORM)
    names = {code: name_key(unit.short_name) for code, unit in before.items()}
    of_a_part, of_none = [], []
    for code, changes in parts().items():
        name = name_key(after[code].short_name)
        same = {change.old for change in changes if names.get(change.old) == name}
        if same and code not in same:
            of_a_part.append(code)
        if not same and name in names.values():
            of_none.append(code)
    assert (len(of_a_part), len(of_none)) == (705, 417)
    # The name of one part, Trung Thành, with the code of the other, Thành Sơn.
    assert "14872" in of_a_part
    assert [unit_on("14872", day).name for day in (EVE, REFORM)] == ["Xã Thành Sơn", "Xã Trung Thành"]


@pytest.mark.parametrize(
    ("old", "new", "is_there"),
    [
        # Phường 4 of Mỹ Tho lies 80 km from Cao Lãnh, whose own Phường 4 is meant.
        ("28252", "29869", False),
        # Digits that changed their places in one source: 01651 became 01615, 02482 became 02485.
        ("01651", "01648", True),
        ("01615", "01648", False),
        ("02482", "02494", True),
        ("02485", "02494", False),
        # A part that one source leaves out.
        ("00556", "00562", True),
        ("23053", "23041", True),
        ("09013", "09817", True),
    ],
)
def test_where_sources_differ_the_resolution_decides(old, new, is_there):
    assert ((old, new) in {(change.old, change.new) for change in country_changes()}) == is_there


def test_whole_and_part_are_told_for_each_predecessor():
    both = [changes for changes in parts().values() if len({change.is_whole for change in changes}) == 2]
    assert len(both) == 376
    divided = Counter(change.old for changes in parts().values() for change in changes)
    assert sum(number > 1 for number in divided.values()) == 441
    assert sum(divided.values()) == 10_571
    # Marked as merged in part by one source, though all of it went to one.
    assert [change.is_whole for change in country_changes() if change.old == "00859"] == [True]


def test_parts_that_cannot_be_told_apart_hang_together():
    group_of = {}

    def root(key):
        while group_of.setdefault(key, key) != key:
            key = group_of[key]
        return key

    for new, changes in parts().items():
        for change in changes:
            group_of[root(("old", change.old))] = root(("new", new))
    groups = defaultdict(Counter)
    for key in list(group_of):
        groups[root(key)][key[0]] += 1
    assert len(groups) == 3030
    assert max(groups.values(), key=Counter.total) == {"old": 283, "new": 75}


def test_ten_pairs_are_equal_without_accents():
    alike = defaultdict(set)
    for unit in communes_on(TODAY).values():
        alike[unit.parent, bare_key(unit.short_name)].add(unit)
    pairs = {key: units for key, units in alike.items() if len(units) > 1}
    assert len(pairs) == 10
    for (province, bare), units in pairs.items():
        # “Thanh An” has no accents to leave out: it is one of the two as it stands.
        exact = {unit for unit in units if name_key(unit.short_name) == bare}
        assert set(find_by_name(bare, TODAY, province)) == (exact or units)
        for unit in units:
            assert find_by_name(unit.name, TODAY, province) == [unit]


@pytest.mark.parametrize(
    ("typed", "province", "code"),
    [
        ("Xã Cư M’gar", "66", "24280"),
        ("xã cư m'gar", "66", "24280"),
        ("Cu Mgar", "66", "24280"),
        ("B`Lao", "68", "24829"),
        ("Xã Hoà An", "08", "02353"),
        ("Xã Hòa An", "08", "02353"),
        ("hoa an", "08", "02353"),
        ("Nguyễn Úy", "37", "13396"),
        ("Giao Thủy", "37", "14167"),
        ("đặc khu Phú Quốc", "91", "31078"),
        ("phuong  vy da", "46", "19777"),
    ],
)
def test_names_are_found_however_they_are_spelled(typed, province, code):
    assert [unit.code for unit in find_by_name(typed, TODAY, province)] == [code]


def test_a_name_alone_may_mean_several():
    assert len(find_by_name("Tân Phú", TODAY)) == 6
    assert find_by_name("", TODAY) == find_by_name("Không Có", TODAY) == []
    assert [unit.name for unit in find_by_name("Trúc Bạch", EVE)] == ["Phường Trúc Bạch"]
    assert find_by_name("Trúc Bạch", TODAY) == []


def test_a_province_is_read_as_it_is_on_the_day():
    today = units_of_province("46", TODAY)
    assert (len(today), {unit.level for unit in today}) == (40, {Level.COMMUNE})
    before = units_of_province("46", EVE)
    assert Counter(unit.level for unit in before) == {"district": 9, "commune": 133}
    assert before[0].level == Level.DISTRICT
    assert before[1].parent == before[0].code
    assert units_of_province("46", KNOWN_FROM - timedelta(days=1)) == []
    assert max(len(units_of_province(unit.code, TODAY)) for unit in provinces_on(TODAY)) == 168


def test_the_tables_stay_small():
    tables = list(DATA.glob("country_*.csv"))
    assert len(tables) == 3
    for path in tables:
        assert path.stat().st_size < 800_000
        with path.open(encoding="utf-8", newline="") as file:
            assert all(len(line) in (4, 7) for line in csv.reader(file))


def test_what_lies_near_is_known_by_code_and_day():
    assert nearby("19753", TODAY)[0] == "19789"
    assert all(unit_on(code, TODAY).parent == "46" for code in nearby("19753", TODAY))
    assert nearby("19753", EVE) == nearby("99999", TODAY) == ()
    # An island of its own.
    assert nearby("31078", TODAY) == ()
    assert nearby("483", date(2020, 12, 18)) == ("482", "479", "481")
