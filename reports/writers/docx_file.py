"""The Word file around the text: its named styles, settings, properties and bytes.

python-docx begins from a template of 2011 with some 160 styles, another compatibility mode, a thumbnail and the
name of a programme; all that is taken out or written anew.
"""

import io
import re
import zipfile
from datetime import UTC
from typing import NamedTuple

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from reports.writers.docx_parts import element, from_mm, from_pt

FACE = "Times New Roman"
LANGUAGE = "vi-VN"
# The PDF's line of 1.3 × 14 pt, in 240ths of the face's own line of 1.15.
BODY_LINE = 271
INDENT = 12.7  # mm
# Parts of the template that no document here uses.
NEEDLESS = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects", "numbering", "webSettings")
# The template's theme with its faces, by script or not, gone.
THEME_FACES = re.compile(rb'<a:font script="[^"]*" typeface="[^"]*"/>')
THEME_FACE = re.compile(rb'<a:latin typeface="[^"]*"')
FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="{FACE}">
<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/>
</w:font></w:fonts>"""
# What Word 2013 and later set in a file of their own, so that none is opened in compatibility mode.
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
MAX_PROPERTY = 255  # characters, by the format
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell


class Look(NamedTuple):
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


BODY = {"align": "both", "after": 6, "line": BODY_LINE, "indent": INDENT}
HEADING = {"face": "bold", "after": 6, "line": BODY_LINE, "indent": INDENT, "keep": True}
LOOKS = (
    Look("Title", "Title", face="bold", align="center", keep=True),
    Look("Heading1", "heading 1", outline=0, **HEADING),
    Look("Heading2", "heading 2", outline=1, **HEADING),
    Look("BodyText", "Body Text", **BODY),
    Look("Header", "header", size=13, align="center"),
    Look("Footer", "footer", size=10, face="italic", align="center"),
    Look("Caption", "caption", size=12, face="bold", align="center", before=6, after=3, keep=True),
    Look("State", "Quốc hiệu", size=12, face="bold", align="center"),
    Look("Motto", "Tiêu ngữ", size=13, face="bold", align="center"),
    Look("Superior", "Cơ quan chủ quản", size=12, align="center"),
    Look("Issuer", "Cơ quan ban hành", size=12, face="bold", align="center"),
    Look("Symbol", "Số và ký hiệu", size=13, align="center"),
    Look("PlaceDate", "Địa danh và thời gian", size=13, face="italic", align="center"),
    Look("LetterSubject", "Trích yếu công văn", size=12, align="center", before=6),
    Look("Urgency", "Độ khẩn", size=13, face="bold", align="center", before=10),
    Look("Subject", "Trích yếu", face="bold", align="center", keep=True),
    Look("Addressee", "Kính gửi", line=BODY_LINE),
    Look("Basis", "Căn cứ", face="italic", based="BodyText", **BODY),
    Look("Point", "Điểm", based="BodyText", **BODY),
    Look("Bullet", "Gạch đầu dòng", based="BodyText", **BODY),
    Look("Unit", "Đơn vị tính", size=12, face="italic", align="right", after=3, keep=True),
    Look("TableHead", "Đầu bảng", size=12, face="bold", align="center"),
    Look("TableCell", "Ô bảng", size=12),
    Look("AppendixTableHead", "Đầu bảng phụ lục", size=11, face="bold", align="center"),
    Look("AppendixTableCell", "Ô bảng phụ lục", size=11),
    Look("Legend", "Ghi chú bảng", size=12, face="italic", before=6, after=6),
    Look("Picture", "Biểu đồ", align="center", after=9),
    Look("Recipients", "Nơi nhận", size=12, face="bold italic", before=6),
    Look("Recipient", "Danh sách nơi nhận", size=11),
    Look("Signature", "Chữ ký", face="bold", align="center"),
    Look("Attached", "Kèm theo", face="italic", align="center", after=10, line=BODY_LINE, keep=True),
    Look("Contact", "Địa chỉ liên hệ", size=11),
    Look("Rule", "Đường kẻ", size=1),
    Look("Gap", "Khoảng cách", size=1),
)
# Exact heights (pt) of paragraphs that hold no text.
HEIGHTS = {"Rule": 1, "Gap": 1}


def empty_document():
    """A python-docx document with the styles above and nothing in it."""
    document = docx.Document()
    for holder in (document.part, document.part.package):
        for key in [key for key, link in holder.rels.items() if link.reltype.endswith(NEEDLESS)]:
            del holder.rels[key]
    _replace(document.part, RELATIONSHIP_TYPE.FONT_TABLE, lambda _: FONT_TABLE.encode())
    _replace(document.part, RELATIONSHIP_TYPE.THEME, _theme)
    _set_styles(document.styles.element)
    _set_settings(document.settings.element)
    for part in list(document.element.body):
        document.element.body.remove(part)
    return document


def set_properties(document, *, title, author, made_on):
    """Title, author, language and the moment, and nothing of the template's."""
    moment = made_on.astimezone(UTC)
    properties = document.core_properties
    properties.title = _shortened(title)
    properties.author = properties.last_modified_by = _shortened(author)
    properties.created = properties.modified = moment
    properties.language = LANGUAGE
    properties.comments = properties.keywords = ""
    properties.revision = 1


