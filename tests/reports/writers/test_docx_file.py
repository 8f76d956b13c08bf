"""The Word file itself: styles, faces, sections, tables, properties, the same bytes, and text that stays text."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from django.conf import settings
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from paper import MADE_ON
from sample_tree import DEPARTMENT, ISSUER, SUBJECT, sample_tree

from reports.writers.tree import appendix, bullets, chart, column, item, paragraph, points, section, table
from reports.writers.word.document import write_docx

FACE = "Times New Roman"
CONTACT = "Địa chỉ: Thị trấn Khe Tre, huyện Nam Đông"
AGAIN = """
import hashlib, sys, django
django.setup()
sys.path.insert(0, sys.argv[1])
from paper import MADE_ON
from sample_tree import sample_tree
from reports.writers.word.document import write_docx
print(hashlib.sha256(write_docx(sample_tree(), made_on=MADE_ON)).hexdigest())
"""
LOOKS = [  # a text of the document, its style, size in pt, bold, italic
    ("UBND HUYỆN NAM ĐÔNG", "Cơ quan chủ quản", 12, False, False),
    ("PHÒNG LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI", "Cơ quan ban hành", 12, True, False),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu", 12, True, False),
    ("Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ", 13, True, False),
    ("Số: \xa0\xa0\xa0\xa0\xa0\xa0/BC-LĐTBXH", "Số và ký hiệu", 13, False, False),
    (
        "Nam Đông, ngày \xa0\xa0\xa0\xa0\xa0\xa0 tháng 12 năm 2020",
        "Địa danh và thời gian",
        13,
        False,
        True,
    ),
    ("BÁO CÁO", "Title", 14, True, False),
    (f"Kính gửi: {DEPARTMENT}", "Kính gửi", 14, False, False),
    ("I. CÔNG TÁC CHỈ ĐẠO, BAN HÀNH VĂN BẢN", "Heading 1", 14, True, False),
    ("1. Truyền thông", "Heading 2", 14, True, False),
    ("Phòng đã tham mưu Ủy ban nhân dân huyện ban hành 03 văn bản:", "Body Text", 14, False, False),
    ("- Kế hoạch Tháng hành động;", "Gạch đầu dòng", 14, False, False),
    ("a) Tập huấn cán bộ cấp xã: 02 lớp, 86 lượt người;", "Điểm", 14, False, False),
    ("Căn cứ Kế hoạch của Ủy ban nhân dân huyện.", "Căn cứ", 14, False, True),
    ("Bảng 1. Kết quả truyền thông năm 2020", "Caption", 12, True, False),
    ("(Đơn vị tính: lượt người)", "Đơn vị tính", 12, False, True),
    ("Nơi nhận:", "Nơi nhận", 12, True, True),
    ("- Lưu: VT, LĐTBXH.", "Danh sách nơi nhận", 11, False, False),
    ("PHÓ TRƯỞNG PHÒNG", "Chữ ký", 14, True, False),
]


def written(tree):
    return write_docx(tree, made_on=MADE_ON)


def opened(content):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def content():
    return written(sample_tree(contact=CONTACT))


@pytest.fixture
def document(content):
    return opened(content)


def texts(document):
    """Every paragraph of the text, those of tables too, by its text."""
    found = document.element.body.iter(qn("w:p"))
    paragraphs = [docx.text.paragraph.Paragraph(element, document._body) for element in found]
    return {paragraph.text: paragraph for paragraph in paragraphs}


@pytest.mark.parametrize(("text", "style", "size", "bold", "italic"), LOOKS)
def test_component_has_a_style_of_its_size(document, text, style, size, bold, italic):
    found = texts(document)[text].style
    assert (found.name, found.font.size, bool(found.font.bold), bool(found.font.italic)) == (
        style,
        Pt(size),
        bold,
        italic,
    )


def test_one_face_in_black_and_one_language_everywhere(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("word/"))
    assert set(re.findall(r'(?:w:(?:ascii|hAnsi|cs)|typeface)="([^"]*)"', xml)) == {FACE, ""}
    assert set(re.findall(r'<w:rFonts[^>]* w:eastAsia="([^"]*)"', xml)) == {FACE}
    assert set(re.findall(r'<w:color w:val="([^"]*)"', xml)) == {"000000"}
    assert set(re.findall(r'<w:lang w:val="([^"]*)"', xml)) == {"vi-VN"}


def test_body_is_justified_indented_and_set_apart(document):
    for name in ("Body Text", "Điểm", "Căn cứ", "Gạch đầu dòng"):
        look = document.styles[name].paragraph_format
        assert (look.first_line_indent.mm, look.space_after) == (pytest.approx(12.7, abs=0.05), Pt(6))
        assert look.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
        assert 1 <= look.line_spacing <= 1.5


def test_sections_are_a4_with_the_decrees_margins(document):
    landscape = [False, True, False, True, True]
    assert [section.orientation == WD_ORIENTATION.LANDSCAPE for section in document.sections] == landscape
    for part, wide in zip(document.sections, landscape, strict=True):
        sheet = (297, 210) if wide else (210, 297)
        assert (part.page_width.mm, part.page_height.mm) == pytest.approx(sheet, abs=0.1)
        margins = (part.top_margin.mm, part.bottom_margin.mm, part.left_margin.mm, part.right_margin.mm)
        assert margins == pytest.approx((20, 20, 30, 20), abs=0.1)


def test_each_section_counts_from_1_and_numbers_only_its_later_pages(document):
    for part in document.sections:
        assert part._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert part.different_first_page_header_footer
        assert "PAGE" in part.header._element.xml
        assert "PAGE" not in part.first_page_header._element.xml
    header = document.styles["Header"]
    assert (header.font.size, header.paragraph_format.alignment) == (Pt(13), docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER)


def test_contact_stands_on_page_1_alone_and_the_note_on_every_page(document):
    note = "Số liệu minh họa, không phải số liệu chính thức"
    first, *later = document.sections
    assert [line.text for line in first.first_page_footer.paragraphs] == [CONTACT, note]
    assert [[line.text for line in part.first_page_footer.paragraphs] for part in later] == [[note]] * 4
    assert [[line.text for line in part.footer.paragraphs] for part in document.sections] == [[note]] * 5


def test_appendix_titles_are_headings(document):
    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings[-4:] == [
        "Phụ lục I\nBẢNG SỐ LIỆU CÔNG TÁC BÌNH ĐẲNG GIỚI NĂM 2020",
        "Phụ lục II\nDANH MỤC VĂN BẢN ĐÃ BAN HÀNH",
        "Phụ lục III\nBẢNG SỐ LIỆU NĂM 2019",
        "Phụ lục IV\nBẢNG SỐ LIỆU NĂM 2018",
    ]


def test_tables_repeat_their_heads_and_break_between_rows(document):
    small, large = [table for table in document.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")][:2]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in large.rows[:3]] == [True, True, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in large.rows)
    assert [[cell.text for cell in row.cells] for row in large.rows[:2]] == [
        ["TT", "Nội dung", "Đơn vị tính", "Năm 2020", "Năm 2020", "Năm 2020", "Năm 2019", "So sánh (%)"],
        ["TT", "Nội dung", "Đơn vị tính", "Tổng số", "Nữ", "Dân tộc thiểu số", "Năm 2019", "So sánh (%)"],
    ]
    assert len(large.rows) == 2 + 40 + 2 + 1
    assert len({cell._tc for cell in large.rows[2].cells}) == 1
    assert large.rows[-1].cells[1].paragraphs[0].runs[0].bold
    widths = [int(column.get(qn("w:w"))) for column in small._tbl.tblGrid]
    assert widths == pytest.approx([9071 * share / 100 for share in (60, 20, 20)], abs=1)
    sizes = [table.rows[-1].cells[0].paragraphs[0].style.font.size for table in (small, large)]
    assert sizes == [Pt(12), Pt(11)]


def test_a_row_higher_than_a_page_may_break():
    rows = [["x" * 2_000, "y"], ["z", "t"]]
    body = [table([column("A", width=10), column("B")], rows), paragraph("Hết.")]
    large = opened(written(sample_tree(body=body, appendices=[]))).tables[1]
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in large.rows] == [True, False, True]


def test_two_tables_are_parted():
    two = [table([column("A")], [["1"]])] * 2
    document = opened(written(sample_tree(body=two, appendices=[appendix("Biểu", two)])))
    kinds = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert not any(pair == ("tbl", "tbl") for pair in zip(kinds, kinds[1:], strict=False))
    assert kinds[-2:] == ["p", "sectPr"]


def test_a_chart_is_a_picture_with_its_words():
    summary = 'Nam Đông 412; "A Lưới" <chưa có số liệu> & khác'
    bars = chart("Biểu đồ 1", "lượt", ["Nam Đông", "A Lưới"], [{"name": "Nữ", "values": [412, None]}], summary=summary)
    tree = sample_tree(body=[bars, paragraph("Hết.")], appendices=[appendix("Biểu", [bars], landscape=True)])
    document = opened(written(tree))
    assert len(document.inline_shapes) == 2
    for picture in document.inline_shapes:
        assert picture._inline.docPr.get("descr") == summary
        assert picture.width == Mm(160)
    numbers = [picture._inline.docPr.get("id") for picture in document.inline_shapes]
    assert len(set(numbers)) == 2
    caption = texts(document)["Biểu đồ 1"]
    assert (caption.style.name, caption.style.paragraph_format.keep_with_next) == ("Caption", True)


def test_a_tall_chart_stays_on_its_page():
    labels = [f"Huyện {number}" for number in range(45)]
    bars = chart("", "lượt", labels, [{"name": name, "values": [1] * 45} for name in "ab"], summary="Đều là 1.")
    tree = sample_tree(body=[paragraph("Hết.")], appendices=[appendix("Biểu", [bars], landscape=True)])
    (picture,) = opened(written(tree)).inline_shapes
    assert picture.height <= Mm(125)
    assert picture.width < Mm(160)


def test_a_letter_has_its_subject_under_the_number_and_no_title():
    tree = sample_tree(
        type="", symbol="LĐTBXH-BĐG", subject="V/v gửi báo cáo", urgency="THƯỢNG KHẨN", appendices=[], body=[]
    )
    document = opened(written(tree))
    left = document.tables[0].rows[1].cells[0].paragraphs
    looks = [(line.text, line.style.name, line.style.font.size) for line in left if line.text]
    assert looks[1:] == [
        ("V/v gửi báo cáo", "Trích yếu công văn", Pt(12)),
        ("THƯỢNG KHẨN", "Độ khẩn", Pt(13)),
    ]
    assert document.styles["Trích yếu công văn"].paragraph_format.space_before == Pt(6)
    assert len(left[2]._p.pPr.find(qn("w:pBdr"))) == 4
    assert not any(line.style.name in ("Title", "Trích yếu") for line in document.paragraphs)
    assert document.core_properties.title == "Công văn: V/v gửi báo cáo"


def test_several_addressees_have_a_line_each():
    document = opened(written(sample_tree(addressees=[DEPARTMENT, "UBND huyện"], appendices=[])))
    lines = [line for line in document.paragraphs if line.style.name == "Kính gửi"]
    assert [line.text for line in lines] == ["Kính gửi:", f"- {DEPARTMENT};", "- UBND huyện."]
    indents = [line.paragraph_format.left_indent for line in lines]
    assert indents[0] < indents[1] == indents[2]


def test_signature_stays_whole_and_with_the_last_words(document):
    last = texts(document)["Đề nghị Sở Lao động - Thương binh và Xã hội tiếp tục hỗ trợ kinh phí duy trì mô hình./."]
    assert last.paragraph_format.keep_with_next
    end = last._p.getnext()
    assert end.tag == qn("w:tbl")
    assert len(end.findall(qn("w:tr"))) == 1
    assert end.find(f".//{qn('w:cantSplit')}") is not None


def test_properties_tell_the_document_and_nothing_else(document):
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (f"Báo cáo: {SUBJECT}", ISSUER, "vi-VN")
    assert properties.created == properties.modified == MADE_ON
    assert (properties.last_modified_by, properties.comments, properties.keywords) == (ISSUER, "", "")


def test_a_property_longer_than_the_format_allows_is_cut():
    properties = opened(written(sample_tree(subject="Kết quả " * 60, issuer="Phòng " * 80))).core_properties
    assert (len(properties.title), len(properties.author)) == (255, 255)


def test_word_opens_it_in_its_own_mode(document):
    modes = document.settings.element.iter(qn("w:compatSetting"))
    assert {mode.get(qn("w:name")): mode.get(qn("w:val")) for mode in modes}["compatibilityMode"] == "15"


def test_nothing_of_the_template_stays(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [
            name for name in parts.namelist() if re.search("thumbnail|customXml|app.xml|numbering|Effects", name)
        ]
        assert not any(word in parts.read(name) for name in parts.namelist() for word in (b"python-docx", b"Macintosh"))
        styles = parts.read("word/styles.xml").decode()
    names = re.findall(r'<w:name w:val="([^"]*)"', styles)
    assert len(names) == len(set(names)) < 45


def test_another_process_writes_the_same_bytes():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gender_equality.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONHASHSEED": "7",
        "TZ": "America/Lima",
    }
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, str(Path(__file__).parents[1])],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.strip() == hashlib.sha256(written(sample_tree())).hexdigest()


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        write_docx(sample_tree(), made_on=datetime(2020, 12, 18))


def test_hostile_text_comes_out_as_letters():
    hostile = (
        "</w:t></w:r><w:fldSimple w:instr=\"INCLUDETEXT 'file:///etc/passwd'\"/><script>alert(1)</script>"
        "{ PAGE } &amp; &#0; \x13DDEAUTO\x14\x15 \u202eab\u200bc\u202c \U0001f469 漢 \x00\x0b\x1f\ud800\ufffe\uffff"
    )
    columns = [column(hostile, group=hostile), column(hostile, "right", group=hostile)]
    bars = chart(hostile, hostile[:100], [hostile[:100]], [{"name": hostile[:100], "values": [1]}], summary=hostile)
    body = [
        section("I", hostile),
        item("1", hostile),
        bullets([hostile]),
        *points([hostile]),
        table(columns, [[hostile, hostile]], caption=hostile, unit_note=hostile, legend=hostile),
        bars,
        paragraph(hostile),
    ]
    tree = sample_tree(
        superior=hostile,
        subject=hostile,
        place=hostile,
        contact=hostile,
        issuer=hostile,
        addressees=[hostile, hostile],
        body=body,
        appendices=[appendix(hostile, [])],
    )
    content = written(tree)
    document = opened(content)
    letters = "{ PAGE } &amp; &#0; DDEAUTO abc □ □"
    assert sum(letters in text for text in texts(document)) >= 9
    assert letters in document.inline_shapes[0]._inline.docPr.get("descr")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        links = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    assert not re.search("<w:(fldSimple|instrText|fldChar|hyperlink|object|altChunk)", body)
    assert b"External" not in links


def test_a_word_of_twenty_thousand_letters_is_kept():
    document = opened(written(sample_tree(body=[paragraph("x" * 20_000)], appendices=[])))
    assert "x" * 20_000 + "./." in texts(document)
