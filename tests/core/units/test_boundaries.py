"""Figures by the boundaries of a day: random changes against paths walked by hand, and the country's own table."""

from collections import defaultdict
from datetime import date, timedelta
from types import SimpleNamespace

from changing_units import merge
from hypothesis import given
from hypothesis import strategies as st

from core.lib.dates.windows import Window
from core.units.boundaries import Land, Line, Step, grouped
from core.units.boundary_days import days_of_change
from core.units.country import REFORM, country_changes, country_units
from core.units.models import Level, ReportingLevel, Unit

BEGIN, EVE = date(2020, 1, 1), REFORM - timedelta(days=1)
DAYS = [BEGIN + timedelta(days=100 * number) for number in range(1, 7)]


def unit(pk, since=BEGIN, until=None, level=Level.COMMUNE, code=None):
    return SimpleNamespace(pk=pk, code=code or str(pk), name=f"Xã {pk}", level=level, valid_from=since, valid_to=until)


def land_of(units, steps, day, lines=(), level=Level.COMMUNE):
    lives = [Line(one.pk, one.pk, 0, Window(one.valid_from, one.valid_to or date.max)) for one in units]
    return Land(day, {one.pk: one for one in units}, [*lives, *lines], steps, {}, level)


def codes(groups):
    return {(tuple(one.code for one in group.units), group.sources) for group in groups}


@st.composite
def histories(draw):
    """Units that cover plots of ground; on each day some go whole or in part into new ones or into one that is there.

    Returns units, steps, and {day: {plot: unit}} of the ground itself.
    """
    units = {pk: unit(pk) for pk in range(draw(st.integers(2, 6)))}
    plots = {(pk, number): pk for pk in units for number in range(3)}
    grounds, steps = {BEGIN: dict(plots)}, []
    for day in draw(st.lists(st.sampled_from(DAYS), unique=True, max_size=4).map(sorted)):
        grown = set()
        for _change in range(draw(st.integers(1, 3))):
            # What grew on the day gives nothing away on it: that would be one change, told as two.
            there = {pk for pk in plots.values() if units[pk].valid_from < day and units[pk].valid_to is None}
            there = sorted(there - grown)
            if not there:
                break
            old = draw(st.sampled_from(there))
            others = sorted({pk for pk in plots.values() if pk != old and units[pk].valid_to is None})
            into = draw(st.sampled_from([None, *others]))
            if into is None:
                into = len(units)
                units[into] = unit(into, day)
            mine = sorted(plot for plot, pk in plots.items() if pk == old)
            moved = draw(st.sets(st.sampled_from(mine), min_size=1))
            if any(one.old == old and one.new == into for one in steps):
                continue
            grown.add(into)
            plots |= dict.fromkeys(moved, into)
            steps.append(Step(old, into, day))
            if len(moved) == len(mine):
                units[old].valid_to = day - timedelta(days=1)
        grounds[day] = dict(plots)
    return units, steps, grounds


def ground_on(grounds, day):
    return grounds[max(begun for begun in grounds if begun <= day)]


@given(histories(), st.sampled_from([BEGIN, *DAYS, date(2022, 1, 1)]), st.sampled_from([BEGIN, *DAYS]), st.booleans())
def test_no_ground_is_told_twice_or_lost(history, day, since, is_long):
    """What a unit covered on any day of the window lies in the group's units of the day, whatever went where."""
    units, steps, grounds = history
    window = Window(since, since + timedelta(days=250 if is_long else 0))
    sources = [pk for pk, one in units.items() if one.valid_from <= window.end and (one.valid_to or date.max) >= since]
    groups = land_of(units.values(), steps, day).grouped(sources, window)
    assert sorted(source for group in groups for source in group.sources) == sorted(sources)
    told = [one.pk for group in groups for one in group.units]
    assert len(told) == len(set(told))
    group_of = {source: group for group in groups for source in group.sources}
    goal = ground_on(grounds, day)
    for at in {since, *(one for one in grounds if one in window)}:
        for plot, pk in ground_on(grounds, at).items():
            assert goal[plot] in {one.pk for one in group_of[pk].units}


def paths(steps, units, start, since, until, day):
    """All units of the day that a path of changes leads to, walked by recursion."""
    found = {start} if units[start].valid_from <= day <= (units[start].valid_to or date.max) else set()
    for old, new, on in steps:
        if old == start and since < on <= day:
            found |= paths(steps, units, new, on, on, day)
        if new == start and day < on <= until:
            found |= paths(steps, units, old, on - timedelta(days=1), on - timedelta(days=1), day)
    return found


