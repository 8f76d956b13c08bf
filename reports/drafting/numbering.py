"""The numbers of a report's headings: sections I, II …, and items 1, 2 … within one."""

from itertools import takewhile

from msgspec.structs import replace

from core.lib.text.vietnamese import roman
from reports.content.frozen.rows import FrozenEdit, ReportSection
from reports.drafting.edits import apply_edits


def numbered(sections: list[ReportSection], edits: list[FrozenEdit]) -> list[ReportSection]:
    """Return the sections with the numbers of those headings that are printed once the edits are applied.

    What stands alone in its section is no list: it is printed under the section's own heading.
    """
    printed = apply_edits(sections, edits)
    alone = _alone(printed)
    of_sections, of_items, result = 0, 0, []
    for place, (section, kept) in enumerate(zip(sections, printed, strict=True)):
        number = ""
        if section.level == "section" and (kept.told or _has_items(printed[place + 1 :])):
            of_sections, of_items = of_sections + 1, 0
            number = roman(of_sections)
        elif section.level == "item" and kept.told and section.key not in alone:
            of_items += 1
            number = str(of_items)
        result.append(replace(section, number=number))
    return result


def _alone(printed: list[ReportSection]):
    """Return the keys of the items that are the only one with text in their section."""
    of_section: dict[str, list[str]] = {}
    section = ""
    for part in printed:
        if part.level == "section":
            section = part.key
        elif part.level == "item" and part.told:
            of_section.setdefault(section, []).append(part.key)
    return {keys[0] for keys in of_section.values() if len(keys) == 1}


def _has_items(following: list[ReportSection]):
    """Return whether an item with text comes before the next section."""
    items = takewhile(lambda section: section.level != "section", following)
    return any(section.told for section in items)
