"""The page for the Vice Director: one page whatever there is to tell, who is late by name, nothing sensitive."""

from datetime import date

import pytest
from cast import TODAY
from compiled import AFTER, crowd, put, told
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, log_entry, plan, training
from paper import opened, pdf_of

from core.lib.dates.clock import as_of
from core.lib.dates.windows import PeriodKind
from core.units.models import Body
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.models import SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.content.disclosure_control import gate
from reports.content.frozen.content import read
from reports.content.summary_content import open_summary
from reports.documents.brief import compile_brief
from reports.documents.composition import compose


@pytest.fixture
def period(cast):
    return cast.submission().period


def page(made):
    return made.content["trees"]["internal"]


def rows(made):
    (table,) = [block for block in page(made)["body"] if block["type"] == "table"]
    return {row[0]: row[1:] for row in table["rows"]}


def hand_in(cast, slug, officer, head):
    verbs.submit(cast.submission(slug), compose, by=cast[officer])
    verbs.send(cast.submission(slug), by=cast[head])


def busy(cast, period):
    """One of every thing that the page can tell: a summary out of date, and reports late in each way."""
    save_record(campaign(cast, attendance=1_234, female=789), by=cast["officer"])
    save_record(campaign(cast, started_on=date(2019, 5, 5), attendance=1_000), by=cast["officer"])
    save_record(training(cast, slug="phu-loc", attendance=1_400, female=None), by=cast["neighbour"])
    save_record(training(cast, attendance=12_345, female=6_789), by=cast["officer"])
    raise_difficulty(Difficulty(unit=cast.units["nam-dong"], title="Thiếu", text="Thiếu tài liệu."), by=cast["officer"])
    hand_in(cast, "nam-dong", "officer", "head")
    verbs.approve(cast.submission("nam-dong"), compose, by=cast["province"])
    hand_in(cast, "phu-loc", "neighbour", "neighbour-head")
    summary = open_summary(period, by=cast["province"])
    verbs.submit_summary(summary, compose, by=cast["province"])
    verbs.approve(cast.submission("phu-loc"), compose, by=cast["province"])
    put(period, "hue", SubmissionState.SENT, sent_on=date(2020, 12, 23))
    put(period, "phu-vang", SubmissionState.RETURNED, sent_on=TODAY, decided_on=date(2020, 12, 19))


@pytest.mark.parametrize("crowded", [False, True])
@pytest.mark.parametrize("kind", [PeriodKind.YEAR, PeriodKind.THEMATIC])
@pytest.mark.parametrize("bureau", ["", "PHÒNG BẢO VỆ, CHĂM SÓC TRẺ EM\nVÀ BÌNH ĐẲNG GIỚI"], ids=["none", "two lines"])
def test_it_is_one_page(cast, period, crowded, kind, bureau):
    Body.objects.filter(unit=period.root).update(heading="SỞ LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI", bureau=bureau)
    busy(cast, period)
    if crowded:
        crowd(cast, period)
    type(period).objects.filter(pk=period.pk).update(kind=kind)
    period.refresh_from_db()
    with as_of(AFTER):
        made = compile_brief(period, by=cast["province"])
    with opened(pdf_of(page(made))) as file:
        assert len(file.pages) == 1
        text = " ".join(file.pages[0].extract_text().split())
    for words in (
        "Kính gửi: Phó Giám đốc Sở",
        "cho tổng hợp lại báo cáo cấp tỉnh do báo cáo của huyện Phú Lộc đã thay đổi",
        "duyệt 01 báo cáo đang chờ (lâu nhất từ ngày 23/12/2020)",
        "trả lời 01 khó khăn, vướng mắc",
        "quá hạn 07 ngày: huyện Phong Điền",
        "chưa gửi lại báo cáo đã chỉnh sửa: huyện Phú Vang",
        "đã gửi nhưng muộn: thành phố Huế (02 ngày)",
        "PHIẾU TRÌNH",
        "Ý KIẾN CỦA LÃNH ĐẠO SỞ",
        "NGƯỜI TRÌNH",
    ):
        assert words in text, words


