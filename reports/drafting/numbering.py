"""The numbers of a report's headings: sections I, II …, and items 1, 2 … within one."""

from itertools import takewhile

from core.lib.text.vietnamese import roman


def numbered(sections):
    """Return (number, section) of what is printed, "" for the number of the opening; empty sections are left out."""
    printed, of_sections, of_items = [], 0, 0
    for place, section in enumerate(sections):
        if section.level == "section" and (section.told or _has_items(sections[place + 1 :])):
            of_sections, of_items = of_sections + 1, 0
            printed.append((roman(of_sections), section))
        elif section.level == "item" and section.told:
            of_items += 1
            printed.append((str(of_items), section))
        elif section.told:
            printed.append(("", section))
    return printed


def _has_items(following):
    """Return whether an item with text comes before the next section."""
    items = takewhile(lambda section: section.level != "section", following)
    return any(section.told for section in items)
