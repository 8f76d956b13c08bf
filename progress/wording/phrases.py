"""How figures are said in reports: counts, the women's part, the same period of the year before."""

import re
from datetime import date
from decimal import Decimal

from texts.vietnamese import count, number, percent

ATTENDANCES = "lượt người"
MINORITY = "người dân tộc thiểu số"
# Under ten a percentage says less than the numbers; at over three times its base, or under a third, it only startles.
SMALL, STARTLING = 10, 3
RATE = ": tỷ lệ"
# Abbreviations of the list of figures, which a report's reader was never told.
SHORT = {
    "BĐG": "bình đẳng giới",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "VSTBCPN": "vì sự tiến bộ của phụ nữ",
}
# Names that keep their capital within a sentence.
NAMES = (
    "Ban Vì sự tiến bộ", "Bộ luật", "Chiến lược", "Chương trình hành động", "Chương trình mục tiêu", "Đảng ", "Đề án",
    "Hội đồng nhân dân", "Hội Liên hiệp", "Lễ phát động", "Luật Bình đẳng", "Luật Phòng", "Nghị quyết", "Quốc hội",
    "Tháng hành động", "Ủy ban nhân dân",
)  # fmt: skip


def said(value, noun):
    """`07 cuộc`, `1.234 lượt người`; a computed value to the whole."""
    whole = value if isinstance(value, int) else round(value)
    return f"{count(whole)} {noun}"


def dated(day):
    """`20/02/2020` of an ISO date: days under 10 and months 1 and 2 take a 0."""
    one = date.fromisoformat(day)
    return f"{one.day:02}/{f'{one.month:02}' if one.month < 3 else one.month}/{one.year}"


def share(part, of):
    """`65,0%`; None where the whole is too small for a percentage, or a side is unknown."""
    if part is None or not of or of < SMALL:
        return None
    if part == of:
        return "100%"
    rounded = percent(part, of)
    # What is not all or nothing is not rounded to it.
    return percent(part, of, 2) if rounded in ("0,0%", "100,0%") and part else rounded


def bracketed(part, of):
    """` (65,0%)`; empty where `share` has none."""
    ratio = share(part, of)
    return f" ({ratio})" if ratio else ""


def of_them(figure, noun=ATTENDANCES):
    """`, trong đó nữ …, người dân tộc thiểu số …`; `, đều là nữ` where all are, ` là nữ` of one."""
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
        parts.append(f"{MINORITY} {said(minority, noun)}{bracketed(minority, value)}")
    are = " là" if value == 1 else ", đều là"
    return "".join(f"{are} {what}" for what in all_are) + (f", trong đó {', '.join(parts)}" if parts else "")


def _women_of(figure, noun):
    """`nữ 268 lượt người (65,0%)`, `nữ 268/380 lượt người đã thống kê theo giới tính (70,5%)`."""
    ratio = bracketed(figure.female, figure.sexed)
    if figure.sexed == figure.value:
        return f"nữ {said(figure.female, noun)}{ratio}"
    return f"nữ {count(figure.female)}/{said(figure.sexed, noun)} đã thống kê theo giới tính{ratio}"


def women(figure):
    """` (nữ chiếm 62,0%)`, ` (nữ 05 lượt người)`, for a figure said in passing."""
    if not figure.female:
        return ""
    if figure.female == figure.value:
        return " (là nữ)" if figure.value == 1 else " (đều là nữ)"
    ratio, is_whole = share(figure.female, figure.sexed), figure.sexed == figure.value
    if not ratio:
        return f" (nữ {said(figure.female, ATTENDANCES)})" if is_whole else ""
    return f" (nữ chiếm {ratio}{'' if is_whole else ' số đã thống kê theo giới tính'})"


