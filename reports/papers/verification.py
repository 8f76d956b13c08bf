"""Public verification of a paper or a file: whether it was made or recorded here, and its state.

Nothing of the content is disclosed: only kind, edition, format, unit, period, state and days.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from core.units.bodies import body_of
from filing.models import Snapshot
from reports.content import staleness
from reports.content.disclosure_control.typed_text import DOCUMENT_NUMBER
from reports.models import CompilationType, Document, DocumentState, Issue
from reports.papers.verification_codes import ALPHABET, LENGTH, as_printed

CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
SHA256 = re.compile(r"[0-9a-f]{64}")
# What the eye confuses is one sign of the alphabet.
LOOKALIKES = str.maketrans("OIL", "011")
# Blanks, dashes, and what is not seen at all but comes along when text is copied.
SEPARATORS = {"Zs", "Zl", "Zp", "Pd", "Cf", "Cc"}
MAX_TYPED = 200


@dataclass(frozen=True)
class Finding:
    """What is known of a code on paper, or of the bytes of a file.

    `documents` are the files made from that content for that edition; after a search by hash only the one with these
    bytes. `is_made` and `is_signed` say whether the bytes are exactly those of a made file, and of the recorded signed
    file or scan; both are None after a search by code. `issue` is how the report was issued.
    """

    documents: tuple[Document, ...]
    issue: Issue | None
    is_made: bool | None = None
    is_signed: bool | None = None

    @property
    def document(self):
        return self.documents[0] if self.documents else None

    @property
    def snapshot(self) -> Snapshot | None:
        return self.issue.snapshot if self.issue else self.document.snapshot

    @property
    def unit(self):
        return self.issue.unit if self.issue else self.document.unit

    @property
    def period(self):
        """Return the period; None for a dossier, which has dates of its own."""
        return self.snapshot.submission.period if self.snapshot else self.document.period

    @property
    def kind(self):
        """Return the label of the kind of document."""
        if self.document:
            return self.document.get_sort_display()
        is_summary = self.snapshot.submission.is_summary
        return (CompilationType.PROVINCIAL_SUMMARY if is_summary else CompilationType.UNIT_REPORT).label

    @property
    def body(self):
        """Return the issuing body by its name on the day when the content was frozen."""
        return body_of(self.unit, (self.snapshot or self.document.source).day)

    @property
    def successor(self):
        """Return the issue that replaced this one, or None."""
        return getattr(self.issue, "replaced_by", None)

    @property
    def number(self):
        """Return the number of the issue, "" where what was typed has not the form of one."""
        return _shown_number(self.issue)

    @property
    def number_of_successor(self):
        return _shown_number(self.successor)

    @property
    def signatures(self):
        """Return the recorded signatures, `signed_at` as a datetime or None."""
        recorded = self.issue.signatures if self.issue else []
        # "" where the signature does not say when.
        return [signature | {"signed_at": parse_datetime(signature.get("signed_at") or "")} for signature in recorded]

    @property
    def has_changed(self):
        """Return whether the records have changed since; None if there is no snapshot to compare."""
        return staleness.is_stale(self.snapshot) if self.snapshot else None

    @property
    def code(self):
        """Return the code of this content and edition as it is printed."""
        return as_printed(self.document.code) if self.document and self.document.code else ""


def _shown_number(issue):
    return issue.number if issue and DOCUMENT_NUMBER.fullmatch(issue.number) else ""


def normalise_code(text: str) -> str:
    """Return a typed code in its normal form: ` 7kq4-m2xp 9l ` → `7KQ4M2XP91`; "" if it can't be one."""
    wide = unicodedata.normalize("NFKC", text[:MAX_TYPED]).upper()
    code = "".join(character for character in wide if unicodedata.category(character) not in SEPARATORS).translate(
        LOOKALIKES
    )
    return code if CODE.fullmatch(code) else ""


def by_code(text: str) -> Finding | None:
    """Return what a code on paper stands for; None if no document has it."""
    code = normalise_code(text)
    documents = tuple(_ready_documents().filter(code=code).order_by("ready_at")) if code else ()
    return Finding(documents, _issue_of(documents[0].snapshot)) if documents else None


def by_hash(text: str) -> Finding | None:
    """Return what is known of the file with this SHA-256; None if no such file is here."""
    sha256 = text.strip().lower()
    if not SHA256.fullmatch(sha256):
        return None
    documents = tuple(_ready_documents().filter(sha256=sha256).order_by("ready_at")[:1])
    signed = _issues().filter(sha256=sha256).first()
    if not documents and not signed:
        return None
    # Somebody may have recorded a file as signed that was made from another content: what was recorded goes before.
    shown = documents if not signed or documents[:1] and documents[0].snapshot == signed.snapshot else ()
    issue = signed or _issue_of(documents[0].snapshot)
    return Finding(shown, issue, is_made=bool(documents), is_signed=bool(signed))


def _ready_documents():
    return Document.objects.filter(state=DocumentState.READY).select_related(
        "unit", "period", "compilation", "snapshot__submission__period"
    )


def _issues():
    return Issue.objects.select_related("unit", "snapshot__submission__period", "replaced_by")


def _issue_of(snapshot):
    return _issues().filter(snapshot=snapshot).first() if snapshot else None
