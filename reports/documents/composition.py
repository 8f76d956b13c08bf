"""Composition of a report as a document: the content to be frozen and its trees."""

from typing import Any

from msgspec.structs import replace

from core.directives.law_names.names import own_names_in
from core.directives.models import DocumentSort, RelatedDocument
from core.lib.dates.clock import today
from core.lib.text.paper_language import in_paper_language
from core.lib.text.vietnamese import date_long, date_short, join_and
from core.units.bodies import body_of
from filing.models import Submission
from filing.wording.phrases import format_day
from reports.content import staleness, summary_content, unit_content
from reports.content.disclosure_control import gate
from reports.content.frozen.content import INTERNAL, Content, stored
from reports.content.openings import CITED_KINDS, OTHER_KIND, WORK
from reports.content.part import Part
from reports.documents import layout
from reports.drafting.draft import drafted
from reports.drafting.edits import doubts
from reports.models import CompilationType, Edition
from reports.writers import tree


class Composer:
    """What freezes a report is given to compose it: whole, or only what is compared with it later."""

    def __call__(self, submission: Submission) -> dict[str, Any]:
        """Return the whole content of a submission as it is frozen: plain JSON."""
        return stored(composed(submission))

    def compared(self, submission: Submission) -> dict[str, Any]:
        """Return the part of a unit's content that is compared with what was frozen of it."""
        return staleness.compared(submission)


compose = Composer()


@in_paper_language
def composed(submission: Submission) -> Content:
    """Return the whole content of a submission from its current records, or from the reports that it adds up."""
    content, part = _drafted_content(submission)
    tree = _tree(part, submission, body_of(submission.unit, unit_content.last_day(submission.unit, submission.period)))
    # The outward one is laid out when it is asked for (`reports.documents.editions`): what is released comes later.
    return replace(content, trees={INTERNAL: tree})


def draft_summary(period, *, by):
    """Freeze the provincial summary as it stands as a draft, without a step in its approval."""
    summary = summary_content.open_summary(period, by=by)
    approved, _others = summary_content.reports_of(period)
    snapshots = [submission.snapshot_id for submission in approved]
    return summary_content.freeze(
        CompilationType.PROVINCIAL_SUMMARY,
        composed(summary),
        unit=period.root,
        by=by,
        period=period,
        snapshots=snapshots,
    )


@in_paper_language
def gather(submission: Submission) -> Content:
    """Return the content of a submission with its text, before it is laid out."""
    content, _part = _drafted_content(submission)
    return content


def _drafted_content(submission: Submission) -> tuple[Content, Part]:
    """Return the content with its text, and its internal part."""
    if submission.is_summary:
        content = summary_content.gather(submission)
    else:
        content = unit_content.gather(submission)
        content.withheld = gate.suppressed_of_unit()
    content.opening = opening(submission)
    part = internal_part(content)
    part.sections = content.sections = drafted(part)
    content.law_names = own_names_in(part.account.year) or None
    content.doubts = doubts(content.sections, content.edits)
    return content, part


def internal_part(content: Content) -> Part:
    """Return the internal edition's part of a content."""
    return gate.part_of(content, Edition.INTERNAL)


def opening(submission):
    """Return the opening sentence, which quotes the document that asked for the report.

    The Department's own letter is no order to itself.
    """
    period = submission.period
    document = f"số {period.asked_number} {date_long(period.asked_on)}"
    lead = f"Thực hiện Công văn {document}"
    body = body_of(submission.unit, unit_content.last_day(submission.unit, period))
    asking = body_of(period.root, period.end)
    dates = f"(số liệu từ ngày {date_short(period.start)} đến ngày {date_short(period.end)})"
    # A free period is named by its dates already.
    when = f"kết quả {period.title} như sau" if period.is_free else f"kết quả {period.title} {dates} như sau"
    subject = f"{period.asked_subject[:1].lower()}{period.asked_subject[1:]}"
    if submission.is_summary:
        is_own = f"/{body.symbol}-" in f"{period.asked_number}-"
        work = f"Thực hiện {WORK[period.theme]} năm {period.year} (Công văn hướng dẫn {document} của Sở)"
        basis = _basis_of(period)
        work = f"Thực hiện {join_and(basis)}" if basis else work
        return f"{work if is_own else f'{lead} về việc {subject}'}, {body.name} tổng hợp, báo cáo {when}:"
    return f"{lead} của {asking.name} về việc {subject}, {body.name} báo cáo {when}:"


def _basis_of(period):
    """Return the documents that the Department's own letter carries out, cited as its directive names them."""
    letter = {"directive__issuer": period.root_id, "directive__number": period.asked_number}
    documents = RelatedDocument.objects.filter(**letter, sort=DocumentSort.BASIS, to_confirm=False)
    return [_citation(document) for document in documents.exclude(number="")]


def _citation(document):
    """Return `Kế hoạch số 25/KH-UBND ngày 12/02/2020 của …`; the kind is what the subject begins with."""
    kind = next((kind for kind in CITED_KINDS if document.subject.startswith(kind)), OTHER_KIND)
    day = f" ngày {format_day(document.issued_on.isoformat())}" if document.issued_on else ""
    return f"{kind} số {document.number}{day}" + (f" của {document.issuer}" if document.issuer else "")


def _tree(part: Part, submission, body):
    period = submission.period
    blocks = layout.body_of_part(part, layout.replacement_sentence(layout.replaced_issue(submission)))
    subject = layout.subject_of(period.theme, period.subject or period.title)
    return paper(body, period.end, subject, blocks, layout.appendices(part))


def paper(body, day, subject, blocks, appendices=(), *, type="BÁO CÁO", symbol="BC", urgency=""):
    """Return the tree of a body's document: first page, text, signature, appendices.

    `day` is that on which its names and signers are looked up.
    """
    signer = body.signers.valid_on(day).first() if body.pk else None
    return tree.DocumentTree(
        head=tree.Head(
            superior=body.superior_heading,
            body=body.heading,
            symbol=f"{symbol}-{body.symbol}" if symbol else body.symbol,
            place=body.place,
            year=today().year,
            month=today().month,
            type=type,
            subject=subject,
            addressees=body.addressees.splitlines(),
            issuer=body.name,
            urgency=urgency,
        ),
        body=blocks,
        signature=tree.signature(signer.lines.splitlines() if signer else [], signer.name if signer else ""),
        recipients=body.recipients.splitlines(),
        filing=body.filing,
        appendices=list(appendices),
    )
