"""Where a report's sentences name one of its figures, so that a click on the number finds it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from reports import rows

# Below this too many things are of the same number.
TELLING_FROM = 10
# The series of figures of which the paragraphs of an area speak, by how their keys begin.
SERIES = {"plans": "KH", "communications": "TT", "capacity": "NL", "models": "MH"}


@dataclass(frozen=True)
class Mentions:
    """`named` is {(series, number as written, unit): key}; a number that a paragraph names twice tells no figure."""

    named: dict
    pattern: re.Pattern | None

    def cut(self, lines, paragraph):
        """[[(text, key of the figure that it names, or "")], …] of the lines of the paragraph with that key."""
        series = SERIES.get(paragraph.partition(".")[0])
        if not self.pattern or not series:
            return [[(line, "")] for line in lines]
        times = Counter(found.groups() for line in lines for found in self.pattern.finditer(line))
        told = {name: self.named.get((series, *name)) for name, number in times.items() if number == 1}
        return [self._cut(line, told) for line in lines]

    def _cut(self, line, told):
        pieces, reached = [], 0
        for found in self.pattern.finditer(line):
            if key := told.get(found.groups()):
                pieces += [(line[reached : found.start()], ""), (found[0], key)]
                reached = found.end()
        return [*pieces, (line[reached:], "")]


def mentions_of(figures):
    """The `Mentions` of {key: Figure}: two figures of a series with the same number and unit are told by neither."""
    found = defaultdict(set)
    for one in rows.shown():
        if (figures[one.key].value or 0) >= TELLING_FROM:
            found[one.code.partition("-")[0], rows.written(one, figures[one.key].value), one.unit].add(one.key)
    named = {name: keys.pop() for name, keys in found.items() if len(keys) == 1}
    units = sorted({unit for _series, _number, unit in named}, key=len, reverse=True)
    if not units:
        return Mentions({}, None)
    return Mentions(named, re.compile(rf"(?<![\w.,/])(\d[\d.]*(?:,\d+)?) ({'|'.join(map(re.escape, units))})(?!\w)"))
