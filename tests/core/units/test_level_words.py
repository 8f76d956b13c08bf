"""Words of a text that depend on what a unit is."""

import pytest

from core.units.level_words import kind_of, whole_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tỉnh Thừa Thiên Huế", "tỉnh"),
        ("Thành phố Huế", "thành phố"),
        ("thành phố Hồ Chí Minh", "thành phố"),
        ("Thị trấn A Lưới", "thị trấn"),
        ("Đặc khu Côn Đảo", "đặc khu"),
        ("", ""),
    ],
)
def test_the_kind_of_a_name(name, kind):
    assert kind_of(name) == kind


def test_a_city_is_no_province():
    assert (whole_of("Tỉnh Nghệ An"), whole_of("Thành phố Huế")) == ("toàn tỉnh", "toàn thành phố")
