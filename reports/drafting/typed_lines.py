"""The officer's own texts, each line under the heading that its label names.

A line `Nguyên nhân khách quan: …` goes under the causes; so do the lines below a bare `Nguyên nhân:`, up to the next
label. What has no label stays under the heading of its text, so that no line is lost or sorted by guess.
"""

import re
from collections import defaultdict

from filing.wording.narrative import DraftedText

# Heading → the words with which its label begins.
LABELS = {
    "causes": ("nguyên nhân", "khách quan", "chủ quan"),
    "weaknesses": ("tồn tại", "hạn chế", "khuyết điểm"),
    "strengths": ("ưu điểm", "mặt được", "kết quả đạt được"),
    "difficulties": ("khó khăn", "vướng mắc"),
}
# What may stand before a label: `1.`, `a)`, `-`.
MARK = re.compile(r"^(?:[-–+•*]|\(?[0-9a-zđ]{1,2}[.)])\s*", re.IGNORECASE)
LONGEST_LABEL = 60


def typed_paragraphs(text, name):
    """Return the lines of a text as paragraphs; their keys follow their place in it."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return [DraftedText(f"{name}.typed-{place}", line) for place, line in enumerate(lines, start=1)]


def by_heading(text, name, heading_of=None):
    """Return {heading: paragraphs} of a text; those without a label under its own `name`.

    `heading_of` returns the heading of a label's words, "" of what is none.
    """
    found, heading = defaultdict(list), name
    for paragraph in typed_paragraphs(text, name):
        label, rest = label_of(paragraph.text, heading_of or _heading_of)
        found[label or heading].append(paragraph)
        # A label with its text on the same line says nothing of the next line.
        heading = (name if rest else label) if label else heading
    return found


def label_of(line, heading_of):
    """Return (heading, what follows the label) of a line; ("", "") without one."""
    label, colon, rest = MARK.sub("", line).partition(":")
    if not colon or len(label) > LONGEST_LABEL:
        return "", ""
    heading = heading_of(label)
    return (heading, rest.strip()) if heading else ("", "")


def _heading_of(label):
    words = label.casefold()
    return next((name for name, beginnings in LABELS.items() if words.startswith(beginnings)), "")
