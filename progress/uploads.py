"""What may be attached to a record: recognised by its content, not by its name."""

import hashlib
import zipfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE = "application/x-ole-storage"
MAGIC = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
}
ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WORD: (".docx",),
    EXCEL: (".xlsx",),
    OLD_OFFICE: (".doc", ".xls"),
}
ACCEPT = ",".join(ending for endings in ENDINGS.values() for ending in endings)


def checked_type(upload):
    """The media type of an uploaded file; ValidationError where it is too large, empty, or not what it says."""
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        limit = settings.EVIDENCE_MAX_BYTES // 1024 // 1024
        raise ValidationError(_("The file is larger than %s MB. Scan it at a lower resolution.") % limit)
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    media_type = _recognised(upload)
    if media_type is None or not upload.name.lower().endswith(ENDINGS[media_type]):
        raise ValidationError(
            _("This is not a PDF, Word, Excel, JPEG or PNG file, or its name says something else than its content.")
        )
    return media_type


def _recognised(upload):
    upload.seek(0)
    start = upload.read(8)
    upload.seek(0)
    for magic, media_type in MAGIC.items():
        if start.startswith(magic):
            return media_type
    return _office_type(upload) if start.startswith(b"PK\x03\x04") else None


def _office_type(upload):
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    finally:
        upload.seek(0)
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return WORD
    return EXCEL if "xl/workbook.xml" in names else None


def digest_of(upload):
    """The SHA-256 of a file's bytes, read in pieces."""
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
