import pytest
from telling import figure, figures, of_unit

from filing.wording.phrases import (
    amount,
    attendance,
    bracketed_women,
    breakdown,
    brief_attendance,
    comparison,
    count_with_noun,
    format_day,
    in_sentence,
    share,
    year_to_date_phrase,
)
from filing.wording.quoting import event_phrase, quoted


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 cuộc"), (7, "07 cuộc"), (10, "10 cuộc"), (1234, "1.234 cuộc"), (15400.4, "15.400 cuộc")],
)
def test_a_count_below_ten_has_a_leading_zero(value, text):
    assert count_with_noun(value, "cuộc") == text


@pytest.mark.parametrize(("iso", "text"), [("2020-02-05", "05/02/2020"), ("2019-12-15", "15/12/2019")])
def test_a_day_is_written_as_in_letters(iso, text):
    assert format_day(iso) == text
    assert format_day("2020-06-14") == "14/6/2020"


@pytest.mark.parametrize(
    ("part", "of", "text"),
    [
        (268, 412, "65,0%"),
        (412, 412, "100%"),
        (9999, 10000, "99,9%"),
        (1, 10000, "0,1%"),
        (5, 9, None),
        (None, 412, None),
        (0, 0, None),
    ],
)
def test_a_share_is_not_rounded_to_all_or_nothing(part, of, text):
    assert share(part, of) == text


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            figure(412, 268, 231),
            ", trong đó nữ 268 lượt người (65,0%), người dân tộc thiểu số 231 lượt người (56,1%)",
        ),
        (figure(412, 268), ", trong đó nữ 268 lượt người (65,0%)"),
        (figure(412, None, 231), ", trong đó người dân tộc thiểu số 231 lượt người (56,1%)"),
        (figure(412, 268, sexed=400), ", trong đó nữ 268/400 lượt người đã thống kê theo giới tính (67,0%)"),
        (figure(8, 5), ", trong đó nữ 05 lượt người"),
        (figure(20, 0), ", đều là nam"),
        (figure(20, 20), ", đều là nữ"),
        (figure(20, 20, 5), ", đều là nữ, trong đó người dân tộc thiểu số 05 lượt người (25,0%)"),
        (figure(20, 12, 20), ", đều là người dân tộc thiểu số, trong đó nữ 12 lượt người (60,0%)"),
        (figure(20, 20, 20), ", đều là nữ, đều là người dân tộc thiểu số"),
        (figure(1, 1), " là nữ"),
        (figure(1, 0), " là nam"),
        (figure(0, 0), ""),
        (figure(412, None, 0), ""),
    ],
)
def test_parts_are_said_where_they_are_known(one, text):
    assert breakdown(one) == text


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (figure(150, 90), " (nữ chiếm 60,0%)"),
        (figure(150, 70, sexed=100), " (nữ chiếm 70,0% số đã thống kê theo giới tính)"),
        (figure(9, 5), " (nữ 05 lượt người)"),
        (figure(150, 150), " (đều là nữ)"),
        (figure(1, 1), " (là nữ)"),
        (figure(12, 3, sexed=5), ""),
        (figure(150, 0), ""),
        (figure(150), ""),
    ],
)
def test_women_in_passing(one, text):
    assert bracketed_women(one) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (412, 520, ", bằng 79,2% cùng kỳ năm 2019 (520 lượt người)"),
        (112, 100, ", tăng 12,0% so với cùng kỳ năm 2019 (100 lượt người)"),
        (520, 520, ", bằng mức cùng kỳ năm 2019"),
        (9999, 10000, ", tương đương cùng kỳ năm 2019 (10.000 lượt người)"),
        (211, 210, ", tương đương cùng kỳ năm 2019 (210 lượt người)"),
        (208, 210, ", tương đương cùng kỳ năm 2019 (210 lượt người)"),
        (99, 100, ", bằng 99,0% cùng kỳ năm 2019 (100 lượt người)"),
        (1, 10000, " (cùng kỳ năm 2019: 10.000 lượt người)"),
        (99, 300, " (cùng kỳ năm 2019: 300 lượt người)"),
        (100, 300, ", bằng 33,3% cùng kỳ năm 2019 (300 lượt người)"),
        (200, 100, ", gấp 02 lần cùng kỳ năm 2019 (100 lượt người)"),
        (201, 100, ", tăng 101,0% so với cùng kỳ năm 2019 (100 lượt người)"),
        (20_001, 10_000, ", tăng 100,1% so với cùng kỳ năm 2019 (10.000 lượt người)"),
        (300, 100, ", gấp 03 lần cùng kỳ năm 2019 (100 lượt người)"),
        (301, 100, " (cùng kỳ năm 2019: 100 lượt người)"),
        (7, 2, " (cùng kỳ năm 2019: 02 lượt người)"),
        (412, 0, ""),
        (412, None, ""),
        (None, 520, ""),
    ],
)
def test_a_comparison_says_what_helps(now, before, text):
    account = of_unit(current=figures(TT_02=now), previous=figures(TT_02=before))
    assert comparison(account, "TT-02", "lượt người") == text


