"""The figures MH-01 to MH-04: support models, people, funds (clauses 4.a, 4.b).

MH-02 and MH-03 (victims, perpetrators) are required of every unit, funded or not.
"""

from django.db.models import Q

from core.indicators.declarations import Flow, Stock

MILLION = 1_000_000
FUNDED = ("model.run", "model.extend")
SITE, EXTENSION = "models_sites.Site", "models_sites.Extension"


def _log(key, name, unit, *tasks, **options):
    return Flow(key=key, name=name, unit=unit, tasks=tasks, source="models_sites.LogEntry", **options)


def _money(key, name, *tasks, total):
    return _log(key, name, "triệu đồng", *tasks, total=total, scale=MILLION)


INDICATORS = (
    Stock(
        key="MH-01.1",
        name="Mô hình đang hoạt động",
        unit="mô hình",
        tasks=("model.run",),
        source=SITE,
        opened="opened_on",
        closed="closed_on",
        pauses="pauses",
    ),
    Flow(
        key="MH-01.2",
        name="Mô hình thành lập mới",
        unit="mô hình",
        tasks=("model.run",),
        source=SITE,
        day="opened_on",
    ),
    Flow(
        key="MH-01.4",
        name="Mô hình được đồng ý nhân rộng",
        unit="mô hình",
        tasks=("model.extend",),
        source=EXTENSION,
    ),
    _log("MH-01.3", "Hoạt động của mô hình", "hoạt động", "model.run", total="activities"),
    _log(
        "MH-02.1",
        "Nạn nhân bạo lực trên cơ sở giới mới phát hiện",
        "người",
        "model.run",
        total="victims",
        female="victims_female",
        sensitive=True,
        always=True,
    ),
    _log(
        "MH-02.2",
        "Nạn nhân được hỗ trợ",
        "người",
        "model.run",
        total="victims_helped",
        sensitive=True,
        always=True,
        within="MH-02.1",
    ),
    _log(
        "MH-03.1",
        "Người gây bạo lực mới phát hiện",
        "người",
        "model.run",
        total="perpetrators",
        female="perpetrators_female",
        sensitive=True,
        always=True,
    ),
    _log(
        "MH-03.2",
        "Người gây bạo lực được tư vấn, xử lý",
        "người",
        "model.run",
        total="perpetrators_handled",
        sensitive=True,
        always=True,
        within="MH-03.1",
    ),
    _money("MH-04.1", "Kinh phí được hỗ trợ", "model.run", total="funds_granted"),
    _money("MH-04.2", "Kinh phí địa phương bố trí", "model.extend", total="funds_allotted"),
    _money("MH-04.3", "Kinh phí đã giải ngân", *FUNDED, total="funds_spent"),
    Flow(
        key="TT-11.6",
        name="Cách làm hay: nhân rộng",
        unit="cách làm",
        hidden=True,
        source=EXTENSION,
        where=Q(is_good_practice=True),
    ),
)
