"""The figures TT-01 to TT-11: people reached, and costs (clauses 1.b, 2.a to 2.e).

TT-07 is counted from the releases of the public directory (`shelters.indicators`).
"""

from django.db.models import Q

from communications.models import DIRECT_FORMATS, CampaignFormat, CampaignTopic
from core.indicators.declarations import Flow, Ratio, Total
from filing.models.records import serving

IN_PERSON = Q(form__in=DIRECT_FORMATS)
POLITICS = Q(topic=CampaignTopic.POLITICS)
LABOUR_CODE = serving("comm.labour-code")
SERVICES = serving("comm.services")
LAUNCH = serving("comm.action-month") & ~Q(launch="")
BOTH_KNOWN = Q(cost__isnull=False, attendance__gt=0)


def _flow(key, name, unit, *tasks, **options):
    return Flow(key=key, name=name, unit=unit, tasks=tasks, source="communications.Campaign", **options)


def _attendances(key, name, *tasks, where):
    return _flow(key, name, "lượt người", *tasks, where=where, total="attendance", female="female", minority="minority")


INDICATORS = (
    _flow("TT-01", "Cuộc truyền thông trực tiếp", "cuộc", "comm.policy", where=IN_PERSON),
    _attendances("TT-02", "Lượt người tham dự truyền thông trực tiếp", "comm.policy", where=IN_PERSON),
    _flow(
        "TT-03.1",
        "Cuộc tuyên truyền bình đẳng giới trong lĩnh vực chính trị",
        "cuộc",
        "plan.politics",
        "comm.policy",
        where=POLITICS,
    ),
    _attendances(
        "TT-03.2",
        "Lượt người tham dự tuyên truyền bình đẳng giới trong lĩnh vực chính trị",
        "plan.politics",
        "comm.policy",
        where=POLITICS,
    ),
    _flow(
        "TT-04.1",
        "Cuộc tuyên truyền nội dung mới về bình đẳng giới trong Bộ luật Lao động",
        "cuộc",
        "comm.labour-code",
        where=LABOUR_CODE,
    ),
    _attendances("TT-04.2", "Lượt người tham dự tuyên truyền Bộ luật Lao động", "comm.labour-code", where=LABOUR_CODE),
    _flow(
        "TT-04.3",
        "Doanh nghiệp được hướng dẫn",
        "doanh nghiệp",
        "comm.labour-code",
        where=LABOUR_CODE,
        total="enterprises",
    ),
    _flow(
        "TT-05.1",
        "Tin, bài, chuyên mục phát trên hệ thống truyền thanh",
        "tin, bài",
        "comm.radio",
        where=Q(form=CampaignFormat.RADIO),
        total="broadcast_items",
    ),
    _flow(
        "TT-05.2", "Số lượt phát thanh", "lượt", "comm.radio", where=Q(form=CampaignFormat.RADIO), total="broadcasts"
    ),
    _flow(
        "TT-05.3", "Thời lượng phát thanh", "phút", "comm.radio", where=Q(form=CampaignFormat.RADIO), total="minutes"
    ),
    _flow("TT-06", "Tin, bài, sản phẩm truyền thông", "sản phẩm", "comm.policy", "comm.action-month", total="products"),
    _flow("TT-08.1", "Lễ phát động hoặc hình thức thay thế", "hoạt động", "comm.action-month", where=LAUNCH),
    _attendances("TT-08.2", "Người tham dự lễ phát động hoặc hình thức thay thế", "comm.action-month", where=LAUNCH),
    Flow(
        key="TT-08.3",
        name="Xã, phường, thị trấn hưởng ứng",
        unit="xã",
        tasks=("comm.action-month",),
        source="communications.CommuneJoined",
    ),
    _flow("TT-09.1", "Chi phí của hoạt động biết số người", "đồng", where=BOTH_KNOWN, total="cost", hidden=True),
    _flow("TT-09.2", "Lượt người biết chi phí", "lượt người", where=BOTH_KNOWN, total="attendance", hidden=True),
    Ratio(
        key="TT-09",
        name="Chi phí trên một lượt người",
        unit="đồng/lượt",
        tasks=("comm.policy",),
        numerator="TT-09.1",
        denominator="TT-09.2",
    ),
    _flow("TT-10.1", "Cuộc tuyên truyền về mô hình, dịch vụ hỗ trợ", "cuộc", "comm.services", where=SERVICES),
    _attendances(
        "TT-10.2", "Lượt người tham dự tuyên truyền về mô hình, dịch vụ hỗ trợ", "comm.services", where=SERVICES
    ),
    _flow("TT-11.2", "Cách làm hay: truyền thông", "cách làm", where=Q(is_good_practice=True), hidden=True),
    Total(
        key="TT-11",
        name="Cách làm hay, sáng tạo được ghi nhận",
        unit="cách làm",
        parts=("TT-11.1", "TT-11.2", "TT-11.3", "TT-11.4", "TT-11.5", "TT-11.6"),
    ),
)
