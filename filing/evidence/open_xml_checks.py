"""Checks of what acts when a Word or Excel file (Office Open XML) is opened: macros, objects, templates, DDE.

A part is what its first element says, whatever its name: a file decides freely what its parts are called.
"""

import re
from contextlib import suppress
from pathlib import PurePosixPath

from lxml import etree

from filing.evidence.active_content import DDE, MACROS, OBJECT, REMOTE, is_dde

TYPES = "[content_types].xml"
MACRO_TYPES = ("macroenabled", "macrosheet", "vbaproject")
MACRO_PARTS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*\.(bin|xml)$|(^|/)macrosheets/|(^|/)dialogsheets/")
MACRO_SHEETS = {"macrosheet", "dialogsheet"}
# Large, and without fields.
TABLES = {"worksheet", "sst", "styleSheet", "pivotCacheRecords", "calcChain"}
# By the last part of a relationship's type, the same in both editions of the format.
MACRO_LINKS = {"vbaproject", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet"}
OBJECT_LINKS = {"oleobject", "control", "activexcontrolbinary", "afchunk"}
LOADED_LINKS = {"attachedtemplate", "frame", "subdocument", "oleobject", "afchunk"}
# A template on the writer's own disk is fetched from nowhere; Word keeps its path in many documents.
LOCAL = re.compile(r"^(file:///)?[a-z]:[\\/](?![\\/])|^file:///[^\\/:%]+/|^[^:\\/%]+$", re.IGNORECASE)
# A chart keeps its figures in a workbook of its own: no object that somebody put in.
CHARTS = re.compile(r"(^|/)charts/_rels/[^/]+\.rels$")


def active_parts(archive):
    """Return what in the archive acts when it is opened; ValueError for XML that can't be read."""
    found = set()
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").lower()
        if MACRO_PARTS.search(name):
            found.add(MACROS)
        elif name == TYPES:
            with archive.open(member) as file:
                found |= _macro_types(file)
        elif name.endswith(".rels"):
            with archive.open(member) as file:
                found |= _active_links(file, is_chart=bool(CHARTS.search(name)))
        else:
            # Of other parts most are pictures, and some XML is none that can be read.
            unread = () if name.endswith(".xml") and not name.startswith("xl/") else (ValueError,)
            with suppress(*unread):
                found |= _active_in_part(archive, member)
    return found


def _active_in_part(archive, member):
    with archive.open(member) as file:
        root = next((name for _event, name, _element in _elements(file, ("start",))), "")
    if root in MACRO_SHEETS:
        return {MACROS}
    if root in TABLES:
        return set()
    with archive.open(member) as file:
        if root == "externalLink":
            return _active_sheet_links(file)
        return {DDE} if any(map(is_dde, _field_codes(file))) else set()


def _macro_types(file):
    types = (element.get("ContentType", "").lower() for _event, _name, element in _elements(file))
    return {MACROS} if any(word in content_type for content_type in types for word in MACRO_TYPES) else set()


def _elements(file, events=("end",)):
    """Yield (event, name without namespace, element), each forgotten after; ValueError for bad XML."""
    try:
        for event, element in etree.iterparse(file, events=events, resolve_entities=False, no_network=True):
            # A comment or a processing instruction has no name.
            if isinstance(element.tag, str):
                yield event, etree.QName(element).localname, element
            if event == "end":
                element.clear(keep_tail=False)
                with suppress(TypeError, AttributeError):
                    del element.getparent()[: element.getparent().index(element)]
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def _active_links(file, *, is_chart):
    found = set()
    for _event, name, element in _elements(file):
        if name != "Relationship":
            continue
        sort = PurePosixPath(element.get("Type", "")).name.lower()
        is_external = element.get("TargetMode", "").lower() == "external"
        if sort in MACRO_LINKS:
            found.add(MACROS)
        if is_external and sort in LOADED_LINKS and not LOCAL.match(element.get("Target", "").strip()):
            found.add(REMOTE)
        elif sort in OBJECT_LINKS or (sort == "package" and not is_chart):
            found.add(OBJECT)
    return found


def _active_sheet_links(file):
    words = {"ddeLink": DDE, "oleLink": OBJECT}
    return {words[name] for _event, name, _element in _elements(file) if name in words}


def _field_codes(file):
    """Yield the code of each field, whatever runs it is cut into, and of each field within it."""
    codes = []
    for event, name, element in _elements(file, ("start", "end")):
        if event == "start" and name == "fldSimple":
            yield next((value for key, value in element.items() if etree.QName(key).localname == "instr"), "")
        elif event == "end" and name in ("instrText", "delInstrText") and codes:
            codes[-1] += element.text or ""
        elif event == "end" and name == "fldChar":
            sort = next((value for key, value in element.items() if etree.QName(key).localname == "fldCharType"), "")
            if sort == "begin":
                codes.append("")
            elif sort in ("separate", "end") and codes:
                yield codes[-1]
                if sort == "end":
                    codes.pop()
    yield from codes