def test_a_startling_growth_after_parts_is_a_clause_of_its_own():
    account = of_unit(current=figures(TT_02=figure(150, 90)), previous=figures(TT_02=20))
    assert brief_attendance(account, "TT-02") == (
        " với 150 lượt người tham dự (nữ chiếm 60,0%); cùng kỳ năm 2019: 20 lượt người"
    )


def test_partly_unknown_sex_gives_the_share_of_those_known():
    account = of_unit(current=figures(TT_02=figure(412, 268, 231, sexed=380)), previous=figures(TT_02=520))
    assert attendance(account, "TT-02", "cuộc") == (
        "412 lượt người tham dự, trong đó nữ 268/380 lượt người đã thống kê theo giới tính (70,5%), "
        "người dân tộc thiểu số 231 lượt người (56,1%); bằng 79,2% cùng kỳ năm 2019 (520 lượt người)"
    )


def test_events_without_a_number_are_owned_up_to():
    account = of_unit(current=figures(TT_02=figure(412, records=7, valued=6)))
    assert attendance(account, "TT-02", "cuộc") == "412 lượt người tham dự (số liệu của 06/07 cuộc)"


def test_a_comparison_says_on_how_many_events_it_stands_in_the_brief_form_too():
    account = of_unit(
        current=figures(TT_02=figure(412, 268, records=7, valued=6)),
        previous=figures(TT_02=figure(520, records=9, valued=8)),
    )
    before = "bằng 79,2% cùng kỳ năm 2019 (520 lượt người, số liệu của 08/09 cuộc)"
    assert brief_attendance(account, "TT-02") == (
        f" với 412 lượt người tham dự (số liệu của 06/07 cuộc; nữ chiếm 65,0%); {before}"
    )
    assert attendance(account, "TT-02", "cuộc") == (
        f"412 lượt người tham dự (số liệu của 06/07 cuộc), trong đó nữ 268 lượt người (65,0%); {before}"
    )
    assert "số liệu của" not in brief_attendance(of_unit(current=figures(TT_02=figure(412, records=7))), "TT-02")


@pytest.mark.parametrize(
    ("title", "phrase", "in_marks"),
    [
        ("Tọa đàm “Phụ nữ với chính trị” tại xã A.",) + ("tọa đàm “Phụ nữ với chính trị” tại xã A",) * 2,
        ("Nói chuyện chuyên đề", "nói chuyện chuyên đề", "“Nói chuyện chuyên đề”"),
        ("Phiên chợ", "“Phiên chợ”", "“Phiên chợ”"),
        ("Đêm “Hẹn hò”", "đêm “Hẹn hò”", "đêm “Hẹn hò”"),
    ],
)
def test_no_marks_within_marks(title, phrase, in_marks):
    assert (event_phrase(title), quoted(title)) == (phrase, in_marks)


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (None, ""),
        (figures(TT_01=7, TT_02=412), ""),
        (figures(TT_01=15, TT_02=830), "; lũy kế từ đầu năm 15 cuộc, 830 lượt người"),
        (figures(TT_01=7, TT_02=430), "; lũy kế từ đầu năm 07 cuộc, 430 lượt người"),
        (figures(TT_01=15), "; lũy kế từ đầu năm 15 cuộc"),
        (figures(), ""),
    ],
)
def test_the_year_so_far_is_said_where_it_differs(since, text):
    account = of_unit(current=figures(TT_01=7, TT_02=412), so_far=since)
    assert year_to_date_phrase(account, ("TT-01", "cuộc"), ("TT-02", "lượt người")) == text


def test_the_year_so_far_of_what_the_period_has_not_is_left_out():
    account = of_unit(current=figures(TT_01=7), so_far=figures(TT_01=15, TT_02=830))
    assert (
        year_to_date_phrase(account, ("TT-01", "cuộc"), ("TT-02", "lượt người"), mark=",")
        == ", lũy kế từ đầu năm 15 cuộc"
    )


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(100, "%", "100%"), (85.714, "%", "85,7%"), (100.0, "%", "100%"), (7, "cuộc", "07 cuộc"), (0.5, "giờ", "0,5 giờ")],
)
def test_an_amount_has_decimals_where_there_are_some(value, unit, text):
    assert amount(value, unit) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kiểm tra, xử lý vi phạm.", "kiểm tra, xử lý vi phạm"),
        ("UBND  các cấp", "Ủy ban nhân dân các cấp"),
        ("Cán bộ làm công tác BĐG", "cán bộ làm công tác bình đẳng giới"),
        ("Kế hoạch số 12/KH-UBND", "kế hoạch số 12/KH-UBND"),
        ("Tháng hành động, lễ phát động", "Tháng hành động, lễ phát động"),
        ("Huyện A Lưới", "huyện A Lưới"),
        ("A Lưới", "A Lưới"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence(title, text):
    assert in_sentence(title) == text
