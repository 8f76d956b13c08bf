import pytest
from telling import figures, filed, of_province, of_unit, texts

from plans.wording import narrate

WHEN = "Trong 6 tháng đầu năm 2020, Ủy ban nhân dân huyện Nam Đông đã ban hành"


def plan(task, title, number="12/KH-UBND", issued_on="2020-02-20", **more):
    return filed("plans.Plan", task, title=title, number=number, issued_on=issued_on, **more)


def told(*plans):
    return texts(narrate(of_unit(filed=list(plans))))


def test_nothing_filed_is_nothing_said():
    assert told() == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kế hoạch công tác bình đẳng giới năm 2020.", " về công tác bình đẳng giới năm 2020"),
        ("KẾ HOẠCH Triển khai công tác VSTBCPN", " về việc triển khai công tác VSTBCPN"),
        ("Kế hoạch về truyền thông", " về truyền thông"),
        ("Kế hoạch V/v phát động", " về việc phát động"),
        ("Kế hoạch Tháng hành động", " về Tháng hành động"),
        ("Bình đẳng giới 2020", " (Bình đẳng giới 2020)"),
        ("Kế hoạch", ""),
    ],
)
def test_one_plan_is_named_by_number_and_day(title, text):
    assert told(plan("plan.annual", title)) == [f"{WHEN} Kế hoạch số 12/KH-UBND ngày 20/02/2020{text}."]


def test_a_title_with_the_number_stays_as_typed():
    title = "Kế hoạch số 12/KH-UBND ngày 20/02/2020 về công tác bình đẳng giới"
    assert told(plan("plan.annual", title)) == [f"{WHEN} {title}."]


def test_several_plans_follow_the_clauses():
    assert told(
        plan("plan.politics", "Kế hoạch truyền thông", "30/KH-UBND", "2020-05-04"),
        plan("plan.annual", "Kế hoạch công tác bình đẳng giới năm 2020"),
    ) == [
        f"{WHEN} 02 kế hoạch: Kế hoạch số 12/KH-UBND ngày 20/02/2020 về công tác bình đẳng giới năm 2020; "
        "Kế hoạch số 30/KH-UBND ngày 04/5/2020 về truyền thông."
    ]


def test_a_plan_of_another_body_is_not_ascribed_to_the_committee():
    assert told(plan("plan.annual", "Kế hoạch truyền thông", "05/KH-LĐTBXH")) == [
        "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông đã ban hành "
        "Kế hoạch số 05/KH-LĐTBXH ngày 20/02/2020 về truyền thông."
    ]


def test_plans_on_their_way_say_how_far():
    coming = {"status": "under_way", "number": "", "issued_on": None}
    assert told(
        plan("plan.politics", "Kế hoạch truyền thông", submitted_on="2020-06-10", **coming),
        plan("plan.action-month", "Kế hoạch Tháng hành động", submitted_on=None, **coming),
    ) == [
        "Dự thảo Kế hoạch truyền thông đã được trình Ủy ban nhân dân huyện Nam Đông ngày 10/6/2020. "
        "Kế hoạch Tháng hành động đang được xây dựng."
    ]


def test_a_plan_whose_title_stays_inside_is_named_by_its_task():
    coming = {"status": "under_way", "number": "", "issued_on": None}
    assert told(
        plan("plan.annual", ""),
        plan("plan.politics", "", "30/KH-UBND", "2020-05-04"),
        plan("plan.action-month", "", submitted_on="2020-06-10", **coming),
    ) == [
        f"{WHEN} 02 kế hoạch: Kế hoạch số 12/KH-UBND ngày 20/02/2020 về công tác bình đẳng giới và vì sự tiến bộ của "
        "phụ nữ; Kế hoạch số 30/KH-UBND ngày 04/5/2020 truyền thông về bình đẳng giới trong lĩnh vực chính trị.",
        "Dự thảo kế hoạch Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới đã được trình "
        "Ủy ban nhân dân huyện Nam Đông ngày 10/6/2020.",
    ]
    assert told(plan("plan.annual", "", "")) == [
        "Trong 6 tháng đầu năm 2020, trên địa bàn huyện Nam Đông đã ban hành kế hoạch công tác bình đẳng giới và vì sự "
        "tiến bộ của phụ nữ (ngày 20/5/2020)."
    ]


