"""What is flagged without comparing, where nothing can be compared, what is never flagged, and what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, hand_in, inspection, plan, training

from capacity.models import Training
from communications.models import Campaign
from core.directives.models import Exemption
from core.indicators.facts import mark_dirty, recount_dirty_slots
from core.units.models import Placement, Unit
from core.units.tree import rebuild_ancestry
from department.outliers.flags import flags_of
from filing.models import Pinned
from filing.records.saving import save_record
from reports.content.summary_content import open_summary
from reports.documents.composition import composed, gather

NO_PARTS = {"female": None, "minority": None}
QUERIES = 30


def flagged(cast, slug="nam-dong"):
    return flags_of(cast.submission(slug), gather(cast.submission(slug)))


def filed(cast, *records, by="officer"):
    return [save_record(record, by=cast[by]) for record in records]


def talks(cast, *attendances, **given):
    """A talk for each number, a week apart each."""
    days = [date(2020, 9 + place // 4, 1 + 7 * (place % 4)) for place in range(len(attendances))]
    return [
        campaign(cast, title=f"Buổi {place}", attendance=number, started_on=days[place], **NO_PARTS | given)
        for place, number in enumerate(attendances)
    ]


def test_a_unit_without_history_among_few_is_not_questioned(cast):
    filed(cast, *talks(cast, 40, 60, 4000))
    assert flagged(cast) == []


def test_with_history_one_of_ten_times_as_many_is(cast):
    filed(cast, *talks(cast, 90, 100, 110, 95, 105, 1000))
    (flag,) = flagged(cast)
    assert flag.title == "Buổi 5"
    assert flag.reason == (
        "1.000 lượt người, gấp 10 lần mức thường thấy của đơn vị (khoảng 100 lượt người mỗi cuộc); "
        "có thể thừa một chữ số."
    )


def test_what_a_unit_often_has_is_usual_for_it(cast):
    filed(cast, *talks(cast, 90, 100, 1100, 95, 1050, 105, 1000, 98, 1200, 102))
    assert flagged(cast) == []


def test_a_cost_that_cannot_be_needs_no_comparison(cast):
    filed(cast, campaign(cast, cost_district=3))
    (flag,) = flagged(cast)
    assert flag.reason == "Số tiền chỉ 3 đồng; có thể đã nhập theo nghìn đồng hoặc triệu đồng."


@pytest.mark.parametrize(
    "second",
    [
        {},
        {"title": "BUỔI  TRUYỀN THÔNG", "attendance": 90},
        {"title": "Buổi truyền thông.", "started_on": date(2020, 5, 6)},
        {"title": "Nói chuyện với hội viên"},
    ],
)
def test_an_entry_twice(cast, second):
    first, later = filed(cast, campaign(cast), campaign(cast, **second))
    (flag,) = flagged(cast)
    assert flag.pk == later.pk
    assert "nhập hai lần" in flag.reason


@pytest.mark.parametrize(
    "second",
    [
        {"place": "Nhà văn hóa thôn 2"},
        {"title": "Buổi truyền thông lần 2", "attendance": 80},
        {"title": "Buổi truyền thông lần 2", "started_on": date(2020, 5, 6)},
        {"started_on": date(2020, 5, 12)},
        {"title": "Nói chuyện với hội viên", "attendance": 80},
    ],
)
def test_two_that_are_alike_are_not_the_same(cast, second):
    filed(cast, campaign(cast, place="Nhà văn hóa thôn 1"), campaign(cast, **{"place": "Nhà văn hóa thôn 1"} | second))
    assert flagged(cast) == []


def test_one_event_in_two_areas(cast):
    title = "Hội nghị tập huấn kỹ năng truyền thông"
    filed(
        cast,
        campaign(cast, title=title, attendance=40, female=25, started_on=date(2020, 6, 1)),
        training(cast, title=title),
    )
    (flag,) = flagged(cast)
    assert "có thể một việc được tính hai lần" in flag.reason


def test_a_plan_of_another_year_and_one_drafted_a_year_before(cast):
    filed(cast, plan(cast, year=2018), plan(cast, number="13/KH-UBND", drafted_on=date(2019, 2, 1)))
    reasons = [flag.reason for flag in flagged(cast)]
    assert reasons == [
        "Kế hoạch của năm 2018 nhưng ban hành ngày 20/2/2020; có thể nhầm năm.",
        "Bắt đầu dự thảo ngày 1/2/2019, ban hành ngày 20/2/2020; có thể nhầm năm.",
    ]


def test_an_event_of_a_year_is_questioned_a_series_on_the_radio_of_months_is_not(cast):
    given = {"started_on": date(2019, 12, 20), "ended_on": date(2020, 11, 20)}
    series = campaign(cast, title="Chuyên mục", form="radio", attendance=None, **NO_PARTS | given)
    filed(cast, campaign(cast, title="Hội nghị", **given), series)
    (flag,) = flagged(cast)
    assert (flag.title, flag.reason) == (
        "Hội nghị",
        "Diễn ra trong 337 ngày, từ 20/12/2019; có thể nhầm ngày hoặc năm.",
    )


def test_women_of_the_groups_are_added_up(cast):
    """As they may be in what was filed before the form refused it."""
    filed(cast, training(cast, equality_staff=40, equality_staff_female=25))
    Training.objects.update(female=15, predates_rules=True)
    (flag,) = flagged(cast)
    assert flag.reason == "Nữ của các nhóm cộng lại là 25, nhưng tổng số nữ là 15."


def test_numbers_of_last_year_filed_again(cast):
    filed(
        cast,
        campaign(cast, title="Lễ phát động năm 2019", started_on=date(2019, 5, 7)),
        campaign(cast, title="Lễ phát động năm 2020"),
    )
    (flag,) = flagged(cast)
    assert flag.title == "Lễ phát động năm 2020"
    assert "giống hệt lần trước, ngày 7/5/2019" in flag.reason


def test_one_filed_a_year_late_is_questioned_a_backlog_is_not(cast):
    late = filed(cast, *talks(cast, 40, 44, 48, 52))
    for place, one in enumerate(late):
        Campaign.objects.filter(pk=one.pk).update(
            started_on=date(2019, 5, 6), ended_on=date(2019, 5, 6 + place), created_at="2020-05-08T03:00:00Z"
        )
    assert flagged(cast) == []
    Campaign.objects.filter(pk__in=[one.pk for one in late[1:]]).update(created_at="2019-05-12T03:00:00Z")
    (flag,) = flagged(cast)
    assert (flag.target, flag.key, flag.pk) == (Pinned.FIGURE, "TT-01", late[0].pk)
    assert flag.reason == "“Buổi 0” ghi ngày 6/5/2019 nhưng đến 8/5/2020 mới nhập; có thể nhầm năm."


def test_what_is_exempt_is_never_flagged(cast):
    filed(cast, inspection(cast, cost_district=3))
    assert len(flagged(cast)) == 1
    Exemption.objects.create(
        unit=cast.units["nam-dong"], task=cast.tasks["cap.inspection"], valid_from=date(2020, 1, 1), reason="Không có"
    )
    assert flagged(cast) == []


def test_only_what_was_done_is_looked_at(cast):
    filed(cast, campaign(cast, cost_district=3, status="under_way"))
    assert flagged(cast) == []


def test_a_summary_has_none(cast):
    filed(cast, campaign(cast, cost_district=3))
    hand_in(cast, "nam-dong")
    summary = open_summary(cast.submission().period, by=cast["province"])
    assert flags_of(summary, composed(summary)) == []


def grow(cast, units, records):
    """More districts that report, each with a talk, and more talks of Nam Đông."""
    province, like = cast.units["thua-thien-hue"], cast.units["nam-dong"]
    there = Unit.objects.filter(code__startswith="z").count()
    fresh = Unit.objects.bulk_create(
        Unit(
            code=f"z{one}",
            name=f"Huyện Mới {one}",
            short_name=f"Mới {one}",
            kind="Huyện",
            slug=f"huyen-moi-{one}",
            level=like.level,
            valid_from=like.valid_from,
        )
        for one in range(there, there + units)
    )
    Placement.objects.bulk_create(Placement(unit=one, parent=province, valid_from=like.valid_from) for one in fresh)
    rebuild_ancestry()
    rows = [campaign(cast, title=f"Buổi {place}", attendance=40 + place, **NO_PARTS) for place in range(records)]
    for unit in fresh:
        rows.append(campaign(cast, **NO_PARTS))
        rows[-1].unit = unit
    for row in rows:
        row.created_by = row.changed_by = cast["officer"]
    Campaign.objects.bulk_create(rows)
    units = {row.unit_id for row in rows}
    for unit_id in units:
        mark_dirty("communications.Campaign", unit_id, [rows[0].ended_on])
    recount_dirty_slots(list(units))


def test_it_asks_as_often_for_300_units_and_records_as_for_3(cast):
    for number in (3, 300):
        grow(cast, number, number)
        submission = cast.submission()
        content = gather(submission)
        with CaptureQueriesContext(connection) as asked:
            flags_of(submission, content)
        assert len(asked) == QUERIES
