"""What no line breaks: symbols of documents, on paper and in Word, and the hyphen of a name from its first part."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from paper import MADE_ON, opened, pdf_of
from sample_tree import sample_tree

from reports.templatetags.papers import unbroken
from reports.writers.tree import paragraph
from reports.writers.unbroken import pieces
from reports.writers.word.document import write_docx


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kế hoạch số 109/KH-UBND ngày 05/11/2020", ["109/KH-UBND"]),
        ("Quyết định 2351/QĐ-TTg; Nghị định 30/2020/NĐ-CP.", ["2351/QĐ-TTg", "30/2020/NĐ-CP"]),
        ("Công văn số 908/SLĐTBXH-BĐG", ["908/SLĐTBXH-BĐG"]),
        ("Sở Lao động - Thương binh và Xã hội", ["động -"]),
        ("có 09/10 xã; ngày 14/4/2020; giai đoạn 2016-2020; TT-07.1", []),
        ("1/" + "-".join(["ABCDEFGHIJKL"] * 5), []),
    ],
)
def test_symbols_and_names_are_found(text, whole):
    assert [piece for piece, is_whole in pieces(text) if is_whole] == whole
    assert "".join(piece for piece, _is_whole in pieces(text)) == text


def test_a_cell_too_narrow_for_a_symbol_breaks_it():
    assert [is_whole for _piece, is_whole in pieces("109/KH-UBND", room=10)] == [False]


def test_markup_in_a_text_stays_text():
    assert unbroken("<b>số 1/KH-UBND") == '&lt;b&gt;số <span class="paper-unbroken">1/KH-UBND</span>'


def test_no_line_of_a_page_ends_within_a_symbol():
    # Words of every length push the symbol over the end of its line.
    body = [paragraph(f"{'a' * length} " + "Kế hoạch số 109/KH-UBND của huyện " * 4) for length in range(1, 40, 3)]
    with opened(pdf_of(sample_tree(body=body, appendices=[]))) as pdf:
        lines = [line["text"] for page in pdf.pages for line in page.extract_text_lines()]
    assert sum("109/KH-UBND" in line for line in lines) > 13
    assert not [line for line in lines if line.endswith(("109/", "KH-"))]


def test_word_has_hyphens_that_do_not_break():
    made = docx.Document(io.BytesIO(write_docx(sample_tree(body=[paragraph("Số 109/KH-UBND")]), made_on=MADE_ON)))
    (line,) = [line for line in made.paragraphs if "109" in line.text]
    assert line.text == "Số 109/KH-UBND./."
    assert len(list(line._p.iter(qn("w:noBreakHyphen")))) == 1
