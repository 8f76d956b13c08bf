"""Strengths and shortcomings out of tasks, targets and figures; causes are typed, and none is drafted."""

import pytest
from telling import figure, figures, of_province, of_unit, texts

from filing.wording.narrative import SENSITIVE
from reports.content.frozen.rows import UNNAMED_TASK, TaskResult
from reports.drafting.evaluation import standing_of_work, strengths, weaknesses
from reports.drafting.evaluation_sections import evaluation_items

OVERDUE = "Kiểm tra, xử lý vi phạm"
RATE = "Tỷ lệ cán bộ làm công tác BĐG được tập huấn ít nhất 01 lần"
TRAINED = "tỷ lệ cán bộ làm công tác bình đẳng giới được tập huấn ít nhất 01 lần"
LED = "Tỷ lệ UBND các cấp có lãnh đạo chủ chốt là nữ"
LED_BY_WOMEN = "tỷ lệ Ủy ban nhân dân các cấp có lãnh đạo chủ chốt là nữ"
HERE = "Đến thời điểm báo cáo, huyện Nam Đông"


def tasks(**titles):
    """Tasks with those titles under each status."""
    return [
        TaskResult(clause="2.a", task="comm.policy", title=title, status=status)
        for status, several in titles.items()
        for title in several
    ]


def numbered(count):
    return [f"Triển khai việc thứ {number}" for number in range(1, count + 1)]


def target(name, value, aim, met, key="NL-04", unit="%", *, is_due=True, is_exceeded=False):
    given = {"key": key, "name": name, "value": value, "target": aim, "unit": unit, "met": met}
    return given | {"is_due": is_due, "is_exceeded": is_exceeded}


def both(account, given=(), targets=()):
    """{key: text} of the strengths, of the shortcomings, and of what is neither."""
    given, targets = list(given), list(targets)
    told = [*strengths(account, given, targets), *weaknesses(account, given, targets)]
    told += standing_of_work(given, targets)
    return {one.key: one.text for one in told}


def test_nothing_is_said_of_nothing():
    assert both(of_unit()) == {}
    assert both(of_unit(), tasks(not_applicable=["Triển khai, duy trì mô hình"])) == {}


@pytest.mark.parametrize(
    ("given", "done", "open_", "neither"),
    [
        ({"done": [OVERDUE]}, f"{HERE} đã hoàn thành nhiệm vụ được giao: kiểm tra, xử lý vi phạm.", None, None),
        ({"done": numbered(12)}, f"{HERE} đã hoàn thành toàn bộ 12 nhiệm vụ được giao.", None, None),
        (
            {"overdue": [OVERDUE]},
            None,
            f"{HERE} chưa hoàn thành nhiệm vụ được giao. Có 01 nhiệm vụ quá hạn: kiểm tra, xử lý vi phạm.",
            None,
        ),
        (
            {"not_started": [OVERDUE, "Bố trí kinh phí"]},
            None,
            f"{HERE} chưa hoàn thành nhiệm vụ nào trong số 02 nhiệm vụ được giao. "
            "Có 02 nhiệm vụ chưa thực hiện: kiểm tra, xử lý vi phạm; bố trí kinh phí.",
            None,
        ),
        (
            {"done": ["Bố trí kinh phí", UNNAMED_TASK], "not_started": [UNNAMED_TASK, UNNAMED_TASK]},
            f"{HERE} đã hoàn thành 02/04 nhiệm vụ được giao: bố trí kinh phí và 01 nhiệm vụ khác.",
            "Có 02 nhiệm vụ chưa thực hiện.",
            None,
        ),
        ({"done": [UNNAMED_TASK]}, f"{HERE} đã hoàn thành nhiệm vụ được giao.", None, None),
        (
            {"none_declared": [OVERDUE]},
            None,
            None,
            "Có 01 nhiệm vụ không có hoạt động trong kỳ: kiểm tra, xử lý vi phạm.",
        ),
        (
            {
                "done": ["Tổ chức Tháng hành động", "Phổ biến chính sách, pháp luật; bình đẳng giới trong chính trị"],
                "in_progress": ["Phối hợp đài truyền thanh cấp huyện"],
                "not_started": ["Triển khai, duy trì mô hình"],
                "not_due": ["Tháng hành động, lễ phát động"],
                "not_applicable": ["Bố trí kinh phí"],
            },
            f"{HERE} đã hoàn thành 02/05 nhiệm vụ được giao: tổ chức Tháng hành động; "
            "phổ biến chính sách, pháp luật và bình đẳng giới trong chính trị.",
            "Có 01 nhiệm vụ chưa thực hiện: triển khai, duy trì mô hình.",
            "Đang thực hiện 01 nhiệm vụ: phối hợp đài truyền thanh cấp huyện. "
            "Có 01 nhiệm vụ chưa đến thời gian thực hiện: tổ chức Tháng hành động, lễ phát động.",
        ),
    ],
)
def test_what_came_of_the_tasks(given, done, open_, neither):
    expected = {"evaluation.tasks": done, "evaluation.unfinished": open_, "evaluation.status": neither}
    assert both(of_unit(), tasks(**given)) == {key: text for key, text in expected.items() if text}


