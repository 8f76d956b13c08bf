"""The places of a running text that no line may break: a document's symbol, the hyphen of a name."""

import re

from reports.writers.line_breaks import width

# `908/SLĐTBXH-BĐG`, `30/2020/NĐ-CP`; and the `động -` of `Lao động - Thương binh`.
UNBROKEN = re.compile(r"(?<![\w/])\d{0,6}/(?:\d{4}/)?[A-ZĐ]\w{0,11}(?:-[A-ZĐ]\w{0,11}){0,4}(?![\w/])|\w{1,12} -(?= \w)")
# Millimetres: half a line. What is wider breaks after all.
ROOM = 80


def pieces(text, room=ROOM):
    """Return [(piece, whether it must not be broken), …], joined the text; `room` is in mm at 14 pt."""
    found, end = [], 0
    for match in UNBROKEN.finditer(text):
        if width(match[0], size=14, bold=True) <= room:
            found += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    return [piece for piece in (*found, (text[end:], False)) if piece[0]]
