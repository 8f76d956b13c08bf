"""Signatures of PDF files (PAdES and CAdES), checked against the certificates that are trusted here.

Nothing is asked of the network, so that no server learns who checks what; whether a certificate was revoked is
therefore not known here. The computer's own list of authorities is never used.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

from asn1crypto import pem as pem_armour
from asn1crypto import x509 as asn1_x509
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from core.lib.dates.clock import now
from reports.papers.trusted_roots import MAX_NAME

log = logging.getLogger(__name__)
MAX_SIGNATURES = 20
# Certificates of the Government's own authority are made for either.
USES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
ANY_USE = KeyUsageConstraints(key_usage=set())


def check_signatures(data: bytes, roots: list[str]) -> list[dict]:
    """Return what is known of each signature of a PDF, in order; [] if there is none.

    `roots` are the PEM texts of the trusted certificates; the caller limits the size of `data`. A file that is no PDF
    has no signatures. A signature is

        signer, organisation   names in the certificate
        signed_at              ISO 8601, as the signer's computer said
        intact                 False also where the file was changed after the signature in a way that neither signing
                               again nor filling in a form explains
        covers                 "whole" file or the "earlier" part of it
        trusted                whether it is intact and leads to one of the roots
        trouble                English message, to be translated where it is shown

    ValueError, with a message for people, for a broken PDF and for one with more than MAX_SIGNATURES signatures.
    """
    if b"%PDF-" not in data[:1024]:
        return []
    reader = _open_pdf(data)
    fields = _signature_fields(reader)
    if len(fields) > MAX_SIGNATURES:
        raise ValueError(_("The PDF has more than %s signatures.") % MAX_SIGNATURES)
    anchors = [asn1_x509.Certificate.load(pem_armour.unarmor(root.encode())[2]) for root in roots]
    # The library begins an event loop of its own, which a thread that has one already refuses.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return list(apart.map(lambda named_field: _check_signature(reader, *named_field, anchors), fields))


def _open_pdf(data):
    # Word writes a second table of contents for old readers, which the strict reader refuses.
    with _refuse_unreadable():
        reader = PdfFileReader(BytesIO(data), strict=False)
        encrypted = reader.encrypted
    if encrypted:
        raise ValueError(_("The PDF has a password. Save it without one."))
    return reader


def _signature_fields(reader):
    """Return (name, field) of the signatures in the order of signing, without mere timestamps."""
    with _refuse_unreadable():
        reader.root.raw_get("/Pages")
        signed_fields = [
            (reader.xrefs.get_last_change(field.get_object().raw_get("/V").reference), name, field)
            for name, value, field in enumerate_sig_fields(reader, filled_status=True)
            if value.get_object().get("/Type") != "/DocTimeStamp"
        ]
    return [(name, field) for _revision, name, field in sorted(signed_fields, key=lambda entry: entry[0])]


@contextmanager
def _refuse_unreadable():
    """Raise ValueError for any error of the reader: damaged or hostile files fail anywhere in it."""
    try:
        yield
    except Exception as error:
        raise ValueError(_("The PDF is damaged and cannot be read.")) from error


def _check_signature(reader, name, field, anchors):
    result = {"signer": "", "organisation": "", "signed_at": "", "intact": False, "covers": "earlier", "trusted": False}
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        result |= _signer(signature)
        status = _validate(signature, anchors, USES)
        # Asked only of who is not trusted: whether that is for what the certificate was made for alone.
        is_for_else = (
            not status.trusted and _validate(EmbeddedPdfSignature(reader, field, name), anchors, ANY_USE).trusted
        )
    except Exception:
        log.info("A signature that can't be read", exc_info=True)
        return result | {"trouble": gettext_noop("This signature can't be read.")}
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        result["covers"] = "whole"
    result["intact"] = bool(status.intact and status.valid and status.docmdp_ok)
    result["trusted"] = bool(result["intact"] and status.trusted)
    return result | {"trouble": _trouble(status, result, is_for_else)}


def _validate(signature, anchors, uses):
    # A context keeps what it built; each signature begins anew. [] are no roots, None would be the computer's.
    context = ValidationContext(trust_roots=anchors, allow_fetching=False, moment=now())
    return validate_pdf_signature(signature, context, key_usage_settings=uses)


def _signer(signature):
    subject = signature.signer_cert.subject.native
    signed_at = signature.self_reported_timestamp
    return {
        "signer": _name_text(subject.get("common_name")),
        "organisation": _name_text(subject.get("organization_name")),
        "signed_at": _aware(signed_at).isoformat() if signed_at else "",
    }


def _name_text(value):
    """Return a name of a certificate as text; it may have several values."""
    return ", ".join(value if isinstance(value, list) else [value or ""])[:MAX_NAME]


def _aware(moment: datetime):
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _trouble(status, result, is_for_else):
    if not (status.intact and status.valid):
        return gettext_noop("The signed content was changed.")
    if not result["intact"]:
        return gettext_noop("The file was changed after this signature.")
    if result["trusted"]:
        return ""
    if not status.signing_cert.not_valid_before <= now() <= status.signing_cert.not_valid_after:
        return gettext_noop("The signer's certificate was not valid on the day of this check.")
    if is_for_else:
        return gettext_noop(
            "The signer's certificate comes from an authority that is trusted here, but does not say "
            "that it is for signing documents."
        )
    return gettext_noop("The signer's certificate comes from no authority that is trusted here.")
