"""Targets of units and years: progress, forecast at today's pace, and what a report tells of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from making import campaign, log_entry, site, standing
from reading import page_of, words

from core.accounts import audit
from core.directives.models import Exemption
from core.indicators.catalogue import get_indicator
from core.indicators.models import Target
from core.lib.dates.clock import as_of
from core.lib.dates.windows import PeriodKind, window_of
from department.targets import verbs as targets_verbs
from department.targets.progress import TargetOutlook, forecast_of, outlook_of
from filing.records.saving import save_record
from reports.documents.composition import compose

YEAR = window_of(PeriodKind.YEAR, 2020)
DAYS = st.integers(0, YEAR.days - 2).map(lambda number: YEAR.start + timedelta(days=number))
AMOUNTS = st.integers(1, 10**9).map(Decimal)


@pytest.fixture
def aimed(cast):
    """1,000 attendances for Nam Đông, 500 for Phú Lộc, 5,000 for the province."""
    units = cast.units
    values = {units["nam-dong"]: 1000, units["phu-loc"]: 500, units["thua-thien-hue"]: 5000}
    targets_verbs.set_targets(
        get_indicator("TT-02"),
        2020,
        {unit: Decimal(value) for unit, value in values.items()},
        "Sở giao",
        by=cast["province"],
    )


def row(page, slug):
    """{column: words} of a unit's line."""
    (found,) = page.xpath(f"//tr[@data-unit='{slug}']")
    cells = [words(cell) for cell in found.xpath("./td")]
    course = found.xpath(".//@data-course")[0]
    return {"target": cells[0], "value": cells[1], "percent": cells[2], "forecast": cells[3], "course": course}


@given(DAYS, AMOUNTS)
def test_a_pace_goes_on_as_it_went(day, value):
    """A forecast is never below what was reached, and comes to it as the year runs out."""
    forecast = forecast_of(get_indicator("TT-02"), value, YEAR, day)
    passed = (day - YEAR.start).days + 1
    if passed < YEAR.days * 0.05:
        assert forecast is None
    else:
        assert forecast >= value
        assert abs(forecast * passed - value * YEAR.days) < Decimal("0.001") * value


@given(AMOUNTS, AMOUNTS, DAYS)
def test_what_is_reached_is_reached_and_what_is_past_is_past(aim, value, day):
    course = outlook_of(aim, value, forecast_of(get_indicator("TT-02"), value, YEAR, day), YEAR, day)
    assert (course == TargetOutlook.REACHED) is (value >= aim)
    assert course != TargetOutlook.MISSED
    late = YEAR.end + timedelta(days=1)
    assert outlook_of(aim, value, None, YEAR, late) in (TargetOutlook.REACHED, TargetOutlook.MISSED)


@pytest.mark.parametrize("key", ["NL-04", "MH-01.1", "TT-09", "NL-07.6"])
def test_rates_and_what_holds_on_a_day_have_no_pace(key):
    assert forecast_of(get_indicator(key), Decimal(50), YEAR, date(2020, 6, 14)) is None


def test_progress_of_units_and_of_the_province(cast, aimed, as_):
    save_record(campaign(cast, attendance=400, female=200, minority=None), by=cast["officer"])
    save_record(campaign(cast, slug="phu-loc", attendance=600, female=200, minority=None), by=cast["neighbour"])
    save_record(campaign(cast, slug="thua-thien-hue", attendance=250, female=9, minority=None), by=cast["province"])
    with as_of(date(2020, 6, 14)):
        page = page_of(as_("province"), "/targets/?year=2020")
        half = (date(2020, 6, 14) - YEAR.start).days + 1
    nam_dong = row(page, "nam-dong")
    assert (nam_dong["target"], nam_dong["value"], nam_dong["course"]) == ("1.000", "400", "at_risk")
    assert nam_dong["percent"].startswith("40,0")
    assert nam_dong["forecast"] == str(round(400 * 366 / half))
    assert row(page, "phu-loc")["course"] == "reached"
    assert row(page, "thua-thien-hue")["value"] == "1.250"
    assert [one.get("data-unit") for one in page.xpath("//tr[@data-unit]")][0] == "thua-thien-hue"


def test_after_the_year_there_is_no_forecast(cast, aimed, as_):
    save_record(campaign(cast, attendance=400, female=None, minority=None), by=cast["officer"])
    page = page_of(as_("province"), "/targets/?year=2020")
    assert (row(page, "nam-dong")["forecast"], row(page, "nam-dong")["course"]) == ("–", "missed")
    assert row(page, "hue" if page.xpath("//tr[@data-unit='hue']") else "phu-loc")["course"] == "missed"


