"""The Word file beside the PDF of one tree, as LibreOffice lays it out in the bundled faces."""

import subprocess

import pdfplumber
import pytest
from django.conf import settings
from paper import MADE_ON, MM, opened, pdf_of, rules
from sample_tree import DEPARTMENT, OPENING, sample_tree

from reports.writers.tree import paragraph
from reports.writers.word.document import write_docx

# Tinos has the widths of Times New Roman, which no free system has: nothing of the host may stand in for it.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{faces}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>"""
NEAR = 5  # mm
TREES = {
    "report": sample_tree(contact="Địa chỉ: Thị trấn Khe Tre, huyện Nam Đông"),
    "letter": sample_tree(
        type="",
        symbol="LĐTBXH-BĐG",
        subject="V/v gửi báo cáo kết quả thực hiện công tác bình đẳng giới 6 tháng đầu năm 2020",
        urgency="HỎA TỐC",
        addressees=[DEPARTMENT, "UBND huyện Nam Đông"],
        body=[paragraph(OPENING), paragraph("Trân trọng.")],
        appendices=[],
    ),
    **{
        f"end-{lines}": sample_tree(body=[paragraph("Một dòng.")] * lines + [paragraph("Dòng cuối.")], appendices=[])
        for lines in range(19, 27)
    },
    "word": sample_tree(body=[paragraph("x" * 20_000), paragraph("Hết.")], appendices=[]),
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Pages of each tree's Word file by name, converted in one run with a profile of its own."""
    folder = tmp_path_factory.mktemp("converted")
    for name, tree in TREES.items():
        (folder / f"{name}.docx").write_bytes(write_docx(tree, made_on=MADE_ON))
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(faces=settings.BASE_DIR / "static" / "fonts", cache=folder / "cache"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        + ["--convert-to", "pdf", "--outdir", folder, *(folder / f"{name}.docx" for name in TREES)],
        env={"FONTCONFIG_FILE": str(fonts), "HOME": str(folder), "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        check=True,
        timeout=180,
    )
    files = {name: pdfplumber.open(folder / f"{name}.pdf") for name in TREES}
    yield {name: file.pages for name, file in files.items()}
    for file in files.values():
        file.close()


@pytest.fixture(scope="module")
def own():
    """Page 1 of our own PDF of a tree, by name."""
    with opened(pdf_of(TREES["report"])) as report, opened(pdf_of(TREES["letter"])) as letter:
        yield {"report": report.pages[0], "letter": letter.pages[0]}


@pytest.mark.parametrize("name", ["report", "letter"])
def test_page_1_has_the_lines_of_the_pdf_in_their_places(converted, own, name):
    expected = places(own[name])
    found = places(converted[name][0])
    assert [text for text, *_ in found] == [text for text, *_ in expected]
    for (text, left, top), (_, found_left, found_top) in zip(expected, found, strict=True):
        assert (found_left, found_top) == pytest.approx((left, top), abs=NEAR), text


def test_rules_of_page_1_are_those_of_the_pdf(converted, own):
    expected, found = rules(own["report"]), rules(converted["report"][0])
    assert len(found) == len(expected) == 4
    for rule, other in zip(found, expected, strict=True):
        assert rule == pytest.approx(other, abs=1.5)


def test_pages_turn_and_count_as_in_the_pdf(converted):
    pages = converted["report"]
    assert [page_number(page) for page in pages] == ["", "2", "3", "", "2", "", "2", "", "2", "", "2"]
    assert [page.width > page.height for page in pages] == [False] * 3 + [True] * 2 + [False] * 2 + [True] * 4
    for page in (pages[1], pages[4]):
        chars = [char for char in page.chars if char["top"] < 19 * MM]
        assert {round(char["size"], 1) for char in chars} == {13}
        middle = (chars[0]["x0"] + chars[-1]["x1"]) / 2 / MM
        assert middle == pytest.approx(30 + (page.width / MM - 50) / 2, abs=0.5)
        assert 5 < chars[0]["top"] / MM < chars[0]["bottom"] / MM < 15


def test_only_the_bundled_face_is_set(converted):
    faces = {char["fontname"].split("+")[-1] for page in converted["report"] for char in page.chars}
    assert faces == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


def test_text_keeps_the_margins(converted):
    for page in converted["report"]:
        height = page.height / MM
        chars = [char for char in page.chars if 20 <= char["top"] / MM <= height - 20 and char["text"].strip()]
        assert min(char["x0"] for char in chars) / MM >= 29.9
        assert max(char["x1"] for char in chars) / MM <= page.width / MM - 20 + 0.3


def test_table_heads_come_again(converted):
    assert all("Dân tộc" in page.extract_text() for page in converted["report"][3:5])


@pytest.mark.parametrize("lines", range(19, 27))
def test_signature_is_never_parted_from_recipients_or_the_last_words(converted, lines):
    texts = [page.extract_text() for page in converted[f"end-{lines}"]]
    (whole,) = [text for text in texts if "KT. TRƯỞNG PHÒNG" in text]
    assert all(words in whole for words in ("Dòng cuối./.", "Nơi nhận:", "- Lưu: VT, LĐTBXH."))


def test_a_word_of_twenty_thousand_letters_wraps(converted):
    letters = [char for page in converted["word"] for char in page.chars if char["text"] == "x"]
    assert len(letters) == 20_000
    assert max(char["x1"] for char in letters) / MM <= 190.5


def places(page):
    """The lines of a page: text, left edge and top in mm."""
    return [(line["text"], line["x0"] / MM, line["top"] / MM) for line in page.extract_text_lines()]


def page_number(page):
    return "".join(char["text"] for char in page.chars if char["top"] < 19 * MM)
