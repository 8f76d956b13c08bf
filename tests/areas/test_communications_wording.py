import pytest
from telling import figure, figures, filed, of_province, of_unit, texts

from communications.wording import narrate, narrate_action_month

HERE = "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông"
MONTH = "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới"


def campaign(task="comm.policy", **fields):
    return filed("communications.Campaign", task, **fields)


def launch(title, day="2020-11-16", place="", way="ceremony"):
    return campaign("comm.action-month", title=title, day=day, place=place, launch=way, form="talk")


def told(before=None, records=(), **now):
    return texts(narrate(of_unit(current=figures(**now), previous=before or figures(), filed=list(records))))


def test_nothing_filed_is_nothing_said():
    assert told() == []


def test_small_figures_of_a_half_year_with_comparison_and_shares():
    now = {"TT_01": 7, "TT_02": figure(412, 268, 231)}
    assert told(figures(TT_02=520), **now) == [
        f"{HERE} đã tổ chức 07 cuộc truyền thông trực tiếp với 412 lượt người tham dự, trong đó nữ 268 "
        "lượt người "
        "(65,0%), người dân tộc thiểu số 231 lượt người (56,1%); bằng 79,2% cùng kỳ năm 2019 (520 lượt "
        "người)."
    ]


def test_the_year_so_far_is_said_where_it_is_more_than_the_period():
    now = {"TT_01": 7, "TT_02": figure(412, 268), "TT_06": 5, "TT_05__1": 8, "TT_05__2": 24}
    so_far = figures(TT_01=15, TT_02=figure(830, 500), TT_06=12, TT_05__1=20, TT_05__2=60)
    assert texts(narrate(of_unit(current=figures(**now), so_far=so_far))) == [
        f"{HERE} đã tổ chức 07 cuộc truyền thông trực tiếp với 412 lượt người tham dự, trong đó nữ 268 lượt người "
        "(65,0%); lũy kế từ đầu năm 15 cuộc, 830 lượt người. "
        "Ngoài ra, đã thực hiện 05 tin, bài, sản phẩm truyền thông; lũy kế từ đầu năm 12 sản phẩm.",
        "Hệ thống truyền thanh của huyện đã phát 08 tin, bài, chuyên mục với 24 lượt phát; "
        "lũy kế từ đầu năm 20 tin, bài, chuyên mục với 60 lượt phát.",
    ]
    assert texts(narrate(of_unit(current=figures(**now), so_far=figures(**now)))) == told(**now)


def test_a_comparison_behind_minutes_says_what_is_compared():
    now = {"TT_05__1": 12, "TT_05__2": 42, "TT_05__3": 324}
    assert told(figures(TT_05__1=16), **now) == [
        f"{HERE}, hệ thống truyền thanh của huyện đã phát 12 tin, bài, chuyên mục với 42 lượt phát, tổng thời lượng "
        "324 phút; số tin, bài bằng 75,0% cùng kỳ năm 2019 (16 tin, bài, chuyên mục)."
    ]


def test_each_paragraph_has_its_key_whatever_else_is_told():
    everything = {f"TT_{code}": 2 for code in ("01", "04__1", "10__1", "08__1", "05__1", "09")}
    account = of_unit(current=figures(**everything), none=frozenset({"comm.policy"}), exempt={"TT-05.1": "chưa có đài"})
    keys = ("direct", "labour-code", "services", "launch", "radio", "cost")
    assert [one.key for one in narrate(account)] == [f"communications.{key}" for key in keys]
    assert [one.key for one in narrate(of_unit(current=figures(TT_05__1=2)))] == ["communications.radio"]


def test_one_session_without_women_or_comparison():
    assert told(TT_01=1, TT_02=30) == [f"{HERE} đã tổ chức 01 cuộc truyền thông trực tiếp với 30 lượt người tham dự."]


def test_sessions_whose_attendance_nobody_counted():
    assert told(figures(TT_01=20), TT_01=25, TT_02=figure(None)) == [
        f"{HERE} đã tổ chức 25 cuộc truyền thông trực tiếp, tăng 25,0% so với cùng kỳ năm 2019 (20 cuộc)."
    ]


def test_forms_are_told_where_the_records_are_those_counted():
    talks = [campaign(form="talk"), campaign(form="talk"), campaign(form="club"), campaign(form="radio")]
    told_of = told(records=talks, TT_01=3)
    assert told_of[0].endswith(
        "03 cuộc truyền thông trực tiếp. Các hình thức gồm nói chuyện chuyên đề, hội nghị (02 cuộc) và "
        "sinh hoạt câu lạc bộ (01 cuộc)."
    )
    assert told(records=talks, TT_01=4) == [f"{HERE} đã tổ chức 04 cuộc truyền thông trực tiếp."]


