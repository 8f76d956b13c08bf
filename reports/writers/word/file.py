"""The Word file around the text: settings, properties and bytes.

python-docx starts from a template of 2011 with some 160 styles, another compatibility mode, a thumbnail and the
name of a programme; all that is removed or replaced.
"""

import io
import re
import zipfile
from datetime import UTC

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from reports.writers.word.elements import element, from_mm
from reports.writers.word.styles import FACE, INDENT, LANGUAGE, set_styles

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


def empty_document():
    """Return a python-docx document with the styles of `styles` and nothing in it."""
    document = docx.Document()
    for holder in (document.part, document.part.package):
        for key in [key for key, link in holder.rels.items() if link.reltype.endswith(NEEDLESS)]:
            del holder.rels[key]
    _replace_part(document.part, RELATIONSHIP_TYPE.FONT_TABLE, lambda _: FONT_TABLE.encode())
    _replace_part(document.part, RELATIONSHIP_TYPE.THEME, _theme)
    set_styles(document.styles.element)
    _set_settings(document.settings.element)
    for part in list(document.element.body):
        document.element.body.remove(part)
    return document


def set_properties(document, *, title, author, made_on):
    """Set title, author, language and time, without the template's."""
    moment = made_on.astimezone(UTC)
    properties = document.core_properties
    properties.title = _shorten(title)
    properties.author = properties.last_modified_by = _shorten(author)
    properties.created = properties.modified = moment
    properties.language = LANGUAGE
    properties.comments = properties.keywords = ""
    properties.revision = 1


def to_bytes(document):
    """Return the file's bytes; one document gives the same ones at any time and on any machine."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, date_time=FIRST_MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(part))
    return fixed.getvalue()


def _replace_part(part, reltype, change):
    """Replace a related part by one with other bytes."""
    old = part.part_related_by(reltype)
    for key in [key for key, link in part.rels.items() if link.reltype == reltype]:
        del part.rels[key]
    part.relate_to(Part(old.partname, old.content_type, change(old.blob), old.package), reltype)


def _theme(blob):
    return THEME_FACE.sub(f'<a:latin typeface="{FACE}"'.encode(), THEME_FACES.sub(b"", blob))


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


def _shorten(text):
    return text if len(text) <= MAX_PROPERTY else text[: MAX_PROPERTY - 1] + "…"
