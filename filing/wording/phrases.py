"""Phrases for figures in reports: counts, shares, women, comparisons with last year."""

import re
from datetime import date
from fractions import Fraction

from core.lib.rounding import exact, half_up, round_percent
from core.lib.text.vietnamese import count, number, percent

ATTENDANCES = "lượt người"
MINORITY = "người dân tộc thiểu số"
MILLION = 1_000_000
# Below ten a percentage says less than the numbers; over three times its base, or under a third, it misleads.
SMALL_BASE, STARTLING_RATIO = 10, 3
# Less of a change than this share of the year before is none that a reader acts on.
SAME_WITHIN = Fraction(1, 100)
# Abbreviations in the list of figures, which readers of a report do not know.
ABBREVIATIONS = {
    "BĐG": "bình đẳng giới",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "VSTBCPN": "vì sự tiến bộ của phụ nữ",
}
# Names that keep their capital within a sentence.
PROPER_NAMES = (
    "Ban Vì sự tiến bộ",
    "Bộ luật",
    "Chiến lược",
    "Chương trình hành động",
    "Chương trình mục tiêu",
    "Đại hội Đảng",
    "Đảng ",
    "Đề án",
    "Hội đồng nhân dân",
    "Hội Liên hiệp",
    "Lễ phát động",
    "Luật Bình đẳng",
    "Luật Phòng",
    "Nghị quyết",
    "Quốc hội",
    "Tháng hành động",
    "Ủy ban nhân dân",
)


def count_with_noun(value, noun):
    """Return `07 cuộc`, `1.234 lượt người`; a fraction is rounded."""
    return f"{count(int(half_up(value)))} {noun}"


def format_day(day):
    """Return `20/02/2020` for an ISO date: days under 10 and months 1 and 2 have a leading 0."""
    parsed = date.fromisoformat(day)
    month = f"{parsed.month:02}" if parsed.month < 3 else parsed.month
    return f"{parsed.day:02}/{month}/{parsed.year}"


def share(part, whole):
    """Return `65,0%`; None where the whole is too small for a percentage, or a number is unknown."""
    if part is None or not whole or whole < SMALL_BASE:
        return None
    if part == whole:
        return "100%"
    return percent(part, whole)


def bracketed_share(part, whole):
    """Return ` (65,0%)`; empty where `share` returns None."""
    ratio = share(part, whole)
    return f" ({ratio})" if ratio else ""


def breakdown(figure, noun=ATTENDANCES):
    """Return the women and minorities within a figure.

    `, trong đó nữ …, người dân tộc thiểu số …`; `, đều là nữ` where all are, ` là nữ` of one.
    """
    female, minority, value = figure.female, figure.minority, figure.value
    if not value:
        return ""
    all_are, parts = [], []
    if female is not None and figure.sexed == value and female in (0, value):
        all_are.append("nữ" if female else "nam")
    elif female is not None and figure.sexed:
        parts.append(_women_of(figure, noun))
    if minority == value:
        all_are.append(MINORITY)
    elif minority:
        parts.append(f"{MINORITY} {count_with_noun(minority, noun)}{bracketed_share(minority, value)}")
    verb = " là" if value == 1 else ", đều là"
    return "".join(f"{verb} {group}" for group in all_are) + (f", trong đó {', '.join(parts)}" if parts else "")


def _women_of(figure, noun):
    """Return `nữ 268 lượt người (65,0%)`, `nữ 268/380 lượt người đã thống kê theo giới tính (70,5%)`."""
    ratio = bracketed_share(figure.female, figure.sexed)
    if figure.sexed == figure.value:
        return f"nữ {count_with_noun(figure.female, noun)}{ratio}"
    return f"nữ {count(figure.female)}/{count_with_noun(figure.sexed, noun)} đã thống kê theo giới tính{ratio}"


def bracketed_women(figure):
    """Return the women in brackets: ` (nữ chiếm 62,0%)`, ` (nữ 05 lượt người)`."""
    if not figure.female:
        return ""
    if figure.female == figure.value:
        return " (là nữ)" if figure.value == 1 else " (đều là nữ)"
    ratio, is_whole = share(figure.female, figure.sexed), figure.sexed == figure.value
    if not ratio:
        return f" (nữ {count_with_noun(figure.female, ATTENDANCES)})" if is_whole else ""
    return f" (nữ chiếm {ratio}{'' if is_whole else ' số đã thống kê theo giới tính'})"


def comparison(account, key, noun, say=count_with_noun, mark=",", event=""):
    """Return `, bằng 79,2% cùng kỳ năm 2019 (520 lượt người)`; empty without a base above 0.

    With `event` the base says of how many of them it is known: `(520 lượt người, số liệu của 09/10 cuộc)`.
    """
    current, previous, when = account.current[key].value, account.previous[key].value, account.compared_to
    if not current or not previous or previous < 0:
        return ""
    base = ", ".join(filter(None, (say(previous, noun), event and records_known(account.previous[key], event))))
    if current == previous:
        return f"{mark} bằng mức {when}"
    if is_startling(current, previous):
        return f"; {when}: {base}" if mark == ";" else f" ({when}: {base})"
    if is_about_same(current, previous):
        return f"{mark} tương đương {when} ({base})"
    if exact_multiple(current, previous):
        return f"{mark} {exact_multiple(current, previous)} {when} ({base})"
    if current > previous:
        return f"{mark} tăng {share(current - previous, previous)} so với {when} ({base})"
    return f"{mark} bằng {share(current, previous)} {when} ({base})"


