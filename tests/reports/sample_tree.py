"""A district report of the usual length, with 40 rows of figures; every figure in it is invented."""

from reports.writers.tree import (
    DocumentTree,
    Head,
    appendix,
    bases,
    bullets,
    chart,
    column,
    item,
    paragraph,
    points,
    row_heading,
    section,
    signature,
    table,
    total_row,
)

ISSUER = "Phòng Lao động - Thương binh và Xã hội huyện Nam Đông"
SUBJECT = (
    "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2020, phương hướng, nhiệm vụ năm 2021"
)
DEPARTMENT = "Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế"
OPENING = (
    "Thực hiện Công văn số 908/SLĐTBXH-BĐG ngày 14 tháng 4 năm 2020 của Sở Lao động - Thương binh và Xã hội "
    "về việc hướng dẫn hoạt động bình đẳng giới năm 2020, Phòng Lao động - Thương binh và Xã hội huyện Nam "
    "Đông báo cáo kết quả năm 2020 (số liệu từ ngày 15/12/2019 đến ngày 14/12/2020) như sau:"
)
MEETINGS = (
    "Trong năm 2020, Phòng đã phối hợp tổ chức 07 cuộc truyền thông trực tiếp với 412 lượt người tham dự, "
    "trong đó nữ 268 lượt người (65,0%), người dân tộc thiểu số 231 lượt người (56,1%); bằng 79,2% cùng kỳ "
    "năm 2019 (520 lượt người), do tạm dừng hoạt động tập trung đông người để phòng, chống dịch Covid-19."
)
FIGURES = [
    column("TT", "center"),
    column("Nội dung"),
    column("Đơn vị tính", "center"),
    column("Tổng số", "right", group="Năm 2020"),
    column("Nữ", "right", group="Năm 2020"),
    column("Dân tộc thiểu số", "right", group="Năm 2020"),
    column("Năm 2019", "right"),
    column("So sánh (%)", "right"),
]


def figure_rows(count=40):
    """Rows of the annex: two headings, `count` figures, one total."""
    rows = [
        [str(n), f"Cuộc truyền thông trực tiếp tại thôn, tổ dân phố số {n}", "lượt người"]
        + [f"1.{n:03}", f"{n * 7}", "-", "…", f"{60 + n},5%"]
        for n in range(1, count + 1)
    ]
    half = count // 2
    return [
        row_heading("I. TRUYỀN THÔNG, NÂNG CAO NHẬN THỨC"),
        *rows[:half],
        row_heading("II. NÂNG CAO NĂNG LỰC"),
        *rows[half:],
        total_row(["", "Tổng cộng", "lượt người", "40.820", "5.740", "-", "…", "80,5%"]),
    ]


def sample_chart(count=5, title="Biểu đồ 1. Lượt người dự truyền thông"):
    """A chart of `count` communes and two years, with a figure that nobody has."""
    return chart(
        title,
        "lượt người",
        [f"Xã Thượng Lộ {number}" for number in range(1, count + 1)],
        [
            {"name": "Năm 2020", "values": [*(1234.5 + number for number in range(1, count)), None]},
            {"name": "Năm 2019", "values": [number * 7 for number in range(count)]},
        ],
        summary="Xã Thượng Lộ 1 có nhiều lượt người nhất.",
    )


def sample_letter(**head_values):
    """An urgent official letter."""
    values = {
        "type": "",
        "symbol": "LĐTBXH-BĐG",
        "subject": "V/v đôn đốc báo cáo kết quả thực hiện công tác bình đẳng giới năm 2020",
        "urgency": "KHẨN",
        "addressees": ["Ủy ban nhân dân xã Hương Phú", "Ủy ban nhân dân xã Thượng Lộ"],
        "body": [paragraph(MEETINGS)],
        "appendices": [],
    }
    return sample_tree(**{**values, **head_values})


def sample_body():
    """Two pages of text with every kind of block."""
    return [
        paragraph(OPENING),
        section("I", "Công tác chỉ đạo, ban hành văn bản"),
        paragraph("Phòng đã tham mưu Ủy ban nhân dân huyện ban hành 03 văn bản:"),
        bullets(["Kế hoạch bình đẳng giới năm 2020;", "Kế hoạch Tháng hành động;", "Công văn đôn đốc."]),
        section("II", "Kết quả thực hiện"),
        item("1", "Truyền thông"),
        paragraph(MEETINGS),
        item("2", "Nâng cao năng lực"),
        *points(
            [
                "Tập huấn cán bộ cấp xã: 02 lớp, 86 lượt người;",
                "Tập huấn kỹ năng: 01 lớp.",
                "Khác: không.",
                "Điểm d.",
                "Điểm đ.",
            ]
        ),
        table(
            [
                column("Nội dung", width=60),
                column("Tổng số", "right", width=20),
                column("Nữ", "right", width=20),
            ],
            [["Cuộc truyền thông trực tiếp", "412", "268"], total_row(["Tổng cộng", "1.412", "268"])],
            caption="Bảng 1. Kết quả truyền thông năm 2020",
            unit_note="Đơn vị tính: lượt người",
            legend="Ghi chú: “-” là không phát sinh; “…” là không có số liệu; “x” là không thuộc đối tượng.",
        ),
        section("III", "Đánh giá, khó khăn, vướng mắc và nguyên nhân"),
        paragraph("\n".join([MEETINGS] * 4)),
        section("IV", "Phương hướng, nhiệm vụ"),
        bases(
            [
                "Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006;",
                "Căn cứ Kế hoạch của Ủy ban nhân dân huyện",
            ]
        ),
        section("V", "Đề xuất, kiến nghị"),
        paragraph("Đề nghị Sở Lao động - Thương binh và Xã hội tiếp tục hỗ trợ kinh phí duy trì mô hình."),
    ]


def sample_tree(*, addressees=(DEPARTMENT,), body=None, appendices=None, **head_values):
    """The tree; keywords replace parts of it, others those of its head."""
    values = {
        "superior": "UBND huyện Nam Đông",
        "body": "Phòng Lao động - Thương binh\nvà Xã hội",
        "symbol": "BC-LĐTBXH",
        "place": "Nam Đông",
        "year": 2020,
        "month": 12,
        "type": "Báo cáo",
        "subject": SUBJECT,
        "issuer": ISSUER,
        **head_values,
    }
    if appendices is None:
        legend = "Ghi chú: “-” là không phát sinh; “…” là không có số liệu; “x” là không thuộc đối tượng báo cáo."
        figures = table(
            FIGURES, figure_rows(), unit_note="Số liệu từ ngày 15/12/2019 đến ngày 14/12/2020", legend=legend
        )
        appendices = [
            appendix("Bảng số liệu công tác bình đẳng giới năm 2020", [figures], landscape=True),
            appendix("Danh mục văn bản đã ban hành", [paragraph("\n".join([MEETINGS] * 12))]),
            appendix("Bảng số liệu năm 2019", [figures], landscape=True),
            appendix("Bảng số liệu năm 2018", [figures], landscape=True),
        ]
    return DocumentTree(
        head=Head(addressees=list(addressees), **values),
        body=sample_body() if body is None else body,
        signature=signature(["KT. Trưởng phòng", "Phó Trưởng phòng"]),
        recipients=["Như trên", "UBND huyện (b/c)", "Thành viên Ban VSTBCPN huyện"],
        filing="VT, LĐTBXH",
        appendices=appendices,
        note="Số liệu minh họa, không phải số liệu chính thức",
    )
