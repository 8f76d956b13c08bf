"""What a report says of the difficulties of its period."""

import pytest
from telling import texts

from difficulties.wording import narrate, narrate_units


def told(*answers, title="Thiếu kinh phí"):
    return [{"title": title, "answered_on": "2020-11-03" if one else None} for one in answers]


@pytest.mark.parametrize(
    ("difficulties", "text"),
    [
        (
            told(False, title="Thiếu kinh phí."),
            "Trong kỳ, đơn vị đã phản ánh với Sở 01 khó khăn, vướng mắc: “Thiếu kinh phí”; chưa được trả lời.",
        ),
        (
            told(True),
            "Trong kỳ, đơn vị đã phản ánh với Sở 01 khó khăn, vướng mắc: “Thiếu kinh phí”; đã được trả lời.",
        ),
        (
            [*told(True), *told(False, title="Thiếu tài liệu")],
            "Trong kỳ, đơn vị đã phản ánh với Sở 02 khó khăn, vướng mắc, trong đó 01 việc đã được trả lời. "
            "Nội dung: “Thiếu kinh phí”; “Thiếu tài liệu”.",
        ),
        (
            told(True, True, True, True, True, False),
            "Trong kỳ, đơn vị đã phản ánh với Sở 06 khó khăn, vướng mắc, trong đó 05 việc đã được trả lời.",
        ),
        (told(*[False] * 12), "Trong kỳ, đơn vị đã phản ánh với Sở 12 khó khăn, vướng mắc, đều chưa được trả lời."),
    ],
)
def test_what_the_unit_says(difficulties, text):
    assert narrate(difficulties) == [("difficulties.raised", text)]


def test_five_titles_are_named():
    (text,) = texts(narrate(told(*[True] * 5)))
    assert text.count("“Thiếu kinh phí”") == 5


def test_nothing_is_said_of_none():
    assert narrate([]) == narrate_units([]) == narrate_units([("huyện Nam Đông", [])]) == []


def test_what_the_province_says_has_numbers_units_and_what_it_was_about():
    raised_by = [
        ("huyện Nam Đông", told(True)),
        ("huyện Phú Lộc", []),
        ("huyện A Lưới", told(False, True)),
        ("thành phố Huế", told(True)),
    ]
    assert texts(narrate_units(raised_by)) == [
        "Trong kỳ, có 03 đơn vị phản ánh với Sở 04 khó khăn, vướng mắc: huyện Nam Đông (01 việc), "
        "huyện A Lưới (02 việc) và thành phố Huế (01 việc); trong đó 03 việc đã được trả lời. "
        "Nội dung: “Thiếu kinh phí” (huyện Nam Đông); "
        "“Thiếu kinh phí” (huyện A Lưới); “Thiếu kinh phí” (huyện A Lưới); “Thiếu kinh phí” (thành phố Huế)."
    ]


def test_units_that_raised_one_each_are_named_once():
    both = [("huyện Nam Đông", told(True)), ("thành phố Huế", told(True))]
    assert texts(narrate_units(both)) == [
        "Trong kỳ, huyện Nam Đông và thành phố Huế đã phản ánh với Sở 02 khó khăn, vướng mắc (mỗi đơn vị 01 việc), "
        "đều đã được trả lời. Nội dung: “Thiếu kinh phí” (huyện Nam Đông); “Thiếu kinh phí” (thành phố Huế)."
    ]
    assert texts(narrate_units([("huyện Nam Đông", told(False))])) == [
        "Trong kỳ, huyện Nam Đông đã phản ánh với Sở 01 khó khăn, vướng mắc, chưa được trả lời. "
        "Nội dung: “Thiếu kinh phí”."
    ]
