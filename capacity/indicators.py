"""The figures NL-01 to NL-09: trainings, reviews, standing figures, inspections (clauses 3.a to 3.c)."""

from django.db.models import Q

from capacity.models import GROUPS, PriorityGroup, ReviewFormat, StandingMeasure, women_of
from core.indicators.declarations import Flow, Latest, Ratio

GOOD_PRACTICE = Q(is_good_practice=True)
GROUP_NAMES = {
    PriorityGroup.EQUALITY_STAFF: "cán bộ làm công tác bình đẳng giới",
    PriorityGroup.COMMITTEE: "thành viên Ban Vì sự tiến bộ của phụ nữ",
    PriorityGroup.PRESS: "phóng viên, biên tập viên",
    PriorityGroup.POTENTIAL: "cán bộ nữ tiềm năng",
    PriorityGroup.CADRES: "cán bộ, công chức, viên chức khác",
    PriorityGroup.PEOPLE: "người dân",
}


def _training_flow(key, name, unit, **options):
    return Flow(key=key, name=name, unit=unit, tasks=("cap.training",), source="capacity.Training", **options)


def _inspection(key, name, unit, **options):
    return Flow(key=key, name=name, unit=unit, tasks=("cap.inspection",), source="capacity.Inspection", **options)


# The tasks that a standing figure belongs to (clauses 3.a, 3.b, 2.a).
TASKS = {
    StandingMeasure.STAFF: ("cap.training", "cap.review"),
    StandingMeasure.PARTY_DISTRICT: ("comm.policy", "cap.review"),
    StandingMeasure.PARTY_COMMUNE: ("comm.policy", "cap.review"),
    StandingMeasure.CANDIDATES: ("comm.policy",),
    StandingMeasure.DEPUTIES: ("comm.policy",),
    StandingMeasure.BODIES: ("cap.review",),
    StandingMeasure.COMMITTEES: ("cap.review",),
}


def _standing(key, name, unit, measure, total="total", female="", **options):
    return Latest(
        key=key,
        name=name,
        unit=unit,
        tasks=TASKS[measure],
        source="capacity.Standing",
        among=("measure", measure),
        total=total,
        female=female,
        **options,
    )


def _share_of(key, name, part, whole, measure):
    return Ratio(
        key=key, name=name, unit="%", tasks=TASKS[measure], numerator=part, denominator=whole, times=100, decimals=1
    )


def _in_lower_case(who):
    """Return `cơ quan` of `Cơ quan`; an abbreviation keeps its capitals."""
    return who if who[1:2].isupper() else who[:1].lower() + who[1:]


def _with_woman_leader(first, who, measure):
    """Return three figures: all such bodies, those with a woman among the key leaders, their share."""
    keys = [f"NL-07.{first + number}" for number in range(3)]
    return (
        _standing(keys[0], f"{who}: tổng số", "cơ quan", measure, hidden=True),
        _standing(keys[1], f"{who} có lãnh đạo chủ chốt là nữ", "cơ quan", measure, "part", within=keys[0]),
        _share_of(keys[2], f"Tỷ lệ {_in_lower_case(who)} có lãnh đạo chủ chốt là nữ", keys[1], keys[0], measure),
    )


def _good_practice(key, name, source):
    return Flow(key=key, name=name, unit="cách làm", hidden=True, source=source, where=GOOD_PRACTICE)


INDICATORS = (
    _training_flow("NL-01", "Hội nghị, hội thảo, lớp tập huấn", "cuộc, lớp"),
    _training_flow(
        "NL-02", "Lượt người được tập huấn", "lượt người", total="attendance", female="female", minority="minority"
    ),
    *(
        _training_flow(
            f"NL-02.{number}",
            f"Lượt người được tập huấn: {GROUP_NAMES[group]}",
            "lượt người",
            total=str(group),
            female=women_of(group),
            within="NL-02",
        )
        for number, group in enumerate(GROUPS, start=1)
    ),
    _training_flow("NL-03", "Cán bộ nữ tiềm năng được bồi dưỡng", "người", total="potential", within="NL-02"),
    _standing("NL-04.1", "Cán bộ làm công tác BĐG", "người", StandingMeasure.STAFF, female="female"),
    _standing(
        "NL-04.2",
        "Cán bộ làm công tác BĐG được tập huấn",
        "người",
        StandingMeasure.STAFF,
        "part",
        "part_female",
        within="NL-04.1",
    ),
    _share_of(
        "NL-04",
        "Tỷ lệ cán bộ làm công tác BĐG được tập huấn ít nhất 01 lần",
        "NL-04.2",
        "NL-04.1",
        StandingMeasure.STAFF,
    ),
    _standing(
        "NL-04.3",
        "Cán bộ nữ làm công tác BĐG",
        "người",
        StandingMeasure.STAFF,
        "female",
        hidden=True,
        within="NL-04.1",
    ),
    _standing(
        "NL-04.4",
        "Cán bộ nữ được tập huấn",
        "người",
        StandingMeasure.STAFF,
        "part_female",
        hidden=True,
        within="NL-04.3",
    ),
    _share_of(
        "NL-04.5",
        "Tỷ lệ cán bộ nữ làm công tác BĐG được tập huấn ít nhất 01 lần",
        "NL-04.4",
        "NL-04.3",
        StandingMeasure.STAFF,
    ),
    _standing("NL-05.1", "Cấp ủy cấp huyện", "người", StandingMeasure.PARTY_DISTRICT, female="female"),
    _standing("NL-05.2", "Cấp ủy cấp xã", "người", StandingMeasure.PARTY_COMMUNE, female="female"),
    _standing("NL-06.1", "Ứng cử viên HĐND", "người", StandingMeasure.CANDIDATES, female="female"),
    _standing("NL-06.2", "Đại biểu HĐND", "người", StandingMeasure.DEPUTIES, female="female"),
    *_with_woman_leader(1, "Cơ quan", StandingMeasure.BODIES),
    *_with_woman_leader(4, "UBND các cấp", StandingMeasure.COMMITTEES),
    Flow(
        key="NL-08",
        name="Hội nghị, báo cáo tổng kết Chiến lược, Chương trình, Đề án",
        unit="hội nghị, báo cáo",
        tasks=("cap.review",),
        source="capacity.Review",
        where=~Q(form=ReviewFormat.GOING_ON),
    ),
    _inspection("NL-09.1", "Cuộc kiểm tra", "cuộc"),
    _inspection("NL-09.2", "Vụ vi phạm phát hiện", "vụ", total="found"),
    _inspection("NL-09.3", "Vụ vi phạm đã xử lý", "vụ", total="handled", within="NL-09.2"),
    _good_practice("TT-11.3", "Cách làm hay: tập huấn", "capacity.Training"),
    _good_practice("TT-11.4", "Cách làm hay: tổng kết", "capacity.Review"),
    _good_practice("TT-11.5", "Cách làm hay: kiểm tra", "capacity.Inspection"),
)
