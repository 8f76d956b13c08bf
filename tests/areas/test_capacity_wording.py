import pytest
from telling import figure, figures, filed, of_province, of_unit, texts

from capacity.inspection_wording import narrate_inspections
from capacity.wording import narrate, narrate_review

HERE = "Trong kỳ, toàn huyện"


def training(sort):
    return filed("capacity.Training", "cap.training", sort=sort)


def review(form, **more):
    return filed("capacity.Review", "cap.review", form=form, **more)


def inspection(bodies):
    return filed("capacity.Inspection", "cap.inspection", bodies=bodies)


def told(before=None, records=(), **now):
    return texts(narrate(of_unit(current=figures(**now), previous=before or figures(), filed=list(records))))


def inspected(before=None, records=(), **now):
    return texts(
        narrate_inspections(of_unit(current=figures(**now), previous=before or figures(), filed=list(records)))
    )


def test_nothing_filed_is_nothing_said():
    assert told() == []
    assert inspected() == []


def test_one_course_is_called_what_it_was():
    assert told(records=[training("course")], NL_01=1, NL_02=figure(30, 12), NL_02__3=30) == [
        f"{HERE} đã tổ chức 01 lớp tập huấn với 30 lượt người tham dự, trong đó nữ 12 lượt người (40,0%). "
        "Đối tượng là phóng viên, biên tập viên."
    ]


def test_many_are_told_by_sort_and_group_in_order_of_priority():
    held = [training("workshop"), training("course"), training("course")]
    groups = {"NL_02__1": 40, "NL_02__6": 80}
    assert told(figures(NL_02=100), held, NL_01=3, NL_02=figure(120, 80, sexed=100), **groups) == [
        f"{HERE} đã tổ chức 01 hội thảo và 02 lớp tập huấn với 120 lượt người tham dự, trong đó nữ 80/100 lượt người "
        "đã thống kê theo giới tính (80,0%); tăng 20,0% so với cùng kỳ năm 2019 (100 lượt người). "
        "Đối tượng gồm: cán bộ làm công tác bình đẳng giới (40 lượt người); người dân (80 lượt người)."
    ]


def test_groups_are_left_out_where_they_do_not_add_up():
    assert told(records=[training("course")], NL_01=1, NL_02=45, NL_02__3=30) == [
        f"{HERE} đã tổ chức 01 lớp tập huấn với 45 lượt người tham dự."
    ]


def test_the_year_so_far():
    now = figures(NL_01=2, NL_02=90, NL_09__1=1, NL_09__2=2)
    account = of_unit(current=now, so_far=figures(NL_01=5, NL_02=200, NL_09__1=3))
    assert texts(narrate(account)) == [
        f"{HERE} đã tổ chức 02 cuộc hội nghị, hội thảo, tập huấn với 90 lượt người tham dự; "
        "lũy kế từ đầu năm 05 cuộc, lớp, 200 lượt người."
    ]
    assert texts(narrate_inspections(account)) == [
        f"{HERE} đã tổ chức 01 cuộc kiểm tra việc thực hiện pháp luật về bình đẳng giới; phát hiện 02 vụ vi phạm; "
        "lũy kế từ đầu năm 03 cuộc."
    ]


def test_each_paragraph_has_its_key():
    account = of_unit(
        current=figures(NL_01=1, NL_04__1=14, NL_04__2=12, NL_09__1=1), none=frozenset({"cap.review", "cap.inspection"})
    )
    assert [one.key for one in narrate(account)] == ["capacity.trained", "capacity.standing", "capacity.unanswered"]
    assert [one.key for one in narrate_inspections(account)] == ["capacity.inspected"]


def test_women_with_potential():
    assert told(NL_03=25) == [f"{HERE} có 25 cán bộ nữ tiềm năng được bồi dưỡng kiến thức, kỹ năng lãnh đạo, quản lý."]


