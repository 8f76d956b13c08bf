"""The numbers of each kind of record that are compared, with the records to compare with and the limits."""

from department.outliers.comparisons import COMMUNES, NumberMeasure, ShareMeasure


def _people(*grouped_by, minimum_deviation=0.08, minimum_value=150):
    return NumberMeasure(
        grouped_by,
        minimum_deviation=minimum_deviation,
        name="attendance",
        noun="lượt người",
        each="mỗi cuộc",
        minimum_value=minimum_value,
    )


def _cost(*grouped_by, name="cost", lead="Chi phí ", minimum_ratio=8, minimum_deviation=0.2):
    return NumberMeasure(
        grouped_by,
        minimum_deviation=minimum_deviation,
        name=name,
        lead=lead,
        noun="đồng",
        each="mỗi lần",
        minimum_ratio=minimum_ratio,
    )


def _cost_each(per, noun, *grouped_by):
    return NumberMeasure(
        grouped_by,
        minimum_deviation=0.15,
        name="cost",
        lead="Chi phí ",
        noun=f"đồng mỗi {noun}",
        per=per,
        minimum_ratio=8,
    )


def _of_size(name, noun, *grouped_by):
    """Return the measure of what grows with the number of communes that a unit has."""
    return NumberMeasure(
        grouped_by, len(grouped_by), 0.12, name=name, noun=noun, per=COMMUNES, minimum_value=2, minimum_ratio=4
    )


def _radio(name, noun, minimum_value, per=""):
    return NumberMeasure(
        ("form",),
        minimum_deviation=0.15,
        name=name,
        noun=noun,
        each="" if per else "mỗi loạt",
        minimum_value=minimum_value,
        minimum_ratio=5,
        per=per,
    )


def _small(name, noun, each, minimum_value, minimum_ratio=4):
    """Return the measure of a count of which many are zero: by chance alone its root deviates by 1."""
    return NumberMeasure(
        minimum_deviation=0.6,
        name=name,
        noun=noun,
        each=each,
        is_small=True,
        minimum_value=minimum_value,
        minimum_ratio=minimum_ratio,
    )


MEASURES = {
    "plans.Plan": (
        _cost(
            "sort",
            name="smallest_budget",
            lead="Dự kiến kinh phí một hoạt động ",
            minimum_ratio=50,
            minimum_deviation=0.3,
        ),
        _cost(
            "sort",
            name="largest_budget",
            lead="Dự kiến kinh phí một hoạt động ",
            minimum_ratio=50,
            minimum_deviation=0.3,
        ),
    ),
    "communications.Campaign": (
        _people("form", "launch", "task"),
        NumberMeasure(
            ("form", "product_kinds"),
            2,
            0.15,
            name="products",
            noun="sản phẩm",
            each="mỗi lần",
            minimum_value=20,
            minimum_ratio=5,
        ),
        _of_size("products", "sản phẩm mỗi xã", "form", "product_kinds"),
        _radio("minutes", "phút phát sóng", 300),
        _radio("broadcasts", "lượt phát", 60),
        _radio("broadcast_items", "tin, bài", 20),
        _radio("minutes", "phút mỗi lượt phát", 0, "broadcasts"),
        _radio("broadcasts", "lượt phát mỗi tin, bài", 20, "broadcast_items"),
        NumberMeasure(
            ("form",),
            minimum_deviation=0.2,
            name="reached",
            noun="lượt tiếp cận",
            each="mỗi lần",
            minimum_value=1000,
            minimum_ratio=8,
        ),
        NumberMeasure(
            ("form",),
            minimum_deviation=0.15,
            name="enterprises",
            noun="doanh nghiệp",
            each="mỗi lần",
            minimum_value=50,
            minimum_ratio=4,
        ),
        _cost("form", "launch"),
        _cost_each("attendance", "lượt người", "form"),
        _cost_each("products", "sản phẩm", "form", "product_kinds"),
    ),
    "capacity.Training": (
        _people("sort", "trained_groups", minimum_deviation=0.1, minimum_value=120),
        _cost("sort", minimum_deviation=0.15),
        _cost_each("attendance", "lượt người", "sort"),
        NumberMeasure(
            ("sort",),
            minimum_deviation=0.15,
            name="days",
            noun="ngày",
            each="mỗi lớp",
            minimum_value=10,
            minimum_ratio=5,
        ),
    ),
    "capacity.Review": (_cost("form"),),
    "capacity.Inspection": (
        _small("found", "vụ vi phạm phát hiện", "mỗi cuộc", 10),
        _small("bodies", "cơ quan, đơn vị được kiểm tra", "mỗi cuộc", 20),
        _cost(),
    ),
    "capacity.Standing": (_of_size("total", "người (cơ quan) mỗi xã", "measure"),),
    "models_sites.LogEntry": (
        _small("victims", "nạn nhân mới phát hiện", "mỗi kỳ ghi", 10),
        _small("perpetrators", "người gây bạo lực mới phát hiện", "mỗi kỳ ghi", 10),
        _small("activities", "hoạt động của mô hình", "mỗi kỳ ghi", 10),
        _small("nights", "đêm tạm lánh", "mỗi kỳ ghi", 60, minimum_ratio=5),
        *(
            _cost("task", name=name, lead=lead)
            for name, lead in (
                ("funds_granted", "Kinh phí được hỗ trợ "),
                ("funds_allotted", "Kinh phí bố trí "),
                ("funds_spent", "Kinh phí đã chi "),
            )
        ),
    ),
    "models_sites.Extension": (_cost("kind_id", lead="Kinh phí đề nghị ", minimum_ratio=30),),
}
_MINORITY = ShareMeasure(
    minimum_deviation=0.08,
    part="minority",
    whole="attendance",
    noun="Người dân tộc thiểu số",
    minimum_difference=0.5,
    swapped_difference=0.5,
    is_own=True,
)
SHARES = {
    "communications.Campaign": (
        ShareMeasure(
            ("addressed_sexes", "form", "audience_groups", "audience_words"),
            minimum_deviation=0.05,
            part="female",
            whole="attendance",
            noun="Nữ",
        ),
        _MINORITY,
    ),
    "capacity.Training": (
        ShareMeasure(("sort", "trained_groups"), part="female", whole="attendance", noun="Nữ"),
        _MINORITY,
    ),
    "capacity.Standing": (ShareMeasure(("measure",), part="female", whole="total", noun="Nữ"),),
    "models_sites.LogEntry": (
        ShareMeasure(
            part="victims_female",
            whole="victims",
            noun="Nạn nhân nữ",
            minimum_difference=0.5,
            swapped_difference=0.5,
            minimum_whole=5,
        ),
        ShareMeasure(
            part="victims_helped",
            whole="victims",
            noun="Nạn nhân được hỗ trợ",
            minimum_difference=0.5,
            swapped_difference=0.5,
            minimum_whole=5,
        ),
    ),
}
KINDS = tuple(MEASURES)
# What the checks without statistics read of the unit's own last years.
CHECKED_COLUMNS = {"title", "attendance", "female", "cost"}


def columns_of(kind, model):
    """Return the columns of a kind that comparing its records needs."""
    measures = (*MEASURES[kind], *SHARES.get(kind, ()))
    columns = {column for measure in measures for column in measure.columns}
    return sorted(columns | (CHECKED_COLUMNS & {field.name for field in model._meta.fields}))