def compared(account, key, noun, say=said, mark=","):
    """`, bằng 79,2% cùng kỳ năm 2019 (520 lượt người)`; empty without a figure above 0 to compare with."""
    now, before, then = account.now[key].value, account.before[key].value, account.compared_to
    if not now or not before or before < 0:
        return ""
    was = say(before, noun)
    if now == before:
        return f"{mark} bằng mức {then}"
    if startles(now, before):
        return f" ({then}: {was})" if mark == "," else f"{mark} {then} là {was}"
    if percent(now, before) == "100,0%":
        return f"{mark} xấp xỉ mức {then} ({was})"
    if times(now, before):
        return f"{mark} {times(now, before)} {then} ({was})"
    if now > before:
        return f"{mark} tăng {share(now - before, before)} so với {then} ({was})"
    return f"{mark} bằng {share(now, before)} {then} ({was})"


def startles(now, before):
    """Whether the two numbers say more than their ratio."""
    return before < SMALL or now > STARTLING * before or before > STARTLING * now


def times(now, before):
    """`gấp 02 lần` of exact doubles and triples, else empty."""
    return f"gấp {count(int(now // before))} lần" if now > before and now % before == 0 else ""


def so_far(account, *counted, say=said, mark=";", glue=", "):
    """`; lũy kế từ đầu năm 15 cuộc, 830 lượt người` of (key, noun) pairs; empty where the year so far adds nothing."""
    if account.so_far is None:
        return ""
    now, since = account.now, account.so_far
    if all(since[key].value == now[key].value for key, _noun in counted):
        return ""
    told = [say(since[key].value, noun) for key, noun in counted if since[key].value and now[key].value]
    return f"{mark} lũy kế từ đầu năm {glue.join(told)}" if told else ""


def measured(target):
    """`tỷ lệ … là 85,7% (mục tiêu 100%)` of {"name", "value", "target", "unit"}."""
    value, aim = (amount(target[name], target["unit"]) for name in ("value", "target"))
    result = f"là {value}" if target["value"] else "chưa có kết quả"
    # `UBND các cấp có nữ lãnh đạo chủ chốt: tỷ lệ` reads the other way round.
    whose = target["name"].removesuffix(RATE)
    name = whose if whose == target["name"] else f"tỷ lệ {in_sentence(whose)}"
    return f"{in_sentence(name)} {result} (mục tiêu {aim})"


def amount(value, unit):
    """`85,7%`, `07 cuộc`; decimals only where there are some."""
    exact = Decimal(str(value))
    text = count(int(exact)) if exact == int(exact) else number(exact, 1)
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


def in_sentence(title):
    """A title as it reads inside a sentence: abbreviations written out, names with their capital."""
    title = written_out(" ".join(title.split()).strip(" .;"))
    return title[:1].lower() + title[1:] if title[1:2].islower() and not title.startswith(NAMES) else title


def written_out(text):
    """The text without the abbreviations of the list of figures; `12/KH-UBND` stays."""
    return re.sub(rf"(?<![\w/-])(?:{'|'.join(SHORT)})(?![\w/-])", lambda found: SHORT[found[0]], text)


def attended(account, key, event):
    """`412 lượt người tham dự, trong đó nữ …; bằng 79,2% …`, and of how many events that is known."""
    figure = account.now[key]
    text = f"{said(figure.value, ATTENDANCES)} tham dự"
    if figure.valued < figure.records:
        text += f" (số liệu của {count(figure.valued)}/{count(figure.records)} {event})"
    parts = of_them(figure)
    return text + parts + compared(account, key, ATTENDANCES, mark=";" if parts else ",")


def attended_briefly(account, key):
    """` với 150 lượt người tham dự (nữ chiếm 60,0%), tăng 12,0% so với …`; empty without a number."""
    figure = account.now[key]
    if not figure.value:
        return ""
    ratio = women(figure)
    comparison = compared(account, key, ATTENDANCES, mark=";" if ratio else ",")
    return f" với {said(figure.value, ATTENDANCES)} tham dự{ratio}{comparison}"