def test_closing_reviews_are_named():
    reviews = [
        review("own", title="Hội nghị tổng kết Chiến lược quốc gia về bình đẳng giới"),
        review("report", title="Tổng kết Đề án", day="2020-06-05"),
        review("going_on", title="Kết quả nửa năm"),
    ]
    assert told(records=reviews, NL_08=2) == [
        f"{HERE} đã tổ chức hội nghị tổng kết Chiến lược quốc gia về bình đẳng giới (ngày 20/5/2020) và "
        "xây dựng báo cáo “Tổng kết Đề án” (ngày 05/6/2020)."
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ({}, ""),
        ({"NL_09__2": figure(0, records=2)}, "; qua kiểm tra không phát hiện vi phạm"),
        ({"NL_09__2": figure(0, records=2, valued=1)}, ""),
        ({"NL_09__2": 3}, "; phát hiện 03 vụ vi phạm"),
        ({"NL_09__2": 3, "NL_09__3": 2}, "; phát hiện 03 vụ vi phạm, đã xử lý 02 vụ"),
        ({"NL_09__2": 3, "NL_09__3": 3}, "; phát hiện 03 vụ vi phạm, đã xử lý toàn bộ"),
        ({"NL_09__2": 1, "NL_09__3": 1}, "; phát hiện 01 vụ vi phạm, đã xử lý xong"),
        ({"NL_09__2": 1, "NL_09__3": 0}, "; phát hiện 01 vụ vi phạm, chưa xử lý xong"),
    ],
)
def test_violations_found_and_handled(now, text):
    assert inspected(NL_09__1=2, **now) == [
        f"{HERE} đã tổ chức 02 cuộc kiểm tra việc thực hiện pháp luật về bình đẳng giới{text}."
    ]


def test_bodies_inspected_are_added_up_where_all_are_known():
    known, unknown = [inspection(3), inspection(4)], [inspection(3), inspection(None)]
    assert inspected(figures(NL_09__1=2), known, NL_09__1=2) == [
        f"{HERE} đã tổ chức 02 cuộc kiểm tra việc thực hiện pháp luật về bình đẳng giới tại 07 cơ quan, đơn vị; "
        "số cuộc bằng mức cùng kỳ năm 2019."
    ]
    assert "cơ quan" not in inspected(records=unknown, NL_09__1=2)[0]


def test_inspections_stay_out_of_the_area_and_trainings_out_of_theirs():
    account = of_unit(current=figures(NL_01=1, NL_09__1=1), none=frozenset({"cap.review"}))
    assert texts(narrate(account)) == [
        f"{HERE} đã tổ chức 01 cuộc hội nghị, hội thảo, tập huấn.",
        "Trong kỳ chưa tổ chức hoạt động tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới.",
    ]
    assert len(texts(narrate_inspections(account))) == 1


def test_declared_none():
    account = of_unit(none=frozenset({"cap.training", "cap.inspection"}))
    assert texts(narrate(account)) == ["Trong kỳ chưa tổ chức hội nghị, hội thảo, lớp tập huấn về bình đẳng giới."]
    assert texts(narrate_inspections(account)) == [
        "Trong kỳ chưa tổ chức kiểm tra việc thực hiện pháp luật về bình đẳng giới."
    ]


def test_not_applicable():
    account = of_unit(exempt={"cap.inspection": "không có thẩm quyền kiểm tra"})
    assert texts(narrate_inspections(account)) == [
        "6 tháng đầu năm 2020, huyện Nam Đông không có thẩm quyền kiểm tra "
        "nên không thuộc đối tượng báo cáo nội dung này."
    ]


def test_the_province_compares_its_units():
    account = of_province(
        current=figures(NL_01=9, NL_02=figure(270, 140), NL_08=3, NL_09__1=5),
        units=[
            ("huyện Phú Lộc", 17, figures(NL_02=170, NL_08=1, NL_09__1=4)),
            ("huyện Nam Đông", 10, figures(NL_02=100, NL_08=2, NL_09__1=1)),
        ],
    )
    assert texts(narrate(account)) == [
        "Trong kỳ, toàn tỉnh đã tổ chức 09 cuộc hội nghị, hội thảo, tập huấn với 270 lượt người tham dự, "
        "trong đó nữ 140 lượt người (51,9%). Bình quân mỗi đơn vị cấp xã đạt 10,0 lượt người.",
        "Đã hoàn thành 03 hội nghị, báo cáo tổng kết việc thực hiện Chiến lược, Chương trình, Đề án về "
        "bình đẳng giới; cả 02 đơn vị đều tổng kết, nhiều nhất là huyện Nam Đông (02 hội nghị, báo cáo).",
    ]
    assert texts(narrate_inspections(account)) == [
        "Trong kỳ, toàn tỉnh đã tổ chức 05 cuộc kiểm tra việc thực hiện pháp luật về bình đẳng giới; "
        "cả 02 đơn vị đều tổ chức kiểm tra, nhiều nhất là huyện Phú Lộc (04 cuộc)."
    ]


def test_standing_figures_are_told_as_they_stand():
    now = {"NL_04__1": 14, "NL_04__2": 12, "NL_05__1": figure(40, 8), "NL_07__1": 20, "NL_07__2": 7}
    assert told(**now) == [
        "Đến cuối kỳ báo cáo, toàn huyện có 12/14 cán bộ làm công tác bình đẳng giới được tập huấn ít nhất 01 lần "
        "(85,7%). Có 08/40 cấp ủy viên cấp huyện là nữ (20,0%). Có 07/20 cơ quan có lãnh đạo chủ chốt là nữ (35,0%)."
    ]
    assert told(NL_04__1=14, NL_07__1=20) == []