@pytest.mark.parametrize(
    ("task", "title", "name"),
    [
        ("plan.annual", "Kế hoạch công tác bình đẳng giới và VSTBCPN năm 2020", "tham mưu ban hành kế hoạch công tác"),
        ("comm.labour-code", "Nội dung mới của Bộ luật Lao động", "tuyên truyền nội dung mới của Bộ luật Lao động"),
        ("comm.services", "Mô hình, dịch vụ hỗ trợ", "truyền thông về mô hình, dịch vụ hỗ trợ"),
        ("comm.action-month", "Tháng hành động, lễ phát động", "tổ chức Tháng hành động, lễ phát động"),
        ("cap.training", "Hội nghị, hội thảo, tập huấn", "tổ chức hội nghị, hội thảo, tập huấn"),
        ("comm.radio", "Phối hợp đài truyền thanh", "đã hoàn thành nhiệm vụ được giao: phối hợp đài truyền thanh"),
    ],
)
def test_a_task_is_told_as_an_act(task, title, name):
    given = [TaskResult(clause="1.a", task=task, title=title, status="done")]
    assert name in both(of_unit(), given)["evaluation.tasks"]


@pytest.mark.parametrize(
    ("targets", "met", "missed", "neither"),
    [
        ([target(RATE, 100, 100, True)], f"Đã đạt chỉ tiêu được giao: {TRAINED} đạt 100% (chỉ tiêu 100%).", None, None),
        (
            [target(RATE, 0, 100, False)],
            None,
            f"Chưa đạt chỉ tiêu được giao: {TRAINED} chưa có kết quả (chỉ tiêu 100%).",
            None,
        ),
        (
            [target(RATE, 85.714, 100, False), target(LED, 96, 95, True, "NL-07.6", is_exceeded=True)],
            f"Trong 02 chỉ tiêu được giao, đã đạt 01: {LED_BY_WOMEN} đạt 96,0% (chỉ tiêu trên 95%).",
            f"Chưa đạt 01/02 chỉ tiêu được giao: {TRAINED} đạt 85,7% (chỉ tiêu 100%).",
            None,
        ),
        (
            [target("Lượt người được tập huấn", 578, 900, False, "NL-02", "lượt người"), target(RATE, 100, 100, True)],
            f"Trong 02 chỉ tiêu được giao, đã đạt 01: {TRAINED} đạt 100% (chỉ tiêu 100%).",
            "Chưa đạt 01/02 chỉ tiêu được giao: số lượt người được tập huấn đạt 578 lượt người "
            "(chỉ tiêu 900 lượt người).",
            None,
        ),
        (
            [
                target(RATE, None, 100, None),
                target("Lượt người được tập huấn", 78, 90, None, "NL-02", "lượt người", is_due=False),
            ],
            None,
            None,
            "Có 01 chỉ tiêu giao cho cả năm, chưa đến kỳ đánh giá: số lượt người được tập huấn. "
            f"Có 01 chỉ tiêu chưa có số liệu để đánh giá: {TRAINED}.",
        ),
    ],
)
def test_every_target_that_was_set_is_told(targets, met, missed, neither):
    expected = {"evaluation.targets": met, "evaluation.targets-missed": missed, "evaluation.targets-open": neither}
    assert both(of_unit(), (), targets) == {key: text for key, text in expected.items() if text}


