"""Checks that an Office document is whole, of one type only, and holds nothing that acts when it is opened.

A file of two types at once (a PDF that is also a ZIP) could be checked as one and opened as the other. Each check
raises ValidationError with what the person can do.
"""

import lzma
import re
import struct
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.lib.files.pdf import TAIL, ZIP_END, ZIP_END_SIZE
from filing.evidence.active_content import refuse_active
from filing.evidence.old_office_checks import check_old_office
from filing.evidence.open_xml_checks import active_parts
from filing.file_kinds import DOCX, XLSX

# Text compresses ten to fifty times; a higher ratio is a decompression bomb.
MAX_UNPACKED, MAX_MEMBERS = 200 * 1024 * 1024, 5000
MAX_RATIO, RATIO_COUNTS_FROM = 150, 10 * 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, ValueError, OSError, EOFError)


def office_type(upload, content):
    """Return the media type of a .docx or .xlsx file; None for another ZIP.

    `content` are the bytes of `upload`.
    """
    _check_zip_end(content)
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            _check_unpacked_size(members, len(content))
            names = {member.filename for member in members}
            archive.getinfo(CONTENT_TYPES)
            found = active_parts(archive)
    except KeyError:
        return None
    except ZIP_ERRORS:
        raise _damaged_error() from None
    if min(member.header_offset for member in members):
        raise _damaged_error()
    refuse_active(found)
    media_types = [media_type for part, media_type in MAIN_PARTS.items() if part in names]
    if len(media_types) > 1:
        raise _damaged_error()
    return media_types[0] if media_types else None


def _check_zip_end(content):
    """Check that the end record ends the file, and that it counts a plausible number of members."""
    end = content[-ZIP_END_SIZE:]
    if not end.startswith(ZIP_END) or len(end) < ZIP_END_SIZE or end[-2:] != b"\0\0":
        raise _damaged_error()
    if struct.unpack("<H", end[10:12])[0] > MAX_MEMBERS:
        raise _too_large_error()


def _check_unpacked_size(members, size):
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * size):
        raise _too_large_error()


def old_office_type(content, name):
    """Return the media type of a .doc or .xls file: a compound file (MS-CFB) with valid header and root."""
    if len(content) < 1536 or len(content) % 512:
        raise _damaged_error()
    version, order, shift, mini = struct.unpack("<HHHH", content[26:34])
    if (version, shift) not in ((3, 9), (4, 12)) or order != 0xFFFE or mini != 6:
        raise _damaged_error()
    (first,) = struct.unpack("<I", content[48:52])
    root = (first + 1) << shift
    if content[root : root + 20] != "Root Entry".encode("utf-16-le") or re.search(
        rb"PK\x03\x04|PK\x05\x06|%PDF-|<html|<script|<svg", content[-TAIL:], re.IGNORECASE
    ):
        raise _damaged_error()
    media_type = check_old_office(content, name)
    if not media_type:
        raise _damaged_error()
    return media_type


def _damaged_error():
    return ValidationError(
        _(
            "This Word or Excel file is damaged, or something was added to it. Open it, save it as a new file "
            "and choose that."
        )
    )


def _too_large_error():
    return ValidationError(_("This Word or Excel file would become too large when opened. Save it as a PDF."))
