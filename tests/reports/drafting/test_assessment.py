from datetime import date

import pytest
from telling import filed, of_unit, texts

from reports.content.frozen.rows import PlannedRecord, TaskResult
from reports.drafting.assessment import (
    estimate_paragraphs,
    good_practices,
    next_steps,
    next_steps_of_province,
)
from reports.drafting.proposals import propose

OVERDUE = "Kiểm tra, xử lý vi phạm"


def tasks(**titles):
    """Tasks with those titles under each status."""
    return [
        TaskResult(clause="2.a", task="comm.policy", title=title, status=status)
        for status, several in titles.items()
        for title in several
    ]


def numbered(count):
    return [f"Việc thứ {number}" for number in range(1, count + 1)]


def practice(title, **told):
    return filed("communications.Campaign", "comm.policy", title=title, is_good_practice=True, **told)


def test_nothing_is_said_of_nothing():
    account = of_unit()
    assert next_steps(account, [], []) == []
    assert propose([], account.place) == {}
    assert estimate_paragraphs([], date(2020, 12, 14)) == good_practices([]) == []
    assert propose([{"title": "Thiếu kinh phí", "answered_on": "2020-11-03"}], account.place) == {}


def test_what_is_unfinished_is_gone_on_with():
    given = tasks(
        done=["Kế hoạch năm"],
        in_progress=["Phối hợp đài truyền thanh cấp huyện", "Triển khai, duy trì mô hình"],
        overdue=[OVERDUE],
        not_started=["Bố trí kinh phí nhân rộng mô hình"],
        awaits_guidance=["Truyền thông Tháng hành động"],
        none_declared=["Hội nghị, hội thảo"],
    )
    assert next_steps(of_unit(), given, []) == [
        (
            "next_steps.unfinished",
            "Tiếp tục thực hiện các nhiệm vụ: phối hợp đài truyền thanh cấp huyện; triển khai, duy trì mô hình. "
            "Khẩn trương hoàn thành nhiệm vụ đã quá hạn: kiểm tra, xử lý vi phạm. "
            "Tổ chức thực hiện nhiệm vụ: bố trí kinh phí nhân rộng mô hình. "
            "Thực hiện nhiệm vụ khi có hướng dẫn của cấp tỉnh: truyền thông Tháng hành động.",
        )
    ]


def test_nothing_is_left_to_do_where_all_is_done():
    assert next_steps(of_unit(), tasks(done=numbered(3), none_declared=["Hội nghị"]), []) == []


def test_what_is_planned_is_named_with_its_day_the_next_first():
    planned = [
        PlannedRecord(title="Hội nghị tập huấn cán bộ", day="2020-12-20", kind="capacity.Training"),
        PlannedRecord(title="Tổ chức nói chuyện chuyên đề.", day="2020-07-02", kind="communications.Campaign"),
        PlannedRecord(title="Kế hoạch Tháng hành động", day="2020-10-01", kind="plans.Plan"),
        PlannedRecord(title="Kiểm tra doanh nghiệp", day="2020-12-30", kind="capacity.Inspection"),
    ]
    assert next_steps(of_unit(), [], planned) == [
        (
            "next_steps.planned",
            "Thời gian tới, huyện Nam Đông dự kiến tổ chức nói chuyện chuyên đề (ngày 02/7/2020); "
            "ban hành kế hoạch Tháng hành động (ngày 01/10/2020); "
            "tổ chức hội nghị tập huấn cán bộ (ngày 20/12/2020); "
            "thực hiện kiểm tra doanh nghiệp (ngày 30/12/2020).",
        )
    ]


def test_more_plans_than_five_are_counted():
    planned = [
        PlannedRecord(title=f"Buổi {day}", day=f"2020-12-{day}", kind="capacity.Training") for day in range(10, 18)
    ]
    (told,) = next_steps(of_unit(), [], planned)
    assert told.text.endswith("tổ chức “Buổi 14” (ngày 14/12/2020) và 03 hoạt động khác.")


def waiting(number):
    return [{"title": "Thiếu kinh phí", "answered_on": None, "state": "open"}] * number


@pytest.mark.parametrize(
    ("missing", "raised_by", "text"),
    [
        ([], [("huyện Phú Lộc", [])], None),
        (["huyện A Lưới"], [], "Đôn đốc huyện A Lưới hoàn thành báo cáo để tổng hợp số liệu toàn tỉnh."),
        (
            ["huyện A Lưới", "thành phố Huế"],
            [("huyện Nam Đông", waiting(1)), ("huyện Phú Lộc", waiting(2)), ("thị xã Hương Trà", [])],
            "Đôn đốc 02 đơn vị chưa có báo cáo được duyệt hoàn thành báo cáo để tổng hợp số liệu toàn tỉnh. "
            "Xem xét, trả lời 03 khó khăn, vướng mắc của huyện Nam Đông và huyện Phú Lộc.",
        ),
    ],
)
def test_the_department_goes_on_with_what_others_wait_for(missing, raised_by, text):
    told = next_steps_of_province(missing, raised_by)
    assert [(one.key, one.text) for one in told] == ([("next_steps.department", text)] if text else [])