def is_startling(current, previous):
    """Return whether a percentage would mislead, so that the two numbers are better."""
    return previous < SMALL_BASE or current > STARTLING_RATIO * previous or previous > STARTLING_RATIO * current


def is_about_same(current, previous):
    """Return whether two numbers lie so close together that the change is not worth a percentage."""
    return abs(exact(current) - exact(previous)) < SAME_WITHIN * exact(previous)


def exact_multiple(current, previous):
    """Return `gấp 02 lần` for an exact multiple, else empty."""
    return f"gấp {count(int(current // previous))} lần" if current > previous and current % previous == 0 else ""


def year_to_date_phrase(account, *figures, say=count_with_noun, mark=";", glue=", "):
    """Return `; lũy kế từ đầu năm 15 cuộc, 830 lượt người` of (key, noun) pairs.

    Empty where the year to date adds nothing to the period.
    """
    if account.so_far is None:
        return ""
    current, total = account.current, account.so_far
    if all(total[key].value == current[key].value for key, _noun in figures):
        return ""
    counts = [say(total[key].value, noun) for key, noun in figures if total[key].value and current[key].value]
    return f"{mark} lũy kế từ đầu năm {glue.join(counts)}" if counts else ""


def target_phrase(target):
    """Return `tỷ lệ … đạt 85,7% (chỉ tiêu 100%)` for {"name", "value", "target", "unit"}.

    `số lượt người … đạt 578 lượt người (chỉ tiêu 900 lượt người)`; a target that is to be exceeded is `trên 95%`.
    """
    value, unit, aim = target["value"], target["unit"], amount(target["target"], target["unit"])
    result = f"đạt {_rate(value) if unit == '%' else amount(value, unit)}" if value else "chưa có kết quả"
    return f"{target_name(target)} {result} (chỉ tiêu {'trên ' if target.get('is_exceeded') else ''}{aim})"


def _rate(value):
    """Return `85,7%`, `75,0%`, `100%`: as a share stands in the section on the work."""
    return "100%" if value == 100 else f"{number(round_percent(exact(value)), 1)}%"


def target_name(target):
    """Return what a target counts: `tỷ lệ …`, `số lượt người …`."""
    name = in_sentence(target["name"])
    return name if target["unit"] == "%" else f"số {name}"


def amount(value, unit):
    """Return `85,7%`, `07 cuộc`; a decimal only where there is one."""
    whole = exact(value)
    if unit == "%":
        return f"{number(whole) if whole.denominator == 1 else number(round_percent(whole), 1)}%"
    return f"{count(int(whole)) if whole.denominator == 1 else number(whole, 1)} {unit}"


def millions(value, noun):
    """Return `20,5 triệu đồng`, to the thousand đồng."""
    thousands = number(exact(value) / MILLION, 3) if value >= 1000 else ""
    return f"{thousands.rstrip('0').rstrip(',')} {noun}" if thousands else f"{number(value)} đồng"


def in_sentence(title):
    """Return a title for use inside a sentence: abbreviations written out, names with their capital."""
    title = written_out(" ".join(title.split()).strip(" .;"))
    return title[:1].lower() + title[1:] if title[1:2].islower() and not title.startswith(PROPER_NAMES) else title


def written_out(text):
    """Return the text with abbreviations of the list of figures written out; `12/KH-UBND` stays."""
    return re.sub(rf"(?<![\w/-])(?:{'|'.join(ABBREVIATIONS)})(?![\w/-])", lambda match: ABBREVIATIONS[match[0]], text)


def records_known(figure, event):
    """Return `số liệu của 06/07 cuộc` of a figure that some records lack; empty where all have it."""
    if figure.value is None or figure.valued >= figure.records:
        return ""
    return f"số liệu của {count(figure.valued)}/{count(figure.records)} {event}"


def attendance(account, key, event):
    """Return `412 lượt người tham dự, trong đó nữ …; bằng 79,2% …`.

    It says of how many events the attendance is known, where some have none.
    """
    figure = account.current[key]
    known, parts = records_known(figure, event), breakdown(figure)
    text = f"{count_with_noun(figure.value, ATTENDANCES)} tham dự{f' ({known})' if known else ''}{parts}"
    return text + comparison(account, key, ATTENDANCES, mark=";" if parts else ",", event=event)


def events_held(account, what, events, attended, noun):
    """Return `đã tổ chức … với 412 lượt người tham dự …; lũy kế từ đầu năm …`; `what` names the events."""
    is_known = account.current[attended].value
    people = f" với {attendance(account, attended, noun)}" if is_known else comparison(account, events, noun)
    return f"đã tổ chức {what}{people}" + year_to_date_phrase(account, (events, noun), (attended, ATTENDANCES))


def brief_attendance(account, key, event="cuộc"):
    """Return ` với 150 lượt người tham dự (nữ chiếm 60,0%), tăng 12,0% so với …`; empty without a number.

    It says of how many events the attendance is known, as `attendance` does.
    """
    figure = account.current[key]
    if not figure.value:
        return ""
    women = bracketed_women(figure)
    aside = "; ".join(filter(None, (records_known(figure, event), women[2:-1])))
    last_year = comparison(account, key, ATTENDANCES, mark=";" if aside else ",", event=event)
    return f" với {count_with_noun(figure.value, ATTENDANCES)} tham dự{f' ({aside})' if aside else ''}{last_year}"
