"""The short code by which a document is found again: on its last page, and typed by whoever holds a paper copy."""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse

# Crockford's alphabet: no I, L, O, U, which people read as others.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def code_of(source, edition):
    """The code of a frozen content (snapshot or compilation) in one edition: ten letters and digits, 50 bits."""
    number = int.from_bytes(sha256(f"{source._meta.label} {source.pk} {source.sha256} {edition}".encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def grouped(code):
    """`ABCDE-FGHJK`, as it is printed."""
    return f"{code[:5]}-{code[5:]}"


def seal_of(document):
    """What the last page shows: the code, and the address at which it is verified."""
    address = settings.PUBLIC_URL.rstrip("/") + reverse("reports:verify-code", args=[document.code])
    return {"code": grouped(document.code), "url": address}
