from dataclasses import replace

import pytest
from telling import figures, filed, of_province, of_unit, texts

from filing.wording import sentences
from filing.wording.narrative import DraftedText
from filing.wording.sentences import Matter, unit_type
from filing.wording.unit_comparison import by_level

RADIO = Matter("comm.radio", "hoạt động truyền thanh", ("TT-05.1", "TT-05.2"))
TALKS = Matter("comm.policy", "hoạt động tuyên truyền", ("TT-01",))
UNFUNDED = "Không được hỗ trợ kinh phí."


def paragraphs(account, *groups):
    """The texts of paragraphs under any keys."""
    return texts(sentences.paragraphs(account, *((f"area.{key}", bodies) for key, bodies in enumerate(groups))))


def unanswered(account, matters):
    return texts(sentences.unanswered(account, "area.unanswered", matters))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("huyện A Lưới", "huyện"),
        ("thị xã Hương Trà", "thị xã"),
        ("thành phố Huế", "thành phố"),
        ("xã Lộc An", "xã"),
    ],
)
def test_the_kind_of_a_place_is_what_is_in_lower_case(place, kind):
    assert unit_type(place) == kind


def test_only_the_first_sentence_says_when_and_where():
    assert paragraphs(of_unit(), [""], ["", "đã làm", "có nữ"], ["đã xong"]) == [
        "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông đã làm. Có nữ.",
        "Đã xong.",
    ]


def test_a_paragraph_keeps_its_key_whatever_stands_before_it():
    groups = [("area.first", ["đã làm"]), ("area.second", ["đã xong"])]
    assert [one.key for one in sentences.paragraphs(of_unit(), *groups)] == ["area.first", "area.second"]
    assert sentences.paragraphs(of_unit(), ("area.first", [""]), groups[1]) == [
        DraftedText("area.second", "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông đã xong.")
    ]


def test_the_groups_given_are_left_as_they_were():
    bodies = ["đã làm"]
    sentences.paragraphs(of_unit(), ("area.first", bodies))
    assert bodies == ["đã làm"]


def test_a_sentence_with_its_own_subject_follows_the_place():
    assert paragraphs(of_unit(), ["hệ thống truyền thanh đã phát"]) == [
        "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông, hệ thống truyền thanh đã phát."
    ]
    assert paragraphs(of_province(), ["hệ thống truyền thanh đã phát"]) == [
        "Trong năm 2020, trên địa bàn tỉnh, hệ thống truyền thanh đã phát."
    ]
    assert paragraphs(of_province(), ["đã làm"]) == ["Trong năm 2020, toàn tỉnh đã làm."]


def test_a_later_section_names_neither_period_nor_unit_again():
    group = ("area.first", ["đã làm"])
    assert texts(sentences.paragraphs(of_unit(), group, later=True)) == ["Trong kỳ, toàn huyện đã làm."]
    assert texts(sentences.paragraphs(of_province(), group, later=True)) == ["Trong kỳ, toàn tỉnh đã làm."]
    assert sentences.at_period_end(of_unit(), "các mô hình đã dừng") == (
        "đến cuối kỳ báo cáo, trên địa bàn huyện, các mô hình đã dừng"
    )


@pytest.mark.parametrize(
    ("reporting", "body", "text", "later"),
    [
        (6, "đã làm", "06 đơn vị có báo cáo được duyệt đã làm", "các đơn vị đã làm"),
        (6, "có nữ", "tại 06 đơn vị có báo cáo được duyệt, có nữ", "các đơn vị có nữ"),
        (6, "hệ thống phát", "tại 06 đơn vị có báo cáo được duyệt, hệ thống phát", "tại các đơn vị, hệ thống phát"),
        (0, "đã làm", "các cơ quan cấp tỉnh đã làm", "các cơ quan cấp tỉnh đã làm"),
        (None, "đã làm", "toàn tỉnh đã làm", "toàn tỉnh đã làm"),
    ],
)
def test_units_whose_reports_are_in_are_not_the_whole_province(reporting, body, text, later):
    account = of_province(reporting=reporting)
    assert sentences.located(account, body) == text
    assert sentences.located(account, body, later=True) == later
    assert (sentences.whole(account) == "toàn tỉnh") is (reporting is None)


def test_the_province_is_named_where_it_had_a_part():
    account = of_province(reporting=6, own=figures(TT_01=1), current=figures(TT_01=115, NL_01=5))
    units = "06 đơn vị có báo cáo được duyệt"
    assert sentences.located(account, "đã làm", of=("TT-01",)) == f"cấp tỉnh và {units} đã làm"
    assert sentences.located(account, "đã làm", of=("NL-01",)) == f"{units} đã làm"
    assert by_level(account, "TT-01", "cuộc") == " (cấp tỉnh 01 cuộc, cấp huyện 114 cuộc)"
    assert by_level(account, "NL-01", "cuộc") == ""
    communes = replace(account, units=[("xã Khe Tre", 1, figures(TT_01=114))])
    assert by_level(communes, "TT-01", "cuộc") == " (cấp tỉnh 01 cuộc, cấp xã 114 cuộc)"
    alone = of_province(own=figures(TT_01=2), current=figures(TT_01=2))
    assert by_level(alone, "TT-01", "cuộc") == " (do cấp tỉnh thực hiện)"


