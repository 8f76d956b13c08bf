"""Checks of a .doc or .xls file: one compound file (MS-CFB), not locked, nothing that acts by itself."""

import io
import re
import struct

import olefile

from filing.evidence.active_content import DDE, MACROS, OBJECT, REMOTE, is_dde, locked_error, refuse_active
from filing.file_kinds import DOC, ENDINGS, XLS

STREAMS = {DOC: ("WordDocument",), XLS: ("Workbook", "Book")}
ENCRYPTED_PACKAGE, NATIVE_OBJECT = "EncryptedPackage", "\x01ole10native"
# Word keeps what other programs put into a text in one storage, which may be empty; Excel each in one of its own.
OBJECT_POOL, OBJECT_OF_SHEET = "objectpool", re.compile(r"(MBD|LNK)[0-9A-F]{8}", re.IGNORECASE)
MACRO_STORAGES = {"macros", "_vba_project_cur", "_vba_project", "vba"}
# Word: where the file's head says that the text is encrypted, and what opens and closes a field's code.
WORD_FLAGS_AT, WORD_ENCRYPTED = 10, 0x0100
# Where the head of a Word 97 file says which stream has the tables, and where in it the list of file names is.
WORD_97, WORD_TABLE, WORD_NAMES_AT = (0xA5EC, 0xC1), 0x0200, 0x019A
ELSEWHERE = re.compile(r"\s*(\\\\|//|[a-z][a-z0-9+.-]+:[\\/]{2})", re.IGNORECASE)
FIELD_CODE = re.compile(rb"\x13([^\x13-\x15]{1,200})")
# Excel: records of a workbook by number.
BOF, EOF, FILEPASS, SHEET, LINK = 0x0809, 0x000A, 0x002F, 0x0085, 0x01AE
MACRO_SHEET, VB_MODULE, MACRO_SHEET_BEGINS = 1, 6, 0x0040
OWN_LINKS = (0x0401, 0x3A01)
# What the library raises for a file that it can't follow.
ERRORS = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError, OverflowError)


def check_old_office(content, name):
    """Return the media type of a compound file; None where it is damaged or neither Word nor Excel.

    ValidationError for one that is locked or acts by itself. The file's name decides where both types occur.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as file:
            return _check(file, name)
    except ERRORS:
        return None


def _check(file, name):
    if file.exists(ENCRYPTED_PACKAGE):
        raise locked_error()
    paths = file.listdir(streams=True, storages=True)
    names = {part.lower() for path in paths for part in path}
    found = {MACROS} if MACRO_STORAGES & names else set()
    if NATIVE_OBJECT in names or any(map(_is_of_object, paths)):
        found.add(OBJECT)
    media_types = []
    for media_type, streams in STREAMS.items():
        for stream in filter(file.exists, streams):
            media_types.append(media_type)
            content = file.openstream(stream).read()
            found |= _active_in_word(file, content) if media_type == DOC else _active_in_excel(content)
    refuse_active(found)
    if not media_types:
        return None
    by_name = [media_type for media_type in media_types if name.lower().endswith(ENDINGS[media_type])]
    return (by_name or media_types)[0]


def _is_of_object(path):
    return (path[0].lower() == OBJECT_POOL and len(path) > 1) or bool(OBJECT_OF_SHEET.fullmatch(path[0]))


def _active_in_word(file, content):
    (flags,) = struct.unpack_from("<H", content, WORD_FLAGS_AT)
    if flags & WORD_ENCRYPTED:
        raise locked_error()
    # The text stands there in one byte or in two for each letter; a field's code begins with a sign of its own.
    codes = (match[1].replace(b"\0", b"").decode("latin-1") for match in FIELD_CODE.finditer(content))
    found = {DDE} if any(map(is_dde, codes)) else set()
    return found | ({REMOTE} if ELSEWHERE.match(_template(file, content, flags)) else set())


def _template(file, content, flags):
    """Return the path of a document's template, the second of its file names; empty where it keeps none."""
    table = "1Table" if flags & WORD_TABLE else "0Table"
    try:
        at, size = struct.unpack_from("<II", content, WORD_NAMES_AT)
        if struct.unpack_from("<HH", content) < WORD_97 or not size or not file.exists(table):
            return ""
        names = file.openstream(table).read()[at : at + size]
        wide, number, extra, first = struct.unpack_from("<HHHH", names)
        begin = 8 + 2 * first + extra
        (length,) = struct.unpack_from("<H", names, begin)
    except struct.error:
        return ""
    is_list = wide == 0xFFFF and number > 1
    return names[begin + 2 : begin + 2 + 2 * length].decode("utf-16-le", "replace") if is_list else ""


def _active_in_excel(content):
    """Return what the workbook's first records tell, up to the end of the part that names the sheets."""
    found, at = set(), 0
    while at + 4 <= len(content):
        number, size = struct.unpack_from("<HH", content, at)
        record = content[at + 4 : at + 4 + size]
        if number == FILEPASS:
            raise locked_error()
        if number == SHEET and _is_macro_sheet(content, record):
            found.add(MACROS)
        if number == LINK and _is_dde_link(record):
            found.add(DDE)
        if number == EOF:
            break
        at += 4 + size
    return found


def _is_macro_sheet(content, record):
    """Return whether a sheet is one of macros, by what the list says of it or by how it begins."""
    begins_at, _state, sort = struct.unpack_from("<IBB", record)
    if sort in (MACRO_SHEET, VB_MODULE):
        return True
    if begins_at + 8 > len(content):
        return False
    number, _size, _version, begins = struct.unpack_from("<HHHH", content, begins_at)
    return number == BOF and begins == MACRO_SHEET_BEGINS


def _is_dde_link(record):
    """Return whether a link names a program and a topic, parted by the sign 3, and not a file."""
    _sheets, length = struct.unpack_from("<HH", record)
    path = record[5:].replace(b"\0", b"")
    return length not in OWN_LINKS and not path.startswith(b"\x01") and b"\x03" in path
