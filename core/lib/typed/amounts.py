"""Numbers with the words that people write behind them in lists and hurry: `50 người`, `02 lớp`, `5 triệu`."""

import re
import unicodedata
from decimal import Decimal

from core.lib.typed.numbers import EXACT, Separators, read_number, tidy
from core.lib.typed.results import Question, Reading, Refusal, Result

MULTIPLIERS = {
    **dict.fromkeys(("nghìn", "ngàn", "k", "thousand"), 10**3),
    **dict.fromkeys(("triệu", "tr", "million"), 10**6),
    **dict.fromkeys(("tỷ", "tỉ", "billion"), 10**9),
}
CURRENCIES = frozenset(("đồng", "đ", "vnđ", "vnd", "dong"))
# Closed lists: `2 trăm` and `3 tá` are no two and no three.
NOUNS = frozenset(
    (
        *("người", "lượt người", "lượt", "chị", "phụ nữ", "nữ", "nam", "trẻ em", "cháu", "học viên", "đại biểu"),
        *("cán bộ", "công chức", "viên chức", "nạn nhân", "hộ", "hộ gia đình", "gia đình", "thành viên"),
        *("cuộc", "buổi", "lớp", "khóa", "khoá", "hội nghị", "đợt", "lần", "chuyến", "hoạt động", "việc"),
        *("vụ", "vụ việc", "trường hợp", "đơn", "cuộc gọi", "cuộc thanh tra", "đoàn"),
        *("tin", "bài", "tin bài", "tin, bài", "chuyên mục", "chương trình", "phóng sự", "tờ", "tờ rơi", "quyển"),
        *("cuốn", "bản", "bộ", "cái", "chiếc", "băng rôn", "pano", "áp phích", "khẩu hiệu"),
        *("văn bản", "kế hoạch", "báo cáo"),
        *("mô hình", "câu lạc bộ", "clb", "nhóm", "tổ", "cơ sở", "nơi", "điểm", "địa chỉ", "nhà", "chỗ"),
        *("xã", "phường", "thị trấn", "thôn", "huyện", "đơn vị", "cơ quan", "doanh nghiệp", "trường"),
        *("people", "persons", "women", "men", "cases", "times", "classes", "courses", "communes", "units"),
    )
)
HOURS, MINUTES = frozenset(("giờ", "tiếng", "hours")), frozenset(("phút", "minutes"))
DAYS, NIGHTS = frozenset(("ngày", "ngày làm việc", "days")), frozenset(("đêm", "nights"))
MONTHS = frozenset(("tháng", "months"))
# What a number may be one of: a word of another list beside it says another number.
MEASURES = (NOUNS, CURRENCIES, HOURS, MINUTES, DAYS, NIGHTS, MONTHS)
WORDS = frozenset().union(*MEASURES)
# The number in front, and the words behind it.
_PARTS = re.compile(r"([-\u2212\u2013]? ?[0-9][0-9., ]*)(.*)", re.DOTALL)


def words_of(measure: str) -> frozenset[str]:
    """Return the words that may stand behind a number of that measure: those of its list, all of an unknown one."""
    return next((words for words in MEASURES if measure.casefold() in words), WORDS)


def scale_of(measure: str) -> int:
    """Return what one of that measure stands for: 1.000.000 of `triệu đồng`, 1 of all but money."""
    multiplier, _blank, currency = measure.casefold().partition(" ")
    return MULTIPLIERS.get(multiplier, 1) if currency in CURRENCIES else 1


def read_amount(
    text: str,
    *,
    scale: int = 1,
    percent: bool = False,
    words: frozenset[str] = WORDS,
    separators: Separators | None = None,
) -> Result:
    """Return the reading of a number with its words.

    `scale`: what one in the field stands for, 1.000.000 where it counts million đồng; `5 triệu` is five there.
    `percent`: the field takes `62,5%`. `words`: those of what it counts; in hours `2 ngày` is no two.
    """
    known = CURRENCIES if scale > 1 else words
    text = unicodedata.normalize("NFC", tidy(text)).casefold()
    parts = _PARTS.fullmatch(text)
    number, behind = (part.strip() for part in parts.groups()) if parts else (text, "")
    if not behind:
        return read_number(number, separators)
    if behind == "%" and percent:
        return _times_multiplier(read_number(number, separators), 1, 1)
    if behind.partition(" ")[0] in MULTIPLIERS:
        return _sum_of_parts(number, behind, scale, known, separators)
    return _times_multiplier(read_number(number, separators), 1, scale) if behind in known else Refusal()


def _sum_of_parts(number, words, scale, known, separators):
    """Return the reading of `5 triệu`, `1,5 tỷ đồng`, `2 tỷ 500 triệu`: multipliers become smaller."""
    total, last = None, None
    while True:
        name, _blank, rest = words.partition(" ")
        times = MULTIPLIERS.get(name)
        if times is None or (last and times >= last):
            return Refusal()
        part = _times_multiplier(read_number(number, separators), times, scale)
        # Only where nothing else stands beside it can a part be asked about.
        if not isinstance(part, Reading):
            return part if total is None and _is_end(rest, known) else Refusal()
        if total is not None and part.value * scale >= last:
            return Refusal()
        total = part if total is None else Reading(EXACT.add(total.value, part.value), is_plain=False)
        if _is_end(rest, known):
            return total
        parts = _PARTS.fullmatch(rest)
        if not parts:
            return Refusal()
        (number, words), last = (piece.strip() for piece in parts.groups()), times


def _is_end(rest, known):
    return not rest or rest in known


def _times_multiplier(result, times, scale):
    """Return the reading times the multiplier, in the field's own unit; always shown back."""
    factor = EXACT.divide(Decimal(times), Decimal(scale))
    if isinstance(result, Question):
        return Question(tuple(EXACT.multiply(value, factor) for value in result.values))
    if isinstance(result, Reading):
        return Reading(EXACT.multiply(result.value, factor), is_plain=False)
    return result
