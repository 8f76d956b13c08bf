"""What two frozen versions of a report say differently, field by field, told in words."""

from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import MAKERS, campaign, log_entry, plan, site

from filing.records.saving import delete_record, save_record
from filing.submissions import text_verbs
from reports.content.document import Paragraph
from reports.content.frozen.content import read
from reports.documents.composition import compose, internal_part
from reports.documents.differences import NO_DIFFERENCE, difference
from reports.drafting.draft import printed


@pytest.fixture
def filed(cast):
    """A record of each kind, all of Nam Đông; a log is of a site."""
    found = {where: save_record(make(cast), by=cast["officer"]) for where, make in MAKERS.items()}
    log = found["models_sites:log-"]
    log.site = found["models_sites:"]
    save_record(log, by=cast["officer"])
    return found


def now(cast):
    return read(compose(cast.submission()))


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_the_same_content_is_no_difference(cast, filed):
    content = now(cast)
    assert difference(content, content) == NO_DIFFERENCE
    assert difference(content, deepcopy(content)).number == 0


def test_records_that_came_and_went(cast, filed):
    old = now(cast)
    came = save_record(campaign(cast, title="Hội thi"), by=cast["officer"])
    gone = again(filed["plans:"])
    delete_record(gone, by=cast["officer"])
    found = difference(old, now(cast)).records
    assert [(one.what, one.kind, one.pk, one.title) for one in found] == [
        ("added", "communications.Campaign", came.pk, "Hội thi"),
        ("removed", "plans.Plan", gone.pk, "Kế hoạch năm"),
    ]


def test_a_changed_record_field_by_field(cast, filed):
    """Days, numbers, choices, lists and texts as the pages show them; the task by its title."""
    old, record = now(cast), again(filed["communications:"])
    record.title, record.attendance, record.started_on = "Hội thi", 1250, date(2020, 5, 4)
    record.topic, record.audiences, record.also = "violence", ["women"], ["comm.services"]
    record.outcome = "<b>Tốt</b>"
    save_record(record, by=cast["officer"])
    (change,) = difference(old, now(cast)).records
    assert (change.what, change.pk, change.title) == ("changed", record.pk, "Hội thi")
    meta = type(record)._meta
    told = {one.label: (str(one.old), str(one.new)) for one in change.fields}
    names = ("title", "attendance", "started_on", "topic", "audiences", "also", "outcome")
    assert set(told) == {meta.get_field(name).verbose_name for name in names}
    by_name = {name: told[meta.get_field(name).verbose_name] for name in names}
    assert by_name["attendance"] == ("100", "1.250")
    assert by_name["started_on"] == ("5/5/2020", "4/5/2020")
    assert by_name["audiences"][0] == "–"
    assert by_name["also"] == ("–", cast.directive.clauses.get(task=cast.tasks["comm.services"]).title)
    assert "&lt;b&gt;" in by_name["outcome"][1]


def test_a_changed_relation_names_no_number(cast, filed):
    """A content keeps ids of relations alone, which tell nobody anything."""
    old, log = now(cast), again(filed["models_sites:log-"])
    log.site = save_record(site(cast, name="Nhà tạm lánh"), by=cast["officer"])
    save_record(log, by=cast["officer"])
    (change,) = difference(old, now(cast)).records
    assert [(one.label, one.old, one.new) for one in change.fields] == [
        (type(log)._meta.get_field("site").verbose_name, "", "")
    ]


def test_a_record_under_another_task(cast, filed):
    old, record = now(cast), again(filed["communications:"])
    record.task = cast.tasks["comm.services"]
    save_record(record, by=cast["officer"])
    (change,) = difference(old, now(cast)).records
    titles = {one.task.code: one.title for one in cast.directive.clauses.exclude(task=None).select_related("task")}
    assert [(one.old, one.new) for one in change.fields] == [(titles["comm.policy"], titles["comm.services"])]


def test_figures_old_and_new_with_women(cast, filed):
    old, record = now(cast), again(filed["communications:"])
    record.attendance, record.female = 200, 150
    save_record(record, by=cast["officer"])
    found = {one.key: (one.old, one.new) for one in difference(old, now(cast)).figures}
    assert found["TT-02"] == ("100; nữ 60 (60,0%)", "200; nữ 150 (75,0%)")
    assert found["TT-09"] == ("10.000", "5.000")
    assert "TT-01" not in found


def test_a_figure_that_was_none_and_is_some(cast):
    old = now(cast)
    save_record(log_entry(cast), by=cast["officer"])
    found = {one.key: (one.old, one.new) for one in difference(old, now(cast)).figures}
    assert found["MH-02.1"] == ("…", "3; nữ 3 (100,0%)")


def test_paragraphs_old_and_new(cast, filed):
    save_record(plan(cast, task="plan.action-month", number="98/KH-UBND"), by=cast["officer"])
    old = now(cast)
    drafted = {told.key: told.text for section in printed(internal_part(old)) for told in section.told}
    by = cast["officer"]
    text_verbs.write_paragraph(cast.submission(), "plans.issued", "Đã ban hành đủ.", drafted["plans.issued"], by=by)
    text_verbs.write_paragraph(cast.submission(), "plans.added", "Thêm một đoạn.", "", by=by)
    direct = next(key for key in drafted if key.startswith("communications."))
    text_verbs.write_paragraph(cast.submission(), direct, "", drafted[direct], by=by)
    found = difference(old, now(cast)).paragraphs
    assert {one.key: (one.old, one.new) for one in found} == {
        "plans.issued": (drafted["plans.issued"], "Đã ban hành đủ."),
        "plans.added": ("", "Thêm một đoạn."),
        direct: (drafted[direct], ""),
    }
    assert [one.key for one in found][-1] == direct


def test_what_is_printed_is_what_the_paper_says(cast, filed):
    content = now(cast)
    texts = [told.text for section in printed(internal_part(content)) for told in section.told]
    paper = [block.text for block in content.trees["internal"].body if isinstance(block, Paragraph)]
    assert texts == paper


def test_it_asks_for_the_names_of_laws_alone(cast, filed):
    old, record = now(cast), again(filed["communications:"])
    record.also, record.attendance = ["comm.services"], 120
    save_record(record, by=cast["officer"])
    new = now(cast)
    with CaptureQueriesContext(connection) as asked:
        found = difference(old, new)
    assert found.number
    assert [query["sql"].count("directives_lawname") > 0 for query in asked] == [True, True]
