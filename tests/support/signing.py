"""An authority, people with certificates, and PDF files that they signed, all made on the spot."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.lib.dates.clock import now

USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Identity:
    """A key with its certificate: an authority where no `issuer` is given. `days` is when it begins and ends.

    `usage` are other uses than those of an authority or a signer; an empty set leaves them out.
    """

    def __init__(self, name, issuer=None, organisation="", authority=None, days=(-30, 365), usage=None):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.issuer = issuer or self
        is_authority = issuer is None if authority is None else authority
        self.name = _named(name, organisation)
        builder = (
            certificates.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.issuer.name)
            .public_key(self.key.public_key())
            .serial_number(certificates.random_serial_number())
            .not_valid_before(now() + timedelta(days=days[0]))
            .not_valid_after(now() + timedelta(days=days[1]))
            .add_extension(certificates.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if usage is None:
            usage = {"key_cert_sign", "crl_sign"} if is_authority else {"digital_signature", "content_commitment"}
        if usage:
            uses = certificates.KeyUsage(**{use: use in usage for use in USES})
            builder = builder.add_extension(uses, critical=True)
        self.certificate = builder.sign(self.issuer.key, hashes.SHA256())

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def der(self):
        return self.certificate.public_bytes(Encoding.DER)

    def private(self, encoding=Encoding.PEM):
        return self.key.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, pdf, field="Signature1"):
        """The PDF with this person's signature added behind what it was."""
        known = SimpleCertificateStore()
        known.register(x509.Certificate.load(self.issuer.der))
        signer = SimpleSigner(
            signing_cert=x509.Certificate.load(self.der),
            signing_key=keys.PrivateKeyInfo.load(self.private(Encoding.DER)),
            cert_registry=known,
        )
        metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
        out = BytesIO()
        # Beside a browser this thread has an event loop already, and the library begins its own.
        with ThreadPoolExecutor(max_workers=1) as apart:
            writer, spec = IncrementalPdfFileWriter(BytesIO(pdf)), SigFieldSpec(field)
            apart.submit(sign_pdf, writer, metadata, signer, new_field_spec=spec, output=out).result()
        return out.getvalue()


def plain_pdf(text="Báo cáo"):
    """A PDF of one page."""
    writer = PdfFileWriter()
    stream = generic.StreamObject(stream_data=b"BT (" + text.encode() + b") Tj ET")
    page = PageObject(
        contents=writer.add_object(stream), media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    )
    writer.insert_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def rewritten(pdf):
    """The PDF with other content on its page, written behind its end as editors do."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT (Khac) Tj ET"))
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def damaged(pdf):
    """The PDF with one byte of its page's content flipped."""
    at = pdf.index(b"stream\nBT") + 8
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def _named(name, organisation):
    parts = [certificates.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        parts.append(certificates.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return certificates.Name(parts)
