"""Line breaks of headings and labels by the widths of the fonts, in lines of similar length."""

import re
from functools import cache

from fontTools.ttLib import TTFont

from core.lib.text.fonts import face_paths

POINTS_PER_MM = 72 / 25.4
# Terms that a line of a heading does not break: half of one reads as another word.
TERMS = (
    "và vì sự tiến bộ của phụ nữ",
    "vì sự tiến bộ của phụ nữ",
    "bạo lực",
    "bình đẳng giới",
    "cấp huyện",
    "cấp tỉnh",
    "cơ sở giới",
    "công tác",
    "hạn chế",
    "kế hoạch",
    "kết quả",
    "phát triển",
    "phòng, chống",
    "phụ nữ",
    "quốc gia",
    "Thương binh và Xã hội",
    "Tháng hành động",
    "thực hiện",
    "tiến bộ",
    "tình hình",
    "tổng kết",
    "triển khai",
    "Chiến lược",
    "Chương trình",
    "Đề án",
    "đơn vị",
)
TERM = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, TERMS))})(?!\w)", re.IGNORECASE)
BOUND = "\u00a0"


def break_lines(text, *, size, room, bold=True):
    """Return the text with line breaks so that each line fits in `room` mm at `size` pt.

    Its own breaks stay if each line fits, else there are as few as possible, in lines of similar length. A number stays
    with the word before it, the words of a term with one another; a word wider than the room is left to the renderer.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if all(width(line, size=size, bold=bold) <= room for line in lines):
        return "\n".join(lines)
    text = TERM.sub(lambda term: _bound(term[0], size, room, bold), " ".join(lines))
    words = [word.replace(BOUND, " ") for word in re.split(r" (?!\d)", text)]
    widths = [width(word, size=size, bold=bold) for word in words]
    space = width(" ", size=size, bold=bold)
    fewest = len(_break_words(words, widths, space, room))
    narrow, wide = room / 2, room
    while wide - narrow > 0.5:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(_break_words(words, widths, space, middle)) <= fewest else (middle, wide)
    return "\n".join(_break_words(words, widths, space, wide))


def width(text, *, size, bold):
    """Return the width in mm of a line set at `size` pt, without kerning."""
    advances, units = _advances(bold)
    return sum(advances.get(ord(letter), units) for letter in text) / units * size / POINTS_PER_MM


def _bound(term, size, room, bold):
    return term.replace(" ", BOUND) if width(term, size=size, bold=bold) <= room else term


def _break_words(words, widths, space, room):
    lines: list[str] = []
    used = 0
    for word, wide in zip(words, widths, strict=True):
        if lines and used + space + wide <= room:
            lines[-1] += " " + word
            used += space + wide
        else:
            lines.append(word)
            used = wide
    return lines


@cache
def _advances(bold):
    with TTFont(face_paths()[1 if bold else 0], lazy=True) as face:
        metrics, units = face["hmtx"].metrics, face["head"].unitsPerEm
        return {code: metrics[name][0] for code, name in face.getBestCmap().items()}, units
