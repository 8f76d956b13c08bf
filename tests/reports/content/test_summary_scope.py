"""A summary while reports are missing: what its titles, rows and columns say, who did what, and what is not known."""

from datetime import date

import pytest
from making import campaign, hand_in
from reading import page_of, words

from core.directives.models import Exemption
from filing.models import SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.content.frozen.content import read
from reports.content.summary_content import open_summary
from reports.documents.composition import compose, internal_part
from reports.drafting.draft import draft

UNITS = "01 đơn vị có báo cáo được duyệt"
MODELS = ("model.run", "model.extend")


def sum_up(cast):
    """One district's 100 people and the province's own 30; eight districts are missing."""
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    own = campaign(cast, slug="thua-thien-hue", attendance=30, female=10, minority=0)
    save_record(own, by=cast["province"])
    hand_in(cast, "nam-dong")
    return open_summary(cast.submission().period, by=cast["province"])


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(sum_up)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


@pytest.fixture
def summary(dwelling):
    return dwelling[1]


def approve_the_others(cast):
    for submission in list(cast.submission().period.submissions.of_districts().exclude(state="approved")):
        type(submission).objects.filter(pk=submission.pk).update(
            state=SubmissionState.APPROVED, snapshot=cast.submission().snapshot_id
        )


def appendices(content):
    return {one["title"]: one["blocks"][0] for one in content["trees"]["internal"]["appendices"]}


def told(content):
    """{key: text} of the draft of a content."""
    return {one.key: one.text for section in draft(internal_part(read(content))) for one in section.told}


def test_title_row_and_column_name_the_scope(summary):
    (figures, costs, units) = appendices(compose(summary)).items()
    assert figures[0].upper() == f"SỐ LIỆU CÔNG TÁC BÌNH ĐẲNG GIỚI NĂM 2020 (CẤP TỈNH VÀ 01/09 {UNITS[3:]})".upper()
    labels = [column["label"] for column in figures[1]["columns"]]
    assert "Năm 2019 (cùng phạm vi)" in labels
    assert "So với năm 2019 (%)" in labels
    assert units[1]["rows"][-1]["cells"][0] == f"Cộng cấp tỉnh và {UNITS}"
    assert costs[0].upper().startswith("KINH PHÍ THỰC HIỆN NĂM 2020 (CẤP TỈNH VÀ 01/09 ĐƠN VỊ")
    assert "toàn tỉnh" not in str(appendices(compose(summary))).lower()


def test_the_whole_province_is_called_so(cast, summary):
    approve_the_others(cast)
    (figures, costs, units) = appendices(compose(summary)).items()
    assert figures[0].upper() == "SỐ LIỆU CÔNG TÁC BÌNH ĐẲNG GIỚI TOÀN TỈNH NĂM 2020"
    assert "Năm 2019" in [column["label"] for column in figures[1]["columns"]]
    assert costs[0].upper() == "KINH PHÍ THỰC HIỆN TOÀN TỈNH NĂM 2020"
    assert units[1]["rows"][-1]["cells"][0] == "Toàn tỉnh"


def test_the_text_says_who_did_what_and_with_whom_it_compares(summary):
    text = told(compose(summary))
    assert text["communications.direct"].startswith(
        f"Trong năm 2020, cấp tỉnh và {UNITS} đã tổ chức 02 cuộc truyền thông trực tiếp "
        "(cấp tỉnh 01 cuộc, cấp huyện 01 cuộc) với 130 lượt người tham dự"
    )
    assert text["opening.reported"].endswith(
        "Số liệu năm 2019 dùng để so sánh được tính trên cùng 01 đơn vị nêu trên và cấp tỉnh."
    )
    assert text["opening.appendices"] == "Số liệu chi tiết tại Phụ lục I, II, III kèm theo."


def test_what_only_missing_units_are_asked_for_is_not_known_and_not_out_of_place(cast, summary):
    """The unit whose report is in has no models; those that have some are still to tell of them."""
    for slug in ("nam-dong", "phu-loc"):
        exempt(cast, slug)
    hand_in_again(cast)
    content = compose(summary)
    assert "model.run" not in content["exempt"]
    places = content["unreported"]["model.run"]
    assert len(places) == 7
    assert "huyện Phú Lộc" not in places
    row = next(
        row for row in next(iter(appendices(content).values()))["rows"] if isinstance(row, list) and row[0] == "MH-01.1"
    )
    assert row[3] == "…"
    text = told(content)["models.unreported"]
    assert text.startswith("Các đơn vị được hỗ trợ kinh phí triển khai mô hình (")
    assert text.endswith(") chưa có báo cáo được duyệt nên chưa có số liệu về mô hình.")


def test_what_nobody_is_asked_for_is_out_of_place(cast, summary):
    for slug in (one.unit.slug for one in cast.submission().period.submissions.of_districts()):
        exempt(cast, slug)
    hand_in_again(cast)
    content = compose(summary)
    assert set(MODELS) <= set(content["exempt"])
    assert content["unreported"] == {}
    assert "models.unreported" not in told(content)


def exempt(cast, slug):
    for code in MODELS:
        Exemption.objects.create(
            unit=cast.units[slug], task=cast.tasks[code], reason="Không được hỗ trợ", valid_from=date(2019, 1, 1)
        )


def hand_in_again(cast):
    verbs.reopen(cast.submission(), comment="Bổ sung.", by=cast["province"])
    hand_in(cast, "nam-dong")


def test_an_incomplete_summary_is_sent_only_with_a_tick_that_names_who_is_missing(cast, as_, summary):
    client, path = as_("province"), f"/reports/{summary.pk}/submit-summary/"
    page = page_of(client, path)
    (label,) = page.xpath("//label[@for='id_is_incomplete']")
    assert "huyện Phú Lộc" in words(label)
    assert "huyện Nam Đông" not in words(label)
    (seen,) = page.xpath("//form//input[@name='seen']/@value")
    answer = client.post(path, {"seen": seen})
    assert answer.status_code == 422
    assert cast.submission("thua-thien-hue").state == SubmissionState.DRAFT
    client.post(path, {"seen": seen, "is_incomplete": "on"})
    assert cast.submission("thua-thien-hue").state == SubmissionState.WITH_LEADER


def test_a_complete_summary_asks_for_no_tick(cast, as_, summary):
    approve_the_others(cast)
    page = page_of(as_("province"), f"/reports/{summary.pk}/submit-summary/")
    assert not page.xpath("//*[@name='is_incomplete']")
