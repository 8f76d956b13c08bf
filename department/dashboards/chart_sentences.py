"""A chart in one Vietnamese sentence, computed from its numbers: highest, lowest, change, what is missing."""

from core.indicators.rounded import PERCENT
from core.lib.rounding import points_between, round_percent
from core.lib.text.vietnamese import count, join_and, number, percent, points
from filing.wording.phrases import SMALL_BASE, is_startling
from reports.content.figures.figure_cells import FORMER_UNITS, OWN_WORK

# Lines that are of no unit among those that are set side by side.
OF_NO_UNIT = {OWN_WORK, FORMER_UNITS}
# More units of one value than these are counted, not named.
MAX_NAMED = 3


def change(current, previous, decimals=0, unit=""):
    """Return `tăng 12,0%`; of small numbers, or where a percentage would only startle, by how much.

    A rate changes by percentage points. Empty without a base.
    """
    if unit == PERCENT:
        known = current is not None and previous is not None
        return points(points_between(current, previous, decimals), decimals) if known else ""
    if current is None or not previous:
        return ""
    if current == previous:
        return "không đổi"
    verb, by = ("tăng", current - previous) if current > previous else ("giảm", previous - current)
    if is_startling(current, previous) or previous < SMALL_BASE:
        return f"{verb} {_written(by, decimals)}"
    return f"{verb} {percent(by, previous)}"


def compared(lines, unit, decimals, what="đơn vị"):
    """Return the clauses `cao nhất: …`, `thấp nhất: …`, `02 đơn vị chưa có số liệu` of (name, value) pairs.

    What is of no unit is left out.
    """
    lines = [(name, value) for name, value in lines if name not in OF_NO_UNIT]
    known = [(name, value) for name, value in lines if value is not None]
    missing = len(lines) - len(known)
    clauses = []
    if known:
        high, low = (pick(value for _name, value in known) for pick in (max, min))
        if low == high and len(known) > MAX_NAMED:
            clauses.append(f"bằng nhau ở {count(len(known))} {what} có số liệu ({amount(high, unit, decimals)})")
        else:
            clauses.append(f"cao nhất: {_names_with(known, high)} ({amount(high, unit, decimals)})")
            if low != high:
                clauses.append(f"thấp nhất: {_names_with(known, low)} ({amount(low, unit, decimals)})")
    if missing:
        clauses.append(f"{count(missing)} {what} chưa có số liệu")
    return clauses


def total(name, current, previous, unit, decimals, previous_name):
    """Return `toàn tỉnh 23.410 lượt người, tăng 12,0% so với năm 2019`."""
    if current is None:
        return ""
    changed = change(current, previous, decimals, unit)
    return f"{name} {amount(current, unit, decimals)}" + (f", {changed} so với {previous_name}" if changed else "")


def highest_month(months, unit, decimals):
    """Return `cao nhất là tháng báo cáo (chốt 14/11): 3.000 lượt người` of (label, value) pairs."""
    known = [(label, value) for label, value in months if value]
    if len(known) < 2:
        return ""
    label, value = max(known, key=lambda month: month[1])
    return f"cao nhất là tháng báo cáo (chốt {label}): {amount(value, unit, decimals)}"


def sentence(clauses):
    """Return the clauses that are not empty as one sentence with a capital and a full stop."""
    text = "; ".join(clause for clause in clauses if clause)
    return f"{text[:1].upper()}{text[1:]}."


def amount(value, unit, decimals):
    """Return `1.234 lượt người`, `07 cuộc`, `63,9%`."""
    if unit == PERCENT:
        return f"{number(round_percent(value, decimals), decimals)}%"
    return f"{_written(value, decimals)} {unit}"


def _written(value, decimals):
    return number(value, decimals) if decimals else count(value)


def _names_with(known, value):
    return named([name for name, other in known if other == value])


def named(names):
    """Return `Phường A, Phường B và Xã C`; of many `Phường A, Phường B, Xã C và 04 đơn vị khác`."""
    more = len(names) - MAX_NAMED
    return f"{', '.join(names[:MAX_NAMED])} và {count(more)} đơn vị khác" if more > 0 else join_and(names)