@pytest.mark.parametrize(
    ("staff", "text"),
    [
        (13, "trên địa bàn huyện, tất cả 13 cán bộ làm công tác bình đẳng giới đã được tập huấn ít nhất 01 lần."),
        (1, "toàn huyện có 01 cán bộ làm công tác bình đẳng giới, đã được tập huấn ít nhất 01 lần."),
    ],
)
def test_where_all_of_the_staff_are_trained_no_fraction_says_so(staff, text):
    assert told(NL_04__1=staff, NL_04__2=staff) == [f"Đến cuối kỳ báo cáo, {text}"]


def test_standing_figures_of_none_are_no_row_of_zeros():
    assert told(NL_04__1=14, NL_04__2=0, NL_05__1=figure(40, 0), NL_05__2=figure(90, 20), NL_06__2=figure(35, 0)) == [
        "Đến cuối kỳ báo cáo, toàn huyện có 14 cán bộ làm công tác bình đẳng giới, "
        "chưa có người nào được tập huấn. Có 20/90 cấp ủy viên cấp xã là nữ (22,2%). "
        "Không có nữ trong số 40 cấp ủy viên cấp huyện và 35 đại biểu Hội đồng nhân dân."
    ]


def result(target, achieved, planned="", unit="%"):
    return {"target": target, "unit": unit, "planned": planned, "achieved": achieved, "note": ""}


def test_a_report_on_closing_reviews_tells_of_nothing_else():
    closed = review(
        "report",
        title="Tổng kết",
        programmes=["strategy"],
        results=[
            result("Nữ đại biểu HĐND cấp huyện", "27,6", "35"),
            result("Lớp tập huấn", "12", "10", "lớp"),
            result("Chưa thống kê", "", "90"),
        ],
    )
    going_on = review("going_on", programmes=["strategy", "scheme"], results=[])
    account = of_unit(
        when="năm 2020",
        filed=[closed, going_on],
        current=figures(NL_08=1, NL_01=3, NL_04__1=14, NL_04__2=12),
        none=frozenset({"cap.training"}),
    )
    assert [(one.key, one.text) for one in narrate_review(account)] == [
        (
            "capacity.reviews",
            "Trong năm 2020, trên địa bàn huyện Nam Đông đã xây dựng báo cáo “Tổng kết” (ngày 20/5/2020). "
            "Đã thống kê kết quả, chưa tổng kết Đề án phòng ngừa và ứng phó với bạo lực trên cơ sở giới "
            "giai đoạn 2016-2020.",
        ),
        (
            "capacity.results",
            "Kết quả so với chỉ tiêu: nữ đại biểu Hội đồng nhân dân cấp huyện đạt 27,6% (chỉ tiêu 35%); "
            "lớp tập huấn đạt 12 lớp (chỉ tiêu 10 lớp).",
        ),
        (
            "capacity.standing",
            "Đến cuối kỳ báo cáo, toàn huyện có 12/14 cán bộ làm công tác bình đẳng giới "
            "được tập huấn ít nhất 01 lần (85,7%).",
        ),
    ]


def test_a_closing_review_without_anything():
    assert narrate_review(of_unit(current=figures(NL_01=3))) == []
    assert texts(narrate_review(of_unit(none=frozenset({"cap.review", "cap.training"})))) == [
        "Trong kỳ chưa tổ chức hoạt động tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới."
    ]


def test_more_results_than_five_are_the_main_ones():
    rows = [result(f"Mục tiêu {number}", str(number)) for number in range(1, 8)]
    (told,) = narrate_review(of_unit(filed=[review("going_on", programmes=[], results=rows)]))
    assert told.text.startswith(
        "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông, "
        "một số kết quả chính so với chỉ tiêu: mục tiêu 1 đạt 1%;"
    )
    assert told.text.endswith("mục tiêu 5 đạt 5%.")


def test_the_provinces_closing_reviews_are_counted():
    account = of_province(
        current=figures(NL_08=3),
        filed=[review("report", programmes=["strategy"], results=[result("Nữ", "30")])],
        units=[("huyện Phú Lộc", 17, figures(NL_08=1)), ("huyện Nam Đông", 10, figures(NL_08=2))],
    )
    assert texts(narrate_review(account)) == [
        "Trong năm 2020, toàn tỉnh đã hoàn thành 03 hội nghị, báo cáo tổng kết việc thực hiện Chiến lược, "
        "Chương trình, Đề án về bình đẳng giới; cả 02 đơn vị đều tổng kết, nhiều nhất là huyện Nam Đông "
        "(02 hội nghị, báo cáo)."
    ]
