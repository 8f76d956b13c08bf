"""What people wrote in place of drafted paragraphs: put into the draft, and compared with what the records say now."""

import re
from typing import NamedTuple

from progress.wording.narrative import Told

# A paragraph that a person adds to a section has this key, after the section's.
ADDED = "added"
# Paragraphs that stand in another section than the one that their key begins with.
ELSEWHERE = {
    "capacity.inspected": "inspections",
    "capacity.inspections-unanswered": "inspections",
    "models.funds": "funds",
    "models.funds-unanswered": "funds",
    "communications.practices": "practices",
    "difficulties.raised": "evaluation",
}
NUMBER = re.compile(r"(?<![\w/.-])\d[\d.]*(?:,\d+)?%?(?![\w/-])")
# Numbers that are no figures: days, months, years, terms, numbers of documents.
NO_FIGURE = re.compile(
    r"\d+(?:[/-]\d+)+"
    r"|(?:ngày|tháng|năm|quý|khóa|nhiệm kỳ|Nghị định|Quyết định|Kế hoạch|Công văn|Luật)(?: số)? \d[\d/.–-]*(?:/[\w-]+)*"
    r"|\d+/[\w./-]*[A-ZĐ][\w.-]*",
)


class Doubt(NamedTuple):
    """A number in a person's paragraph that the records don't bear out.

    `was_drafted` when the records said so once; `now` is what they draft today, "" where they draft nothing any more.
    """

    key: str
    number: str
    was_drafted: bool
    now: str


def added_to(section):
    """The key of the paragraph that a person adds to the section."""
    return f"{section}.{ADDED}"


def applied(sections, edits):
    """The sections with what people wrote (`edits` as in a content); empty paragraphs are left out.

    A paragraph that the records no longer draft stays, at the end of its section: what was typed is not lost.
    """
    texts = {one["key"]: one["text"] for one in edits}
    drafted = {told.key for section in sections for told in section.told}
    done = []
    for section in sections:
        told = [one._replace(text=texts.get(one.key, one.text)) for one in section.told]
        told += [Told(key, text) for key, text in texts.items() if key not in drafted and _belongs(key, section)]
        done.append(section._replace(told=[one for one in told if one.text.strip()]))
    return done


def _belongs(key, section):
    return ELSEWHERE.get(key, key.partition(".")[0]) == section.key


def doubts(sections, edits):
    """The numbers of people's paragraphs that the records don't bear out, in the order of the draft."""
    now = {told.key: told.text for section in sections for told in section.told}
    return [
        Doubt(one["key"], number, number in figures_in(one["drafted"]), now.get(one["key"], ""))
        for one in edits
        if not one["key"].endswith(f".{ADDED}")
        for number in figures_in(one["text"])
        if number not in figures_in(now.get(one["key"], ""))
    ]


def figures_in(text):
    """The figures that a text names, as written, each once: `07`, `1.234`, `65,0%`; no days and no document numbers."""
    return list(dict.fromkeys(found.rstrip(".") for found in NUMBER.findall(NO_FIGURE.sub(" ", text))))
