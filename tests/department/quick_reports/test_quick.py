"""Quick reports: who asks whom, answers in time and late, two officers at once, totals, the paper."""

import io
import re
from datetime import timedelta
from xml.etree import ElementTree
from zipfile import ZipFile

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, log_entry
from python_calamine import CalamineWorkbook
from quick_report import answered, asked, districts, moved, question
from reading_files import everything_in

from core.accounts.models import AuditEntry
from core.lib.dates.clock import official_now
from core.notifications.models import Notice
from department.models import QuestionKind, QuickAnswer, QuickQuestion, QuickReport
from department.quick_reports import verbs as quick_reports_verbs
from department.quick_reports.document import compile_quick
from department.quick_reports.totals import totals_of
from filing.errors import Conflict, InvalidTransition
from filing.records.saving import save_record
from reports.content.disclosure_control.gate import sensitive_keys
from reports.documents.writing import write
from reports.models import Compilation, CompilationType, Document, Format
from reports.views.compiled import request_compilation


def told(person, report, suffix=""):
    return Notice.objects.visible_to(person).filter(occasion=f"quick:{report.pk}{suffix}")


def test_the_asked_are_told_and_nobody_else(cast):
    report = asked(cast)
    for name in ("officer", "head", "neighbour", "neighbour-head"):
        (notice,) = told(cast[name], report)
        assert notice.path == f"/quick/{report.pk}/answer/"
        assert quick_reports_verbs.deadline(report) in notice.text
        assert report.title not in notice.subject + notice.text
    for name in ("province", "leader", "admin", "far-officer", "stranger"):
        assert not told(cast[name], report).exists()
    (entry,) = AuditEntry.objects.filter(action="quick_report_asked")
    assert (entry.by, entry.subject) == (cast["province"], report.title)