def test_the_documents_that_set_the_targets_are_named_once_with_the_first_that_are_told():
    sources, by_documents = (
        ["QĐ 2351/QĐ-TTg ngày 24/12/2010", "Chỉ tiêu Sở giao"],
        "(Sở giao; theo QĐ 2351/QĐ-TTg ngày 24/12/2010)",
    )
    met, missed = target(RATE, 100, 100, True), target(LED, 36.4, 95, False, "NL-07.6")
    open_ = target(LED, None, 95, None, "NL-07.6")
    for targets, key in (
        ([met, missed, open_], "evaluation.targets"),
        ([missed, open_], "evaluation.targets-missed"),
        ([open_], "evaluation.targets-open"),
    ):
        account = of_unit()
        told = [*strengths(account, [], targets, sources), *weaknesses(account, [], targets, sources)]
        told += standing_of_work([], targets, sources)
        assert [one.key for one in told if by_documents in one.text] == [key]
    assert standing_of_work([], [], sources) == []


def test_who_set_all_targets_stands_in_place_of_that_they_were_set():
    met, missed = target(RATE, 100, 100, True), target(LED, 36.4, 95, False, "NL-07.6")
    (told,) = strengths(of_unit(), [], [met, missed], ["Chỉ tiêu Sở giao năm 2020"])
    assert told.text.startswith("Trong 02 chỉ tiêu Sở giao năm 2020, đã đạt 01: ")
    (told,) = weaknesses(of_unit(), [], [missed], ["Chỉ tiêu Sở giao năm 2020"])
    assert told.text.startswith("Chưa đạt chỉ tiêu Sở giao năm 2020: ")


def test_rates_on_victims_are_paragraphs_that_stay_inside():
    helped = [target(f"Tỷ lệ {key}", value, 90, value > 90, f"MH-02.{key}") for key, value in ((1, 80), (2, 95))]
    told = both(of_unit(), (), [*helped, target(RATE, 100, 100, True)])
    assert {key for key in told if key in SENSITIVE} == {"evaluation.people", "evaluation.people-missed"}
    assert told["evaluation.targets"] == f"Đã đạt chỉ tiêu được giao: {TRAINED} đạt 100% (chỉ tiêu 100%)."


@pytest.mark.parametrize(
    ("now", "before", "risen", "fallen"),
    [
        ({"TT_02": 412}, {}, None, None),
        ({}, {"TT_02": 412}, None, None),
        ({"TT_02": 412}, {"TT_02": 412}, None, None),
        # Less than one in a hundred is no change.
        ({"TT_02": 211}, {"TT_02": 210}, None, None),
        (
            {"TT_02": 1, "NL_02": 200},
            {"TT_02": 1250, "NL_02": 100},
            "So với cùng kỳ năm 2019, số lượt người được tập huấn gấp 02 lần.",
            "So với cùng kỳ năm 2019, số lượt người tham dự truyền thông trực tiếp giảm từ 1.250 xuống còn "
            "01 lượt người.",
        ),
        (
            {"TT_02": 110, "NL_02": 150, "MH_01__3": 7},
            {"TT_02": 100, "NL_02": 200, "MH_01__3": 2},
            "So với cùng kỳ năm 2019, số hoạt động của các mô hình tăng từ 02 lên 07 hoạt động; "
            "số lượt người tham dự truyền thông trực tiếp tăng 10,0%.",
            "So với cùng kỳ năm 2019, số lượt người được tập huấn giảm 25,0%.",
        ),
    ],
)
def test_what_rose_and_what_fell_the_largest_change_first(now, before, risen, fallen):
    expected = {"evaluation.compared": risen, "evaluation.fallen": fallen}
    told = both(of_unit(current=figures(**now), previous=figures(**before)))
    assert told == {key: text for key, text in expected.items() if text}