def to_bytes(document):
    """The file's bytes; one document gives the same ones at any time and on any machine."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, date_time=FIRST_MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(part))
    return fixed.getvalue()


def _replace(part, reltype, change):
    """Put a part with other bytes in the place of a related one."""
    old = part.part_related_by(reltype)
    for key in [key for key, link in part.rels.items() if link.reltype == reltype]:
        del part.rels[key]
    part.relate_to(Part(old.partname, old.content_type, change(old.blob), old.package), reltype)


def _theme(blob):
    return THEME_FACE.sub(f'<a:latin typeface="{FACE}"'.encode(), THEME_FACES.sub(b"", blob))


def _set_styles(styles):
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
    styles.extend(map(_style, LOOKS))


def _style(look):
    own = {} if look.name.isascii() else {"customStyle": 1}
    height = HEIGHTS.get(look.id)
    line = {"line": from_pt(height), "lineRule": "exact"} if height else {"line": look.line, "lineRule": "auto"}
    return element(
        "style",
        element("name", val=look.name),
        element("basedOn", val=look.based),
        element("next", val="BodyText") if look.outline is not None else None,
        element("qFormat"),
        element(
            "pPr",
            element("keepNext") if look.keep else None,
            element("spacing", before=from_pt(look.before), after=from_pt(look.after), **line),
            element("ind", firstLine=from_mm(look.indent)) if look.indent else None,
            element("jc", val=look.align),
            element("outlineLvl", val=look.outline) if look.outline is not None else None,
        ),
        element(
            "rPr",
            *((element("b"), element("bCs")) if "bold" in look.face else ()),
            *((element("i"), element("iCs")) if "italic" in look.face else ()),
            *_sizes(look.size),
        ),
        type="paragraph",
        styleId=look.id,
        **own,
    )


def _fonts():
    return element("rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FACE))


def _sizes(pt):
    return element("sz", val=round(pt * 2)), element("szCs", val=round(pt * 2))


def _language():
    return element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")


def _set_settings(settings):
    for child in list(settings):
        settings.remove(child)
    address = "http://schemas.microsoft.com/office/word"
    compatibility = (element("compatSetting", name=key, uri=address, val=val) for key, val in COMPATIBILITY.items())
    settings.extend(
        [
            element("zoom", percent=100),
            element("defaultTabStop", val=from_mm(INDENT)),
            element("characterSpacingControl", val="doNotCompress"),
            element("compat", *compatibility),
            element("themeFontLang", val=LANGUAGE),
            element("decimalSymbol", val=","),
            element("listSeparator", val=";"),
        ]
    )


def _shortened(text):
    return text if len(text) <= MAX_PROPERTY else text[: MAX_PROPERTY - 1] + "…"
