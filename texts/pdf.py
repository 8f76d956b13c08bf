"""Whether bytes are a whole PDF, and nothing besides."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PDF_BEGINS = b"%PDF-"
ZIP_END, ZIP_END_SIZE = b"PK\x05\x06", 22
# A ZIP's end record may be followed by a comment of 64 KB; readers search that far back.
TAIL = 2**16 + ZIP_END_SIZE
PDF_SPACE = b"\0\t\n\f\r "


def check_pdf(content):
    """Refuse a PDF that was cut off, or has something behind its end."""
    if not content[-1024:].rstrip(PDF_SPACE).endswith(b"%%EOF") or ZIP_END in content[-TAIL:]:
        raise ValidationError(
            _("This PDF is cut off, or something was added behind its end. Save it as PDF anew and choose that.")
        )
