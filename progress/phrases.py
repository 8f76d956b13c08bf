"""How figures are said in reports: counts, the women's part, the same period of the year before."""

from datetime import date
from decimal import Decimal

from texts.vietnamese import count, number, percent

ATTENDANCES = "lượt người"
# Under ten a percentage says less than the numbers; at over three times its base it only startles.
SMALL, STARTLING = 10, 3
RATE = ": tỷ lệ"


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


def part(name, number_of, of, noun):
    """`nữ 268 lượt người (65,0%)`; `không có nữ`."""
    if not number_of:
        return f"không có {name}"
    ratio = share(number_of, of)
    return f"{name} {said(number_of, noun)}" + (f" ({ratio})" if ratio else "")


def of_them(figure, noun=ATTENDANCES):
    """`, trong đó nữ …, người dân tộc thiểu số …`; women only where the sex of all is known."""
    parts = []
    if figure.female is not None and figure.sexed == figure.value:
        parts.append(part("nữ", figure.female, figure.value, noun))
    if figure.minority:
        parts.append(part("người dân tộc thiểu số", figure.minority, figure.value, noun))
    return f", trong đó {', '.join(parts)}" if parts else ""


def of_those_known(figure, noun=ATTENDANCES):
    """`; trong số 380 lượt người đã thống kê theo giới tính, nữ …`, where it isn't known of all."""
    if figure.female is None or not 0 < figure.sexed < figure.value:
        return ""
    known = f"; trong số {said(figure.sexed, noun)} đã thống kê theo giới tính"
    return f"{known}, {part('nữ', figure.female, figure.sexed, noun)}"


def women(figure):
    """` (nữ chiếm 62,0%)`, ` (nữ 05 lượt người)`, for a figure said in passing."""
    if not figure.female:
        return ""
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
    if before < SMALL or now > STARTLING * before:
        return f" ({then}: {was})" if mark == "," else f"{mark} {then} là {was}"
    if percent(now, before) == "100,0%":
        return f"{mark} xấp xỉ mức {then} ({was})"
    if now > before:
        return f"{mark} tăng {percent(now - before, before)} so với {then} ({was})"
    return f"{mark} bằng {share(now, before)} {then} ({was})"


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
    """`tỷ lệ … đạt 85,7% (chỉ tiêu 100%)` of {"name", "value", "target", "unit"}."""
    value, aim = (amount(target[name], target["unit"]) for name in ("value", "target"))
    result = f"đạt {value}" if target["value"] else "chưa có kết quả"
    # `UBND các cấp có nữ lãnh đạo chủ chốt: tỷ lệ` reads the other way round.
    whose = target["name"].removesuffix(RATE)
    name = whose if whose == target["name"] else f"tỷ lệ {in_sentence(whose)}"
    return f"{in_sentence(name)} {result} (chỉ tiêu {aim})"


def amount(value, unit):
    """`85,7%`, `07 cuộc`; decimals only where there are some."""
    exact = Decimal(str(value))
    text = count(int(exact)) if exact == int(exact) else number(exact, 1)
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


def in_sentence(title):
    """A title as it reads inside a sentence; what begins with an abbreviation stays."""
    title = " ".join(title.split()).strip(" .;")
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def attended(account, key, event):
    """`412 lượt người tham dự, trong đó nữ …; bằng 79,2% …`, and of how many events that is known."""
    figure = account.now[key]
    text = f"{said(figure.value, ATTENDANCES)} tham dự"
    if figure.valued < figure.records:
        text += f" (số liệu của {count(figure.valued)}/{count(figure.records)} {event})"
    parts = of_them(figure)
    comparison = compared(account, key, ATTENDANCES, mark=";" if parts else ",")
    return text + parts + comparison + of_those_known(figure)


def attended_briefly(account, key):
    """` với 150 lượt người tham dự (nữ chiếm 60,0%), tăng 12,0% so với …`; empty without a number."""
    figure = account.now[key]
    if not figure.value:
        return ""
    ratio = women(figure)
    comparison = compared(account, key, ATTENDANCES, mark=";" if ratio else ",")
    return f" với {said(figure.value, ATTENDANCES)} tham dự{ratio}{comparison}"
