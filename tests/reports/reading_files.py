"""All that a reader gets out of a file: text, alternative texts, properties, hidden sheets, files within the file."""

import io
import re
import zipfile
from pathlib import PurePath

import pdfplumber
import pikepdf
from lxml import etree

# `1.250` is one number, and so is what an English page writes.
NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+")
# What holds a sentence whose letters may stand in several elements: a paragraph, a cell's text, a line of a drawing.
WHOLE = {"p", "si", "text", "td", "th", "li"}


def numbers_in(texts):
    """Every whole number in those texts, however it is grouped."""
    return {int(re.sub(r"\D", "", found)) for text in texts for found in NUMBER.findall(text)}


def everything_in(data, name=""):
    """The texts of a file of any kind that the portal makes; pictures of pixels alone have none.

    ValueError for a kind that nobody here can read: say how, or what it holds is held against nothing.
    """
    if data.startswith(b"%PDF"):
        return [*_in_pdf(data)]
    if data.startswith(b"PK"):
        return [*_in_archive(data)]
    if data.startswith(b"\x89PNG"):
        return []
    text = data.decode("utf-8-sig")
    if PurePath(name).suffix in (".csv", ".json", ".txt"):
        return [text]
    if text.lstrip().startswith("<"):
        return [*_in_markup(text)]
    if text.lstrip().startswith(("{", "[")):
        return [text]
    raise ValueError(f"A file of an unknown kind: {name or data[:20]}")


def _in_pdf(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        yield from (page.extract_text() for page in pdf.pages)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield from (str(value) for one in pdf.objects for value in _strings(one))
        yield str(pdf.open_metadata())
        for name, attached in pdf.attachments.items():
            yield name
            yield from everything_in(attached.get_file().read_bytes(), name)


def _strings(one):
    """The strings of a PDF object: titles, bookmarks, alternative texts, addresses. Others are objects of their own."""
    if isinstance(one, pikepdf.String):
        yield one
    elif isinstance(one, pikepdf.Array):
        for value in one:
            yield from _strings(value) if not getattr(value, "is_indirect", False) else ()
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for value in one.values():
            yield from _strings(value) if not getattr(value, "is_indirect", False) else ()


def _in_archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("utf-8", "replace")
        for name in archive.namelist():
            yield name
            yield from everything_in(archive.read(name), name) if not name.endswith((".ttf", ".odttf")) else ()


def _in_markup(text):
    """Each element's words and attributes, and the words of a paragraph or cell as one; comments too."""
    try:
        root = etree.fromstring(text.encode())
    except etree.XMLSyntaxError:
        root = etree.HTML(text)
    for one in root.iter():
        yield from (part for part in (one.text, one.tail, *one.attrib.values()) if part)
        if isinstance(one.tag, str) and etree.QName(one).localname in WHOLE:
            yield "".join(one.itertext())