def test_each_paragraph_has_its_key():
    account = of_unit(
        current=figures(KH_04__1=7, KH_04__2=10),
        none=frozenset({"plan.action-month"}),
        filed=[
            plan("plan.annual", "Kế hoạch năm"),
            plan("plan.politics", "Kế hoạch truyền thông", "", None, status="under_way"),
        ],
    )
    assert [one.key for one in narrate(account)] == [
        "plans.issued",
        "plans.coming",
        "plans.communes",
        "plans.unanswered",
    ]
    province = of_province(current=figures(KH_01=3, KH_04__1=7, KH_04__2=10))
    assert [one.key for one in narrate(province)] == ["plans.issued", "plans.communes"]


def test_a_declared_none_is_said_unless_a_draft_is_filed():
    none = frozenset({"plan.politics"})
    both = of_unit(none=frozenset({"plan.annual", "plan.politics"}))
    assert texts(narrate(both)) == [
        "Trong kỳ chưa ban hành: kế hoạch công tác bình đẳng giới và vì sự tiến bộ của phụ nữ; "
        "kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị."
    ]
    assert texts(narrate(of_unit(none=none))) == [
        "Trong kỳ chưa ban hành kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị."
    ]
    draft = plan("plan.politics", "Kế hoạch truyền thông", "", None, status="under_way")
    assert texts(narrate(of_unit(none=none, filed=[draft]))) == ["Kế hoạch truyền thông đang được xây dựng."]


def test_the_province_counts_plans_and_the_units_that_issued_them():
    both, one = figures(KH_01=1, KH_03=1), figures(KH_01=2)
    account = of_province(
        current=figures(KH_01=3, KH_03=1), units=[("huyện Phú Lộc", 17, both), ("huyện A Lưới", 18, one)]
    )
    assert texts(narrate(account)) == [
        "Trong năm 2020, toàn tỉnh đã ban hành 04 kế hoạch, gồm 03 kế hoạch công tác bình đẳng giới và "
        "vì sự tiến bộ "
        "của phụ nữ (cả 02 đơn vị) và 01 kế hoạch Tháng hành động vì bình đẳng giới và phòng, chống bạo lực "
        "trên cơ sở giới (01/02 đơn vị)."
    ]


def test_the_province_without_plans_says_nothing():
    assert texts(narrate(of_province(units=[("huyện Phú Lộc", 17, figures())]))) == []


@pytest.mark.parametrize(
    ("issued", "of", "text"),
    [
        (0, 10, None),
        (7, 10, "có 07/10 xã, phường, thị trấn đã ban hành kế hoạch năm (70,0%)."),
        (10, 10, "tất cả 10 xã, phường, thị trấn đã ban hành kế hoạch năm."),
        (3, 6, "có 03/06 xã, phường, thị trấn đã ban hành kế hoạch năm."),
        (1, 1, None),
    ],
)
def test_the_communes_own_plans(issued, of, text):
    told = texts(narrate(of_unit(current=figures(KH_04__1=issued, KH_04__2=of))))
    assert [one.rpartition(", trên địa bàn huyện Nam Đông")[2].strip(" ,") for one in told] == ([text] if text else [])


def test_the_communes_follow_the_units_own_plans():
    now, issued = figures(KH_01=1, KH_04__1=7, KH_04__2=10), plan("plan.annual", "Kế hoạch năm")
    for account in (of_unit(current=now, filed=[issued]), of_province(current=now)):
        assert texts(narrate(account))[1:] == [
            "Bên cạnh đó, có 07/10 xã, phường, thị trấn đã ban hành kế hoạch năm (70,0%)."
        ]
