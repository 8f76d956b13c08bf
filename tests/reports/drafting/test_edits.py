"""Paragraphs that people wrote: kept in place, left out, added; and numbers that the records don't bear out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import campaign, log_entry
from msgspec import to_builtins

from filing.errors import InvalidTransition
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from filing.wording.narrative import DraftedText
from reports.content.frozen.content import read
from reports.content.frozen.rows import FrozenEdit, ReportSection
from reports.documents.composition import compose, gather, internal_part
from reports.documents.editions import part_of_content
from reports.drafting.draft import draft
from reports.drafting.edits import apply_edits, doubts
from reports.drafting.number_order import counted_things

DIRECT = "communications.direct"


def sections(*told):
    return [ReportSection("communications", "Truyền thông", "item", [DraftedText(*one) for one in told])]


def edit(text, key=DIRECT, drafted=""):
    return FrozenEdit(key=key, text=text, drafted=drafted)


def texts(found):
    return [told.text for section in found for told in section.told]


def test_words_of_a_person_stand_in_place_of_the_drafted_ones():
    drafted = sections((DIRECT, "Một."), ("communications.radio", "Hai."))
    assert texts(apply_edits(drafted, [edit("Khác.")])) == ["Khác.", "Hai."]
    assert texts(apply_edits(drafted, [edit("  ")])) == ["Hai."]
    assert texts(apply_edits(drafted, [edit("Thêm.", "communications.added")])) == ["Một.", "Hai.", "Thêm."]


def test_what_was_typed_stays_when_the_records_draft_it_no_more():
    assert texts(apply_edits(sections(), [edit("Đã gõ.")])) == ["Đã gõ."]
    funds = [*sections(), ReportSection("funds", "Kinh phí", "item", [])]
    found = apply_edits(funds, [edit("Kinh phí khác.", "models.funds")])
    assert [told.text for told in found[1].told] == ["Kinh phí khác."]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tổ chức 07 cuộc với 1.234 lượt người (65,0%).", ["07", "1.234", "65,0%"]),
        ("Kế hoạch số 12/KH-UBND ngày 20/02/2020 về năm 2020", []),
        ("từ ngày 15/12/2019 đến ngày 14 tháng 6 năm 2020, quý 2", []),
        ("Quyết định số 2351/QĐ-TTg; nhiệm kỳ 2020–2025", []),
        ("bằng 57,8% năm 2019 (1.000 lượt người)", ["57,8%", "1.000"]),
        ("có 07/10 xã", []),
    ],
)
def test_figures_are_told_from_days_and_documents(text, figures):
    assert [figure.number for figure in counted_things(text)] == figures


def test_a_number_that_changed_since_is_told_from_one_that_never_was_there():
    drafted = sections((DIRECT, "Tổ chức 08 cuộc với 500 lượt người."))
    was = "Tổ chức 07 cuộc với 412 lượt người."
    found = doubts(drafted, [edit("Tổ chức 07 cuộc, 500 lượt người, 99 đại biểu.", drafted=was)])
    assert [(one.number, one.was_drafted) for one in found] == [("07", True), ("99", False)]
    assert found[0].now == "Tổ chức 08 cuộc với 500 lượt người."
    assert not doubts(drafted, [edit("Có 33 ý kiến.", "communications.added")])


@pytest.mark.parametrize(
    ("drafted", "edited", "doubted"),
    [
        # Two nouns.
        ("Tổ chức 07 cuộc với 12 lượt người.", "Tổ chức 12 cuộc với 07 lượt người.", ["12", "07"]),
        # One noun, twice.
        ("412 lượt người, nữ 268 lượt người.", "268 lượt người, nữ 412 lượt người.", ["268", "412"]),
        ("Có 412 lượt người (65,0%), tăng 12,0%.", "Có 412 lượt người (12,0%), tăng 65,0%.", ["12,0%", "65,0%"]),
        # A number of the one told of the other.
        ("Tổ chức 07 cuộc với 412 lượt người.", "Có 07 lượt người.", ["07"]),
        # Sentences in another order, words of one's own, what is left out or said again: no doubt.
        ("Tổ chức 07 cuộc với 412 lượt người.", "Có 412 lượt người dự 07 cuộc.", []),
        ("Tổ chức 07 cuộc với 412 lượt người.", "Đã mở 07 buổi nói chuyện cho 412 bà con.", []),
        ("412 lượt người, nữ 268 lượt người, 30 cuộc.", "Nữ 268 lượt người; 30 cuộc; 30 cuộc ấy.", []),
    ],
)
def test_numbers_are_compared_with_their_nouns_and_in_order(drafted, edited, doubted):
    found = doubts(sections((DIRECT, drafted)), [edit(edited, drafted=drafted)])
    assert [one.number for one in found] == doubted
    assert not any(one.was_drafted for one in found)


@given(st.lists(st.integers(0, 9_999), max_size=5))
def test_words_that_keep_the_records_numbers_raise_no_doubt(numbers):
    text = "; ".join(f"{number} cuộc" for number in numbers)
    assert not doubts(sections((DIRECT, text)), [edit(text + " do dịch bệnh.", drafted="")])


def write(cast, text, key=DIRECT):
    submission = cast.submission()
    drafted = next(
        told.text for section in draft(internal_part(gather(submission))) for told in section.told if told.key == key
    )
    text_verbs.write_paragraph(submission, key, text, drafted, by=cast["officer"])
    return drafted


def body(content, edition="internal"):
    return [block.text for block in part_of_content(read(content), edition).tree.body]


def test_an_edited_paragraph_is_printed_and_its_old_number_pointed_out(cast):
    talk = save_record(campaign(cast, attendance=100), by=cast["officer"])
    drafted = write(cast, "Phòng tổ chức 01 cuộc với 100 lượt người, do được cấp kinh phí.")
    assert "100 lượt người" in drafted
    assert "Phòng tổ chức 01 cuộc với 100 lượt người, do được cấp kinh phí." in body(compose(cast.submission()))
    assert not gather(cast.submission()).doubts
    talk.attendance = 130
    save_record(talk, by=cast["officer"])
    found = gather(cast.submission()).doubts
    assert [(one.key, one.number, one.was_drafted) for one in found] == [(DIRECT, "100", True)]
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert cast.submission().snapshot.content["doubts"] == to_builtins(found)


def test_drafted_anew_it_follows_the_records(cast):
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    drafted = write(cast, "Khác.")
    assert drafted not in body(compose(cast.submission()))
    text_verbs.restore_draft(cast.submission(), DIRECT, by=cast["officer"])
    assert drafted in body(compose(cast.submission()))
    write(cast, "Khác.")
    text_verbs.write_paragraph(cast.submission(), DIRECT, drafted, drafted, by=cast["officer"])
    assert not cast.submission().edits.exists()


def test_words_about_victims_never_go_outward(cast):
    save_record(log_entry(cast, victims=20, victims_female=20, victims_helped=20), by=cast["officer"])
    write(cast, "Phát hiện 20 nạn nhân tại xã Thượng Long.", "models.people")
    content = compose(cast.submission())
    assert "Phát hiện 20 nạn nhân tại xã Thượng Long." in body(content)
    assert "nạn nhân" not in " ".join(body(content, "outward"))


def test_words_about_victims_stay_inside_when_no_record_tells_of_them_any_more(cast):
    text_verbs.write_paragraph(cast.submission(), "models.people", "Chị ấy ở xã Thượng Long.", "", by=cast["officer"])
    content = compose(cast.submission())
    assert "Chị ấy ở xã Thượng Long." in body(content)
    assert "Thượng Long" not in str(part_of_content(read(content), "outward"))


def test_a_frozen_text_is_not_written(cast):
    save_record(campaign(cast), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    with pytest.raises(InvalidTransition):
        text_verbs.write_paragraph(cast.submission(), DIRECT, "Muộn.", "", by=cast["officer"])
    with pytest.raises(InvalidTransition):
        text_verbs.save_estimates(cast.submission(), {"TT-01": 3}, by=cast["officer"])
