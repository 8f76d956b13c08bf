"""The named styles of a Word file."""

from typing import Any, NamedTuple

from reports.writers.word.elements import element, from_mm, from_pt

FACE = "Times New Roman"
LANGUAGE = "vi-VN"
# The PDF's line of 1.3 × 14 pt, in 240ths of the face's own line of 1.15.
BODY_LINE = 271
INDENT = 12.7  # mm


class ParagraphStyle(NamedTuple):
    """A paragraph style: sizes and spaces in pt, `outline` the level in the navigation pane from 0."""

    id: str
    name: str
    size: float = 14
    face: str = ""  # of "bold", "italic" and both
    align: str = "left"
    after: float = 0
    before: float = 0
    line: int = 240
    indent: float = 0
    keep: bool = False
    outline: int | None = None
    based: str = "Normal"


BODY: dict[str, Any] = {"align": "both", "after": 6, "line": BODY_LINE, "indent": INDENT}
HEADING: dict[str, Any] = {"face": "bold", "after": 6, "line": BODY_LINE, "indent": INDENT, "keep": True}
STYLES = (
    ParagraphStyle("Title", "Title", face="bold", align="center", keep=True),
    ParagraphStyle("Heading1", "heading 1", outline=0, **HEADING),
    ParagraphStyle("Heading2", "heading 2", outline=1, **HEADING),
    ParagraphStyle("BodyText", "Body Text", **BODY),
    ParagraphStyle("Header", "header", size=13, align="center"),
    ParagraphStyle("Footer", "footer", size=10, face="italic", align="center"),
    ParagraphStyle("Caption", "caption", size=12, face="bold", align="center", before=6, after=3, keep=True),
    ParagraphStyle("State", "Quốc hiệu", size=12, face="bold", align="center"),
    ParagraphStyle("Motto", "Tiêu ngữ", size=13, face="bold", align="center"),
    ParagraphStyle("Superior", "Cơ quan chủ quản", size=12, align="center"),
    ParagraphStyle("Issuer", "Cơ quan ban hành", size=12, face="bold", align="center"),
    ParagraphStyle("Symbol", "Số và ký hiệu", size=13, align="center"),
    ParagraphStyle("PlaceDate", "Địa danh và thời gian", size=13, face="italic", align="center"),
    ParagraphStyle("LetterSubject", "Trích yếu công văn", size=12, align="center", before=6),
    ParagraphStyle("Urgency", "Độ khẩn", size=13, face="bold", align="center", before=10),
    ParagraphStyle("Subject", "Trích yếu", face="bold", align="center", keep=True),
    ParagraphStyle("Addressee", "Kính gửi", line=BODY_LINE),
    ParagraphStyle("Basis", "Căn cứ", face="italic", based="BodyText", **BODY),
    ParagraphStyle("Point", "Điểm", based="BodyText", **BODY),
    ParagraphStyle("Bullet", "Gạch đầu dòng", based="BodyText", **BODY),
    ParagraphStyle("Unit", "Đơn vị tính", size=12, face="italic", align="right", after=3, keep=True),
    ParagraphStyle("TableHead", "Đầu bảng", size=12, face="bold", align="center"),
    ParagraphStyle("TableCell", "Ô bảng", size=12),
    ParagraphStyle("AppendixTableHead", "Đầu bảng phụ lục", size=11, face="bold", align="center"),
    ParagraphStyle("AppendixTableCell", "Ô bảng phụ lục", size=11),
    ParagraphStyle("Legend", "Ghi chú bảng", size=12, face="italic", before=6, after=6),
    ParagraphStyle("Picture", "Biểu đồ", align="center", after=9),
    ParagraphStyle("Recipients", "Nơi nhận", size=12, face="bold italic", before=6),
    ParagraphStyle("Recipient", "Danh sách nơi nhận", size=11),
    ParagraphStyle("Signature", "Chữ ký", face="bold", align="center"),
    ParagraphStyle("Attached", "Kèm theo", face="italic", align="center", after=10, line=BODY_LINE, keep=True),
    ParagraphStyle("Contact", "Địa chỉ liên hệ", size=11),
    ParagraphStyle("Rule", "Đường kẻ", size=1),
    ParagraphStyle("Gap", "Khoảng cách", size=1),
)
# Exact heights (pt) of paragraphs that hold no text.
HEIGHTS = {"Rule": 1, "Gap": 1}


def set_styles(styles):
    """Replace the document's styles by those above."""
    for child in list(styles):
        styles.remove(child)
    default = element("rPr", _fonts(), element("color", val="000000"), element("kern", val=2), *_sizes(14), _language())
    styles.append(element("docDefaults", element("rPrDefault", default), element("pPrDefault", element("pPr"))))
    for kind, key, name in (
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("table", "TableNormal", "Normal Table"),
        ("numbering", "NoList", "No List"),
    ):
        style = element("style", element("name", val=name), type=kind, styleId=key, default=1)
        style.extend([element("uiPriority", val=99), element("semiHidden"), element("unhideWhenUsed")])
        styles.append(style)
    normal = element("style", element("name", val="Normal"), type="paragraph", styleId="Normal", default=1)
    normal.extend([element("qFormat"), element("pPr", element("widowControl")), element("rPr", _fonts(), *_sizes(14))])
    styles.append(normal)
    styles.extend(map(_style_element, STYLES))


def _style_element(style):
    custom = {} if style.name.isascii() else {"customStyle": 1}
    height = HEIGHTS.get(style.id)
    line = {"line": from_pt(height), "lineRule": "exact"} if height else {"line": style.line, "lineRule": "auto"}
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val=style.based),
        element("next", val="BodyText") if style.outline is not None else None,
        element("qFormat"),
        element(
            "pPr",
            element("keepNext") if style.keep else None,
            element("spacing", before=from_pt(style.before), after=from_pt(style.after), **line),
            element("ind", firstLine=from_mm(style.indent)) if style.indent else None,
            element("jc", val=style.align),
            element("outlineLvl", val=style.outline) if style.outline is not None else None,
        ),
        element(
            "rPr",
            *((element("b"), element("bCs")) if "bold" in style.face else ()),
            *((element("i"), element("iCs")) if "italic" in style.face else ()),
            *_sizes(style.size),
        ),
        type="paragraph",
        styleId=style.id,
        **custom,
    )


def _fonts():
    return element("rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FACE))


def _sizes(pt):
    return element("sz", val=round(pt * 2)), element("szCs", val=round(pt * 2))


def _language():
    return element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
