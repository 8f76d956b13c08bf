"""The certificates of authorities against which signatures are checked."""

import hashlib
import re

from asn1crypto import pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from core.lib.dates.clock import now

MAX_NAME = 200
PRIVATE_KEY = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")


def load_root(data: bytes) -> tuple[str, str, str]:
    """Return (name, PEM, SHA-256) of an authority's certificate given as PEM or DER.

    The PEM is written anew, so that nothing else of the file is kept. ValueError, with a message for the administrator,
    for a private key, or if it is not exactly one certificate of an authority that is valid today.
    """
    if _has_private_key(data):
        raise ValueError(
            _(
                "The file contains a private key. The system never keeps private keys: upload the certificate only, "
                "and keep the key secret."
            )
        )
    certificate = _parse_certificate(data)
    if not certificate.not_valid_before_utc <= now() <= certificate.not_valid_after_utc:
        raise ValueError(_("The certificate has expired, or is not valid yet."))
    if not _is_authority(certificate):
        raise ValueError(
            _("This is the certificate of a person or a server. Upload that of the authority that issued it.")
        )
    der = certificate.public_bytes(Encoding.DER)
    return (
        _certificate_name(certificate),
        certificate.public_bytes(Encoding.PEM).decode(),
        hashlib.sha256(der).hexdigest(),
    )


def _has_private_key(data):
    return bool(PRIVATE_KEY.search(data)) or _is_key_store(data) or _is_key(data)


def _is_key_store(data):
    """Return whether the data is a .p12 or .pfx file: keys and certificates in one, behind a password."""
    try:
        return pkcs12.Pfx.load(data)["version"].native == "v3"
    except (ValueError, TypeError, KeyError):
        return False


def _is_key(data):
    try:
        load_der_private_key(data, password=None)
    except TypeError:
        # A key it is, only locked.
        return True
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True


def _parse_certificate(data):
    try:
        if b"-----BEGIN" not in data:
            return x509.load_der_x509_certificate(data)
        (certificate,) = x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise ValueError(_("This file is not a single certificate in PEM or DER format.")) from error
    return certificate


def _is_authority(certificate):
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _certificate_name(certificate):
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if names := certificate.subject.get_attributes_for_oid(oid):
            return str(names[0].value)[:MAX_NAME]
    return certificate.subject.rfc4514_string()[:MAX_NAME]
