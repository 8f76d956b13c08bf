"""What the portal can say of a paper or a file to anybody: whether it was made or recorded here, and how it stands.

Nothing of the content is told: kind, edition, format, whose it is, its period, its state and its days.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from progress.models import Snapshot
from reports import currency
from reports.composition import body_of
from reports.models import Document, DocumentState, Issue, Sort
from reports.papers.seals import ALPHABET, LENGTH, grouped

CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
SHA256 = re.compile(r"[0-9a-f]{64}")
# What the eye confuses is one sign of the alphabet.
ALIKE = str.maketrans("OIL", "011")
# Blanks, dashes, and what is not seen at all but comes along when text is copied.
BETWEEN = {"Zs", "Zl", "Zp", "Pd", "Cf", "Cc"}
TYPED_MAX = 200


@dataclass(frozen=True)
class Finding:
    """What is known of a paper (`documents` with its code) or of the bytes of a file.

    `documents` are the files made from that content for that edition, the one that was asked for alone if it was found
    by its bytes. `is_made` and `is_signed` say whether the bytes asked for are exactly those of a made file, and of
    the signed file or scan that was recorded; both None where a code was typed. `issue` is how the report was issued.
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
        """None for a dossier, which has dates of its own."""
        return self.snapshot.submission.period if self.snapshot else self.document.period

    @property
    def kind(self):
        """The word for the kind of document."""
        if self.document:
            return self.document.get_sort_display()
        is_summary = self.snapshot.submission.is_summary
        return (Sort.PROVINCIAL_SUMMARY if is_summary else Sort.UNIT_REPORT).label

    @property
    def body(self):
        """The office that issues it, as it was called on the day when the content was written."""
        return body_of(self.unit, (self.snapshot or self.document.source).day)

    @property
    def successor(self):
        """The issue that replaced this one, or None."""
        return getattr(self.issue, "replaced_by", None)

    @property
    def signatures(self):
        """The signatures as they were recorded, `signed_at` as a datetime or None."""
        recorded = self.issue.signatures if self.issue else []
        return [one | {"signed_at": _moment(one.get("signed_at"))} for one in recorded]

    @property
    def has_changed(self):
        """Whether the records say something else by now; None where that can't be asked."""
        return currency.has_changed(self.snapshot) if self.snapshot else None

    @property
    def code(self):
        """The code of this content and edition, as it is printed."""
        return grouped(self.document.code) if self.document and self.document.code else ""


def typed_code(text: str) -> str:
    """A code as people type it, in its one form: ` 7kq4-m2xp 9l ` → `7KQ4M2XP91`; "" for what can be none."""
    wide = unicodedata.normalize("NFKC", text[:TYPED_MAX]).upper()
    code = "".join(sign for sign in wide if unicodedata.category(sign) not in BETWEEN).translate(ALIKE)
    return code if CODE.fullmatch(code) else ""


def by_code(text: str) -> Finding | None:
    """What stands behind a code read from paper; None where nothing was made with it."""
    code = typed_code(text)
    documents = tuple(_made().filter(code=code).order_by("ready_at")) if code else ()
    return Finding(documents, _issue_of(documents[0].snapshot)) if documents else None


def by_hash(text: str) -> Finding | None:
    """What stands behind the SHA-256 of a file; None where no file with exactly these bytes is here."""
    sha256 = text.strip().lower()
    if not SHA256.fullmatch(sha256):
        return None
    documents = tuple(_made().filter(sha256=sha256).order_by("ready_at")[:1])
    signed = _issues().filter(sha256=sha256).first()
    if not documents and not signed:
        return None
    # Somebody may have recorded a file as signed that was made from another content: what was recorded goes before.
    shown = documents if not signed or documents[:1] and documents[0].snapshot == signed.snapshot else ()
    issue = signed or _issue_of(documents[0].snapshot)
    return Finding(shown, issue, is_made=bool(documents), is_signed=bool(signed))


def _made():
    return Document.objects.filter(state=DocumentState.READY).select_related(
        "unit", "period", "compilation", "snapshot__submission__period"
    )


def _issues():
    return Issue.objects.select_related("unit", "snapshot__submission__period", "replaced_by")


def _issue_of(snapshot):
    return _issues().filter(snapshot=snapshot).first() if snapshot else None


def _moment(text) -> datetime | None:
    return parse_datetime(text) if text else None
