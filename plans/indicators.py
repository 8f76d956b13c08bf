"""The figures KH-01 to KH-04: plans issued by the People's Committee and by communes."""

from django.db.models import Q

from core.indicators.declarations import Communes, Flow, Ratio

SOURCE = "plans.Plan"


def _issued_plans(key, name, task):
    return Flow(key=key, name=name, unit="văn bản", tasks=(task,), source=SOURCE, where=Q(task__code=task))


INDICATORS = (
    _issued_plans("KH-01", "Kế hoạch công tác BĐG và VSTBCPN năm đã ban hành", "plan.annual"),
    _issued_plans("KH-02", "Kế hoạch truyền thông BĐG trong lĩnh vực chính trị đã ban hành", "plan.politics"),
    _issued_plans("KH-03", "Kế hoạch Tháng hành động đã ban hành", "plan.action-month"),
    Flow(
        key="KH-04.1",
        name="Xã, phường, thị trấn đã ban hành kế hoạch",
        unit="đơn vị",
        tasks=("plan.annual",),
        source="plans.CommunePlan",
    ),
    Communes(key="KH-04.2", name="Tổng số xã, phường, thị trấn", unit="đơn vị", hidden=True),
    Ratio(
        key="KH-04",
        name="Tỷ lệ xã, phường, thị trấn đã ban hành kế hoạch",
        unit="%",
        tasks=("plan.annual",),
        numerator="KH-04.1",
        denominator="KH-04.2",
        times=100,
        decimals=1,
    ),
    Flow(
        key="TT-11.1",
        name="Cách làm hay: kế hoạch",
        unit="cách làm",
        hidden=True,
        source=SOURCE,
        where=Q(is_good_practice=True),
    ),
)
