"""Whether a document is whole, is one kind of file only, and holds no macros. Nothing of it is unpacked.

A file that is two kinds at once (a PDF that is a ZIP as well) is read as the one by whoever checks it and as the
other by whoever opens it. Each check raises ValidationError with what the person can do.
"""

import lzma
import re
import struct
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from progress.evidence.file_kinds import DOC, DOCX, ENDINGS, XLS, XLSX
from texts.pdf import TAIL, ZIP_END, ZIP_END_SIZE

# Written text shrinks to a tenth or a fiftieth; what shrinks more was made to fill somebody's memory.
UNPACKED_MAX, MEMBERS_MAX = 200 * 1024 * 1024, 5000
RATIO_MAX, RATIO_COUNTS_FROM = 150, 10 * 1024 * 1024
CONTENT_TYPES, CONTENT_TYPES_MAX = "[Content_Types].xml", 1024 * 1024
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
STREAMS = {DOC: ("WordDocument",), XLS: ("Workbook", "Book")}
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, ValueError, OSError, EOFError
)  # fmt: skip


def office_type(upload, content):
    """The media type of a .docx or .xlsx file, or None for another ZIP; `content` are the bytes of `upload`."""
    _check_zip_end(content)
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            _check_unpacked_size(members, len(content))
            names = {member.filename for member in members}
            with archive.open(CONTENT_TYPES) as file:
                types = file.read(CONTENT_TYPES_MAX).replace(b"\0", b"").lower()
    except KeyError:
        return None
    except ZIP_ERRORS:
        raise damaged_office() from None
    if min(member.header_offset for member in members):
        raise damaged_office()
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroenabled" in types:
        raise with_macros()
    found = [media_type for part, media_type in MAIN_PARTS.items() if part in names]
    if len(found) > 1:
        raise damaged_office()
    return found[0] if found else None


def _check_zip_end(content):
    """The end record is the very end, and tells of a sane number of members."""
    end = content[-ZIP_END_SIZE:]
    if not end.startswith(ZIP_END) or len(end) < ZIP_END_SIZE or end[-2:] != b"\0\0":
        raise damaged_office()
    if struct.unpack("<H", end[10:12])[0] > MEMBERS_MAX:
        raise too_large_inside()


def _check_unpacked_size(members, size):
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_MAX or (unpacked > RATIO_COUNTS_FROM and unpacked > RATIO_MAX * size):
        raise too_large_inside()


def old_office_type(content, name):
    """The media type of a .doc or .xls file: a compound file (MS-CFB) whose header and root are what they should be."""
    if len(content) < 1536 or len(content) % 512:
        raise damaged_office()
    version, order, shift, mini = struct.unpack("<HHHH", content[26:34])
    if (version, shift) not in ((3, 9), (4, 12)) or order != 0xFFFE or mini != 6:
        raise damaged_office()
    (first,) = struct.unpack("<I", content[48:52])
    root = (first + 1) << shift
    if content[root : root + 20] != _wide("Root Entry") or re.search(
        rb"PK\x03\x04|PK\x05\x06|%PDF-|<html|<script|<svg", content[-TAIL:], re.IGNORECASE
    ):
        raise damaged_office()
    return _stream_type(content, name)


def _stream_type(content, name):
    """By the streams in the compound file's directory; where one sort lies in the other, the file's name decides."""
    if _wide("EncryptedPackage\0") in content:
        raise ValidationError(_("This file is locked with a password. Save it without a password and choose that."))
    if _wide("_VBA_PROJECT\0") in content:
        raise with_macros()
    found = [sort for sort, streams in STREAMS.items() if any(_wide(f"{one}\0") in content for one in streams)]
    if not found:
        raise damaged_office()
    return next((sort for sort in found if name.lower().endswith(ENDINGS[sort])), found[0])


def _wide(name):
    return name.encode("utf-16-le")


def damaged_office():
    return ValidationError(
        _("This Word or Excel file is damaged, or something was added to it. Open it, save it anew and choose that.")
    )


def too_large_inside():
    return ValidationError(_("This Word or Excel file would grow far too large when opened. Save it as PDF instead."))


def with_macros():
    return ValidationError(
        _("This file holds macros. Save it without macros (.docx, .xlsx) or as PDF and choose that.")
    )