def test_too_early_a_pace_says_nothing(cast, aimed, as_):
    """18 days of 366 are less than 5 %, 19 are more."""
    talk = campaign(cast, started_on=date(2019, 12, 20), attendance=40, female=None, minority=None)
    save_record(talk, by=cast["officer"])
    for day, is_early in ((date(2020, 1, 1), True), (date(2020, 1, 2), False)):
        with as_of(day):
            page = page_of(as_("province"), "/targets/?year=2020")
        (line,) = page.xpath("//tr[@data-unit='nam-dong']")
        assert bool(line.xpath(".//*[@data-early]")) is is_early
        assert (row(page, "nam-dong")["forecast"] == str(round(Decimal(40) * 366 / 19))) is not is_early


def test_a_forecast_is_judged_as_it_is_read(cast, as_):
    """On the 311th of 366 days 11 come to 12.95, which is written 13."""
    targets_verbs.set_targets(
        get_indicator("TT-01"), 2020, {cast.units["nam-dong"]: Decimal(13)}, "", by=cast["province"]
    )
    for _one in range(11):
        save_record(campaign(cast), by=cast["officer"])
    with as_of(YEAR.start + timedelta(days=310)):
        found = row(page_of(as_("province"), "/targets/?year=2020"), "nam-dong")
    assert (found["forecast"], found["course"]) == ("13", "on_course")


def test_funds_are_forecast_with_their_decimals(cast, as_):
    """30.25 million đồng on the 183rd of 366 days."""
    place = save_record(site(cast), by=cast["officer"])
    save_record(log_entry(cast, site=place, funds_granted=30_250_000), by=cast["officer"])
    targets_verbs.set_targets(
        get_indicator("MH-04.1"), 2020, {cast.units["nam-dong"]: Decimal(60)}, "", by=cast["province"]
    )
    with as_of(YEAR.start + timedelta(days=182)):
        found = row(page_of(as_("province"), "/targets/?year=2020"), "nam-dong")
    assert (found["forecast"], found["course"]) == ("60,5", "on_course")


def test_a_figure_leads_to_the_records_behind_it(cast, aimed, as_):
    save_record(
        campaign(cast, title="Nói chuyện ở chợ", attendance=400, female=None, minority=None), by=cast["officer"]
    )
    page = page_of(as_("province"), "/targets/?year=2020")
    for slug in ("nam-dong", "thua-thien-hue"):
        (address,) = page.xpath(f"//tr[@data-unit='{slug}']//td/a[starts-with(@href, '/communications')]/@href")
        assert "Nói chuyện ở chợ" in words(page_of(as_("province"), address))
    assert not page.xpath("//tr[@data-unit='phu-loc']//td/a[starts-with(@href, '/communications')]")


def test_difficulties_and_totals_are_told_without_a_list(cast, as_):
    unit = cast.units["nam-dong"]
    for key in ("VM-01.2", "TT-11"):
        targets_verbs.set_targets(get_indicator(key), 2020, {unit: Decimal(2)}, "", by=cast["province"])
    page = page_of(as_("province"), "/targets/?year=2020")
    assert page.xpath("//section/@data-figure") == ["TT-11", "VM-01.2"]


def test_a_year_to_come_is_not_counted_yet(cast, as_):
    targets_verbs.set_targets(
        get_indicator("TT-02"), 2022, {cast.units["nam-dong"]: Decimal(5)}, "", by=cast["province"]
    )
    with as_of(date(2020, 12, 18)):
        page = page_of(as_("province"), "/targets/?year=2022")
    assert row(page, "nam-dong")["course"] == "no_data"
    (lead,) = page.find_class("page-lead")
    assert "15/12/2021" in words(lead)
    assert "18/12/2020" not in words(lead)


def test_a_district_sees_its_own_alone(cast, aimed, as_):
    page = page_of(as_("officer"), "/targets/?year=2020")
    assert page.xpath("//tr/@data-unit") == ["nam-dong"]
    assert not page.xpath("//a[contains(@href, 'targets/new')]")
    assert page_of(as_("stranger"), "/targets/?year=2020").xpath("//tr/@data-unit") == []


