"""The verification code of a document, printed on its last page."""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse

# Crockford's alphabet: no I, L, O, U, which people read as others.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def code_of(source, edition, released=""):
    """Return the code of a frozen content, an edition and a set of releases: ten letters and digits, 50 bits."""
    name = f"{source._meta.label} {source.pk} {source.sha256} {edition} {released}".rstrip()
    number = int.from_bytes(sha256(name.encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def as_printed(code):
    """Return the code as it is printed: `ABCDE-FGHJK`."""
    return f"{code[:5]}-{code[5:]}"


def code_lines(document):
    """Return the code and the address of its verification, for the last page."""
    address = settings.PUBLIC_URL.rstrip("/") + reverse("reports:verify-code", args=[document.code])
    return {"code": as_printed(document.code), "url": address}
