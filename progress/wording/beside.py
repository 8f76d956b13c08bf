"""Units beside one another in the province's text; nothing is said where fewer than two have data."""

from decimal import Decimal

from progress.wording.phrases import ATTENDANCES, said
from texts.vietnamese import count, join_and, number

# More than two units at the same end are no distinction.
NAMED = 2


def per_commune(account, key, noun=ATTENDANCES):
    """`bình quân mỗi đơn vị cấp xã đạt 67,9 lượt người; cao nhất là …, thấp nhất là …`."""
    read = [(place, figures[key].value, communes or 1) for place, communes, figures in account.units]
    known = [one for one in read if one[1] is not None]
    if len(known) < 2:
        return ""
    people, communes = sum(one[1] for one in known), sum(one[2] for one in known)
    if not people:
        return ""
    text = f"bình quân mỗi đơn vị cấp xã đạt {number(Decimal(people) / communes, 1)} {noun}"
    if len(known) < len(read):
        text += f" (tính trên {count(len(known))}/{count(len(read))} đơn vị có số liệu)"
    each = {place: Decimal(value) / communes for place, value, communes in known}
    ends = (("cao nhất", number(max(each.values()), 1)), ("thấp nhất", number(min(each.values()), 1)))
    if ends[0][1] == ends[1][1]:
        return text
    named = []
    for word, end in ends:
        places = [place for place, value in each.items() if number(value, 1) == end]
        if len(places) <= NAMED:
            reached = end if any(each[place] for place in places) else f"không có {noun} nào"
            named.append(f"{word} là {join_and(places)} ({'cùng ' if places[1:] else ''}{reached})")
    return "; ".join(filter(None, (text, ", ".join(named))))


def among_units(account, key, noun, verb="thực hiện"):
    """`; có 06/09 đơn vị thực hiện, nhiều nhất là huyện Phú Lộc (12 cuộc)`."""
    doing = {place: figures[key].value for place, _communes, figures in account.units if figures[key].value}
    if len(doing) < 2:
        return ""
    most = max(doing.values())
    first = [place for place, value in doing.items() if value == most]
    text = f"; {how_many(account, key)} {'đều ' if len(doing) == len(account.units) else ''}{verb}"
    if len(first) > NAMED or len(first) == len(doing):
        return text
    return f"{text}, nhiều nhất là {join_and(first)} ({'mỗi đơn vị ' if first[1:] else ''}{said(most, noun)})"


def how_many(account, key):
    """`cả 09 đơn vị`, `có 06/09 đơn vị`: those with such a figure among those whose report is in."""
    doing, total = sum(bool(figures[key].value) for *_one, figures in account.units), len(account.units)
    return f"cả {count(total)} đơn vị" if doing == total else f"có {count(doing)}/{count(total)} đơn vị"