def test_who_need_not_answer_has_no_line(cast, as_):
    unit = cast.units["nam-dong"]
    targets_verbs.set_targets(get_indicator("MH-01.1"), 2020, {unit: Decimal(2)}, "", by=cast["province"])
    assert page_of(as_("province"), "/targets/?year=2020").xpath("//tr/@data-unit") == ["nam-dong"]
    Exemption.objects.create(unit=unit, indicator="MH-01", valid_from=date(2019, 1, 1), reason="Không hỗ trợ")
    assert page_of(as_("province"), "/targets/?year=2020").xpath("//tr/@data-unit") == []


def test_they_are_set_changed_copied_and_removed_on_record(cast, as_):
    client, unit = as_("province"), cast.units["nam-dong"]
    given = {"indicator": "TT-02", "year": "2020", "source": "QĐ 12", f"unit_{unit.pk}": "1.250"}
    assert client.post("/targets/new/", given).status_code == 302
    target = Target.objects.get()
    assert (target.value, target.source, target.unit) == (1250, "QĐ 12", unit)
    shown = page_of(client, "/targets/new/?figure=TT-02&year=2020")
    assert shown.xpath(f"//input[@name='unit_{unit.pk}']/@value")[0] in ("1250", "1.250")
    assert client.post("/targets/new/", given | {f"unit_{unit.pk}": "62,5"}).status_code == 302
    assert Target.objects.get().value == Decimal("62.5")
    assert client.post("/targets/2020/copy/").status_code == 302
    assert client.post("/targets/2020/copy/").status_code == 302
    assert set(Target.objects.values_list("year", flat=True)) == {2020, 2021}
    assert client.post(f"/targets/{target.pk}/remove/").status_code == 302
    assert list(Target.objects.values_list("year", flat=True)) == [2021]
    acts = audit.logged_actions().order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["target_set", "target_set", "target_set", "target_removed"]


def test_changing_one_unit_leaves_the_others_and_their_sources(cast, as_):
    client, nam_dong, phu_loc = as_("province"), cast.units["nam-dong"], cast.units["phu-loc"]
    for unit, source in ((nam_dong, "QĐ 12"), (phu_loc, "QĐ 13")):
        targets_verbs.set_targets(get_indicator("TT-02"), 2020, {unit: Decimal(100)}, source, by=cast["province"])
    page = page_of(client, "/targets/new/?figure=TT-02&year=2020")
    (form,) = page.xpath("//form[.//*[@name='indicator']]")
    given = {name: value or "" for name, value in form.fields.items()}
    assert given["source"] == ""
    assert client.post("/targets/new/", given).status_code == 302
    assert audit.logged_actions().count() == 2
    assert client.post("/targets/new/", given | {f"unit_{phu_loc.pk}": "120"}).status_code == 302
    found = Target.objects.values_list("unit__slug", "value", "source")
    assert set(found) == {("nam-dong", 100, "QĐ 12"), ("phu-loc", 120, "QĐ 13")}
    assert audit.logged_actions().latest("pk").unit == phu_loc
    assert audit.logged_actions().count() == 3


def test_years_are_written_as_years(cast, as_):
    page = page_of(as_("province"), "/targets/new/")
    years = [words(one) for one in page.xpath("//select[@name='year']/option")]
    assert years
    assert all(year.isdecimal() and len(year) == 4 for year in years)


@pytest.mark.parametrize(
    "asked", ["figure=%00&year=2020", "figure=TT-99&year=2020", "figure=TT-02&year=²²²²", "year=9"]
)
def test_a_made_up_address_begins_an_empty_form(cast, aimed, as_, asked):
    page = page_of(as_("province"), f"/targets/new/?{asked}")
    assert not any(page.xpath("//input[starts-with(@name, 'unit_')]/@value"))


@pytest.mark.parametrize("year", [1999, 2**31, 10**30])
def test_a_year_without_targets_has_nothing_to_copy(cast, aimed, as_, year):
    assert as_("province").get(f"/targets/{year}/copy/").status_code == 200
    assert as_("province").post(f"/targets/{year}/copy/").status_code == 302
    assert set(Target.objects.values_list("year", flat=True)) == {2020}


