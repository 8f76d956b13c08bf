"""A chart in one sentence of Vietnamese, computed from its numbers: highest, lowest, change, what is missing."""

from progress.wording.phrases import SMALL, startles
from reports.rows import OWN_WORK
from texts.vietnamese import count, join_and, number, percent

NAMED = 3


def change(now, before, decimals=0):
    """`tăng 12,0%`; of small numbers, or where a percentage would only startle, by how much. Empty without a base."""
    if now is None or not before:
        return ""
    if now == before:
        return "không đổi"
    verb, by = ("tăng", now - before) if now > before else ("giảm", before - now)
    if startles(now, before) or before < SMALL:
        return f"{verb} {number(round(by, decimals), decimals)}"
    return f"{verb} {percent(_exact(by), _exact(before))}"


def compared(lines, unit, decimals, what="đơn vị"):
    """`cao nhất: …`, `thấp nhất: …`, `02 đơn vị chưa có số liệu` of (name, value) pairs; the province is no unit."""
    lines = [one for one in lines if one[0] != OWN_WORK]
    known = [(name, value) for name, value in lines if value is not None]
    missing = len(lines) - len(known)
    told = []
    if known:
        high, low = (pick(value for _name, value in known) for pick in (max, min))
        if low == high and len(known) > NAMED:
            told.append(f"bằng nhau ở {count(len(known))} {what} có số liệu ({amount(high, unit, decimals)})")
        else:
            told.append(f"cao nhất: {_who(known, high)} ({amount(high, unit, decimals)})")
            told += [f"thấp nhất: {_who(known, low)} ({amount(low, unit, decimals)})"] if low != high else []
    if missing:
        told.append(f"{count(missing)} {what} chưa có số liệu")
    return told


def whole(name, now, before, unit, decimals, then):
    """`toàn tỉnh 23.410 lượt người, tăng 12,0% so với năm 2019`."""
    if now is None:
        return ""
    changed = change(now, before, decimals)
    return f"{name} {amount(now, unit, decimals)}" + (f", {changed} so với {then}" if changed else "")


def highest_month(months, unit, decimals):
    """`cao nhất là tháng chốt ngày 14/11 (3.000 lượt người)` of (label, value) pairs."""
    known = [(label, value) for label, value in months if value]
    if len(known) < 2:
        return ""
    label, value = max(known, key=lambda one: one[1])
    return f"cao nhất là tháng chốt ngày {label} ({amount(value, unit, decimals)})"


def sentence(parts):
    """The parts that are told as one sentence with a capital and a full stop."""
    told = "; ".join(part for part in parts if part)
    return f"{told[:1].upper()}{told[1:]}."


def amount(value, unit, decimals):
    """`1.234 lượt người`, `63,9%`."""
    text = number(round(value, decimals), decimals)
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def _who(known, value):
    names = [name for name, one in known if one == value]
    more = len(names) - NAMED
    return f"{', '.join(names[:NAMED])} và {count(more)} đơn vị khác" if more > 0 else join_and(names)


def _exact(value):
    return round(value, 1) if isinstance(value, float) else value
