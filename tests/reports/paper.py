"""A PDF under the ruler: lengths in mm, sizes in pt."""

import io
from datetime import UTC, datetime

import pdfplumber
from msgspec import convert

from reports.content.document import DocumentTree
from reports.writers.pdf import write_pdf

MADE_ON = datetime(2020, 12, 18, 1, 30, tzinfo=UTC)
MM = 72 / 25.4


SEAL = {"code": "ABCDE-FGHJK", "url": "https://portal.example.vn/verify/ABCDEFGHJK"}
ATTACHMENTS = [
    {
        "name": "so-lieu.xlsx",
        "data": b"PK\x03\x04 figures",
        "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "description": "Bảng số liệu",
    },
    {"name": "noi-dung.json", "data": b"{}", "media_type": "application/json", "description": "Nội dung"},
]


def pdf_of(tree, identifier="a district's report", **more):
    """The PDF of a document, or of what is stored of one."""
    document = convert(tree, DocumentTree) if isinstance(tree, dict) else tree
    return write_pdf(document, made_on=MADE_ON, identifier=identifier, **more)


def opened(content):
    return pdfplumber.open(io.BytesIO(content))


def found(page, text):
    """Edges (mm), size (pt) and face ("", "Bold", "Italic", "Bold-Italic") of a text that a page has once."""
    places = page.search(text, regex=False, return_chars=True)
    assert len(places) == 1, f"{text!r} stands {len(places)} times on page {page.page_number}"
    place, chars = places[0], places[0]["chars"]
    looks = {(round(char["size"], 1), face(char)) for char in chars if char["text"].strip()}
    assert len(looks) == 1, f"{text!r} is set in {looks}"
    size, style = looks.pop()
    edges = {key: place[key] / MM for key in ("x0", "x1", "top", "bottom")}
    return {**edges, "size": size, "face": style}


def face(char):
    family, _, style = char["fontname"].split("+")[-1].partition("Portal-Serif")
    assert family == "", f"a face of the host: {char['fontname']}"
    return style.removeprefix("-")


def rules(page):
    """The horizontal rules as (left, right, top) in mm, from above; table borders are none."""
    lines = {
        (round(rect["x0"] / MM, 2), round(rect["x1"] / MM, 2), round(rect["bottom"] / MM, 2))
        for rect in page.rects + page.lines
        if rect["bottom"] - rect["top"] < 1
    }
    return sorted(lines, key=lambda line: line[2])
