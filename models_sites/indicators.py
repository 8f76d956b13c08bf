"""MH-01 to MH-04: support models, victims, perpetrators, funds (clauses 4.a, 4.b).

MH-02 and MH-03 are asked of every unit, funded or not.
"""

from indicators.declarations import Flow, Stock

MILLION = 1_000_000
FUNDED = ("model.run", "model.extend")


def _log(key, name, unit, *tasks, **taken):
    return Flow(key=key, name=name, unit=unit, tasks=tasks, source="models_sites.LogEntry", **taken)


def _money(key, name, *tasks, total):
    return _log(key, name, "triệu đồng", *tasks, total=total, scale=MILLION)


INDICATORS = (
    Stock(
        key="MH-01.1", name="Mô hình đang hoạt động", unit="mô hình", tasks=("model.run",),
        source="models_sites.Site", opened="opened_on", closed="closed_on",
    ),
    Flow(
        key="MH-01.2", name="Mô hình thành lập mới", unit="mô hình", tasks=("model.run",),
        source="models_sites.Site", day="opened_on",
    ),
    _log("MH-01.3", "Hoạt động của mô hình", "hoạt động", "model.run", total="activities"),
    _log(
        "MH-02.1", "Nạn nhân bạo lực trên cơ sở giới mới phát hiện", "người", "model.run",
        total="victims", female="victims_female", sensitive=True, always=True,
    ),
    _log("MH-02.2", "Nạn nhân được hỗ trợ", "người", "model.run", total="victims_helped", sensitive=True, always=True),
    _log(
        "MH-03.1", "Người gây bạo lực mới phát hiện", "người", "model.run",
        total="perpetrators", female="perpetrators_female", sensitive=True, always=True,
    ),
    _log(
        "MH-03.2", "Người gây bạo lực được tư vấn, xử lý", "người", "model.run",
        total="perpetrators_handled", sensitive=True, always=True,
    ),
    _money("MH-04.1", "Kinh phí được hỗ trợ", "model.run", total="funds_granted"),
    _money("MH-04.2", "Kinh phí địa phương bố trí", "model.extend", total="funds_allotted"),
    _money("MH-04.3", "Kinh phí đã giải ngân", *FUNDED, total="funds_spent"),
)  # fmt: skip
