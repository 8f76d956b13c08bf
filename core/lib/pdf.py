"""A check that a PDF is complete, with nothing after its end."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PDF_SIGNATURE = b"%PDF-"
ZIP_END, ZIP_END_SIZE = b"PK\x05\x06", 22
# The end record of a ZIP may be followed by a comment of 64 KB; ZIP readers search that far back.
TAIL = 2**16 + ZIP_END_SIZE
PDF_SPACE = b"\0\t\n\f\r "


def check_pdf(content):
    """Refuse (ValidationError) a PDF that is cut off, or has a ZIP or other data after its end."""
    if not content[-1024:].rstrip(PDF_SPACE).endswith(b"%%EOF") or ZIP_END in content[-TAIL:]:
        raise ValidationError(
            _("This PDF is cut off, or something was added behind its end. Save it as PDF anew and choose that.")
        )