@given(histories(), st.sampled_from([BEGIN, *DAYS, date(2022, 1, 1)]))
def test_groups_are_the_smallest_that_can_be_told(history, day):
    units, steps, _grounds = history
    targets = {pk: paths(steps, units, pk, one.valid_from, one.valid_to or date.max, day) for pk, one in units.items()}
    expected = []
    for source, reached in targets.items():
        touching = [group for group in expected if group[0] & reached]
        expected = [group for group in expected if group not in touching]
        expected.append(
            (
                {*reached, *(one for group in touching for one in group[0])},
                {source, *(one for group in touching for one in group[1])},
            )
        )
    found = land_of(units.values(), steps, day).grouped(units)
    assert sorted((sorted(one.pk for one in group.units), list(group.sources)) for group in found) == sorted(
        (sorted(reached), sorted(sources)) for reached, sources in expected
    )


def the_country(day):
    """The land of the country's table, with codes and first days for ids, and {province: codes below it} of the eve."""
    units, lines = {}, []
    versions = defaultdict(list)
    for one in country_units():
        if one.level != Level.COUNTRY:
            pk = one.code, one.since
            units[pk] = unit(pk, one.since, one.until, one.level, one.code)
            versions[one.code].append(one)
    for one in country_units():
        days = Window(one.since, one.until or date.max)
        pending = [(one, 0)] if one.level != Level.COUNTRY else []
        while pending:
            above, depth = pending.pop()
            lines.append(Line((one.code, one.since), (above.code, above.since), depth, days))
            pending += [(up, depth + 1) for up in versions.get(above.parent, ()) if up.holds_on(one.since)]

    def version(code, on):
        return next((one.code, one.since) for one in versions[code] if one.holds_on(on))

    steps = [
        Step(version(old, on - timedelta(days=1)), version(new, on), on) for old, new, on, _whole in country_changes()
    ]
    return Land(day, units, lines, steps, {}, Level.COMMUNE)


def plain_components(pairs):
    """The number of connected components of (old, new) pairs, by painting one after the other."""
    beside = defaultdict(set)
    for old, new in pairs:
        beside["old", old].add(("new", new))
        beside["new", new].add(("old", old))
    painted, number = set(), 0
    for begun in beside:
        if begun not in painted:
            number, pending = number + 1, [begun]
            while pending:
                at = pending.pop()
                if at not in painted:
                    painted.add(at)
                    pending += beside[at]
    return number


def test_the_country_by_its_own_table_and_the_middle_of_ha_noi_is_one_group():
    land = the_country(REFORM)
    communes = [pk for pk, one in land.units.items() if one.level == Level.COMMUNE and one.valid_to == EVE]
    assert len(communes) == 10_035
    groups = land.grouped(communes)
    pairs = [(old, new) for old, new, on, _whole in country_changes() if on == REFORM and len(old) == len(new) == 5]
    # One source alone has 3,024; which successions make the difference stands in core/units/data/README.md.
    assert len(groups) == plain_components(pairs) == 3025
    as_in_that_source = {*pairs, ("01615", "01648"), ("02485", "02494")}
    as_in_that_source -= {("01651", "01648"), ("02482", "02494"), ("23053", "23041")}
    assert plain_components(as_in_that_source) == 3024
    largest = max(groups, key=lambda group: len(group.sources))
    assert (len(largest.sources), len(largest.units)) == (283, 75)
    in_ha_noi = {one.code for one in country_units() if one.parent == "01" and one.holds_on(REFORM)}
    assert {one.code for one in largest.units} <= in_ha_noi
    assert largest.name.endswith(" và 71 đơn vị khác (chưa tách được)")


# The communes of 1/7/2025 into which each of Huế's districts of 2020 went, by their communes.
HUE = {
    "474": "19753 19774 19777 19789 19804 19813 19815",
    "476": "19819 19828 19831 19858 19873",
    "477": "19867 19873 19885 20014",
    "478": "19900 19909 19918 19930 19942 19945",
    "479": "19777 19813 19960 19969 19975",
    "480": "19774 19804 19900 19996 20014 20017 20035",
    "481": "20044 20050 20056 20071 20101",
    "482": "20107 20122 20131 20137 20140",
    "483": "20161 20179 20182",
}


