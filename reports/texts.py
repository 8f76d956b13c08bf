"""What the pages of a report's words show: paragraphs with their state, and the figures that may be estimated."""

from typing import NamedTuple

from calendars.clock import today
from indicators.declarations import Flow
from indicators.figures import by_unit
from reports import rows
from reports.edits import ADDED, added_to, applied

# A heading above others, and a list of units: nothing to add to where there is nothing.
NEVER_EMPTY = ("results", "missing")


class Paragraph(NamedTuple):
    """One paragraph: `text` as it will be printed; `is_typed` ones come from the officer's own four texts.

    `is_added` ones are a person's own beside what is drafted.
    """

    key: str
    text: str
    is_edited: bool
    is_typed: bool
    is_left_out: bool
    is_added: bool


class Heading(NamedTuple):
    """A section with its paragraphs; `added` is the key by which one is added, "" where one was added already."""

    heading: str
    level: str
    paragraphs: list
    added: str


def paragraphs_of(sections, edits):
    """The sections as a person edits them: also the paragraphs that they left out, to be taken back."""
    edited = {one["key"] for one in edits}
    headings = []
    for section, printed in zip(sections, applied(sections, edits), strict=True):
        if section.key in NEVER_EMPTY and not section.told:
            continue
        left_out = [
            told for told in section.told if told.key in edited and told.key not in {t.key for t in printed.told}
        ]
        paragraphs = [_paragraph(told, edited) for told in printed.told]
        paragraphs += [_paragraph(told, edited, is_left_out=True) for told in left_out]
        key = added_to(section.key)
        headings.append(Heading(section.heading, section.level, paragraphs, "" if key in edited else key))
    return headings


def _paragraph(told, edited, *, is_left_out=False):
    is_added = told.key.endswith(f".{ADDED}")
    return Paragraph(told.key, told.text, told.key in edited, ".typed-" in told.key, is_left_out, is_added)


def drafted_text(sections, edits, key):
    """What the records draft for that key; "" for a paragraph of a person's own, None where there is no such one."""
    for section in sections:
        for told in section.told:
            if told.key == key and ".typed-" not in key:
                return told.text
    own = {added_to(section.key) for section in sections} | {one["key"] for one in edits}
    return "" if key in own else None


def estimated_figures(submission):
    """[(indicator, Figure, estimate or None)] of the counts of a period that isn't over; none of a summary."""
    if submission.is_summary or submission.period.end <= today():
        return []
    found = by_unit([submission.unit_id], submission.period.window)[submission.unit_id]
    given = {one.indicator: one.value for one in submission.estimates.all()}
    counts = [one for one in rows.shown() if isinstance(one, Flow) and not one.sensitive]
    return [(one, found[one.key], given.get(one.key)) for one in counts]
