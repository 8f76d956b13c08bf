import pytest
from telling import figures, of_province

from filing.wording.unit_comparison import among_units, per_commune


def units(*numbers):
    """Units A, B, C … of ten communes each with that many attendances; None has no data."""
    return [
        (f"huyện {chr(65 + place)}", 10, figures() if number is None else figures(TT_02=number))
        for place, number in enumerate(numbers)
    ]


def test_the_mean_of_each_commune_weighs_units_by_their_communes():
    account = of_province(
        units=[
            ("huyện Phú Lộc", 17, figures(TT_02=1862)),
            ("huyện A Lưới", 18, figures(TT_02=538)),
            ("huyện Nam Đông", 10, figures(TT_02=600)),
        ]
    )
    assert per_commune(account, "TT-02") == (
        "bình quân mỗi đơn vị cấp xã đạt 66,7 lượt người; "
        "cao nhất là huyện Phú Lộc (109,5), thấp nhất là huyện A Lưới (29,9)"
    )


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((100,), ""),
        ((100, None), ""),
        ((100, 100), "bình quân mỗi đơn vị cấp xã đạt 10,0 lượt người"),
        (
            (100, 50, None),
            "bình quân mỗi đơn vị cấp xã đạt 7,5 lượt người (tính trên 02/03 đơn vị có số liệu); "
            "cao nhất là huyện A (10,0), thấp nhất là huyện B (5,0)",
        ),
        (
            (100, 100, 50),
            "bình quân mỗi đơn vị cấp xã đạt 8,3 lượt người; "
            "cao nhất là huyện A và huyện B (cùng 10,0), thấp nhất là huyện C (5,0)",
        ),
        ((0, 0), ""),
        (
            (0, 50),
            "bình quân mỗi đơn vị cấp xã đạt 2,5 lượt người; "
            "cao nhất là huyện B (5,0), thấp nhất là huyện A (không có lượt người nào)",
        ),
        (
            (0, 0, 0, 50),
            "bình quân mỗi đơn vị cấp xã đạt 1,3 lượt người; cao nhất là huyện D (5,0)",
        ),
    ],
)
def test_ends_are_named_where_they_distinguish(numbers, text):
    assert per_commune(of_province(units=units(*numbers)), "TT-02") == text


def test_units_that_report_themselves_count_as_one_commune():
    reporting = [("xã Lộc An", 0, figures(TT_02=30)), ("xã Long Quảng", 0, figures(TT_02=12))]
    assert per_commune(of_province(units=reporting), "TT-02") == (
        "bình quân mỗi đơn vị cấp xã đạt 21,0 lượt người; cao nhất là xã Lộc An (30,0), thấp nhất là xã "
        "Long Quảng (12,0)"
    )


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((5, None, 0), ""),
        ((5, 3, None), "; có 02/03 đơn vị thực hiện, nhiều nhất là huyện A (05 cuộc)"),
        ((5, 3), "; cả 02 đơn vị đều thực hiện, nhiều nhất là huyện A (05 cuộc)"),
        ((5, 5, 3), "; cả 03 đơn vị đều thực hiện, nhiều nhất là huyện A và huyện B (mỗi đơn vị 05 cuộc)"),
        ((5, 5), "; cả 02 đơn vị đều thực hiện"),
        ((5, 5, 5, 3), "; cả 04 đơn vị đều thực hiện"),
    ],
)
def test_how_many_units_and_which_leads(numbers, text):
    assert among_units(of_province(units=units(*numbers)), "TT-02", "cuộc") == text
