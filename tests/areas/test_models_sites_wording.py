import pytest
from telling import figure, figures, filed, of_province, of_unit, texts

from filing.wording.narrative import SENSITIVE
from models_sites.wording import narrate, narrate_funds

WHEN = "Trong kỳ"
HERE = f"{WHEN}, toàn huyện"
REASON = "Không được hỗ trợ kinh phí triển khai mô hình thúc đẩy bình đẳng giới"
EXEMPT = {"model.run": REASON, "model.extend": REASON}
NOT_CONCERNED = (
    "Năm 2020, huyện Quảng Điền không được hỗ trợ kinh phí triển khai mô hình thúc đẩy bình đẳng giới "
    "nên không thuộc đối tượng báo cáo"
)


def told(before=None, **now):
    return texts(narrate(of_unit(current=figures(**now), previous=before or figures())))


def funds(before=None, **now):
    return texts(narrate_funds(of_unit(current=figures(**now), previous=before or figures())))


def test_nothing_filed_is_nothing_said():
    assert told() == []
    assert funds() == []


def test_models_running_new_and_what_they_did():
    now = {"MH_01__1": 3, "MH_01__2": 1, "MH_01__3": 24}
    assert told(figures(MH_01__1=2, MH_01__3=30), **now) == [
        "Đến cuối kỳ báo cáo, toàn huyện có 03 mô hình đang hoạt động (cùng kỳ năm 2019: "
        "02 mô hình); trong kỳ thành lập mới 01 mô hình. Các mô hình đã tổ chức 24 hoạt động, "
        "bằng 80,0% cùng kỳ năm 2019 (30 hoạt động)."
    ]


def test_the_year_so_far_is_said_of_work_and_money_never_of_people():
    account = of_unit(
        current=figures(MH_01__1=2, MH_01__3=24, MH_02__1=5, MH_04__1=50_000_000, MH_04__3=45_250_000),
        so_far=figures(MH_01__3=50, MH_02__1=9, MH_04__1=50_000_000, MH_04__3=48_000_000),
    )
    assert texts(narrate(account)) == [
        "Đến cuối kỳ báo cáo, toàn huyện có 02 mô hình đang hoạt động. "
        "Các mô hình đã tổ chức 24 hoạt động; lũy kế từ đầu năm 50 hoạt động.",
        f"{HERE} đã phát hiện mới 05 nạn nhân bạo lực trên cơ sở giới.",
    ]
    assert texts(narrate_funds(account)) == [
        f"{WHEN}, huyện Nam Đông được hỗ trợ 50 triệu đồng để triển khai các mô hình. "
        "Đã giải ngân 45,25 triệu đồng, đạt 90,5% tổng kinh phí; lũy kế từ đầu năm 48 triệu đồng."
    ]


def test_only_the_paragraph_on_people_is_sensitive():
    account = of_unit(current=figures(MH_01__1=2, MH_02__1=5, MH_03__1=2), none=frozenset({"model.run"}))
    assert [(one.key, one.key in SENSITIVE) for one in narrate(account)] == [
        ("models.running", False),
        ("models.people", True),
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ({"MH_01__2": 1}, f"{HERE} đã thành lập mới 01 mô hình."),
        ({"MH_01__3": 4}, "Trong kỳ, trên địa bàn huyện, các mô hình đã tổ chức 04 hoạt động."),
    ],
)
def test_models_that_stood_no_longer_on_the_last_day(now, text):
    assert told(**now) == [text]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ({"MH_02__1": 1}, "phát hiện mới 01 nạn nhân bạo lực trên cơ sở giới"),
        (
            {"MH_02__1": figure(1, 1), "MH_02__2": 1},
            "phát hiện mới 01 nạn nhân bạo lực trên cơ sở giới là nữ, đã được hỗ trợ",
        ),
        (
            {"MH_02__1": figure(5, 4), "MH_02__2": 4},
            "phát hiện mới 05 nạn nhân bạo lực trên cơ sở giới, trong đó nữ 04 người; đã hỗ trợ 04 người",
        ),
        (
            {"MH_02__1": figure(20, 15, sexed=18), "MH_02__2": 15},
            "phát hiện mới 20 nạn nhân bạo lực trên cơ sở giới, trong đó nữ 15/18 người đã thống kê theo giới tính "
            "(83,3%); đã hỗ trợ 15 người (75,0%)",
        ),
        (
            {"MH_03__1": figure(3, 0), "MH_03__2": 3},
            "phát hiện mới 03 người gây bạo lực trên cơ sở giới, đều là nam; tất cả đã được tư vấn, xử lý",
        ),
        ({"MH_02__2": 4}, "hỗ trợ 04 nạn nhân bạo lực trên cơ sở giới"),
    ],
)
def test_a_units_own_report_says_sensitive_counts_in_full(now, text):
    assert told(**now) == [f"{HERE} đã {text}."]


def test_a_count_of_zero_is_not_told():
    assert told(MH_02__1=figure(0, 0), MH_02__2=0, MH_03__1=0, MH_01__3=0) == []


def test_the_province_tells_only_what_it_was_given():
    units = [("huyện Phú Lộc", 17, figures(MH_02__1=9)), ("huyện A Lưới", 18, figures(MH_02__1=6))]
    account = of_province(current=figures(MH_02__1=15), previous=figures(MH_02__1=11), units=units)
    assert texts(narrate(account)) == ["Trong kỳ, toàn tỉnh đã phát hiện mới 15 nạn nhân bạo lực trên cơ sở giới."]
    assert texts(narrate(of_province(units=units))) == []


