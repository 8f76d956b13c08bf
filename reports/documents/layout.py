"""The layout of a report's part: subject, numbered text, appendices."""

import textwrap

from core.lib.text.vietnamese import date_long
from reports.content.document import AnyBlock
from reports.content.frozen.rows import ReportSection
from reports.content.openings import SUBJECTS
from reports.content.part import Part
from reports.content.summary_scope import titled
from reports.documents.cost_table import cost_table, unit_cost_table
from reports.documents.tables import charts, figure_table, unit_table, year_table
from reports.drafting.appendix_numbers import appendix_kinds
from reports.drafting.draft import printed
from reports.models import Issue
from reports.writers import tree

# Characters of one paragraph: a thousand records with long titles may be named in one.
LONGEST = 10_000


def subject_of(theme, about):
    """Return the subject in the head of a report, by its theme and what it is about."""
    return f"{SUBJECTS[theme]} {about}"


def body_of_part(part: Part, replaced: str):
    """Return the blocks of a part's text, with the sentence on what it replaces, if any, at the end."""
    blocks = blocks_of(printed(part))
    return [*blocks, tree.paragraph(replaced)] if replaced else blocks


def blocks_of(sections: list[ReportSection]) -> list[AnyBlock]:
    """Return the blocks of printed sections; empty ones are left out."""
    blocks = []
    for section in sections:
        if section.number:
            heading = tree.section if section.level == "section" else tree.item
            blocks.append(heading(section.number, section.heading))
        blocks += [tree.paragraph(piece) for paragraph in section.told for piece in _split_long_text(paragraph.text)]
    return blocks


def _split_long_text(text: str):
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


def appendices(part: Part):
    """Return the appendices of a part: tables and charts."""
    laid_out = [_APPENDICES[kind](part) for kind in appendix_kinds(part)]
    return [tree.appendix(name, blocks, landscape=True) for name, blocks in laid_out]


def _years(part: Part):
    return titled(part, "Kết quả qua các năm"), [year_table(part)]


def _figures(part: Part):
    return titled(part, "Số liệu công tác bình đẳng giới", part.asked_period.title), [figure_table(part)]


def _costs(part: Part):
    return titled(part, "Kinh phí thực hiện", part.asked_period.title), [cost_table(part), *unit_cost_table(part)]


def _units(part: Part):
    return f"So sánh giữa các đơn vị {part.asked_period.title}", [unit_table(part), *charts(part)]


_APPENDICES = {"years": _years, "figures": _figures, "costs": _costs, "units": _units}
