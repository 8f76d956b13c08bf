"""A unit's report out of one record of each kind."""

import inspect
import re
import sys
from datetime import date
from itertools import groupby
from pkgutil import resolve_name

import pytest
from making import MAKERS, hand_in
from paper import opened, pdf_of
from program import ROOT
from sample_tree import sample_tree
from slow import wide

from core.directives.models import RelatedDocument
from core.units.models import Body
from filing.areas import kind_of, record_kinds
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.wording.narrative import DraftedText
from reports.content.frozen.rows import ReportSection
from reports.content.openings import outward_opening
from reports.content.summary_content import open_summary
from reports.documents.composition import compose, gather, opening
from reports.documents.layout import blocks_of
from reports.documents.queue import request_document
from reports.documents.writing import write
from reports.models import CompilationType


def test_a_report_holds_and_tells_what_was_filed(cast):
    made = [save_record(make(cast), by=cast["officer"]) for make in MAKERS.values()]
    dated = [record for record in made if kind_of(type(record)).is_record]
    content = compose(cast.submission())
    labels = {record._meta.label for record in dated}
    assert labels == {kind.model._meta.label for kind in record_kinds()}
    assert {record["kind"] for record in content["records"]} == labels
    assert {record["title"] for record in content["records"]} == {str(record) for record in dated}
    told = " ".join(block.get("text", "") for block in content["trees"]["internal"]["body"])
    for words in (
        "Kế hoạch số 12/KH-UBND ngày 20/02/2020",
        "01/10 xã, thị trấn đã ban hành kế hoạch năm",
        "01 cuộc truyền thông trực tiếp với 100 lượt người",
        "01 lớp tập huấn với 40 lượt người",
        "cán bộ làm công tác bình đẳng giới",
        "báo cáo “Tổng kết”",
        "01 cuộc kiểm tra",
        "01 mô hình đang hoạt động",
        "03 nạn nhân bạo lực",
    ):
        assert words in told, words


def test_what_was_told_of_people_and_change_is_frozen(cast):
    """Ages and kinds of help have no figure of their own yet: the snapshot is where they are found again."""
    ages = {"victims": 3, "victims_female": 3, "victims_under_16": 1, "victims_16_to_59": 2, "victims_advised": 2}
    save_record(MAKERS["models_sites:log-"](cast, **ages, meets_schedule=True), by=cast["officer"])
    told = {
        "also": ["comm.services"],
        "outcome": "Nhiều người hỏi.",
        "is_good_practice": True,
        "good_practice_why": "Rẻ.",
    }
    save_record(MAKERS["communications:"](cast, **told), by=cast["officer"])
    log, campaign = sorted(compose(cast.submission())["records"], key=lambda one: one["kind"], reverse=True)
    assert {name: log[name] for name in ages} == ages
    assert log["meets_schedule"] is True
    assert {name: campaign[name] for name in told} == told


@pytest.mark.parametrize(
    ("number", "begins", "outside"),
    [
        (
            "908/SLĐTBXH-BĐG",
            "Thực hiện Kế hoạch số 25/KH-UBND ngày 12/02/2020 của Ủy ban nhân dân tỉnh và Công văn số "
            "458/LĐTBXH-BĐG ngày 12/02/2020 của Bộ Lao động - Thương binh và Xã hội, Sở ",
            "Thực hiện Kế hoạch số 25/KH-UBND ngày 12/02/2020 và Công văn số 458/LĐTBXH-BĐG ngày 12/02/2020, Sở ",
        ),
        (
            "458/LĐTBXH-BĐG",
            "Thực hiện Công văn số 458/LĐTBXH-BĐG ngày 14 tháng 4 năm 2020 về việc hướng dẫn, Sở ",
            "Thực hiện Công văn số 458/LĐTBXH-BĐG ngày 14 tháng 4 năm 2020, Sở ",
        ),
    ],
)
def test_the_department_carries_out_anothers_letter_but_not_its_own(cast, number, begins, outside):
    """In the outward edition as well, where the subjects that somebody typed stay inside."""
    hand_in(cast, "nam-dong")
    summary = open_summary(cast.submission().period, by=cast["province"])
    Body.objects.filter(unit=summary.unit).update(symbol="SLĐTBXH", name="Sở Lao động")
    period = summary.period
    period.asked_number, period.asked_on, period.asked_subject = number, date(2020, 4, 14), "Hướng dẫn"
    assert opening(summary).startswith(begins)
    assert outward_opening(gather(summary), "Sở Lao động") == (
        f"{outside}Lao động tổng hợp, báo cáo kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ "
        "năm 2020 (số liệu từ ngày 15/12/2019 đến ngày 14/12/2020) như sau:"
    )
    RelatedDocument.objects.all().delete()
    is_own = number != "458/LĐTBXH-BĐG"
    assert opening(summary).startswith("Thực hiện nhiệm vụ công tác bình đẳng giới" if is_own else begins)
    of_own = "Thực hiện nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2020, Sở "
    assert outward_opening(gather(summary), "Sở Lao động").startswith(of_own if is_own else outside)
    assert "tổng hợp, báo cáo kết quả" in opening(summary)


@wide
@pytest.mark.parametrize("text", ["x" * 100_000, "từ " * 33_000])
def test_a_text_of_a_hundred_thousand_letters_is_printed_whole(text):
    blocks = blocks_of([ReportSection("plans", "Kế hoạch", "section", [DraftedText("plans.issued", text)], "I")])
    with opened(pdf_of(sample_tree(body=blocks, appendices=[]))) as pdf:
        printed = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert printed.count(text[0]) >= text.count(text[0])


def code_of(name):
    """The code of what a document names: a function, a property, or an object that is called."""
    found = resolve_name(name)
    found = inspect.unwrap(getattr(found, "func", found))
    return (found if inspect.isfunction(found) else type(found).__call__).__code__


def test_one_submission_goes_the_way_that_is_told(cast):
    """The functions that docs/architecture.md names are passed, in that order; the sentences' data are made once."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    way, _, counts = page.partition("## The way of one submission")[2].partition("These are")
    told = re.findall(r"`(\w+(?:\.\w+)+)`", re.sub(r"\([^)]*\)", "", way[way.index("\n1. ") :]))
    codes = {id(code_of(name)): name for name in told}
    passed = []

    def note(frame, event, _argument):
        if event == "call" and id(frame.f_code) in codes:
            passed.append(codes[id(frame.f_code)])

    save_record(MAKERS["communications:"](cast), by=cast["officer"])
    sys.setprofile(note)
    try:
        step = verbs.submit(cast.submission(), compose, by=cast["officer"])
        report = {"unit": step.submission.unit, "period": step.submission.period, "snapshot": step.snapshot}
        write(request_document(sort=CompilationType.UNIT_REPORT, by=cast["officer"], **report), lambda percent: None)
    finally:
        sys.setprofile(None)
    on_the_way = iter(passed)
    assert [name for name in told if name not in on_the_way] == []
    before_frozen = passed[: passed.index("filing.submissions.acts.transitions.freeze")]
    assert before_frozen.count("reports.content.part.Part.account") == 1
    files = [file for file, _names in groupby(told, lambda name: code_of(name).co_filename)]
    returns = sum(file in files[:place] for place, file in enumerate(files))
    assert len(files) <= 25
    assert returns <= 12
    assert f"{len(files)} stops" in counts
    assert f"{returns} returns" in counts
