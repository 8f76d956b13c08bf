"""Checks of uploaded files: their type by content, and what is kept of them."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from core.lib.files.limits import largest_file_in_mb
from core.lib.files.names import normalise_file_name
from core.lib.files.pdf import PDF_SIGNATURE, check_pdf
from core.lib.files.virus_scanner import refuse_infected
from filing.evidence.drawing import FORMATS
from filing.evidence.office_checks import office_type, old_office_type
from filing.evidence.pictures import reencode
from filing.file_kinds import ENDINGS, HEIC, JPEG, KEPT_ENDINGS, PDF, PNG, WORDS

MAX_FILES_AT_ONCE, MAX_BYTES_AT_ONCE = 20, 60 * 1024 * 1024
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


@dataclass(frozen=True)
class PreparedFile:
    """A checked file ready to be stored.

    `content` is a File, `sha256` that of the content.
    """

    name: str
    media_type: str
    content: object
    size: int
    sha256: str


def prepare(upload, *, may_embed=False):
    """Check an uploaded file; ValidationError where it is too large, empty, harmful, or not what its name says.

    `may_embed`: a PDF may hold other files, as the portal's own reports do.
    """
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        too_large = _("The file is larger than %s MB. Scan it at a lower resolution.")
        raise ValidationError(too_large % largest_file_in_mb())
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    media_type = _detect_media_type(upload, content, may_embed)
    name = normalise_file_name(upload.name)
    if not name.lower().endswith(ENDINGS[media_type]):
        raise ValidationError(
            _("The content of this file is %(kind)s, but its name says otherwise. Save it as %(kind)s and choose that.")
            % {"kind": WORDS[media_type]}
        )
    refuse_infected(content)
    if media_type in FORMATS:
        return _prepare_picture(name, content, media_type)
    upload.seek(0)
    return PreparedFile(name, media_type, upload, upload.size, hashlib.sha256(content).hexdigest())


def _prepare_picture(name, content, media_type):
    kept_type, kept = reencode(content, media_type)
    if not name.lower().endswith(KEPT_ENDINGS[kept_type]):
        name = normalise_file_name(name, KEPT_ENDINGS[kept_type][0])
    return PreparedFile(name, kept_type, ContentFile(kept), len(kept), hashlib.sha256(kept).hexdigest())


def _detect_media_type(upload, content, may_embed):
    """Return the media type by the first bytes of a file; documents are checked too."""
    if content.startswith(PDF_SIGNATURE):
        check_pdf(content, may_embed=may_embed)
        return PDF
    if content.startswith(b"PK\x03\x04") and (media_type := office_type(upload, content)):
        return media_type
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return old_office_type(content, upload.name)
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    raise ValidationError(
        _(
            "This is not a PDF, Word, Excel, JPEG, PNG or HEIC file, whatever its name says. Scan it or save it "
            "as a PDF."
        )
    )