def test_politics_and_products_follow_in_the_same_paragraph():
    now = {"TT_01": 7, "TT_03__1": 3, "TT_03__2": figure(150, 90), "TT_06": 45}
    assert told(figures(TT_06=40), **now) == [
        f"{HERE} đã tổ chức 07 cuộc truyền thông trực tiếp. Nội dung bình đẳng giới trong lĩnh vực chính "
        "trị được "
        "phổ biến qua 03 cuộc tuyên truyền với 150 lượt người tham dự (nữ chiếm 60,0%). Ngoài ra, đã "
        "thực hiện "
        "45 tin, bài, sản phẩm truyền thông, tăng 12,5% so với cùng kỳ năm 2019 (40 sản phẩm)."
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (
            {"TT_04__1": 2, "TT_04__2": figure(80, 50, sexed=70), "TT_04__3": 12},
            ", nội dung mới về bình đẳng giới trong Bộ luật Lao động năm 2019 được phổ biến qua 02 cuộc "
            "tuyên truyền "
            "với 80 lượt người tham dự (nữ chiếm 71,4% số đã thống kê theo giới tính); "
            "đã hướng dẫn 12 doanh nghiệp.",
        ),
        (
            {"TT_04__3": 5},
            " đã hướng dẫn 05 doanh nghiệp thực hiện nội dung mới về bình đẳng giới trong Bộ luật Lao động năm 2019.",
        ),
        (
            {"TT_10__1": 1, "TT_10__2": figure(9, 5)},
            ", các mô hình, dịch vụ hỗ trợ bình đẳng giới tại địa phương được giới thiệu qua 01 cuộc "
            "tuyên truyền "
            "với 09 lượt người tham dự (nữ 05 lượt người).",
        ),
        (
            {"TT_05__1": 8, "TT_05__2": 24, "TT_05__3": 120},
            ", hệ thống truyền thanh của huyện đã phát 08 tin, bài, chuyên mục với 24 lượt phát, "
            "tổng thời lượng 120 phút.",
        ),
        ({"TT_05__2": 24}, ", hệ thống truyền thanh của huyện đã phát 24 lượt."),
        (
            {"TT_09": 15400.4},
            ", chi phí bình quân cho một lượt người tham dự là 15.400 đồng (tính trên các hoạt động có "
            "đủ số liệu "
            "về kinh phí và số người tham dự).",
        ),
    ],
)
def test_each_clause_alone(now, text):
    assert told(**now) == [HERE + text]


def test_a_launch_is_named_with_day_and_place():
    title = "Lễ phát động Tháng hành động vì bình đẳng giới năm 2020"
    ceremony = [launch(title, place="Nhà văn hóa huyện")]
    now = {"TT_08__1": 1, "TT_08__2": figure(250, 160), "TT_08__3": 8}
    assert told(records=ceremony, **now) == [
        f"{HERE} đã tổ chức {title} ngày 16/11/2020 tại Nhà văn hóa huyện với 250 người tham dự, "
        "trong đó nữ 160 người (64,0%); có 08 xã, phường, thị trấn hưởng ứng."
    ]


def test_what_took_a_ceremonys_place_says_what_it_was_for():
    assert told(records=[launch("Diễu hành tuyên truyền")], TT_08__1=1) == [
        f"{HERE} đã tổ chức diễu hành tuyên truyền ngày 16/11/2020 hưởng ứng {MONTH}."
    ]


@pytest.mark.parametrize(("way", "name"), [("ceremony", "Lễ"), ("alternative", "hoạt động thay Lễ")])
def test_a_launch_whose_title_stays_inside_is_named_by_its_way(way, name):
    assert told(records=[launch("", way=way)], TT_08__1=1) == [
        f"{HERE} đã tổ chức {name} phát động {MONTH} ngày 16/11/2020."
    ]


def test_several_launches_are_named_in_turn():
    two = [launch("Lễ phát động cấp huyện"), launch("Cùng chung tay", "2020-11-20")]
    assert told(records=two, TT_08__1=2, TT_08__2=300) == [
        f"{HERE} đã tổ chức 02 cuộc phát động {MONTH} (Lễ phát động cấp huyện ngày 16/11/2020; "
        "hoạt động “Cùng chung tay” ngày 20/11/2020) với 300 lượt người tham dự."
    ]


@pytest.mark.parametrize(
    ("joined", "of", "text"),
    [
        (0, 10, None),
        (8, None, f" có 08 xã, phường, thị trấn hưởng ứng {MONTH}."),
        (8, 10, f" có 08/10 xã, phường, thị trấn hưởng ứng {MONTH} (80,0%)."),
        (2, 6, f" có 02/06 xã, phường, thị trấn hưởng ứng {MONTH}."),
        (10, 10, f", tất cả 10 xã, phường, thị trấn đều hưởng ứng {MONTH}."),
        (1, 1, f" đã hưởng ứng {MONTH}."),
    ],
)
def test_communes_that_joined_without_a_launch(joined, of, text):
    assert told(TT_08__3=joined, KH_04__2=of) == ([HERE + text] if text else [])


