"""KH-01 to KH-03: plans that the People's Committee issued."""

from django.db.models import Q

from indicators.declarations import Flow


def _issued(key, name, task):
    return Flow(
        key=key, name=name, unit="văn bản", tasks=(task,), source="plans.Plan", where=Q(task__code=task)
    )  # fmt: skip


INDICATORS = (
    _issued("KH-01", "Kế hoạch công tác BĐG và VSTBCPN năm đã ban hành", "plan.annual"),
    _issued("KH-02", "Kế hoạch truyền thông BĐG trong lĩnh vực chính trị đã ban hành", "plan.politics"),
    _issued("KH-03", "Kế hoạch Tháng hành động đã ban hành", "plan.action-month"),
)
