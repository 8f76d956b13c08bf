"""What the papers for the public are drawn by, known without drawing one."""

from functools import cache
from hashlib import sha256

from django.conf import settings
from django.template.loader import get_template

SHEET = "directory.css"


def public_address():
    """Return the address of the directory, to which the QR codes lead."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/shelters/"


@cache
def fingerprint_of_design():
    """Return the SHA-256 of templates and style sheets: a new design is a new paper, with the same words too."""
    folder = settings.BASE_DIR / "static" / "paper"
    files = [get_template(f"shelters/public/{name}.html").template.source.encode() for name in ("poster", "card")]
    files += [(folder / name).read_bytes() for name in (SHEET, "faces.css")]
    return sha256(b"\0".join(files)).hexdigest()