def test_a_change_says_on_how_many_events_it_stands():
    known = {
        "current": figures(TT_02=figure(112, records=5, valued=4)),
        "previous": figures(TT_02=figure(100, records=7, valued=6)),
    }
    assert texts(strengths(of_province(**known), [], [])) == [
        "So với năm 2019, số lượt người tham dự truyền thông trực tiếp tăng 12,0% "
        "(số liệu của 04/05 cuộc; năm 2019: số liệu của 06/07 cuộc)."
    ]


TYPED = {
    "evaluation": "Công tác tham mưu kịp thời.\nƯu điểm: phối hợp tốt.\n- Tồn tại, hạn chế: ít chuyên mục.",
    "difficulties": "Địa bàn rộng.\nNguyên nhân khách quan: dịch bệnh.\nNguyên nhân chủ quan:\nThiếu cán bộ.",
    "next_steps": "",
    "proposals": "",
}


@pytest.mark.parametrize(("reporting", "whose"), [(None, ""), (2, " có báo cáo được duyệt")])
def test_a_summary_says_what_all_units_did_and_not_what_some_did(reporting, whose):
    places = [("huyện A", 5, figures(KH_03=1, NL_01=2, TT_01=9)), ("huyện B", 5, figures(KH_03=1, NL_01=1, TT_01=0))]
    done = "đã ban hành kế hoạch Tháng hành động; tổ chức hội nghị, hội thảo, tập huấn."
    told = both(of_province(units=places, reporting=reporting))
    assert told == {"evaluation.by-all": f"Cả 02 đơn vị{whose} {done}"}
    assert both(of_province(units=places[:1], reporting=reporting)) == {}
    assert both(of_unit()) == {}


def items_of(texts_typed):
    general, items = evaluation_items(of_unit(), texts_typed, [], [], [], [])
    return [one.text for one in general], {key: (heading, [one.text for one in told]) for key, heading, told in items}


def test_typed_lines_stand_under_the_heading_that_they_name():
    general, items = items_of(TYPED)
    assert general == ["Công tác tham mưu kịp thời."]
    assert items == {
        "strengths": ("Ưu điểm", ["Ưu điểm: phối hợp tốt."]),
        "weaknesses": ("Tồn tại, hạn chế", ["- Tồn tại, hạn chế: ít chuyên mục."]),
        "difficulties": ("Khó khăn, vướng mắc", ["Địa bàn rộng."]),
        "causes": (
            "Nguyên nhân",
            ["Nguyên nhân khách quan: dịch bệnh.", "Nguyên nhân chủ quan:", "Thiếu cán bộ."],
        ),
    }


def test_no_typed_line_is_lost():
    for name in ("evaluation", "difficulties"):
        general, items = items_of(TYPED)
        told = [*general, *(line for _heading, lines in items.values() for line in lines)]
        assert set(TYPED[name].splitlines()) <= set(told)


def test_without_a_label_causes_stand_with_the_difficulties():
    general, items = items_of(dict.fromkeys(TYPED, "") | {"difficulties": "Do thiếu kinh phí: chưa tổ chức."})
    assert general == []
    assert items["difficulties"] == ("Khó khăn, vướng mắc và nguyên nhân", ["Do thiếu kinh phí: chưa tổ chức."])
    assert items["causes"][1] == []