def test_a_period_of_free_dates_opens_with_them():
    account = of_unit(when="từ ngày 15/11/2020 đến ngày 15/12/2020")
    assert paragraphs(account, ["đã làm"]) == [
        "Từ ngày 15/11/2020 đến ngày 15/12/2020, trên địa bàn huyện Nam Đông đã làm."
    ]


def test_nothing_is_said_of_what_was_not_declared():
    assert unanswered(of_unit(), [RADIO, TALKS]) == []


def test_one_and_several_declared_none():
    one, both = frozenset({"comm.radio"}), frozenset({"comm.radio", "comm.policy"})
    assert unanswered(of_unit(none=one), [RADIO, TALKS]) == ["Trong kỳ chưa thực hiện hoạt động truyền thanh."]
    assert unanswered(of_unit(none=both), [TALKS, RADIO]) == [
        "Trong kỳ chưa thực hiện: hoạt động tuyên truyền; hoạt động truyền thanh."
    ]


@pytest.mark.parametrize(
    "done", [{"current": figures(TT_05__2=3)}, {"filed": [filed("communications.Campaign", "comm.radio")]}]
)
def test_what_was_done_overrules_a_declaration(done):
    assert unanswered(of_unit(none=frozenset({"comm.radio"}), **done), [RADIO]) == []


@pytest.mark.parametrize("name", ["comm.radio", "TT-05", "TT-05.1"])
def test_an_exemption_of_task_or_figure_gives_its_reason(name):
    assert unanswered(of_unit(exempt={name: UNFUNDED}, none=frozenset({"comm.radio"})), [RADIO]) == [
        "6 tháng đầu năm 2020, huyện Nam Đông không được hỗ trợ kinh phí "
        "nên không thuộc đối tượng báo cáo nội dung này."
    ]


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("Địa bàn không có đài", "không thuộc đối tượng báo cáo nội dung này (lý do: Địa bàn không có đài)."),
        ("Do chưa có đài.", "không thuộc đối tượng báo cáo nội dung này do chưa có đài."),
        ("Huyện Nam Đông chưa có đài", "chưa có đài nên không thuộc đối tượng báo cáo nội dung này."),
    ],
)
def test_a_reason_is_fitted_in_as_it_was_typed(reason, end):
    assert unanswered(of_unit(when="năm 2020", exempt={"comm.radio": reason}), [RADIO]) == [
        f"Năm 2020, huyện Nam Đông {end}"
    ]


def test_what_there_was_the_year_before_is_told_of_what_did_not_occur():
    talks = TALKS._replace(noun="cuộc")
    account = of_unit(none=frozenset({"comm.policy"}), previous=figures(TT_01=5))
    assert unanswered(account, [talks]) == [
        "Trong kỳ chưa thực hiện hoạt động tuyên truyền (cùng kỳ năm 2019: 05 cuộc)."
    ]
    assert unanswered(account, [TALKS]) == ["Trong kỳ chưa thực hiện hoạt động tuyên truyền."]
    assert unanswered(of_unit(previous=figures(TT_01=5)), [talks]) == []


def test_reasons_and_what_did_not_occur_are_one_paragraph():
    account = of_unit(when="năm 2020", exempt={"comm.radio": UNFUNDED}, none=frozenset({"comm.policy"}))
    assert sentences.unanswered(account, "area.unanswered", [TALKS, RADIO]) == [
        DraftedText(
            "area.unanswered",
            "Năm 2020, huyện Nam Đông không được hỗ trợ kinh phí nên không thuộc đối tượng báo cáo về "
            "hoạt động truyền thanh. Trong kỳ chưa thực hiện hoạt động tuyên truyền.",
        )
    ]


def test_what_was_not_done_is_said_of_a_duty_and_what_did_not_occur_of_a_case():
    cases = Matter("model.run", "kinh phí hỗ trợ", ("MH-04.1",), lack="không phát sinh")
    none = frozenset({"comm.radio", "comm.policy", "model.run"})
    assert unanswered(of_unit(none=none), [RADIO, cases]) == [
        "Trong kỳ chưa thực hiện hoạt động truyền thanh; không phát sinh kinh phí hỗ trợ."
    ]
    assert unanswered(of_unit(none=none), [RADIO, TALKS, cases]) == [
        "Trong kỳ chưa thực hiện: hoạt động truyền thanh; hoạt động tuyên truyền. Không phát sinh kinh phí hỗ trợ."
    ]


def test_an_exemption_of_a_part_names_it():
    assert unanswered(of_unit(exempt={"comm.radio": UNFUNDED}), [TALKS, RADIO]) == [
        "6 tháng đầu năm 2020, huyện Nam Đông không được hỗ trợ kinh phí "
        "nên không thuộc đối tượng báo cáo về hoạt động truyền thanh."
    ]
