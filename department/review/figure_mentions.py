"""Mentions of figures in a report's sentences, so that a click on the number pins the figure."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from core.indicators.catalogue import visible_indicators
from reports.content.figures import figure_cells

# Smaller numbers stand for too many things to tell which figure is meant.
MINIMUM_NUMBER = 10
# The series of figures that the paragraphs of an area mention, by the first part of the paragraph's key.
SERIES = {"plans": "KH", "communications": "TT", "capacity": "NL", "models": "MH"}


@dataclass(frozen=True)
class FigureMentions:
    """The figures of a report by how a sentence mentions them: {(series, number as written, unit): key}.

    A number that a paragraph mentions twice stands for no figure.
    """

    keys: dict
    pattern: re.Pattern | None

    def split(self, lines, paragraph_key):
        """Return [[(text, key of the figure that it mentions, or "")], …] of the lines of a paragraph."""
        series = SERIES.get(paragraph_key.partition(".")[0])
        if not self.pattern or not series:
            return [[(line, "")] for line in lines]
        times = Counter(match.groups() for line in lines for match in self.pattern.finditer(line))
        keys = {mention: self.keys.get((series, *mention)) for mention, number in times.items() if number == 1}
        return [self._split_line(line, keys) for line in lines]

    def _split_line(self, line, keys):
        pieces, end = [], 0
        for match in self.pattern.finditer(line):
            if key := keys.get(match.groups()):
                pieces += [(line[end : match.start()], ""), (match[0], key)]
                end = match.end()
        return [*pieces, (line[end:], "")]


def mentions_of(figures):
    """Return the FigureMentions of {key: Figure}.

    Figures of a series with the same number and unit cannot be told apart, so that none of them is mentioned.
    """
    keys_by_mention = defaultdict(set)
    for indicator in visible_indicators():
        value = figures[indicator.key].value or 0
        if value >= MINIMUM_NUMBER:
            series = indicator.code.partition("-")[0]
            keys_by_mention[series, figure_cells.written(indicator, value), indicator.unit].add(indicator.key)
    keys = {mention: keys.pop() for mention, keys in keys_by_mention.items() if len(keys) == 1}
    units = sorted({unit for _series, _number, unit in keys}, key=len, reverse=True)
    if not units:
        return FigureMentions({}, None)
    return FigureMentions(
        keys, re.compile(rf"(?<![\w.,/])(\d[\d.]*(?:,\d+)?) ({'|'.join(map(re.escape, units))})(?!\w)")
    )