def test_the_districts_of_hue_of_2020_have_four_groups_of_communes():
    """Seven of the forty new communes lie across the lines of the districts, which so hang together."""
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    new = {code: unit(f"new {code}", first, code=code) for codes_ in HUE.values() for code in codes_.split()}
    districts = [unit(code, BEGIN, last, Level.DISTRICT) for code in HUE]
    parts = [(district, code) for district, codes_ in HUE.items() for code in codes_.split()]
    old = {part: unit(f"old {part}", BEGIN, last) for part in parts}
    lines = [Line(old[part].pk, part[0], 1, Window(BEGIN, last)) for part in parts]
    steps = [Step(old[part].pk, new[part[1]].pk, first) for part in parts]
    everybody = [*districts, *new.values(), *old.values()]
    groups = land_of(everybody, steps, first, lines).grouped(list(HUE))
    assert len(new) == 40
    assert sorted((len(group.sources), len(group.units)) for group in groups) == [(1, 3), (1, 5), (1, 5), (6, 27)]
    # And the reports of the communes by the districts of before.
    back = land_of(everybody, steps, last, lines, Level.DISTRICT).grouped([one.pk for one in new.values()])
    assert sorted((len(group.sources), len(group.units)) for group in back) == [(3, 1), (5, 1), (5, 1), (27, 6)]


def test_a_commune_that_moved_is_told_with_both_only_while_it_says_so():
    move = date(2022, 1, 1)
    units = [unit("A", level=Level.DISTRICT), unit("B", level=Level.DISTRICT), unit(1), unit(2), unit(3)]
    eve, on = Window(BEGIN, move - timedelta(days=1)), Window(move, date.max)
    lines = [
        *(Line(pk, district, 1, Window(BEGIN, date.max)) for pk, district in ((1, "A"), (3, "B"))),
        Line(2, "A", 1, eve),
        Line(2, "B", 1, on),
    ]
    land = land_of(units, [], date(2023, 1, 1), lines, Level.DISTRICT)
    assert codes(land.grouped(["A", "B"], Window(BEGIN, BEGIN))) == {(("A", "B"), ("A", "B"))}
    assert codes(land.grouped(["A", "B"], Window(move, date.max))) == {(("A",), ("A",)), (("B",), ("B",))}
    then = land_of(units, [], BEGIN, lines, Level.DISTRICT)
    assert codes(then.grouped(["A", "B"], Window(move, move))) == {(("A", "B"), ("A", "B"))}


def test_what_nothing_followed_is_named_as_it_was():
    ended = unit(1, until=date(2020, 12, 31))
    group = land_of([ended, unit(2)], [], date(2021, 5, 1)).grouped([1, 2])[-1]
    assert (group.units, group.sources, group.name) == ((), (1,), "Xã 1")


def test_two_districts_that_merge_are_one_from_the_day_on(cast, django_assert_num_queries):
    root, day = cast.units["thua-thien-hue"], date(2020, 9, 1)
    old = [cast.units["nam-dong"], cast.units["phu-loc"]]
    assert days_of_change(root) == []
    new = merge(cast, ("nam-dong", "phu-loc"), day)
    everybody = [*Unit.objects.under(root).filter(level=Level.DISTRICT)]
    assert len(everybody) == 10
    with django_assert_num_queries(4):
        after = grouped([one.pk for one in everybody], day, root)
    assert len(after) == 8
    (merged,) = (group for group in after if new in group.units)
    assert set(merged.sources) == {new.pk, *(one.pk for one in old)}
    assert (merged.name, merged.is_one) == ("Huyện Bạch Mã", True)
    with django_assert_num_queries(4):
        before = grouped([one.pk for one in everybody], day - timedelta(days=1), root)
    (together,) = (group for group in before if new.pk in group.sources)
    assert together.name == "Huyện Phú Lộc, Huyện Nam Đông (chưa tách được)"
    ReportingLevel.objects.filter(root=root).update(valid_to=date(2025, 6, 30))
    ReportingLevel.objects.create(root=root, level=Level.COMMUNE, valid_from=REFORM)
    with django_assert_num_queries(1):
        assert days_of_change(root) == [REFORM, day]
    communes = grouped([old[0].pk], REFORM, root)
    assert {one.level for one in communes[0].units} == {Level.COMMUNE}
