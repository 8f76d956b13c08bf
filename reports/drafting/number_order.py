"""Numbers of a text with the nouns that they count, and which of them another text bears out."""

import re
from collections import defaultdict
from typing import NamedTuple

NUMBER = re.compile(r"(?<![\w/.-])\d[\d.]*(?:,\d+)?%?(?![\w/-])")
# Numbers that are no figures: days, months, years, terms, numbers of documents.
NO_FIGURE = re.compile(
    r"\d+(?:[/-]\d+)+"
    r"|(?:ngày|tháng|năm|quý|khóa|nhiệm kỳ|Nghị định|Quyết định|Kế hoạch|Công văn|Luật)(?: số)? \d[\d/.–-]*(?:/[\w-]+)*"
    r"|\d+/[\w./-]*[A-ZĐ][\w.-]*",
)
# The word behind a number tells what it counts: `cuộc`, `lượt`, `triệu`.
NOUN = re.compile(r"\s*([^\W\d_]+)")
PERCENT = "%"


class CountedThing(NamedTuple):
    """A number as written, and the first word of its noun; `%` of a percentage, "" where none follows."""

    number: str
    noun: str


def counted_things(text):
    """Return the numbers of a text with their nouns, in order; no dates, no document numbers."""
    text = NO_FIGURE.sub(" ", text)
    return [_counted_thing(match, text) for match in NUMBER.finditer(text)]


def _counted_thing(match, text):
    number = match[0].rstrip(".")
    if number.endswith(PERCENT):
        return CountedThing(number, PERCENT)
    # A full stop behind the number ends the sentence.
    noun = NOUN.match(text, match.end()) if number == match[0] else None
    return CountedThing(number, noun[1].casefold() if noun else "")


def unsupported(figures, supporting):
    """Return the places of those figures that `supporting` doesn't hold, each with its noun and in its order.

    Figures of one noun are compared in order, so that two that changed places are found. A noun that `supporting`
    lacks is a person's own word: then the numbers alone are compared, in order.
    """
    known: dict[str, list[int]] = defaultdict(list)
    own_words: list[int] = []
    numbers_by_noun: dict[str, list[str]] = defaultdict(list)
    for figure in supporting:
        numbers_by_noun[figure.noun].append(figure.number)
    for place, figure in enumerate(figures):
        (known[figure.noun] if figure.noun and figure.noun in numbers_by_noun else own_words).append(place)
    groups = [(places, numbers_by_noun[noun]) for noun, places in known.items()]
    groups.append((own_words, [figure.number for figure in supporting]))
    return {
        places[index]
        for places, numbers in groups
        for index in _out_of_order([figures[place].number for place in places], numbers)
    }


def _out_of_order(numbers, supporting):
    """Return the indexes of numbers that are missing from `supporting` or stand in another order there."""
    if sorted(numbers) == sorted(supporting):
        return [index for index, pair in enumerate(zip(numbers, supporting, strict=True)) if pair[0] != pair[1]]
    in_order = _common_indexes(numbers, supporting)
    # What is said twice is as right as the first time.
    borne_out = {numbers[index] for index in in_order}
    return [index for index, number in enumerate(numbers) if index not in in_order and number not in borne_out]


def _common_indexes(numbers, supporting):
    """Return the indexes of the longest part of `numbers` that stands in `supporting` in the same order."""
    longest = [[0] * (len(supporting) + 1) for _ in range(len(numbers) + 1)]
    for row in reversed(range(len(numbers))):
        for column in reversed(range(len(supporting))):
            longest[row][column] = (
                longest[row + 1][column + 1] + 1
                if numbers[row] == supporting[column]
                else max(longest[row + 1][column], longest[row][column + 1])
            )
    indexes, row, column = set(), 0, 0
    while row < len(numbers) and column < len(supporting):
        if numbers[row] == supporting[column]:
            indexes.add(row)
            row, column = row + 1, column + 1
        elif longest[row + 1][column] >= longest[row][column + 1]:
            row += 1
        else:
            column += 1
    return indexes
