"""The numbers of a report's headings: sections I, II …, and items 1, 2 … within one."""

from itertools import takewhile

from msgspec.structs import replace

from core.lib.text.vietnamese import roman
from reports.content.frozen_rows import FrozenEdit, ReportSection
from reports.drafting.edits import apply_edits


def numbered(sections: list[ReportSection], edits: list[FrozenEdit]) -> list[ReportSection]:
    """Return the sections with the numbers of those headings that are printed once the edits are applied."""
    printed = apply_edits(sections, edits)
    of_sections, of_items, result = 0, 0, []
    for place, (section, kept) in enumerate(zip(sections, printed, strict=True)):
        number = ""
        if section.level == "section" and (kept.told or _has_items(printed[place + 1 :])):
            of_sections, of_items = of_sections + 1, 0
            number = roman(of_sections)
        elif section.level == "item" and kept.told:
            of_items += 1
            number = str(of_items)
        result.append(replace(section, number=number))
    return result


def _has_items(following: list[ReportSection]):
    """Return whether an item with text comes before the next section."""
    items = takewhile(lambda section: section.level != "section", following)
    return any(section.told for section in items)
