"""Composition of a report as a document: the content to be frozen and its trees."""

import textwrap

from core.lib.dates.clock import today
from core.lib.text.vietnamese import date_long, date_short, roman
from core.units.bodies import body_of
from filing.models import Theme
from filing.wording.sentences import unit_type
from reports.content import disclosure_control, summary_content, unit_content
from reports.documents.tables import charts, figure_table, unit_table, year_table
from reports.drafting.draft import draft
from reports.drafting.edits import apply_edits, doubts
from reports.models import CompilationType, Edition, Issue
from reports.writers import tree

SUBJECTS = {
    Theme.GENERAL: "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Kết quả triển khai Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "Tổng kết thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# What the Department itself was to do, as the opening of its own report names it.
WORK = {
    Theme.GENERAL: "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "việc tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# Characters of one paragraph: a thousand records with long titles may be named in one.
LONGEST = 10_000


def compose(submission):
    """Return the whole content of a submission from its current records, or from the reports that it adds up."""
    gathered = gather(submission)
    body = body_of(submission.unit, submission.period.end)
    trees = {
        edition: _tree(disclosure_control.part_of(gathered, edition), submission, body) for edition in Edition.values
    }
    return {**gathered, "trees": trees}


def draft_summary(period, *, by):
    """Freeze the provincial summary as it stands as a draft, without a step in its approval."""
    summary = summary_content.open_summary(period, by=by)
    approved, _others = summary_content.reports_of(period)
    snapshots = [submission.snapshot_id for submission in approved]
    content = compose(summary)
    return summary_content.freeze(
        CompilationType.PROVINCIAL_SUMMARY, content, unit=period.root, by=by, period=period, snapshots=snapshots
    )


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
        return f"{work if is_own else f'{lead} về việc {subject}'}, {body.name} tổng hợp, báo cáo {when}:"
    return f"{lead} của {asking.name} về việc {subject}, {body.name} báo cáo {when}:"


def _tree(part, submission, body):
    blocks = blocks_of(apply_edits(draft(part), part["edits"]))
    period = submission.period
    replaced = _replacement_sentence(submission)
    if replaced:
        blocks.append(tree.paragraph(replaced))
    subject = f"{SUBJECTS[period.theme]} {period.subject or period.title}"
    return paper(body, period.end, subject, blocks, _appendices(part))


def blocks_of(sections):
    """Return the blocks of the sections, headings numbered in order; empty sections are left out."""
    blocks, number_of_sections, items = [], 0, 0
    items_with_text = {section.key for section in sections if section.level == "item" and section.told}
    for section in sections:
        if section.level == "section" and (section.told or (section.key == "results" and items_with_text)):
            number_of_sections, items = number_of_sections + 1, 0
            blocks.append(tree.section(roman(number_of_sections), section.heading))
        elif section.level == "item" and section.told:
            items += 1
            blocks.append(tree.item(str(items), section.heading))
        blocks += [tree.paragraph(piece) for paragraph in section.told for piece in _split_long_text(paragraph.text)]
    return blocks


def _split_long_text(text):
    """Return the text in pieces that the writers accept as one paragraph; nothing of it is lost."""
    if len(text) <= LONGEST:
        return [text]
    return textwrap.wrap(text, LONGEST, replace_whitespace=False, break_on_hyphens=False)


def _replacement_sentence(submission):
    """Return the sentence that names the issued report which this one replaces (Decree 30/2020/NĐ-CP, art. 18)."""
    issue = Issue.objects.filter(snapshot__submission=submission).order_by("-pk").first()
    if issue is None:
        return ""
    return f"Báo cáo này thay thế Báo cáo số {issue.number} {date_long(issue.issued_on)}."


def _appendices(part):
    title, is_province = part["period"]["title"], part["unit"]["is_province"]
    whose = f" toàn {unit_type(part['unit']['place'])}" if is_province else ""
    tables = [(f"Số liệu công tác bình đẳng giới{whose} {title}", [figure_table(part)])]
    if part["years"]:
        tables.insert(0, (f"Kết quả qua các năm{whose}", [year_table(part)]))
    if is_province and any(unit["reported"] for unit in part["units"]):
        tables.append((f"So sánh giữa các đơn vị {title}", [unit_table(part), *charts(part)]))
    return [tree.appendix(name, blocks, landscape=True) for name, blocks in tables]


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
