"""The content tree: what validation refuses and names, how it ends, how its tables are laid out."""

import json

import pytest
from fontTools import subset
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError, convert, to_builtins
from sample_tree import DEPARTMENT, FIGURES, sample_chart, sample_letter, sample_tree

from core.lib.text import fonts as text_fonts
from reports.checks import faces_have_vietnamese
from reports.content.document import DocumentTree
from reports.writers import fonts as writers_fonts
from reports.writers.line_breaks import break_lines, width
from reports.writers.markup import block_contexts, paper_context
from reports.writers.table_layout import column_widths, head_rows
from reports.writers.tree import bullets, column, paragraph, points, section, table, with_end_mark
from reports.writers.validation import validate


def test_a_snapshot_keeps_the_tree_as_it_is():
    tree = sample_tree(body=[sample_chart()])
    validate(tree)
    assert convert(json.loads(json.dumps(to_builtins(tree))), DocumentTree) == tree


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ([paragraph("x" * 20_001)], r"body\[0\] paragraph.text has 20,001 characters"),
        ([paragraph("x\n" * 1_001)], r"body\[0\] paragraph.text has 1,001 line breaks"),
        ([table([column("A")], [["a"]] * 5_000)], r"body\[0\] table: 1 columns and 5000 rows, at most 30 and 2000"),
        ([section("I", "x" * 1_001)], r"body\[0\] section.text"),
        ([table([column("A")], [["a", "b"]])], r"body\[0\] table.rows\[0\] has 2 cells for 1 columns"),
        ([table([column("A")], [["x" * 2_001]])], r"body\[0\] table.rows\[0\]\[0\]"),
        ([table([column("A", width=60), column("B", width=60)], [])], r"over 100 percent"),
        ([table([], [])], r"0 columns"),
        ([paragraph("x" * 20_000)] * 51, r"the document has 1,0\d\d,\d{3} characters"),
    ],
)
def test_validation_names_the_block(body, named):
    with pytest.raises(ValueError, match=named):
        validate(sample_tree(body=body))


@pytest.mark.parametrize(
    ("block", "where"),
    [
        (paragraph(None), r"body\[0\]\.text"),
        ({"type": "script", "text": "a"}, r"script.*body\[0\]\.type"),
        ("text", r"body\[0\]"),
        (bullets(["a", 1]), r"body\[0\]\.items\[1\]"),
        (table([column("A", "justify")], []), r"body\[0\]\.columns\[0\]\.align"),
        (table([column("A", width=101)], []), r"body\[0\]\.columns\[0\]\.width"),
    ],
)
def test_what_has_another_shape_is_not_read(block, where):
    with pytest.raises(ValidationError, match=where):
        convert(to_builtins(sample_tree(body=[block])), DocumentTree)


def test_a_letter_may_have_an_urgency_of_the_decree_alone():
    validate(sample_letter())
    with pytest.raises(ValidationError, match=r"head\.urgency"):
        convert(to_builtins(sample_letter(urgency="sớm")), DocumentTree)
    tree = to_builtins(sample_tree())
    # A content frozen before there was an urgency.
    del tree["head"]["urgency"]
    validate(convert(tree, DocumentTree))


@pytest.mark.parametrize("part", ["head", "body", "signature", "recipients", "filing"])
def test_a_missing_part_is_named(part):
    with pytest.raises(ValidationError, match=part):
        convert({key: value for key, value in to_builtins(sample_tree()).items() if key != part}, DocumentTree)


@pytest.mark.parametrize(
    ("blocks", "last"),
    [
        ([paragraph("Hết.")], paragraph("Hết./.")),
        ([paragraph("Hết ./.")], paragraph("Hết ./.")),
        ([bullets(["a;", "b;"])], bullets(["a;", "b./."])),
        ([table([column("A")], [], legend="Ghi chú: a.")], table([column("A")], [], legend="Ghi chú: a./.")),
        ([table([column("A")], [])], paragraph("./.")),
        ([section("I", "a")], paragraph("./.")),
        ([sample_chart()], paragraph("./.")),
        ([], paragraph("./.")),
    ],
)
def test_text_ends_with_its_mark(blocks, last):
    assert with_end_mark(blocks)[-1] == last


