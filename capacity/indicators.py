"""NL-01 to NL-09: conferences, trainings, closing reviews, inspections (clauses 3.a to 3.c)."""

from django.db.models import Q

from capacity.models import CLOSING, Group
from indicators.declarations import Flow

HELD = ~Q(sort__in=CLOSING)


def _training(key, name, unit, task, where, **taken):
    return Flow(key=key, name=name, unit=unit, tasks=(task,), source="capacity.Training", where=where, **taken)


def _inspection(key, name, unit, **taken):
    return Flow(key=key, name=name, unit=unit, tasks=("cap.inspection",), source="capacity.Inspection", **taken)


INDICATORS = (
    _training("NL-01", "Hội nghị, hội thảo, lớp tập huấn", "cuộc, lớp", "cap.training", HELD),
    _training(
        "NL-02", "Lượt người được tập huấn", "lượt người", "cap.training", HELD,
        total="participants", female="female", minority="minority", breakdown="group",
    ),
    _training(
        "NL-03", "Cán bộ nữ tiềm năng được bồi dưỡng", "người", "cap.training", HELD & Q(group=Group.POTENTIAL),
        total="female",
    ),
    _training(
        "NL-08", "Hội nghị, báo cáo tổng kết Chiến lược, Chương trình, Đề án", "hội nghị, báo cáo", "cap.review",
        Q(sort__in=CLOSING),
    ),
    _inspection("NL-09.1", "Cuộc kiểm tra", "cuộc"),
    _inspection("NL-09.2", "Vụ vi phạm phát hiện", "vụ", total="found"),
    _inspection("NL-09.3", "Vụ vi phạm đã xử lý", "vụ", total="handled"),
)  # fmt: skip