def test_the_province_says_all_that_its_account_has():
    """What may not leave the Department is not in the account: `disclosure_control.gate` keeps it back."""
    now = figures(MH_02__1=figure(15, 12), MH_02__2=13, MH_03__1=figure(20, 0))
    assert texts(narrate(of_province(current=now))) == [
        "Trong kỳ, toàn tỉnh đã phát hiện mới 15 nạn nhân bạo lực trên cơ sở giới, trong đó nữ 12 người (80,0%); "
        "đã hỗ trợ 13 người (86,7%). Đã phát hiện mới 20 người gây bạo lực trên cơ sở giới, đều là nam."
    ]


def test_not_applicable_still_tells_of_victims():
    account = of_unit(
        place="huyện Quảng Điền",
        when="năm 2020",
        exempt=EXEMPT,
        current=figures(MH_02__1=figure(2, 2), MH_02__2=1),
        none=frozenset({"model.run"}),
        filed=[filed("models_sites.LogEntry", "model.run")],
    )
    assert texts(narrate(account)) == [
        f"{NOT_CONCERNED} về hoạt động của mô hình.",
        f"{HERE} đã phát hiện mới 02 nạn nhân bạo lực trên cơ sở giới, đều là nữ; đã hỗ trợ 01 người.",
    ]
    assert texts(narrate_funds(account)) == []


def test_a_reason_is_given_once():
    """The section on funds repeats nothing, but says what it alone is not asked for."""
    account = of_unit(place="huyện Quảng Điền", when="năm 2020", exempt=EXEMPT)
    assert texts(narrate(account)) == [f"{NOT_CONCERNED} nội dung này."]
    assert texts(narrate_funds(account)) == []
    other = of_unit(when="năm 2020", exempt={**EXEMPT, "model.extend": "không có mô hình"})
    assert texts(narrate_funds(other)) == [
        "Năm 2020, huyện Nam Đông không có mô hình nên không thuộc đối tượng báo cáo về "
        "kinh phí địa phương bố trí để nhân rộng mô hình."
    ]
    running = of_unit(place="huyện Quảng Điền", when="năm 2020", exempt=EXEMPT, current=figures(MH_01__1=1))
    assert texts(narrate_funds(running)) == [f"{NOT_CONCERNED} nội dung này."]


def test_declared_none_while_models_run_on():
    account = of_unit(none=frozenset({"model.run", "model.extend"}), current=figures(MH_01__1=2))
    assert texts(narrate(account)) == [
        "Đến cuối kỳ báo cáo, toàn huyện có 02 mô hình đang hoạt động.",
        "Trong kỳ chưa có hoạt động của các mô hình thúc đẩy bình đẳng giới.",
    ]
    assert texts(narrate_funds(account)) == ["Trong kỳ chưa có kinh phí địa phương bố trí để nhân rộng mô hình."]


def test_funds_are_said_in_million_with_what_was_spent_of_them():
    now = {"MH_04__1": 50_000_000, "MH_04__2": 20_500_000, "MH_04__3": 45_250_000}
    assert funds(figures(MH_04__1=40_000_000), **now) == [
        f"{WHEN}, huyện Nam Đông được hỗ trợ 50 triệu đồng để triển khai các mô hình, tăng 25,0% so với "
        "cùng kỳ năm 2019 (40 triệu đồng); địa phương bố trí 20,5 triệu đồng để nhân rộng mô hình. "
        "Đã giải ngân 45,25 triệu đồng, đạt 64,2% tổng kinh phí."
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ({"MH_04__2": 1_234_567_000}, "đã bố trí 1.234,567 triệu đồng để nhân rộng mô hình"),
        ({"MH_04__3": 500_000}, "đã giải ngân 0,5 triệu đồng"),
        ({"MH_04__3": 500}, "đã giải ngân 500 đồng"),
        (
            {"MH_04__1": 10_000_000, "MH_04__3": 12_000_000},
            "được hỗ trợ 10 triệu đồng để triển khai các mô hình. Đã giải ngân 12 triệu đồng",
        ),
    ],
)
def test_funds_known_in_part(now, text):
    assert funds(**now) == [f"{WHEN}, huyện Nam Đông {text}."]


def test_what_was_spent_is_compared_in_no_second_bracket():
    spent = {"MH_04__1": 25_000_000, "MH_04__3": 23_750_000}
    text = f"{WHEN}, huyện Nam Đông được hỗ trợ 25 triệu đồng để triển khai các mô hình. Đã giải ngân 23,75 triệu đồng"
    assert funds(figures(MH_04__3=31_750_000), **spent) == [
        f"{text}, đạt 95,0% tổng kinh phí; bằng 74,8% cùng kỳ năm 2019 (31,75 triệu đồng)."
    ]
    assert funds(figures(MH_04__3=5_000_000), **spent) == [
        f"{text}, đạt 95,0% tổng kinh phí; cùng kỳ năm 2019: 5 triệu đồng."
    ]


def test_the_province_says_where_models_run_and_what_they_got():
    one, two = figures(MH_01__1=1), figures(MH_01__1=2)
    account = of_province(
        current=figures(MH_01__1=3, MH_04__1=300_000_000),
        units=[("huyện Phú Lộc", 17, two), ("huyện Nam Đông", 10, one), ("huyện A Lưới", 18, figures())],
    )
    assert texts(narrate(account)) == [
        "Đến cuối kỳ báo cáo, toàn tỉnh có 03 mô hình đang hoạt động; có 02/03 đơn vị có mô hình, "
        "nhiều nhất là huyện Phú Lộc (02 mô hình)."
    ]
    assert texts(narrate_funds(account)) == [
        "Trong kỳ, toàn tỉnh được hỗ trợ 300 triệu đồng để triển khai các mô hình."
    ]
