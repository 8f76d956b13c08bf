"""Paragraphs as the pages of a report's text show them, and the figures that may be estimated."""

from typing import NamedTuple

from core.indicators.catalogue import visible_indicators
from core.indicators.declarations import Flow
from core.indicators.figures import combined_figures
from core.lib.dates.clock import today
from filing.submissions.scopes import scope_of
from reports.drafting.edits import ADDED, added_key, apply_edits

# Headings above others, and a list of units: nothing to add to where there is nothing.
NEVER_EMPTY = ("situation", "results", "missing")


class EditableParagraph(NamedTuple):
    """A paragraph as it will be printed, with its state.

    `is_typed` ones come from the officer's own texts, `is_added` ones are a person's own beside the draft.
    """

    key: str
    text: str
    is_edited: bool
    is_typed: bool
    is_left_out: bool
    is_added: bool


class Heading(NamedTuple):
    """A section with its paragraphs; `added` is the key of a paragraph to add, "" if there is one already."""

    heading: str
    level: str
    paragraphs: list
    added: str


def paragraphs_of(sections, edits):
    """Return the sections as a person edits them, including paragraphs that were left out."""
    edited = {edit.key for edit in edits}
    headings = []
    for section, printed in zip(sections, apply_edits(sections, edits), strict=True):
        if section.key in NEVER_EMPTY and not section.told:
            continue
        left_out = [
            paragraph
            for paragraph in section.told
            if paragraph.key in edited and paragraph.key not in {kept.key for kept in printed.told}
        ]
        paragraphs = [_paragraph(paragraph, edited) for paragraph in printed.told]
        paragraphs += [_paragraph(paragraph, edited, is_left_out=True) for paragraph in left_out]
        key = added_key(section.key)
        headings.append(Heading(section.heading, section.level, paragraphs, "" if key in edited else key))
    return headings


def _paragraph(paragraph, edited, *, is_left_out=False):
    is_added = paragraph.key.endswith(f".{ADDED}")
    return EditableParagraph(
        paragraph.key, paragraph.text, paragraph.key in edited, ".typed-" in paragraph.key, is_left_out, is_added
    )


def drafted_text(sections, edits, key):
    """Return the drafted text of a key; "" for a paragraph of a person's own, None for an unknown key."""
    for section in sections:
        for paragraph in section.told:
            if paragraph.key == key and ".typed-" not in key:
                return paragraph.text
    own_keys = {added_key(section.key) for section in sections} | {edit.key for edit in edits}
    return "" if key in own_keys else None


def figures_to_estimate(submission):
    """Return [(indicator, Figure, estimate or None)] of the counts that may be estimated.

    None may in a summary, nor after the end of the period.
    """
    if submission.is_summary or submission.period.end <= today():
        return []
    figures = combined_figures(scope_of(submission), submission.period.window)
    estimates = {estimate.indicator: estimate.value for estimate in submission.estimates.all()}
    counts = [
        indicator for indicator in visible_indicators() if isinstance(indicator, Flow) and not indicator.sensitive
    ]
    return [(indicator, figures[indicator.key], estimates.get(indicator.key)) for indicator in counts]
