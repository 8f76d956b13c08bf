"""The file itself: tags, language, the same bytes anywhere, and text that tries to be more than text."""

import hashlib
import io
import os
import socket
import subprocess
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from paper import ATTACHMENTS, MADE_ON, SEAL, face, opened, pdf_of
from sample_tree import ISSUER, MEETINGS, OPENING, sample_chart, sample_letter, sample_tree
from slow import wide
from weasyprint import HTML
from weasyprint.text import line_break
from weasyprint.urls import FatalURLFetchingError

from reports.writers.markup import paper_context
from reports.writers.part_errors import PartFailed
from reports.writers.pdf import OwnFiles, write_pdf
from reports.writers.tree import appendix, bullets, chart, column, item, paragraph, points, section, table

AGAIN = """
import hashlib, sys, django
django.setup()
sys.path[:0] = [sys.argv[1], f"{sys.argv[1]}/writers", f"{sys.argv[1]}/../support"]
from test_pdf_file import whole
print(hashlib.sha256(whole()).hexdigest())
"""

MANY = """
import gc, os, sys, django
django.setup()
gc.disable()
sys.path.insert(0, sys.argv[1])
from paper import MADE_ON
from reports.writers.pdf import write_pdf
from sample_tree import sample_letter
for number in range(4):
    write_pdf(sample_letter(), made_on=MADE_ON, identifier=str(number))
os._exit(0)
"""


def whole():
    """A report with all that a file can have."""
    appendices = [*sample_tree().appendices, appendix("Biểu đồ", [sample_chart()])]
    return pdf_of(sample_tree(appendices=appendices), seal=SEAL, attachments=ATTACHMENTS)


@pytest.fixture(scope="module")
def content():
    return pdf_of(sample_tree())


@pytest.fixture(scope="module")
def full():
    return whole()


@pytest.mark.parametrize("name", ["content", "full"])
def test_file_is_sound_and_archival(name, request, tmp_path):
    content = request.getfixturevalue(name)
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with pikepdf.open(path) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.docinfo.Title).startswith("Báo cáo: Kết quả thực hiện công tác bình đẳng giới")
        assert str(pdf.docinfo.Author) == ISSUER
        assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate
        assert str(pdf.docinfo.CreationDate).startswith("D:20201218013000")


def test_tags_tell_headings_tables_and_lists(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = list(tags_below(pdf.Root.StructTreeRoot.K[0]))
    # Five sections and four appendices; a table's part on each page is a table of its own with its head.
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/H3")) == (1, 9, 2)
    assert tags.count("/Table") == tags.count("/THead") == 7
    assert tags.count("/LI") == 3


def test_outline_has_sections_with_their_items_and_appendices(content):
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        below = [entry.title for entry in outline.root[1].children]
    assert titles[:2] == ["I. CÔNG TÁC CHỈ ĐẠO, BAN HÀNH VĂN BẢN", "II. KẾT QUẢ THỰC HIỆN"]
    assert titles[5].startswith("Phụ lục I")
    assert below == ["1. Truyền thông", "2. Nâng cao năng lực"]


def test_vietnamese_text_comes_out_composed(content):
    with opened(content) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert OPENING in text
    assert MEETINGS in text
    assert unicodedata.is_normalized("NFC", text)


def test_decomposed_text_comes_out_composed():
    tree = sample_tree(body=[paragraph(unicodedata.normalize("NFD", OPENING))], appendices=[])
    with opened(pdf_of(tree)) as pdf:
        assert OPENING.removesuffix(":") in " ".join(pdf.pages[0].extract_text().split())


def test_a_letter_is_called_one():
    with pikepdf.open(io.BytesIO(pdf_of(sample_letter()))) as pdf:
        assert str(pdf.docinfo.Title).startswith("Công văn: V/v đôn đốc báo cáo")
        assert list(tags_below(pdf.Root.StructTreeRoot.K[0])).count("/H1") == 1


def test_data_go_with_the_file(full):
    with pikepdf.open(io.BytesIO(full)) as pdf:
        assert list(pdf.attachments) == ["noi-dung.json", "so-lieu.xlsx"]
        for file in ATTACHMENTS:
            attached = pdf.attachments[file["name"]]
            inside = attached.get_file()
            assert inside.read_bytes() == file["data"]
            assert inside.mime_type == file["media_type"]
            assert attached.description == file["description"]
            assert str(attached.obj.AFRelationship) == "/Data"
            assert {str(inside.obj.Params[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20201218013000Z"}
        assert sorted(str(one.UF) for one in pdf.Root.AF) == sorted(file["name"] for file in ATTACHMENTS)


def test_no_fonts_are_left_behind_by_a_process_that_ends(tmp_path):
    """As a recycled worker ends: without a last collection of garbage, and without its own endings."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gender_equality.settings", "TMPDIR": str(folder)}
    environment["SECRET_KEY"] = settings.SECRET_KEY
    command = [sys.executable, "-c", MANY, str(Path(__file__).parents[1])]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    assert list(folder.iterdir()) == []


def test_the_code_has_words_for_who_cannot_see_it(full):
    with pikepdf.open(io.BytesIO(full)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [str(one.Alt) for one in figures][1:] == ["Mã QR dẫn tới portal.example.vn/verify/ABCDEFGHJK"]
    with opened(full) as pdf:
        assert not any(page.images for page in pdf.pages)


def test_another_process_writes_the_same_bytes(full):
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
    assert again.stdout.strip() == hashlib.sha256(full).hexdigest()


def test_identifier_tells_two_files_apart(content):
    assert pdf_of(sample_tree(), identifier="another report") != content


def test_progress_is_told_and_ends_at_100():
    told = []
    write_pdf(sample_tree(appendices=[]), made_on=MADE_ON, identifier="a", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 100


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        write_pdf(sample_tree(), made_on=datetime(2020, 12, 18), identifier="a")


@pytest.fixture
def ear():
    """A server that nobody should call; its address, and whether somebody did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_hostile_text_comes_out_as_letters(ear):
    host = f"http://127.0.0.1:{ear.getsockname()[1]}"
    hostile = (
        f"<img src={host}/x.png><style>*{{color:red}}</style><link rel=attachment href=file:///etc/passwd>"
        f"<script>alert(1)</script>{{{{ head }}}} &amp; \u202eab\u200bc\u202c \U0001f469 漢 \x00\ud800"
    )
    columns = [column(hostile, group=hostile), column(hostile, "right", group=hostile)]
    body = [
        section("I", hostile),
        item("1", hostile),
        bullets([hostile]),
        *points([hostile]),
        table(columns, [[hostile, hostile]], caption=hostile, unit_note=hostile, legend=hostile),
        chart(hostile, hostile[:120], [hostile[:120]], [{"name": hostile[:120], "values": [1]}], summary=hostile),
        paragraph(hostile),
    ]
    tree = sample_tree(superior=hostile, subject=hostile, place=hostile, contact=hostile, body=body, appendices=[])
    content = pdf_of(tree)
    with opened(content) as pdf:
        text = "".join("".join(page.extract_text() for page in pdf.pages).split())
        assert all(face(char) is not None for page in pdf.pages for char in page.chars)
        assert {char["non_stroking_color"] for page in pdf.pages for char in page.chars} == {(0, 0, 0)}
    assert text.count("<linkrel=attachmenthref=file:///etc/passwd><script>alert(1)</script>{{head}}&amp;abc□□□") >= 5
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments
        assert "/Names" not in pdf.Root
    with pytest.raises(BlockingIOError):
        ear.accept()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "data:text/css,*{}",
        "file:///etc/passwd",
        f"file://{settings.BASE_DIR}/gender_equality/settings/environment.py",
        f"file://{settings.BASE_DIR}/static/paper/../../manage.py",
        f"file://{settings.BASE_DIR}/static/paper/%2e%2e/%2e%2e/manage.py",
        f"file://example.org{settings.BASE_DIR}/static/paper/paper.css",
    ],
)
def test_renderer_may_fetch_nothing_but_its_own(address):
    with pytest.raises(ValueError, match="may not fetch"):
        OwnFiles().fetch(address)
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f"<img src='{address}'>", url_fetcher=OwnFiles()).render()


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 4_000,
        "((((" * 5_000,
        "\U0001f469\u200d" * 5_000,
        "\u05d0\u202e " * 5_000,
        "\u200b" * 20_000,
        "a\u0323" * 9_000,
    ],
)
def test_odd_letters_neither_hang_nor_break_a_page(text):
    blocks = [paragraph(text), table([column("A")], [[text[:2_000]]])]
    with opened(pdf_of(sample_tree(body=[*blocks, paragraph("Hết.")], appendices=[]))) as pdf:
        assert "Hết./." in pdf.pages[-1].extract_text()