def test_a_city_is_no_province():
    (told,) = next_steps_of_province(["phường Vỹ Dạ"], [], "thành phố")
    assert told.text == "Đôn đốc phường Vỹ Dạ hoàn thành báo cáo để tổng hợp số liệu toàn thành phố."


def test_one_difficulty_is_put_to_the_department():
    raised = [
        {"title": "Thiếu kinh phí.", "answered_on": None, "state": "open"},
        {"title": "Đã trả lời", "answered_on": "2020-11-03", "state": "answered"},
        {"title": "Tự giải quyết", "answered_on": None, "state": "resolved"},
    ]
    assert propose(raised, "huyện Nam Đông")["department"] == [
        (
            "proposals.difficulties",
            "Đề nghị Sở xem xét, trả lời khó khăn, vướng mắc của huyện Nam Đông: “Thiếu kinh phí”.",
        )
    ]


def test_many_difficulties_are_named_up_to_five():
    raised = [{"title": f"Việc {number}", "answered_on": None} for number in range(1, 8)]
    assert texts(propose(raised[:2], "huyện Nam Đông")["department"]) == [
        "Đề nghị Sở xem xét, trả lời 02 khó khăn, vướng mắc của huyện Nam Đông: “Việc 1”; “Việc 2”."
    ]
    assert texts(propose(raised, "huyện Nam Đông")["department"])[0].endswith("“Việc 4”; “Việc 5” và 02 nội dung khác.")


def test_estimates_to_the_end_of_the_period():
    given = [
        ("Cuộc truyền thông trực tiếp", "cuộc", 8),
        ("Lượt người được tập huấn", "lượt người", 1250),
        ("Cuộc kiểm tra", "cuộc", 0),
        ("Kinh phí đã giải ngân", "triệu đồng", 20.5),
        ("Không ghi", "cuộc", None),
    ]
    assert estimate_paragraphs(given, "2020-12-14") == [
        (
            "evaluation.estimated",
            "Ước thực hiện đến ngày 14/12/2020: cuộc truyền thông trực tiếp 08 cuộc; "
            "lượt người được tập huấn 1.250 lượt người; cuộc kiểm tra không phát sinh; "
            "kinh phí đã giải ngân 20,5 triệu đồng.",
        )
    ]


def test_one_good_practice_and_what_came_of_it():
    assert good_practices([practice("Sân khấu hóa", outcome="Thu hút nhiều nam giới.\n")]) == [
        (
            "communications.practices",
            "Trong kỳ, ghi nhận 01 cách làm hay, sáng tạo: “Sân khấu hóa”; kết quả: thu hút nhiều nam giới.",
        )
    ]


def test_the_lines_of_an_outcome_stay():
    (drafted,) = good_practices(
        [practice("Sân khấu hóa", outcome="Kết quả:\n- thu hút nam giới;\n\n-  40 hộ  cam kết.\n")]
    )
    assert drafted.text.splitlines()[1:] == ["- thu hút nam giới;", "- 40 hộ cam kết."]


def test_many_good_practices_of_the_province_with_their_units():
    found = [
        practice("Sân khấu hóa", unit_name="Huyện Phú Lộc", outcome="Thu hút nhiều nam giới"),
        practice("Phiên chợ", unit_name="Huyện A Lưới", outcome="", good_practice_why="Tiết kiệm"),
        practice("Tờ rơi", unit_name="Thành phố Huế"),
        practice("Chưa làm xong", status="under_way"),
        filed("communications.Campaign", "comm.policy", is_good_practice=False),
    ]
    assert texts(good_practices(found)) == [
        "Trong kỳ, ghi nhận 03 cách làm hay, sáng tạo. "
        "Huyện Phú Lộc: “Sân khấu hóa”; kết quả: thu hút nhiều nam giới. "
        "Huyện A Lưới: “Phiên chợ”; điểm nổi bật: tiết kiệm. Thành phố Huế: “Tờ rơi”."
    ]
    assert texts(good_practices(found[2:3])) == [
        "Trong kỳ, ghi nhận 01 cách làm hay, sáng tạo của thành phố Huế: “Tờ rơi”."
    ]


def test_more_good_practices_than_ten_are_counted():
    (told,) = good_practices([practice(f"Cách {number}") for number in range(1, 13)])
    assert told.text.startswith("Trong kỳ, ghi nhận 12 cách làm hay, sáng tạo. “Cách 1”. “Cách 2”.")
    assert told.text.endswith("“Cách 10”. Ngoài ra, còn 02 cách làm khác.")


def test_a_long_outcome_is_quoted_by_whole_sentences():
    first = "Mỗi buổi có hơn một trăm người đến xem và ở lại hỏi đáp"
    (told,) = good_practices([practice("Sân khấu hóa", outcome=f"{first}. {'rất dài ' * 60}")])
    assert told.text.endswith(f"; kết quả: m{first[1:]}.")
    (told,) = good_practices([practice("Sân khấu hóa", outcome="x" * 100_000)])
    assert told.text.endswith("“Sân khấu hóa”.")
