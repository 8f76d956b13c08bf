"""Comparisons of units in the province's report; empty where fewer than two have data."""

from fractions import Fraction

from core.lib.text.vietnamese import count, join_and, number
from filing.wording.phrases import ATTENDANCES, count_with_noun

# More than two units sharing the highest or lowest value are not named.
MAX_NAMED = 2


def per_commune(account, key, noun=ATTENDANCES):
    """Return `bình quân mỗi đơn vị cấp xã đạt 67,9 lượt người; cao nhất là …, thấp nhất là …`."""
    rows = [(place, figures[key].value, communes or 1) for place, communes, figures in account.units]
    known = [row for row in rows if row[1] is not None]
    if len(known) < 2:
        return ""
    people, communes = (sum(row[column] for row in known) for column in (1, 2))
    if not people:
        return ""
    text = f"bình quân mỗi đơn vị cấp xã đạt {number(Fraction(people, communes), 1)} {noun}"
    if len(known) < len(rows):
        text += f" (tính trên {count(len(known))}/{count(len(rows))} đơn vị có số liệu)"
    averages = {place: Fraction(value, communes) for place, value, communes in known}
    highest, lowest = (number(extreme(averages.values()), 1) for extreme in (max, min))
    if highest == lowest:
        return text
    extremes = []
    for word, value in (("cao nhất", highest), ("thấp nhất", lowest)):
        places = [place for place, average in averages.items() if number(average, 1) == value]
        if len(places) <= MAX_NAMED:
            shown = value if any(averages[place] for place in places) else f"không có {noun} nào"
            extremes.append(f"{word} là {join_and(places)} ({'cùng ' if places[1:] else ''}{shown})")
    return "; ".join(filter(None, (text, ", ".join(extremes))))


def by_level(account, key, noun=""):
    """Return ` (cấp tỉnh 01 cuộc, cấp huyện 114 cuộc)`; empty where the province itself had no part in it."""
    whole, own = account.current[key].value, account.own[key].value
    if not whole or not own:
        return ""
    if own >= whole:
        return " (do cấp tỉnh thực hiện)"
    province, units = (count_with_noun(part, noun).strip() for part in (own, whole - own))
    return f" (cấp tỉnh {province}, {account.units_level} {units})"


def among_units(account, key, noun, verb="thực hiện"):
    """Return `; có 06/09 đơn vị thực hiện, nhiều nhất là huyện Phú Lộc (12 cuộc)`."""
    values = {place: figures[key].value for place, _communes, figures in account.units if figures[key].value}
    if len(values) < 2:
        return ""
    most = max(values.values())
    first = [place for place, value in values.items() if value == most]
    text = f"; {units_with(account, key)} {'đều ' if len(values) == len(account.units) else ''}{verb}"
    if len(first) > MAX_NAMED or len(first) == len(values):
        return text
    return (
        f"{text}, nhiều nhất là {join_and(first)} ({'mỗi đơn vị ' if first[1:] else ''}{count_with_noun(most, noun)})"
    )


def units_with(account, key):
    """Return the number of units with such a figure: `cả 09 đơn vị`, `có 06/09 đơn vị`."""
    number_with, total = sum(bool(figures[key].value) for *_place, figures in account.units), len(account.units)
    return f"cả {count(total)} đơn vị" if number_with == total else f"có {count(number_with)}/{count(total)} đơn vị"
