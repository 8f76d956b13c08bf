"""Paragraphs that people wrote in place of drafted ones: applied to the draft, and checked against the records."""

from msgspec.structs import replace

from filing.wording.narrative import DraftedText
from reports.content.frozen.rows import Doubt, FrozenEdit, ReportSection
from reports.drafting.number_order import counted_things, unsupported

# A paragraph that a person adds to a section has this key, after the section's.
ADDED = "added"
# Paragraphs that stand in another section than the one that their key begins with.
ELSEWHERE = {
    "capacity.inspected": "inspections",
    "capacity.inspections-unanswered": "inspections",
    "models.funds": "funds",
    "models.funds-unanswered": "funds",
    "communications.practices": "practices",
    # Formerly one paragraph on all targets, and one on all changes.
    "evaluation.tasks": "strengths",
    "evaluation.by-all": "strengths",
    "evaluation.targets": "strengths",
    "evaluation.people": "strengths",
    "evaluation.compared": "strengths",
    "evaluation.unfinished": "weaknesses",
    "evaluation.targets-missed": "weaknesses",
    "evaluation.people-missed": "weaknesses",
    "evaluation.fallen": "weaknesses",
}


def added_key(section: ReportSection):
    """Return the key of the paragraph that a person adds to the section."""
    return f"{section}.{ADDED}"


def apply_edits(sections: list[ReportSection], edits: list[FrozenEdit]) -> list[ReportSection]:
    """Return the sections with the edits (as in a content) applied, without empty paragraphs.

    An edited paragraph that is no longer drafted stays, at the end of its section: what was typed is not lost.
    """
    texts = {edit.key: edit.text for edit in edits}
    drafted = {paragraph.key for section in sections for paragraph in section.told}
    edited_sections = []
    for section in sections:
        paragraphs = [paragraph._replace(text=texts.get(paragraph.key, paragraph.text)) for paragraph in section.told]
        paragraphs += [
            DraftedText(key, text) for key, text in texts.items() if key not in drafted and _belongs(key, section)
        ]
        edited_sections.append(replace(section, told=[paragraph for paragraph in paragraphs if paragraph.text.strip()]))
    return edited_sections


def _belongs(key, section: ReportSection):
    return ELSEWHERE.get(key, key.partition(".")[0]) == section.key


def doubts(sections: list[ReportSection], edits: list[FrozenEdit]) -> list[Doubt]:
    """Return the numbers of edited paragraphs that the records don't support, in the order of the edits."""
    current = {paragraph.key: paragraph.text for section in sections for paragraph in section.told}
    found = []
    for edit in edits:
        if edit.key.endswith(f".{ADDED}"):
            continue
        now, figures = current.get(edit.key, ""), counted_things(edit.text)
        unlike_drafted = unsupported(figures, counted_things(edit.drafted))
        found += [
            Doubt(edit.key, figures[place].number, place not in unlike_drafted, now)
            for place in sorted(unsupported(figures, counted_things(now)))
        ]
    return list(dict.fromkeys(found))
