"""Proposals stand by who is to act; what people typed stays whole."""

import pytest
from golden_parts import _part

from filing.wording.addressees import addressee_in
from reports.drafting.proposals import asked_of_department, proposal_paragraphs, propose

TYPED = """Bố trí thêm biên chế.
Đối với Sở: cung cấp tài liệu bằng tiếng dân tộc.
- Đối với UBND huyện: bố trí kinh phí.
Kiến nghị với Bộ: sớm ban hành Chiến lược giai đoạn mới.
Đối với UBND tỉnh:
Ban hành kế hoạch 5 năm.
Đối với Hội Liên hiệp Phụ nữ tỉnh: phối hợp."""


def raised(title, addressee=None, **state):
    given = {"title": title, "answered_on": None, "state": "open"} | state
    return given | ({"addressee": addressee} if addressee else {})


@pytest.mark.parametrize(
    ("label", "place", "addressee"),
    [
        ("Đối với UBND huyện", "huyện Nam Đông", "committee"),
        ("Đối với Ủy ban nhân dân cùng cấp", "huyện Nam Đông", "committee"),
        ("Đối với UBND thành phố", "thành phố Huế", "committee"),
        ("Đối với UBND thành phố", "phường Thuận Hóa", "province"),
        ("Kiến nghị đối với Ủy ban nhân dân tỉnh", "huyện Nam Đông", "province"),
        ("Đề nghị Sở Lao động - Thương binh và Xã hội", "huyện Nam Đông", "department"),
        ("Đối với các Bộ, ngành Trung ương", "huyện Nam Đông", "ministry"),
        ("Đối với Hội Liên hiệp Phụ nữ tỉnh", "huyện Nam Đông", ""),
        ("Đối với bộ phận một cửa của xã", "huyện Nam Đông", ""),
        ("Ưu điểm", "huyện Nam Đông", ""),
    ],
)
def test_whom_a_label_names(label, place, addressee):
    assert addressee_in(label, place) == addressee


def test_a_units_proposals_stand_from_the_nearest_to_the_farthest_and_none_is_lost():
    part = _part("unit", {}, {}, (), {})
    part.text["proposals"] = TYPED
    part.difficulties = [raised("Thiếu báo cáo viên"), raised("Thiếu kinh phí", "committee")]
    told = proposal_paragraphs(part)
    assert [one.text for one in told] == [
        "Bố trí thêm biên chế.",
        "- Đối với UBND huyện: bố trí kinh phí.",
        "Đề nghị Ủy ban nhân dân huyện Nam Đông xem xét, giải quyết khó khăn, vướng mắc của huyện Nam Đông: "
        "“Thiếu kinh phí”.",
        "Đối với UBND tỉnh:",
        "Ban hành kế hoạch 5 năm.",
        "Đối với Hội Liên hiệp Phụ nữ tỉnh: phối hợp.",
        "Đối với Sở: cung cấp tài liệu bằng tiếng dân tộc.",
        "Đề nghị Sở xem xét, trả lời khó khăn, vướng mắc của huyện Nam Đông: “Thiếu báo cáo viên”.",
        "Kiến nghị với Bộ: sớm ban hành Chiến lược giai đoạn mới.",
    ]
    assert len({one.key for one in told}) == len(told)


def test_a_summary_tells_what_units_propose_by_who_is_to_act():
    part = _part("province", {}, {}, (), {})
    part.text["proposals"] = "Đối với Bộ: bố trí kinh phí."
    first, second, third = part.units
    first.proposals = "Đối với UBND tỉnh: ban hành kế hoạch 5 năm.\nĐối với UBND huyện: bố trí kinh phí."
    first.proposals += "\nĐề nghị Sở Lao động - Thương binh và Xã hội cung cấp tài liệu."
    second.proposals = "Đối với Sở: cung cấp tài liệu."
    second.difficulties = [raised("Thiếu biên chế", "province"), raised("Đã xong", "province", state="resolved")]
    third.reported, third.proposals = False, "Đối với Sở: không được nêu."
    assert [one.text for one in proposal_paragraphs(part)] == [
        "Đối với Ủy ban nhân dân tỉnh, các đơn vị kiến nghị: ban hành kế hoạch 5 năm (huyện Nam Đông); "
        "“Thiếu biên chế” (huyện Phú Lộc).",
        "Đối với Bộ: bố trí kinh phí.",
    ]
    assert [one.text for one in asked_of_department(part.units)] == [
        "Các đơn vị kiến nghị với Sở: cung cấp tài liệu (huyện Nam Đông và huyện Phú Lộc)."
    ]


def test_what_was_frozen_before_is_for_the_department():
    assert list(propose([raised("Thiếu kinh phí")], "huyện Nam Đông")) == ["department"]