def test_points_follow_the_vietnamese_alphabet():
    assert [point.letter for point in points(["x"] * 7)] == ["a", "b", "c", "d", "đ", "e", "g"]
    with pytest.raises(ValueError, match="24 points"):
        points(["x"] * 24)


def test_grouped_columns_share_a_head():
    upper, lower = head_rows(FIGURES)
    assert [(cell["label"], cell["colspan"], cell["rowspan"]) for cell in upper][2:4] == [
        ("Đơn vị tính", "1", "2"),
        ("Năm 2020", "3", "1"),
    ]
    assert [cell["label"] for cell in lower] == ["Tổng số", "Nữ", "Dân tộc thiểu số"]


@given(
    given=st.lists(st.none() | st.integers(1, 3), min_size=1, max_size=30),
    cells=st.lists(st.integers(0, 100), min_size=30, max_size=30),
)
def test_column_widths_fill_the_line(given, cells):
    columns = [column("A", width=width) for width in given]
    widths = column_widths(columns, [["x" * cells[index] for index in range(len(columns))]])
    assert sum(widths) == 100
    assert min(widths) >= 1
    assert all(width in (None, got) for width, got in zip(given[:-1], widths[:-1], strict=True))


def test_lines_of_the_head_fit_and_are_of_like_length():
    name = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    lines = break_lines(name, size=12, room=66).split("\n")
    lengths = [width(line, size=12, bold=True) for line in lines]
    assert " ".join(lines) == name
    assert len(lines) == 2
    assert max(lengths) <= 66
    assert min(lengths) > max(lengths) / 2
    assert break_lines("MỘT\nHAI", size=12, room=66) == "MỘT\nHAI"
    assert not any(line[0].isdigit() for line in break_lines("năm 2020 " * 40, size=14, room=150).split("\n"))


def test_paper_writes_addressees_and_recipients():
    context = paper_context(sample_tree(addressees=[DEPARTMENT, "UBND huyện."]))
    assert context["addressees"] == [f"{DEPARTMENT};", "UBND huyện."]
    assert context["recipients"][-2:] == ["Thành viên Ban VSTBCPN huyện;", "Lưu: VT, LĐTBXH."]
    assert block_contexts([paragraph("một\n\nhai")])[0]["lines"] == ["một", "hai"]


def test_printable_text_has_only_letters_of_the_faces():
    assert (
        text_fonts.printable("Tie\u0302\u0301ng\u200b Vie\u0323\u0302t\u202e\r\n\u2028\t漢\ufe0f") == "Tiếng Việt\n\n □"
    )


def test_check_finds_every_letter_in_the_bundled_faces():
    assert len(set(writers_fonts.vietnamese_letters())) == 134
    assert faces_have_vietnamese() == []


def test_check_names_a_damaged_and_a_missing_face(settings, tmp_path):
    fonts = tmp_path / "static" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / text_fonts.FACE_NAMES[0]).write_bytes(b"no font")
    settings.BASE_DIR = tmp_path
    errors = faces_have_vietnamese()
    assert [error.id for error in errors] == ["reports.E001"] * 5
    assert text_fonts.FACE_NAMES[0] in errors[0].msg
    assert "can't be read" in errors[3].msg


def test_check_names_a_face_without_vietnamese_letters(settings, tmp_path):
    fonts = tmp_path / "static" / "fonts"
    fonts.mkdir(parents=True)
    for path in text_fonts.face_paths():
        subset.main([str(path), "--unicodes=U+0020-00FF", f"--output-file={fonts / path.name}"])
    settings.BASE_DIR = tmp_path
    errors = faces_have_vietnamese()
    assert len(errors) == 5
    assert "ế" in errors[0].msg
    assert text_fonts.SYMBOLS_NAME in errors[4].msg
