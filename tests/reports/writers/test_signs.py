"""Signs that the paper's own face lacks: printed in the second face, by what stands for them, or told of."""

import io

import docx
import pdfplumber
import pytest
from paper import MADE_ON
from sample_tree import sample_tree

from core.lib.text.fonts import MISSING, printable, unprintable_signs
from core.lib.text.normalise import clean
from reports.writers.pdf import write_pdf
from reports.writers.tree import column, paragraph, table
from reports.writers.word.document import write_docx

SIGNS = "➢❖✓☑⇒①☎✔➔⇨★☐☒✗◆"


def written(text, *blocks):
    tree = sample_tree(body=[paragraph(text), *blocks])
    pdf = write_pdf(tree, made_on=MADE_ON, identifier="x")
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        pages = [(page.extract_text(), {letter["fontname"] for letter in page.chars}) for page in file.pages]
    return pages, docx.Document(io.BytesIO(write_docx(tree, made_on=MADE_ON)))


def test_usual_signs_are_printed_in_pdf_and_word():
    pages, word = written(f"Kết quả {SIGNS} xong")
    assert f"Kết quả {SIGNS} xong" in pages[0][0]
    assert MISSING not in pages[0][0]
    faces = {name.partition("+")[2] for _text, names in pages for name in names}
    # The families of the project's own style sheet: nothing is borrowed from the host.
    assert all(name.startswith("Portal-S") for name in faces), faces
    assert any(f"Kết quả {SIGNS} xong" in one.text for one in word.paragraphs)


def test_words_own_bullets_are_printed_as_what_they_look_like():
    assert printable(clean("\uf0b7 một \uf0a7 hai \uf0d8 ba \uf0fc bốn")) == "• một ▪ hai ➢ ba ✓ bốn"


@pytest.mark.parametrize(
    ("sign", "printed"), [("✅", "✓"), ("📞", "☎"), ("⑪", "(11)"), ("：", ":"), ("％", "%"), ("㎡", "m2"), ("👉", "→")]
)
def test_what_no_face_has_is_printed_as_what_stands_for_it(sign, printed):
    assert printable(f"a {sign} b") == f"a {printed} b"
    assert unprintable_signs(sign) == []


def test_what_nothing_stands_for_is_named():
    assert printable("họp 漢 \ue123 😀").count(MISSING) == len(unprintable_signs("họp 漢 \ue123 😀")) > 1
    assert unprintable_signs(f"Tiếng Việt, “ngoặc” – {SIGNS} … ₫ ½ m² 20°C □") == []
    assert printable("✓", symbols=False) == MISSING


def test_lines_within_a_cell_stay():
    told = table([column("Kết quả")], [["một\nhai\nba"]])
    pages, word = written("x", told)
    lines = [line.strip() for text, _names in pages for line in text.splitlines()]
    assert {"một", "hai", "ba"} <= set(lines)
    assert "một\nhai\nba" in [cell.text for one in word.tables for row in one.rows for cell in row.cells]