def test_units_that_there_is_no_room_for_are_counted(cast, period):
    crowd(cast, period)
    with as_of(AFTER):
        text = told(page(compile_brief(period, by=cast["province"])))
    late = text.partition("quá hạn 07 ngày: ")[2].partition(".")[0]
    named = late.partition(" và ")[0].split(", ")
    assert len(named) <= 5
    assert f"và {45 - len(named)} đơn vị khác" in late


def test_before_the_due_date_nobody_is_late(cast, period):
    text = told(page(compile_brief(period, by=cast["province"])))
    assert "chưa có đơn vị quá hạn, còn 03 ngày" in text
    assert "quá hạn 0" not in text
    assert "Không có nội dung chờ ý kiến chỉ đạo" in text


def test_figures_stand_beside_last_years(cast, period):
    save_record(campaign(cast, attendance=1_234, female=789), by=cast["officer"])
    save_record(campaign(cast, started_on=date(2019, 5, 5), attendance=1_000, female=1), by=cast["officer"])
    save_record(training(cast, attendance=30, female=20, equality_staff=30), by=cast["officer"])
    save_record(
        training(cast, started_on=date(2019, 6, 1), attendance=8, female=5, equality_staff=5), by=cast["officer"]
    )
    found = rows(compile_brief(period, by=cast["province"]))
    assert found["Truyền thông trực tiếp (lượt người)"] == ["1.234", "789 (63,9%)", "1.000", "tăng 23,4%"]
    assert found["Tập huấn (lượt người)"] == ["30", "20 (66,7%)", "8", "tăng 22"]
    assert found["Phát thanh (lượt)"] == ["…", "", "…", ""]


def test_the_weakest_come_first_and_the_sound_are_not_named(cast, period):
    for number in range(2):
        save_record(plan(cast, number=f"{number}/KH-UBND"), by=cast["officer"])
    cast.directive.clauses.update(due_on=None, awaits_guidance=False, threshold=None, indicator="")
    for code, task in cast.tasks.items():
        if code.startswith("comm."):
            save_record(campaign(cast, task=code, title=task.name), by=cast["officer"])
        if code in ("plan.politics", "plan.action-month"):
            save_record(plan(cast, task=code, number=f"{code}/KH"), by=cast["officer"])
    text = told(page(compile_brief(period, by=cast["province"])))
    weak = text.partition("Đơn vị còn nhiệm vụ quá hạn, chậm")[2]
    assert "thành phố Huế (0/13; 0)" in weak
    assert "huyện Nam Đông" not in weak


def test_nothing_sensitive_is_in_it_and_it_stays_inside(cast, period):
    save_record(log_entry(cast, victims=37, victims_female=37, victims_helped=31), by=cast["officer"])
    made = compile_brief(period, by=cast["province"])
    assert "37" not in str(page(made)["body"])
    assert set(made.content["trees"]) == {"internal"}
    with pytest.raises(ValueError, match="no outward"):
        gate.part_of(read(made.content), "outward")


@pytest.mark.parametrize("name", ["province", "leader"])
def test_officer_and_leader_have_it_made_and_the_same_day_gives_the_same_page(cast, period, name):
    made = compile_brief(period, by=cast[name])
    assert compile_brief(period, by=cast["province"]) == made


@pytest.mark.parametrize("name", ["officer", "head", "admin", "stranger"])
def test_nobody_else(cast, period, name):
    with pytest.raises(PermissionDenied):
        compile_brief(period, by=cast[name])


def test_as_many_queries_for_many_units_as_for_few(cast, period):
    with CaptureQueriesContext(connection) as few:
        compile_brief(period, by=cast["province"])
    crowd(cast, period)
    with CaptureQueriesContext(connection) as many:
        compile_brief(period, by=cast["leader"])
    assert len(many) <= len(few)
