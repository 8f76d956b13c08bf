"""A report whose unit's ground changed says why it is not compared, and the province's year before loses nothing."""

from datetime import date

import pytest
from changing_units import merge, split
from making import campaign
from reading import page_of, words

from core.indicators.figures import combined_figures
from core.lib.dates.windows import PeriodKind, window_of
from core.units.models import Succession
from core.units.reporting import counted_units
from filing.models import Period, Submission
from filing.records.saving import save_record
from reports.content.disclosure_control.gate import part_of
from reports.content.figures.comparability import BOUNDARIES_CHANGED, why_not_compared, why_whole_not_compared
from reports.content.frozen.content import read, stored
from reports.content.summary_content import _why_not_compared
from reports.content.unit_content import gather
from reports.documents.composition import compose
from reports.documents.tables import figure_table
from reports.drafting.draft import draft
from reports.models import Edition

DAY, NOTE = date(2020, 9, 1), "Không so sánh với số liệu năm 2019 vì địa giới đã thay đổi."


@pytest.fixture
def filed(cast):
    """A talk of each of two years, in each of two districts."""
    for slug, officer in (("nam-dong", "officer"), ("phu-loc", "neighbour")):
        for year, attendance in ((2019, 100), (2020, 120)):
            save_record(campaign(cast, slug, started_on=date(year, 5, 5), attendance=attendance), by=cast[officer])
    return cast


def report_of(cast, unit):
    return Submission.objects.get_or_create(period=cast.submission().period, unit=unit)[0]


def text_of(part):
    return {one.key: one.text for section in draft(part) for one in section.told}


def test_where_no_unit_changed_a_report_is_compared(filed, django_assert_num_queries):
    submission = filed.submission()
    with django_assert_num_queries(1):
        assert why_not_compared(submission.unit, submission.period, [submission.unit_id]) is None
    content = gather(submission)
    assert "not_compared" not in stored(content)
    assert "opening.not-compared" not in text_of(part_of(content, Edition.INTERNAL))


def test_halves_are_not_compared_with_the_whole(filed):
    halves = split(filed, "phu-loc", DAY)
    content = gather(report_of(filed, halves[0]))
    assert content.not_compared == BOUNDARIES_CHANGED
    assert read(stored(content)).not_compared == BOUNDARIES_CHANGED
    part = part_of(content, Edition.INTERNAL)
    assert text_of(part)["opening.not-compared"] == NOTE
    assert figure_table(part).legend.endswith(NOTE)
    assert part.figures["before"] == {}
    assert gather(report_of(filed, halves[1])).not_compared == BOUNDARIES_CHANGED
    # The ended one's own report tells fewer days than the year before; a unit beside it is compared as ever.
    for slug, why in (("phu-loc", BOUNDARIES_CHANGED), ("nam-dong", None)):
        assert why_not_compared(filed.units[slug], filed.submission().period, [filed.units[slug].pk]) == why


def test_what_took_in_whole_units_is_compared_with_them(filed):
    new, period = merge(filed, ("nam-dong", "phu-loc"), DAY), filed.submission().period
    both = [filed.units[slug].pk for slug in ("nam-dong", "phu-loc")]
    assert why_not_compared(new, period, [new.pk, *both]) is None
    # While one of them reports for itself, the new one's figures are of less ground than its own.
    assert why_not_compared(new, period, [new.pk, both[0]]) == BOUNDARIES_CHANGED


def test_after_a_year_it_is_compared_again(filed):
    halves, root = split(filed, "phu-loc", DAY), filed.units["thua-thien-hue"]
    for year, why in ((2021, BOUNDARIES_CHANGED), (2022, None)):
        window = window_of(PeriodKind.YEAR, year)
        period = Period(root=root, kind=PeriodKind.YEAR, year=year, number=1, start=window.start, end=window.end)
        assert [why_not_compared(half, period, [half.pk]) for half in halves] == [why, why]


def test_the_year_before_of_the_province_loses_nothing(filed):
    root, period = filed.units["thua-thien-hue"], filed.submission().period
    ids = counted_units(root.pk).values_list("pk", flat=True)
    before = combined_figures(ids, period.last_year)["TT-02"].value
    split(filed, "phu-loc", DAY)
    ids = counted_units(root.pk).values_list("pk", flat=True)
    assert combined_figures(ids, period.last_year)["TT-02"].value == before == 200
    # The halves keep the sums of last year in what is frozen, though their own reports do not tell them.
    content = gather(report_of(filed, filed.units["phu-loc"]))
    assert content.not_compared
    assert content.figures["before"]["TT-02"][0] == 100
    assert _why_not_compared([content], []) is None
    assert _why_not_compared([content], [filed.submission()]) == BOUNDARIES_CHANGED


def test_a_report_says_it_on_paper(filed):
    halves = split(filed, "phu-loc", DAY)
    assert NOTE in str(compose(report_of(filed, halves[0]))["trees"]["internal"]["body"])


def test_the_provinces_total_is_compared_unless_a_part_of_a_province_came_or_went(filed, as_):
    root, period = filed.units["thua-thien-hue"], filed.submission().period
    page = f"/reports/periods/{period.pk}/"
    split(filed, "phu-loc", DAY)
    days = period.window, period.last_year
    assert why_whole_not_compared(root.pk, *days) is None
    assert "so với cùng kỳ năm trước" in words(page_of(as_("province"), page))
    part = {"predecessor": filed.units["tinh-khac"], "successor": root, "on": DAY}
    Succession.objects.create(**part, is_whole=False)
    assert why_whole_not_compared(root.pk, *days) == BOUNDARIES_CHANGED
    told = words(page_of(as_("province"), page))
    assert "so với cùng kỳ năm trước" not in told
    assert f"không so sánh với năm trước: {BOUNDARIES_CHANGED}" in told