def test_only_the_asked_units_owe_an_answer(cast):
    report = asked(cast, slugs=("nam-dong",))
    assert quick_reports_verbs.owed_by(cast["officer"]) == [report]
    assert quick_reports_verbs.owed_by(cast["head"]) == [report]
    for name in ("neighbour", "far-officer", "province", "leader", "admin"):
        assert quick_reports_verbs.owed_by(cast[name]) == []
    assert list(QuickReport.objects.visible_to(cast["neighbour"])) == []
    assert list(QuickReport.objects.visible_to(cast["stranger"])) == []
    assert list(QuickReport.objects.visible_to(cast["admin"])) == []
    answered(cast, report, 1, 2, "Không", True)
    assert quick_reports_verbs.owed_by(cast["officer"]) == []


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger", "far-officer"])
def test_the_department_alone_asks_closes_and_gives_time(cast, name):
    report = asked(cast)
    acts = (
        lambda: asked(cast, by=name),
        lambda: quick_reports_verbs.close(report, by=cast[name]),
        lambda: quick_reports_verbs.extend(report, 48, by=cast[name]),
        lambda: quick_reports_verbs.remind(report, by=cast[name]),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert QuickReport.objects.get() == report
    assert report.is_open


@pytest.mark.parametrize("name", ["neighbour", "neighbour-head", "province", "leader", "admin", "far-officer"])
def test_a_unit_answers_for_itself_alone(cast, name):
    report = asked(cast, slugs=("nam-dong",))
    with pytest.raises(PermissionDenied):
        answered(cast, report, 1, 2, "Không", True, by=name)
    assert not QuickAnswer.objects.get().is_answered


def test_on_paper_the_department_answers_for_the_unit(cast):
    report = asked(cast)
    cast["province"].acting_for = cast.units["nam-dong"]
    answered(cast, report, 1, 2, "Không", True, by="province")
    assert report.answers.get(unit=cast.units["nam-dong"]).answered_by == cast["province"]
    assert quick_reports_verbs.owed_by(cast["province"]) == []


@pytest.mark.parametrize("hours", [0, -1, quick_reports_verbs.MAX_HOURS + 1, 1000])
def test_a_deadline_lies_within_days(cast, hours):
    with pytest.raises(ValidationError) as refused:
        asked(cast, hours=hours)
    assert "hours" in refused.value.message_dict
    assert not QuickReport.objects.exists()


def test_the_deadline_is_so_many_hours_from_now_on_a_full_minute(cast):
    before = official_now()
    report = asked(cast, hours=4)
    assert timedelta(hours=4) <= report.due_at - before < timedelta(hours=4, minutes=2)
    assert (report.due_at.second, report.due_at.microsecond) == (0, 0)


def test_too_many_questions_or_none(cast):
    for number in (0, quick_reports_verbs.MAX_QUESTIONS + 1, 21):
        report = QuickReport(root=cast.units["thua-thien-hue"], title="Hỏi nhanh")
        questions = [question(QuestionKind.NUMBER) for _one in range(number)]
        with pytest.raises(ValidationError):
            quick_reports_verbs.ask(report, questions, [cast.units["nam-dong"]], 4, by=cast["province"])
    assert not QuickReport.objects.exists()
    assert (
        asked(cast, *[QuestionKind.NUMBER] * quick_reports_verbs.MAX_QUESTIONS).questions.count()
        == quick_reports_verbs.MAX_QUESTIONS
    )


def test_units_of_others_and_none_at_all(cast):
    for slugs in ((), ("huyen-khac",), ("nam-dong", "thua-thien-hue")):
        with pytest.raises(ValidationError) as refused:
            asked(cast, slugs=slugs)
        assert "units" in refused.value.message_dict
    assert not QuickReport.objects.exists()


def test_counts_of_victims_are_not_asked(cast):
    keys = {one.key for one in quick_reports_verbs.askable()}
    assert sensitive_keys()
    assert not keys & sensitive_keys()
    for key in (*sorted(sensitive_keys()), "KH-04", "khong-co"):
        wrong = QuickQuestion(kind=QuestionKind.FIGURE, indicator=key, words="Chỉ tiêu")
        with pytest.raises(ValidationError):
            asked(cast, wrong)
    for words in ("Số nạn nhân được hỗ trợ", "Số vụ bạo lực gia đình", "Số người gây bạo lực"):
        with pytest.raises(ValidationError):
            asked(cast, QuickQuestion(kind=QuestionKind.NUMBER, words=words, measure="người"))
    # Whatever its words: whoever asks says so.
    with pytest.raises(ValidationError):
        asked(cast, QuickQuestion(kind=QuestionKind.NUMBER, words="Số vụ BLGĐ", is_sensitive=True))
    assert not QuickReport.objects.exists()


def test_a_figure_needs_its_days_and_others_have_none(cast):
    with pytest.raises(ValidationError) as refused:
        asked(cast, start=None, end=None)
    assert "start" in refused.value.message_dict
    assert asked(cast, QuestionKind.TEXT).window is None


def test_what_was_counted_and_what_was_answered_are_both_kept(cast):
    save_record(campaign(cast), by=cast["officer"])
    report = asked(cast, QuestionKind.FIGURE)
    row = answered(cast, report, 130)
    (key,) = row.values
    assert (row.values[key], row.counted[key]) == (130, 100)
    # Counted anew with each answer; what was counted before stays on record.
    save_record(campaign(cast, title="Buổi khác"), by=cast["officer"])
    row = answered(cast, report, 200)
    assert row.counted[key] == 200
    assert [one.counted[key] for one in row.versions.all()] == [200, 100]
    (line, _other) = totals_of(report, QuickAnswer.objects.all()).lines
    assert not line.cells[0].differs


def test_days_outside_the_window_are_not_counted(cast):
    save_record(campaign(cast), by=cast["officer"])
    report = asked(cast, QuestionKind.FIGURE, start="2020-06-01")
    row = answered(cast, report, 5)
    assert list(row.counted.values()) == [None]


def test_the_last_answer_holds_and_both_are_on_record(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    row = answered(cast, report, 7, by="head")
    assert list(row.values.values()) == [7]
    assert [(one.version, *one.values.values(), one.by) for one in row.versions.all()] == [
        (2, 7, cast["head"]),
        (1, 5, cast["officer"]),
    ]
    assert row.first_at == row.versions.get(version=1).at < row.answered_at


def test_two_at_once_and_nothing_is_lost(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    with pytest.raises(Conflict) as conflict:
        answered(cast, report, 9, by="head", version=0)
    assert list(conflict.value.current.values.values()) == [5]
    row = report.answers.get(unit=cast.units["nam-dong"])
    assert (list(row.values.values()), row.version) == ([5], 1)
    # The same again, as where the answer to the first sending got lost, is no conflict and no version.
    answered(cast, report, 5, version=0)
    assert report.answers.get(unit=cast.units["nam-dong"]).version == 1
    answered(cast, report, 9, by="head", version=1)
    assert list(report.answers.get(unit=cast.units["nam-dong"]).values.values()) == [9]


def test_an_answer_is_whole(cast):
    report = asked(cast, QuestionKind.NUMBER, QuestionKind.YES_NO)
    row = report.answers.get(unit=cast.units["nam-dong"])
    first = report.questions.first()
    for values in ({}, {str(first.pk): 1}, {str(first.pk): 1, "0": True}):
        with pytest.raises(ValidationError):
            quick_reports_verbs.answer(row, values, 0, by=cast["officer"])
    assert not report.answers.get(unit=cast.units["nam-dong"]).is_answered


def test_late_answers_count_until_it_is_closed(cast):
    report = moved(asked(cast, QuestionKind.NUMBER), hours=30)
    assert report.is_overdue
    assert answered(cast, report, 5).is_late
    quick_reports_verbs.close(report, by=cast["province"])
    with pytest.raises(InvalidTransition):
        answered(cast, report, 6, slug="phu-loc", by="neighbour")
    assert totals_of(report, QuickAnswer.objects.all()).totals[0].value == 5
    with pytest.raises(InvalidTransition):
        quick_reports_verbs.close(report, by=cast["province"])


def test_who_answered_in_time_stays_so_when_correcting(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    QuickAnswer.objects.filter(report=report, unit=cast.units["nam-dong"]).update(
        first_at=official_now() - timedelta(hours=25)
    )
    report = moved(report, hours=24, minutes=30)
    assert not answered(cast, report, 6).is_late
    assert answered(cast, report, 6, slug="phu-loc", by="neighbour").is_late


def test_more_time_opens_what_is_closed_and_tells_those_who_owe(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    with pytest.raises(ValidationError):
        quick_reports_verbs.extend(report, 4, by=cast["province"])
    quick_reports_verbs.close(report, by=cast["province"])
    # Once it is closed, any deadline that lies ahead opens it.
    report = quick_reports_verbs.extend(report, 4, by=cast["province"])
    assert report.is_open
    assert report.closed_by is None
    suffix = f":until:{report.due_at:%Y%m%d%H%M}"
    assert told(cast["neighbour"], report, suffix).exists()
    assert not told(cast["officer"], report, suffix).exists()
    assert AuditEntry.objects.filter(action="quick_report_extended").count() == 1
    answered(cast, report, 6, slug="phu-loc", by="neighbour")


def test_more_time_makes_a_late_answer_one_in_time(cast):
    report = moved(asked(cast, QuestionKind.NUMBER), hours=30)
    assert answered(cast, report, 5).is_late
    quick_reports_verbs.extend(report, 4, by=cast["province"])
    fresh = QuickAnswer.objects.select_related("report").get(unit=cast.units["nam-dong"])
    assert not fresh.is_late


def test_those_who_owe_are_reminded_once_within_the_hour(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    assert quick_reports_verbs.remind(report, by=cast["province"]) == 1
    with pytest.raises(InvalidTransition):
        quick_reports_verbs.remind(report, by=cast["province"])
    reminders = Notice.objects.filter(occasion__startswith=f"quick:{report.pk}:reminder:")
    assert {one.person for one in reminders} == {cast["neighbour"], cast["neighbour-head"]}
    QuickReport.objects.filter(pk=report.pk).update(reminded_at=official_now() - quick_reports_verbs.REMINDER_EVERY)
    Notice.objects.filter(pk__in=reminders).update(occasion="before")
    assert quick_reports_verbs.remind(report, by=cast["province"]) == 1
    answered(cast, report, 6, slug="phu-loc", by="neighbour")
    QuickReport.objects.filter(pk=report.pk).update(reminded_at=None)
    with pytest.raises(InvalidTransition):
        quick_reports_verbs.remind(report, by=cast["province"])


def test_the_asker_is_told_once_that_all_have_answered(cast):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    assert not told(cast["province"], report, ":complete").exists()
    answered(cast, report, 6, slug="phu-loc", by="neighbour")
    answered(cast, report, 7)
    (notice,) = told(cast["province"], report, ":complete")
    assert report.title not in notice.subject + notice.text
    assert notice.path == f"/quick/{report.pk}/"
    assert not told(cast["leader"], report, ":complete").exists()


def test_totals_are_of_the_answers_that_are_in(cast):
    report = asked(cast)
    totals = totals_of(report, QuickAnswer.objects.all())
    assert [one.value for one in totals.totals] == [None] * 4
    assert (totals.answered, totals.asked, totals.is_live) == (0, 2, True)
    answered(cast, report, 100, 3, "Đã xong", True)
    answered(cast, report, 20, 0, "Chưa", False, slug="phu-loc", by="neighbour")
    totals = totals_of(report, QuickAnswer.objects.all())
    figure, number, text, yes_no = totals.totals
    assert (figure.value, number.value, text.value) == (120, 3, None)
    assert (yes_no.yes, yes_no.no) == (1, 1)
    assert totals.missing == []
    assert not totals.is_live


def test_a_unit_is_shown_its_own_answer_alone(cast):
    report = asked(cast)
    answered(cast, report, 20, 0, "Bí mật", False, slug="phu-loc", by="neighbour")
    (line,) = totals_of(report, QuickAnswer.objects.visible_to(cast["officer"])).lines
    assert line.answer.unit == cast.units["nam-dong"]


def test_money_is_kept_to_the_dong_and_added_up(cast):
    report = asked(cast, quick_reports_verbs.question_of(quick_reports_verbs.catalogue.get_indicator("MH-04.3")))
    save_record(log_entry(cast), by=cast["officer"])
    answered(cast, report, 12_500_000)
    answered(cast, report, 250_000, slug="phu-loc", by="neighbour")
    (total,) = totals_of(report, QuickAnswer.objects.all()).totals
    assert total.value == 12_750_000


def text_of(document):
    """(title, type, all text of body and appendices) of a made document's internal tree."""
    tree = document.source.content["trees"]["internal"]
    return tree["head"]["type"], tree["head"]["subject"], str(tree["body"]) + str(tree["appendices"])


def test_the_paper_tells_answers_totals_and_who_is_missing(cast):
    report = asked(cast)
    save_record(campaign(cast), by=cast["officer"])
    answered(cast, report, 1250, 3, "Đã tổ chức\nxong", True)
    made = request_compilation(compile_quick(report, by=cast["province"]), cast["province"], Format.DOCX)
    type, subject, text = text_of(made)
    assert (type, subject) == ("BÁO CÁO NHANH", report.title)
    assert "1.250 (100)" in text
    assert "'Tổng cộng', '1.250', '3', 'Có 1, không 0'" in text
    assert "Chưa trả lời: huyện Phú Lộc." in text
    assert "01/02 đơn vị đã trả lời" in text
    assert "Huyện Nam Đông: Đã tổ chức xong" in text
    assert quick_reports_verbs.deadline(report) in text
    assert set(made.source.content["trees"]) == {"internal"}


def test_asked_for_again_it_is_the_same_until_somebody_answers(cast):
    report = asked(cast, QuestionKind.NUMBER)
    first = compile_quick(report, by=cast["province"])
    assert compile_quick(report, by=cast["leader"]) == first
    answered(cast, report, 5)
    assert compile_quick(report, by=cast["province"]) != first
    assert Compilation.objects.filter(sort=CompilationType.QUICK_REPORT).count() == 2


def test_a_count_of_victims_that_was_asked_in_former_times_is_in_no_document(cast):
    report = asked(cast, QuestionKind.NUMBER)
    report.questions.update(is_sensitive=True)
    answered(cast, report, 7919)
    for format in (Format.PDF, Format.XLSX):
        assert "7919" not in "".join(everything_in(bytes_of(report, cast, format), f"a.{format}")), format
    tree = compile_quick(report, by=cast["province"]).content["trees"]["internal"]
    assert "7.919" not in str(tree)
    assert "không đưa vào văn bản" in str(tree)
    report.questions.update(is_sensitive=False)
    assert "7.919" in str(compile_quick(report, by=cast["province"]).content["trees"]["internal"])


def bytes_of(report, cast, format):
    document = request_compilation(compile_quick(report, by=cast["province"]), cast["province"], format)
    return write(Document.objects.get(pk=document.pk), lambda percent: None)


def test_the_three_files(cast):
    report = asked(cast, *QuestionKind, QuestionKind.NUMBER, QuestionKind.NUMBER)
    answered(cast, report, 1250, 3, "=Đã xong", True, 4, 5)
    with pdfplumber.open(io.BytesIO(bytes_of(report, cast, Format.PDF))) as pdf:
        pages = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in ("BÁO CÁO NHANH", report.title, "1.250", "Tổng cộng"):
        assert words in pages
    with ZipFile(io.BytesIO(bytes_of(report, cast, Format.DOCX))) as file:
        docx = "".join(ElementTree.fromstring(file.read("word/document.xml")).itertext())
    assert "1.250" in docx
    xlsx = io.BytesIO(bytes_of(report, cast, Format.XLSX))
    rows = CalamineWorkbook.from_filelike(xlsx).get_sheet_by_index(0).to_python()
    (nam_dong,) = [row for row in rows if row[0] == "Huyện Nam Đông"]
    assert nam_dong[1:7] == [1250, "…", 3, "=Đã xong", "Có", 4]
    (total,) = [row for row in rows if row[0] == "Tổng cộng"]
    assert total[1:6] == [1250, 0, 3, "", "Có 1, không 0"]
    with ZipFile(xlsx) as file:
        formulas = re.findall(r"<f>(.*?)</f>", file.read("xl/worksheets/sheet1.xml").decode())
    assert formulas == [f"SUM({column}6:{column}7)" for column in "BCDGH"]


def test_what_is_asked_takes_as_many_queries_for_many_units(cast):
    for number in (3, 40):
        units = districts(cast, number)
        with CaptureQueriesContext(connection) as found:
            asked(cast, units=units)
        assert len(found) == 34, number