@wide
def test_a_word_of_twenty_thousand_letters_wraps():
    with opened(pdf_of(sample_tree(body=[paragraph("x" * 20_000)], appendices=[]))) as pdf:
        letters = [char for page in pdf.pages for char in page.chars if char["text"] == "x"]
    assert len(letters) == 20_000
    assert max(char["x1"] for char in letters) <= (210 - 20) * 72 / 25.4 + 1


def test_a_cell_taller_than_a_page_loses_nothing():
    rows = [["x" * 2_000, "y"], ["z", "t"]]
    body = [table([column("A", width=10), column("B")], rows)]
    with opened(pdf_of(sample_tree(body=body, appendices=[]))) as pdf:
        assert sum(char["text"] == "x" for page in pdf.pages for char in page.chars) == 2_000


@pytest.mark.parametrize(
    ("body", "appendices", "part"),
    [
        ([paragraph("NỔ")], [], "Phần mở đầu"),
        ([section("II", "Kết quả"), item("1", "Tập huấn"), bullets(["a", "NỔ"])], [], "II. KẾT QUẢ / 1. Tập huấn"),
        ([section("I", "Kết quả"), section("II", "NỔ")], [], "II. NỔ"),
        ([], [appendix("a", []), appendix("b", [table([column("A")], [["NỔ"]])])], "Phụ lục II"),
    ],
)
def test_a_part_that_cannot_be_laid_out_names_itself(monkeypatch, body, appendices, part):
    """The renderer breaks on a text, as it did on some in the past."""
    layout = line_break.create_layout

    def breaks(text, *arguments):
        assert "NỔ" not in text
        return layout(text, *arguments)

    monkeypatch.setattr(line_break, "create_layout", breaks)
    with pytest.raises(PartFailed) as failed:
        pdf_of(sample_tree(body=body, appendices=appendices))
    assert failed.value.part == part
    assert isinstance(failed.value.__cause__, AssertionError)


def test_a_chart_that_cannot_be_drawn_names_its_part():
    blocks = [
        section("I", "Cả tỉnh"),
        sample_chart(),
        chart("Không có số liệu", "cuộc", ["A"], [], summary="x", form="tiles"),
    ]
    with pytest.raises(PartFailed) as failed:
        paper_context(sample_tree(body=[], appendices=[appendix("Biểu đồ", blocks)]))
    assert failed.value.part == "Phụ lục / I. CẢ TỈNH"
    assert isinstance(failed.value.__cause__, ValueError)


def tags_below(element):
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    yield str(element.S)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from tags_below(kid)
