"""The papers under the ruler: one page, large numbers, the right code, nothing that tells or that was withheld."""

import hashlib
import io
import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
import segno
from django.conf import settings as django_settings
from PIL import Image
from sample_directory import HOTLINES, SHELTER, TRUSTED, numbered, of_one, sample_directory
from slow import wide

from core.lib.text.normalise import fold
from shelters.public import posters
from shelters.public.places import HotlineEntry

MM = 72 / 25.4
AGAIN = """
import hashlib, sys, django
django.setup()
sys.path.insert(0, sys.argv[1])
from sample_directory import sample_directory
from shelters.public import posters
directory = sample_directory()
for content in (posters.poster(directory, directory.districts[2]), posters.cards(directory)):
    print(hashlib.sha256(content).hexdigest())
"""


def poster_of(*places, **fields):
    return posters.poster(*of_one(*places, **fields))


def pages_of(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [(page, page.chars, " ".join(page.extract_text().split())) for page in pdf.pages]


def only_page(content):
    """(page, letters, text) of a PDF that has one A4 page in the project's faces."""
    pages = pages_of(content)
    assert len(pages) == 1
    page, letters, text = pages[0]
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert all("Portal-Serif" in letter["fontname"] for letter in letters)
    return page, letters, text


def size_of(page, text):
    """The size in pt in which a text is set where it first stands."""
    return round(page.search(re.escape(text), return_chars=True)[0]["chars"][0]["size"], 1)


@pytest.mark.parametrize("count", [0, 1, 2, 4, 7, 12])
def test_poster_is_one_page_with_every_place_on_it(count):
    page, letters, text = only_page(poster_of(*[numbered(n) for n in range(count)]))
    assert all(f"0234 3990 {n:03}" in text for n in range(count))
    assert "quét mã" not in text
    assert ("Địa chỉ hỗ trợ" in text) == bool(count)
    assert max(letter["bottom"] for letter in letters) < 297 * MM


@pytest.mark.parametrize("count", [60, 200])
def test_a_long_list_leads_on_by_the_code(count):
    _page, _letters, text = only_page(poster_of(*[numbered(n) for n in range(count)]))
    shown = [n for n in range(count) if f"0234 3990 {n:03}" in text]
    assert 10 <= len(shown) < count
    assert shown == list(range(len(shown)))
    assert "và các địa chỉ khác: quét mã" in text


@wide
def test_numbers_are_read_from_two_metres_whatever_the_rest():
    for places in ([TRUSTED], [numbered(n) for n in range(60)]):
        page, _letters, _text = only_page(poster_of(*places))
        assert min(size_of(page, number) for number in ("111", "113", "115")) >= 60
        assert size_of(page, "1900 969 680") >= 40
        assert size_of(page, "Cần giúp đỡ") >= 36


def test_poster_says_what_is_free_and_when_it_was_checked():
    _page, _letters, text = only_page(poster_of(TRUSTED))
    assert "24/7, miễn phí" in text
    assert "24/7, có tính cước" in text
    # Of several days the oldest: no number was checked before it.
    assert "kiểm tra ngày 1/12/2020" in text


def test_a_released_place_is_told_and_what_is_withheld_is_not():
    _page, _letters, text = only_page(poster_of(TRUSTED, SHELTER))
    for words in (TRUSTED.area, TRUSTED.host, TRUSTED.phone, TRUSTED.address, SHELTER.kind, SHELTER.hours):
        assert words in text
    for name in ("host", "phone", "address"):
        content = poster_of(replace(TRUSTED, **{name: ""}), SHELTER)
        withheld = getattr(TRUSTED, name)
        assert withheld not in only_page(content)[2]
        assert withheld not in everything_in(content)


def test_a_district_without_places_leads_to_its_neighbours():
    directory = sample_directory()
    _page, _letters, text = only_page(posters.poster(directory, directory.districts[0]))
    assert "Địa chỉ hỗ trợ gần huyện A Lưới" in text
    assert "xã Hương Phú, huyện Nam" in text
    assert "0234 3990 007" in text
    assert TRUSTED.phone not in text


def test_a_poster_without_hotlines_still_tells_the_places():
    _page, _letters, text = only_page(poster_of(TRUSTED, hotlines=()))
    assert TRUSTED.phone in text
    assert "kiểm tra ngày" not in text


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "https://binhdanggioi.thuathienhue.example.vn/"])
def test_the_code_leads_to_the_public_page(settings, tmp_path, address):
    settings.PUBLIC_URL = address
    wanted = segno.make(f"{address.rstrip('/')}/shelters/", error="m", micro=False).matrix
    directory, district = of_one(TRUSTED)
    # Where the papers have the code: (left, top, right, bottom) in mm.
    assert code_in(posters.poster(directory, district), tmp_path, (12, 248, 52, 290), len(wanted)) == read_off(wanted)
    first_card = (85, 15, 103.5, 34)
    assert code_in(posters.cards(directory), tmp_path, first_card, len(wanted)) == read_off(wanted)


def read_off(matrix):
    return [[bool(module) for module in row] for row in matrix]