def test_who_reports_no_more_gets_no_copy(cast, aimed):
    nam_dong = cast.units["nam-dong"]
    nam_dong.valid_to = date(2020, 12, 14)
    nam_dong.save()
    assert targets_verbs.copy_targets(2020, by=cast["province"]) == 2
    assert not Target.objects.filter(year=2021, unit=nam_dong).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"indicator": ""}, "indicator"),
        ({"indicator": "TT-99"}, "indicator"),
        ({"indicator": "TT-09"}, "indicator"),
        ({"year": "1999"}, "year"),
        ({"value": "-5"}, "unit"),
        ({"value": "0"}, "unit"),
        ({"value": "nhiều"}, "unit"),
        ({"value": "9" * 40}, "unit"),
        ({"value": ""}, ""),
        ({"indicator": "NL-04", "value": "101"}, ""),
        ({"indicator": "MH-02.1"}, ""),
    ],
)
def test_bad_input_is_told_at_its_place_and_kept(cast, as_, changed, field):
    unit = cast.units["nam-dong"]
    given = {"indicator": "TT-02", "year": "2020", "source": "Quyết định 12", "value": "50"} | changed
    given[f"unit_{unit.pk}"] = given.pop("value")
    response = as_("province").post("/targets/new/", given)
    assert response.status_code == 422
    assert "Quyết định 12" in response.content.decode()
    name = f"unit_{unit.pk}" if field == "unit" else field
    assert set(response.context["form"].errors) == {name or "__all__"}
    assert not Target.objects.exists()


def test_others_set_nothing(cast):
    for name in ("officer", "head", "leader", "admin"):
        with pytest.raises(PermissionDenied):
            targets_verbs.set_targets(
                get_indicator("TT-02"), 2020, {cast.units["nam-dong"]: Decimal(5)}, "", by=cast[name]
            )
    with pytest.raises(PermissionDenied):
        targets_verbs.set_targets(
            get_indicator("TT-02"), 2020, {cast.units["nam-dong"]: Decimal(5)}, "", by=cast["stranger"]
        )
    with pytest.raises(ValidationError):
        targets_verbs.set_targets(
            get_indicator("MH-02.1"), 2020, {cast.units["nam-dong"]: Decimal(5)}, "", by=cast["province"]
        )


def test_a_report_tells_the_rates_of_its_unit_and_keeps_what_it_told(cast):
    save_record(standing(cast, measure="staff", total=10, female=5), by=cast["officer"])
    province, nam_dong = cast.units["thua-thien-hue"], cast.units["nam-dong"]
    targets_verbs.set_targets(get_indicator("NL-04"), 2020, {province: Decimal(100)}, "", by=cast["province"])
    targets_verbs.set_targets(get_indicator("TT-02"), 2020, {nam_dong: Decimal(100)}, "", by=cast["province"])
    content = compose(cast.submission())
    assert aims(content) == {"NL-04": 100.0, "TT-02": 100.0}
    targets_verbs.set_targets(get_indicator("NL-04"), 2020, {nam_dong: Decimal(80)}, "", by=cast["province"])
    assert aims(compose(cast.submission())) == {"NL-04": 80.0, "TT-02": 100.0}
    assert aims(content) == {"NL-04": 100.0, "TT-02": 100.0}


def aims(content):
    return {one["key"]: one["value"] for one in content["targets"]}


def test_a_value_that_is_to_be_exceeded_is_not_enough_itself(cast):
    save_record(standing(cast, measure="staff", total=20, part=19), by=cast["officer"])
    nam_dong = {cast.units["nam-dong"]: Decimal(95)}
    for is_exceeded, met in ((False, "Đã đạt chỉ tiêu được giao"), (True, "Chưa đạt chỉ tiêu được giao")):
        targets_verbs.set_targets(
            get_indicator("NL-04"), 2020, nam_dong, "", by=cast["province"], is_exceeded=is_exceeded
        )
        told = str(compose(cast.submission())["trees"]["internal"]["body"])
        assert met in told
    assert "95,0% (chỉ tiêu trên 95%)" in told


def test_it_asks_as_often_for_many_as_for_few(cast, aimed, as_):
    client = as_("province")
    for number in (3, 40):
        for _one in range(number):
            save_record(campaign(cast), by=cast["officer"])
        values = dict.fromkeys(targets_verbs.targetable_units(cast["province"], date(2020, 12, 18)), Decimal(number))
        for key in ("TT-01", "NL-01", "NL-02", "KH-01")[: number // 10 + 1]:
            targets_verbs.set_targets(get_indicator(key), 2020, values, "", by=cast["province"])
        client.get("/targets/?year=2020")
        with CaptureQueriesContext(connection) as asked:
            client.get("/targets/?year=2020")
        assert len(asked) == 13
