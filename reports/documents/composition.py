"""Composition of a report as a document: the content to be frozen and its trees."""

from django.utils.translation import override

from core.directives.models import Directive
from core.lib.dates.clock import today
from core.lib.text.vietnamese import date_long, date_short, join_and
from core.units.bodies import body_of
from filing.models import Theme
from reports.content import disclosure_control, summary_content, unit_content
from reports.documents import layout
from reports.drafting.draft import draft
from reports.drafting.edits import doubts
from reports.models import CompilationType, Edition
from reports.writers import tree

# What the Department itself was to do, as the opening of its own report names it.
WORK = {
    Theme.GENERAL: "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "việc tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới",
}


@override("vi")
def compose(submission):
    """Return the whole content of a submission from its current records, or from the reports that it adds up.

    It is in the language of the paper, whatever that of the person who asks.
    """
    gathered = gather(submission)
    tree = _tree(internal_part(gathered), submission, body_of(submission.unit, submission.period.end))
    # The outward one is laid out when it is asked for (`reports.documents.editions`): what is released comes later.
    return {**gathered, "trees": {Edition.INTERNAL.value: tree}}


def draft_summary(period, *, by):
    """Freeze the provincial summary as it stands as a draft, without a step in its approval."""
    summary = summary_content.open_summary(period, by=by)
    approved, _others = summary_content.reports_of(period)
    snapshots = [submission.snapshot_id for submission in approved]
    content = compose(summary)
    return summary_content.freeze(
        CompilationType.PROVINCIAL_SUMMARY, content, unit=period.root, by=by, period=period, snapshots=snapshots
    )


@override("vi")
def gather(submission):
    """Return the content of a submission before it is laid out."""
    gathered = (summary_content.gather if submission.is_summary else unit_content.gather)(submission)
    gathered["opening"] = opening(submission)
    gathered.setdefault("withheld", disclosure_control.suppressed_of_unit())
    unsupported = doubts(draft(internal_part(gathered)), gathered["edits"])
    gathered["doubts"] = [doubt._asdict() for doubt in unsupported]
    return gathered


def internal_part(gathered):
    """Return the internal edition's part of a gathered content."""
    return disclosure_control.part_of(gathered, Edition.INTERNAL)


def opening(submission):
    """Return the opening sentence, which quotes the document that asked for the report.

    The Department's own letter is no order to itself.
    """
    period = submission.period
    document = f"số {period.asked_number} {date_long(period.asked_on)}"
    lead = f"Thực hiện Công văn {document}"
    body, asking = body_of(submission.unit, period.end), body_of(period.root, period.end)
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
    """Return the documents that the Department's own letter carries out, as its directive names them."""
    directive = Directive.objects.filter(issuer=period.root_id, number=period.asked_number).first()
    lines = directive.basis.splitlines() if directive else []
    return [line.strip(" .;") for line in lines if line.strip(" .;")]


def _tree(part, submission, body):
    period = submission.period
    blocks = layout.body_of_part(part, layout.replacement_sentence(layout.replaced_issue(submission)))
    subject = layout.subject_of(period.theme, period.subject or period.title)
    return paper(body, period.end, subject, blocks, layout.appendices(part))


def paper(body, day, subject, blocks, appendices=(), *, type="BÁO CÁO", symbol="BC", urgency=""):
    """Return the tree of a body's document: first page, text, signature, appendices.

    `day` is that on which its names and signers are looked up.
    """
    signer = body.signers.valid_on(day).first() if body.pk else None
    return tree.document(
        tree.head(
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
        blocks,
        signature=tree.signature(signer.lines.splitlines() if signer else [], signer.name if signer else ""),
        recipients=body.recipients.splitlines(),
        filing=body.filing,
        appendices=appendices,
    )
