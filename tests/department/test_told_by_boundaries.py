"""Overview and dashboards by the boundaries of a day: groups by name, the whole as it was, no query more before."""

from datetime import date

import pytest
from changing_units import merge, split
from making import campaign
from reading import page_of, words
from reforming import end

from core.units.boundary_days import boundary_days
from filing.records.saving import save_record

DAY, AREA = date(2020, 9, 1), "/dashboards/communications/"


@pytest.fixture
def filed(cast):
    """One talk in each of two districts and one of the Department; no unit changed yet."""
    save_record(campaign(cast, attendance=100, female=60, minority=0), by=cast["officer"])
    save_record(campaign(cast, slug="phu-loc", attendance=300, female=90, minority=0), by=cast["neighbour"])
    save_record(campaign(cast, slug="thua-thien-hue", attendance=7, female=2, minority=0), by=cast["province"])
    return cast


def overview_by(client, cast, day):
    page = page_of(client, f"/reports/periods/{cast.submission().period_id}/?boundaries={day}")
    rows = page.xpath("//table[.//thead//th[@colspan='2']]//tr[th[@scope='row']]")
    return {words(row.xpath("th")[0]): words(row.xpath("td")[0]) for row in rows}


def drawn_by(client, day=""):
    page = page_of(client, f"{AREA}?year=2020&boundaries={day}")
    (figure,) = page.xpath("//figure[@data-chart='attendances-units']")
    rows = figure.xpath(".//tbody/tr")
    return {words(row.xpath("th")[0]): words(row.xpath("td")[0]) for row in rows}, words(figure)


def test_two_that_merged_are_one_after_it_and_not_told_apart_before(filed, as_):
    client = as_("province")
    merge(filed, ("nam-dong", "phu-loc"), DAY)
    after, before = overview_by(client, filed, DAY), overview_by(client, filed, "2020-08-31")
    assert (after["Huyện Bạch Mã"], after["Toàn tỉnh"]) == ("400", "407")
    assert "Huyện Nam Đông" not in after
    # What the new one filed since may be of either: they are told apart only in a period that ended before.
    together = "Huyện Phú Lộc, Huyện Nam Đông (chưa tách được)"
    assert (before[together], before["Toàn tỉnh"]) == ("400", "407")
    lines, _told = drawn_by(client, DAY)
    assert (lines["Huyện Bạch Mã"], lines["Cấp tỉnh trực tiếp thực hiện"]) == ("400", "7")
    lines, told = drawn_by(client, "2020-08-31")
    assert (lines[together], lines["Huyện A Lưới"]) == ("400", "…")
    assert "theo địa giới ngày 31/8/2020" in told
    assert "toàn tỉnh 407 lượt người" in told


def test_the_work_of_what_nobody_keeps_is_not_told_as_the_provinces(filed, as_):
    end(filed.units["nam-dong"], DAY, None, parts=None)
    lines, told = drawn_by(as_("province"))
    assert (lines["Đơn vị đã kết thúc hoạt động"], lines["Cấp tỉnh trực tiếp thực hiện"]) == ("100", "7")
    assert "toàn tỉnh 407 lượt người" in told


def test_one_that_was_split_is_never_divided(filed, as_):
    client = as_("province")
    split(filed, "phu-loc", DAY)
    name = "Huyện Phú Lộc 491, Huyện Phú Lộc 492 (chưa tách được)"
    told = overview_by(client, filed, DAY)
    assert (told[name], told["Huyện Nam Đông"], told["Toàn tỉnh"]) == ("300", "100", "407")
    lines, words_ = drawn_by(client, DAY)
    assert lines[name] == "300"
    assert "toàn tỉnh 407 lượt người" in words_
    client.post(f"{AREA}document/", {"year": "2020", "boundaries": str(DAY)})
    assert client.get(f"{AREA}charts/attendances-units.xlsx?year=2020&boundaries={DAY}").status_code == 200


def test_a_day_is_offered_only_where_units_changed(filed, as_, django_assert_num_queries):
    client, period = as_("province"), f"/reports/periods/{filed.submission().period_id}/"
    for path in (period, AREA):
        assert page_of(client, f"{path}?boundaries={DAY}").xpath("//select[@name='boundaries']") == []
    merge(filed, ("nam-dong", "phu-loc"), DAY)
    for path in (period, AREA):
        offered = page_of(client, path).xpath("//select[@name='boundaries']/option/@value")
        assert offered == ["", "2020-12-18", "2020-12-14", "2020-09-01", "2020-08-31"]
        for odd in ("31/8/2020", "2020-02-30", "x", "%00"):
            page = page_of(client, f"{path}?boundaries={odd}")
            assert page.xpath("//select[@name='boundaries']/option[@selected]") == []
    with django_assert_num_queries(1):
        boundary_days({}, filed.units["thua-thien-hue"], DAY)


NOT_COMPARED = "không so sánh với số liệu năm 2019 vì địa giới đã thay đổi"


def test_a_line_whose_ground_changed_is_not_compared_and_says_why(filed, as_):
    """In the province's charts by name, and on the unit's own dashboard; a district beside it is compared."""
    for slug, officer in (("nam-dong", "officer"), ("phu-loc", "neighbour")):
        save_record(campaign(filed, slug, started_on=date(2019, 5, 5), attendance=200), by=filed[officer])
    halves, client = split(filed, "phu-loc", DAY), as_("province")
    save_record(campaign(filed, "nam-dong", started_on=date(2020, 6, 6), attendance=100), by=filed["officer"])
    (figure,) = page_of(client, f"{AREA}?year=2020").xpath("//figure[@data-chart='attendances-units']")
    cells = {
        words(row.xpath("th")[0]): [words(cell) for cell in row.xpath("td")] for row in figure.xpath(".//tbody/tr")
    }
    assert cells["Huyện Phú Lộc 491"][1:] == ["", ""]
    assert cells["Huyện Nam Đông"][:2] == ["200", "200"]
    assert f"{NOT_COMPARED}: Huyện Phú Lộc 491 và Huyện Phú Lộc 492" in words(figure)
    for unit, is_said in ((halves[0], True), (filed.units["nam-dong"], False)):
        page = words(page_of(client, f"/dashboards/units/{unit.pk}/?year=2020"))
        assert (NOT_COMPARED in page) == is_said


def test_what_began_after_the_days_that_are_told_joins_nothing(filed, as_):
    """By the boundaries of before, the year before the merger is told district by district."""
    merge(filed, ("nam-dong", "phu-loc"), date(2020, 12, 16))
    told = overview_by(as_("province"), filed, "2020-12-14")
    assert (told["Huyện Nam Đông"], told["Huyện Phú Lộc"], told["Toàn tỉnh"]) == ("100", "300", "407")