def test_a_report_on_the_action_month_tells_of_nothing_else():
    account = of_unit(
        when="từ ngày 15/11/2020 đến ngày 15/12/2020",
        current=figures(
            TT_08__1=1,
            TT_08__3=8,
            KH_04__2=10,
            TT_01=3,
            TT_02=figure(90, 60),
            TT_06=5,
            TT_05__2=4,
            TT_04__1=2,
            TT_10__1=1,
            TT_07__1=1,
            TT_07__2=2,
        ),
        none=frozenset({"comm.labour-code"}),
        filed=[launch("Lễ phát động Tháng hành động")],
    )
    assert [(one.key, one.text) for one in narrate_action_month(account)] == [
        (
            "communications.launch",
            "Từ ngày 15/11/2020 đến ngày 15/12/2020, trên địa bàn huyện Nam Đông đã tổ chức "
            "Lễ phát động Tháng hành động ngày 16/11/2020; có 08/10 xã, phường, thị trấn hưởng ứng (80,0%).",
        ),
        (
            "communications.direct",
            "Đã tổ chức 03 cuộc truyền thông trực tiếp với 90 lượt người tham dự, trong đó nữ 60 lượt người (66,7%).",
        ),
        ("communications.products", "Đã thực hiện 05 tin, bài, sản phẩm truyền thông."),
        ("communications.radio", "Hệ thống truyền thanh của huyện đã phát 04 lượt."),
    ]


def test_an_action_month_without_anything():
    assert narrate_action_month(of_unit(current=figures(TT_04__1=2))) == []
    assert texts(narrate_action_month(of_unit(none=frozenset({"comm.action-month", "comm.radio"})))) == [
        f"Trong kỳ chưa tổ chức hoạt động hưởng ứng {MONTH}."
    ]


def test_the_action_month_of_the_province():
    account = of_province(
        current=figures(TT_08__1=2, TT_08__2=300, TT_08__3=100, TT_01=20),
        units=[("huyện Phú Lộc", 17, figures(TT_08__1=1)), ("huyện A Lưới", 18, figures(TT_08__1=1))],
    )
    assert texts(narrate_action_month(account)) == [
        f"Trong năm 2020, toàn tỉnh đã tổ chức 02 cuộc phát động {MONTH} với 300 lượt người tham dự; "
        "cả 02 đơn vị đều tổ chức phát động; có 100 xã, phường, thị trấn hưởng ứng.",
        "Đã tổ chức 20 cuộc truyền thông trực tiếp.",
    ]


def test_declared_none_and_not_applicable_come_last():
    account = of_unit(
        current=figures(TT_01=2),
        none=frozenset({"comm.labour-code", "comm.services", "comm.policy"}),
        exempt={"comm.radio": "chưa có đài truyền thanh"},
    )
    assert texts(narrate(account))[1:] == [
        "6 tháng đầu năm 2020, huyện Nam Đông chưa có đài truyền thanh nên không thuộc đối tượng báo cáo về "
        "hoạt động tuyên truyền trên hệ thống truyền thanh. "
        "Trong kỳ chưa tổ chức: hoạt động tuyên truyền nội dung mới về bình đẳng giới trong "
        "Bộ luật Lao động năm 2019; hoạt động truyền thông về mô hình, dịch vụ hỗ trợ bình đẳng giới.",
    ]


def test_the_province_compares_its_units():
    account = of_province(
        current=figures(TT_01=145, TT_02=figure(2400, 1488), TT_05__1=50, TT_05__2=200),
        previous=figures(TT_02=2834),
        units=[
            ("huyện Phú Lộc", 17, figures(TT_02=1862, TT_05__1=40)),
            ("huyện A Lưới", 18, figures(TT_02=538, TT_05__1=10)),
            ("huyện Nam Đông", 10, figures()),
        ],
    )
    assert texts(narrate(account)) == [
        "Trong năm 2020, toàn tỉnh đã tổ chức 145 cuộc truyền thông trực tiếp với 2.400 lượt người tham "
        "dự, trong đó "
        "nữ 1.488 lượt người (62,0%); bằng 84,7% năm 2019 (2.834 lượt người). Bình quân mỗi đơn vị cấp "
        "xã đạt "
        "68,6 lượt người (tính trên 02/03 đơn vị có số liệu); cao nhất là huyện Phú Lộc (109,5), "
        "thấp nhất là huyện A Lưới (29,9).",
        "Hệ thống truyền thanh các địa phương đã phát 50 tin, bài, chuyên mục với 200 lượt phát; "
        "có 02/03 đơn vị thực hiện, nhiều nhất là huyện Phú Lộc (40 tin, bài, chuyên mục).",
    ]


def test_the_province_with_one_report_compares_nothing():
    account = of_province(current=figures(TT_01=2, TT_02=60), units=[("huyện Phú Lộc", 17, figures(TT_01=2, TT_02=60))])
    assert texts(narrate(account)) == [
        "Trong năm 2020, toàn tỉnh đã tổ chức 02 cuộc truyền thông trực tiếp với 60 lượt người tham dự."
    ]


@pytest.mark.parametrize(("public", "of", "number"), [(2, 3, "02/03"), (3, 3, "03")])
def test_published_contacts(public, of, number):
    assert told(TT_07__1=public, TT_07__2=of) == [
        f"{HERE} đã công khai thông tin liên hệ của {number} địa chỉ tin cậy, nhà tạm lánh."
    ]
    assert told(TT_07__1=None, TT_07__2=of) == []
