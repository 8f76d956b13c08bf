"""The letter that urges the late units: who is named, what is asked by when, and how it stands on paper."""

from datetime import date

import pytest
from compiled import AFTER, crowd, put, told
from django.core.exceptions import PermissionDenied
from paper import SEAL, found, opened, pdf_of

from core.lib.dates.clock import as_of
from filing.errors import InvalidTransition
from filing.models import SubmissionState
from reports.documents.late_letter import answer_by, compile_letter

OTHERS = ("phong-dien", "quang-dien", "huong-thuy", "huong-tra", "a-luoi", "phu-loc", "phu-vang")


@pytest.fixture
def period(cast):
    """Nam Đông alone has not sent; Phú Lộc and Phú Vang are to correct theirs, Huế sent too late."""
    period = cast.submission().period
    for slug in OTHERS:
        put(period, slug, SubmissionState.APPROVED, sent_on=date(2020, 12, 17))
    put(period, "hue", SubmissionState.SENT, sent_on=date(2020, 12, 23))
    return period


def letter(cast, period, **given):
    with as_of(AFTER):
        return compile_letter(period, by=cast["province"], **given).content["trees"]["internal"]


def test_it_names_the_late_and_nobody_else(cast, period):
    made = letter(cast, period)
    assert made["head"]["addressees"] == ["Phòng Lao động - Thương binh và Xã hội huyện Nam Đông"]
    text = told(made)
    assert "đã quá thời hạn 07 ngày, Sở chưa nhận được báo cáo của huyện Nam Đông." in text
    assert "Huế" not in text.replace("tỉnh Thừa Thiên Huế", "")
    assert "Phú Lộc" not in text


def test_it_quotes_the_document_that_asked_and_says_by_when(cast, period):
    text = told(letter(cast, period))
    assert "Thực hiện Công văn số 908/SLĐTBXH-BĐG ngày 14 tháng 4 năm 2020 của Sở" in text
    # The due date is the Department's, not that document's: it stands in a sentence of its own.
    assert "Thời hạn gửi báo cáo là ngày 21 tháng 12 năm 2020." in text
    assert "gửi báo cáo về Sở trước ngày 31 tháng 12 năm 2020." in text


def test_what_is_to_be_corrected_is_urged_in_words_of_its_own(cast, period):
    for slug in ("phu-loc", "phu-vang"):
        put(period, slug, SubmissionState.RETURNED, sent_on=date(2020, 12, 17), decided_on=date(2020, 12, 22))
    made = letter(cast, period)
    assert [one.rpartition("huyện ")[2] for one in made["head"]["addressees"]] == ["Phú Vang", "Phú Lộc", "Nam Đông"]
    back = "huyện Phú Vang và huyện Phú Lộc đã được Sở đề nghị chỉnh sửa, bổ sung báo cáo nhưng chưa gửi lại."
    assert f"Ngoài ra, {back}" in told(made)
    put(period, "nam-dong", SubmissionState.APPROVED, sent_on=date(2020, 12, 17))
    alone = told(letter(cast, period))
    assert f"Đến ngày 28 tháng 12 năm 2020, đã quá thời hạn 07 ngày, {back}" in alone
    assert "chưa nhận được" not in alone


def test_nobody_late_is_nobody_to_urge(cast, period):
    with pytest.raises(InvalidTransition):
        compile_letter(period, by=cast["province"])
    put(period, "nam-dong", SubmissionState.SENT, sent_on=date(2020, 12, 24))
    with as_of(AFTER), pytest.raises(InvalidTransition):
        compile_letter(period, by=cast["province"])


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        # The next working day and two more: over a weekend, over New Year, from a Sunday.
        (date(2020, 12, 21), date(2020, 12, 24)),
        (date(2020, 12, 24), date(2020, 12, 29)),
        (date(2020, 12, 29), date(2021, 1, 4)),
        (date(2020, 12, 27), date(2020, 12, 30)),
    ],
)
def test_the_units_are_left_two_working_days(day, answer):
    assert answer_by(day) == answer


def test_on_paper_it_has_no_type_and_its_subject_under_the_number(cast, period):
    with opened(pdf_of(letter(cast, period, urgency="KHẨN"), seal=SEAL)) as file:
        (page,) = file.pages
        text = page.extract_text()
        place = found(page, "V/v đôn đốc gửi báo cáo kết quả")
        assert (place["size"], place["face"]) == (12, "")
        assert place["x1"] < 105
        assert found(page, "KHẨN")["face"] == "Bold"
    assert "BÁO CÁO\n" not in text
    assert "Số: /SLĐTBXH-BĐG" in " ".join(text.split())


def test_many_units_stand_a_line_each(cast, period):
    crowd(cast, period)
    made = letter(cast, period)
    assert len(made["head"]["addressees"]) == 37
    with opened(pdf_of(made, seal=SEAL)) as file:
        text = file.pages[0].extract_text()
    assert sum(line.strip().startswith("- Thị xã") for line in text.splitlines()) > 20


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_nobody_but_the_departments_officer(cast, period, name):
    with as_of(AFTER), pytest.raises(PermissionDenied):
        compile_letter(period, by=cast[name])