def code_in(content, folder, box, modules):
    """The modules of a QR code as a printer would put them on paper: dark or not, at the middle of each."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", path, folder / "paper"], check=True)
    picture = Image.open(folder / "paper.png").convert("L").crop([round(edge / 25.4 * 300) for edge in box])
    dark = picture.point(lambda shade: 255 if shade < 128 else 0)
    code = dark.crop(dark.getbbox())
    assert abs(code.width - code.height) <= 2
    step = code.width / modules
    return [
        [code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) == 255 for x in range(modules)]
        for y in range(modules)
    ]


@pytest.mark.parametrize("make", [lambda: poster_of(TRUSTED), lambda: posters.cards(sample_directory())])
def test_file_is_archival_tagged_and_neutral(make, tmp_path):
    content = make()
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with pikepdf.open(path) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.MarkInfo.Marked is True
        assert str(pdf.docinfo.Title).startswith("Số điện thoại cần biết")
        assert str(pdf.docinfo.CreationDate).startswith("D:20201203")
        figures = [str(tag.Alt) for tag in tags_below(pdf.Root.StructTreeRoot.K[0]) if tag.S == "/Figure"]
        told = fold(" ".join([*(str(value) for value in pdf.docinfo.values()), str(metadata)]))
    assert figures
    assert all(alternative.startswith("Mã QR") for alternative in figures)
    assert not [word for word in (*posters.REVEALING_WORDS, "shelter") if word in told]


def tags_below(element):
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from tags_below(kid)


def test_ten_cards_of_85_by_54_with_every_number():
    page, _letters, text = only_page(posters.cards(sample_directory()))
    for row in HOTLINES:
        assert text.count(f" {row.number}") == 10
    heads = page.search(posters.TITLE, regex=False)
    assert len(heads) == 10
    assert sorted({round(head["x0"] / MM) for head in heads}) == [25, 110]
    tops = sorted({round(head["top"] / MM, 1) for head in heads})
    assert [round(after - before) for before, after in zip(tops, tops[1:], strict=False)] == [54] * 4


def test_a_card_tells_nobody_what_it_is_for():
    telling = HotlineEntry(
        "1800 0000", "Đường dây hỗ trợ nạn nhân bị bạo hành", "Khi bị bạo lực.", "24/7", True, date(2020, 12, 1)
    )
    _page, _letters, text = only_page(posters.cards(sample_directory(hotlines=(telling, *HOTLINES))))
    found = [
        word for word in (*posters.REVEALING_WORDS, "shelters", "http", "giup do", "phu loc") if word in fold(text)
    ]
    assert not found
    assert text.count("Tư vấn") == text.count("1800 0000") == 10
    # The other names are plain, and stay.
    assert "Cấp cứu y tế" in text


def test_another_process_and_another_day_write_the_same_bytes():
    directory = sample_directory(as_of=date(2021, 2, 3))
    here = [posters.poster(directory, directory.districts[2]), posters.cards(directory)]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gender_equality.settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "PYTHONHASHSEED": "7",
        "TZ": "America/Lima",
    }
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, str(Path(__file__).parent)],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.split() == [hashlib.sha256(content).hexdigest() for content in here]


@pytest.fixture
def ear():
    """A server that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_hostile_text_comes_out_as_letters(ear):
    host = f"http://127.0.0.1:{ear.getsockname()[1]}"
    hostile = f"<img src=file:///etc/passwd><img src={host}/x><style>*{{color:red}}</style>{{{{ title }}}}\u202e\x00漢"
    place = numbered(1, kind=hostile, area=hostile, host=hostile, phone=hostile, hours=hostile, address=hostile)
    hotline = HotlineEntry("<b>113</b>", hostile, hostile, hostile, True, date(2020, 12, 1))
    directory, district = of_one(place, hotlines=(hotline,) * 3, name=hostile)
    root_line = Path("/etc/passwd").read_text(encoding="utf-8").partition("\n")[0]
    for content in (posters.poster(directory, district), posters.cards(directory)):
        page, letters, text = only_page(content)
        assert "<b>113</b>" in text
        assert "<imgsrc=file:" in text.replace(" ", "")
        assert root_line not in everything_in(content)
        assert not page.images
        assert {letter["non_stroking_color"] for letter in letters} <= {(0,), (0, 0, 0), (0.2,) * 3}
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert not pdf.attachments
    with pytest.raises(BlockingIOError):
        ear.accept()


@wide
def test_a_word_of_ten_thousand_letters_breaks_neither_page_nor_margin():
    word = "ơ" * 10_000
    place = numbered(1, kind=word, area=word, host=word, phone=word, hours=word, address=word)
    hotlines = (HotlineEntry("ơ" * 14, word, word, word, True, date(2020, 12, 1)),) * 12
    for content in (
        poster_of(place, TRUSTED, hotlines=hotlines),
        poster_of(place, TRUSTED),
        poster_of(TRUSTED, name=word),
        posters.cards(sample_directory(hotlines=hotlines)),
    ):
        _page, letters, text = only_page(content)
        assert max(letter["x1"] for letter in letters) <= (210 - 13) * MM
        assert text.count("…")
    assert TRUSTED.phone in only_page(poster_of(place, TRUSTED))[2]


def everything_in(content):
    """The PDF's strings and streams, opened: what somebody finds who looks at more than the page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parts = [str(tag) for tag in pdf.docinfo.values()] + [str(pdf.open_metadata())]
        for item in pdf.objects:
            parts.append(item.read_bytes().decode("latin-1") if isinstance(item, pikepdf.Stream) else repr(item))
    return "\n".join(parts)
