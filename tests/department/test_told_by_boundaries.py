"""Overview and dashboards by the boundaries of a day: groups by name, the whole as it was, no query more before."""

import re
from collections import defaultdict
from datetime import date

import pytest
from changing_units import merge, split
from making import campaign, commune_of
from reading import page_of, words
from reforming import end
from workbooks import rows_of

from communications.models import Campaign
from core.indicators.facts import mark_dirty
from core.lib.dates.clock import official_now
from core.units.boundary_days import boundary_days
from filing.models import Period, Snapshot, Submission
from filing.records.saving import save_record
from filing.submissions.verbs import open_period
from models_sites.models import Site
from reports.content.summary_content import open_summary
from reports.documents.composition import compose

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


@pytest.fixture
def merger(cast):
    """Nam Đông and Phú Lộc became one on 1/9/2020; answers the new district.

    Of 3,642 attendances, 7 running models and 163 talks the others have 142, 3 and 132.
    """
    two, counted = [cast.units["nam-dong"], cast.units["phu-loc"]], defaultdict(set)
    other, day, within = cast.units["a-luoi"], date(2020, 4, 10), date(2020, 8, 20)
    new = merge(cast, ("nam-dong", "phu-loc"), DAY)
    talks = [(two[at % 2], day, 0) for at in range(24)] + [(two[at % 2], within, 500) for at in range(7)]
    talks += [(other, day, 0)] * 121 + [(other, within, 42)] + [(new, date(2020, 9, 5), 10)] * 10
    places = [(unit, date(2019, 5, 5)) for unit in (*two, *two, other, other)] + [(new, date(2020, 9, 3))]
    fields = {"task": cast.tasks["comm.policy"], "title": "Tọa đàm", "topic": "policy", "form": "talk"}
    fields |= {"version": 1, "created_by": cast["province"], "changed_by": cast["province"]}
    Campaign.objects.bulk_create(
        Campaign(unit=unit, **fields, started_on=on, ended_on=on, attendance=number) for unit, on, number in talks
    )
    Site.objects.bulk_create(
        Site(unit=unit, name="Nhà", kind_id="shelter", commune=commune_of(cast, "a-luoi"), opened_on=on)
        for unit, on in places
    )
    for unit, on, *_number in (*talks, *places):
        counted[unit.pk].add(on)
    for unit_id, days in counted.items():
        mark_dirty(Campaign._meta.label, unit_id, days)
        mark_dirty(Site._meta.label, unit_id, days)
    return new


def opened(cast, **given):
    """A period in which every report is approved, and what its summary tells."""
    given |= {"asked_number": "1/BĐG", "asked_on": DAY, "asked_subject": "Báo cáo", "due_on": date(2021, 1, 10)}
    period = open_period(Period(root=cast["province"].unit, year=2020, **given), by=cast["province"])
    for report in period.submissions.of_districts():
        made = {"made_by": cast["province"], "made_at": official_now(), "day": period.end}
        snapshot = Snapshot.objects.create(submission=report, version=1, content=compose(report), sha256="", **made)
        Submission.objects.filter(pk=report.pk).update(state="approved", snapshot=snapshot)
    return period, compose(open_summary(period, by=cast["province"]))


def total(content, key):
    return content["figures"]["now"][key][0]


def test_after_a_merger_every_door_tells_all_that_was_filed(cast, merger, as_):
    client = as_("province")
    month, summary = opened(cast, kind="month", number=9, start=date(2020, 8, 15), end=date(2020, 9, 14))
    told = words(page_of(client, f"/reports/periods/{month.pk}/"))
    assert re.search(r"\b3\.642\b", told)
    assert [total(summary, key) for key in ("TT-01", "TT-02", "MH-01.1")] == [18, 3_642, 7]
    _year, summary = opened(cast, kind="calendar_year", number=1, start=date(2020, 1, 1), end=date(2020, 12, 31))
    assert [total(summary, key) for key in ("TT-01", "TT-02", "MH-01.1")] == [163, 3_642, 7]
    report = month.submissions.get(unit=merger)
    assert [total(report.snapshot.content, key) for key in ("TT-01", "TT-02", "MH-01.1")] == [17, 3_600, 5]
    for day in ("", "2020-08-31", str(DAY)):
        _lines, drawn = drawn_by(client, day)
        assert "toàn tỉnh 3.642 lượt người" in drawn
    listed = "/communications/?q=T%E1%BB%8Da+%C4%91%C3%A0m"
    assert listed in page_of(client, "/search/?q=Tọa đàm").xpath("//section[@data-group]//a/@href")
    totals = {words(row.xpath("dt")[0]): words(row.xpath("dd")[0]) for row in page_of(client, listed).xpath("//dl/div")}
    assert totals["Số dòng"] == "163"
    assert "3.642" in totals.values()
    sheet = rows_of(b"".join(client.get(listed.replace("/?", "/export/?")).streaming_content))
    assert sum(row[1:] and "Tọa đàm" in row for row in sheet) == 163
    assert any(3_642 in row for row in sheet)
