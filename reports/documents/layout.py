"""The layout of a report's part: subject, numbered text, appendices."""

import textwrap

from core.lib.text.vietnamese import date_long, roman
from filing.models import Theme
from filing.wording.sentences import unit_type
from reports.documents.tables import charts, figure_table, unit_table, year_table
from reports.drafting.draft import draft
from reports.drafting.edits import apply_edits
from reports.models import Issue
from reports.writers import tree

SUBJECTS = {
    Theme.GENERAL: "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Kết quả triển khai Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "Tổng kết thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# Characters of one paragraph: a thousand records with long titles may be named in one.
LONGEST = 10_000


def subject_of(theme, about):
    """Return the subject in the head of a report, by its theme and what it is about."""
    return f"{SUBJECTS[theme]} {about}"


def body_of_part(part, replaced):
    """Return the blocks of a part's text, with the sentence on what it replaces, if any, at the end."""
    blocks = blocks_of(apply_edits(draft(part), part["edits"]))
    return [*blocks, tree.paragraph(replaced)] if replaced else blocks


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


def replaced_issue(submission, snapshot=None):
    """Return how the version before this one was issued, None if it wasn't; `snapshot` is None of what comes next."""
    issues = Issue.objects.filter(snapshot__submission=submission)
    if snapshot is not None:
        issues = issues.filter(snapshot__version__lt=snapshot.version)
    return issues.order_by("-pk").first()


def replacement_sentence(issue):
    """Return the sentence that names the issued report which this one replaces (Decree 30/2020/NĐ-CP, art. 18)."""
    if issue is None:
        return ""
    return f"Báo cáo này thay thế Báo cáo số {issue.number} {date_long(issue.issued_on)}."


def appendices(part):
    """Return the appendices of a part: tables and charts."""
    title, is_province = part["period"]["title"], part["unit"]["is_province"]
    whose = f" toàn {unit_type(part['unit']['place'])}" if is_province else ""
    tables = [(f"Số liệu công tác bình đẳng giới{whose} {title}", [figure_table(part)])]
    if part["years"]:
        tables.insert(0, (f"Kết quả qua các năm{whose}", [year_table(part)]))
    if is_province and any(unit["reported"] for unit in part["units"]):
        tables.append((f"So sánh giữa các đơn vị {title}", [unit_table(part), *charts(part)]))
    return [tree.appendix(name, blocks, landscape=True) for name, blocks in tables]
