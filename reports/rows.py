"""Figures as rows of a table, with the three signs for a number that isn't there."""

from fractions import Fraction

from indicators import catalogue
from indicators.declarations import Flow, Latest, Ratio
from texts.vietnamese import number, percent

OCCURRED_NONE, NO_DATA, NOT_APPLICABLE = "-", "…", "x"
LEGEND = (
    "Ghi chú: “-” không phát sinh; “…” chưa có số liệu; “x” không thuộc đối tượng báo cáo; nữ “a/b”: b là số đã "
    "thống kê theo giới tính."
)

# The figures by which units are set side by side, and what the rows below theirs are called.
COMPARED = ("TT-01", "TT-02", "TT-05.2", "NL-01", "NL-02", "NL-09.1", "MH-01.1", "TT-09")
OWN_WORK, WHOLE_PROVINCE = "Cấp tỉnh trực tiếp thực hiện", "Toàn tỉnh"
WITHHELD = "“<5” từ 1 đến 4; “*” không công bố, để không ai bị nhận ra."


def legend(withheld):
    """The words below a table; `withheld` are the signs of the outward edition, if any."""
    return f"{LEGEND[:-1]}; {WITHHELD}" if withheld else LEGEND


def written(indicator, value):
    """A value in the figure's own unit: đồng as million with one decimal, ratios rounded to their decimals."""
    if indicator.scale > 1:
        return number(value / indicator.scale, 1)
    return (
        number(round(value, indicator.decimals), indicator.decimals) if isinstance(indicator, Ratio) else number(value)
    )


def cell(indicator, figure, *, none=frozenset(), exempt=frozenset(), worked=frozenset()):
    """The number as it stands in a table, or its sign.

    `none` and `exempt` are tasks (the latter figures too), `worked` tasks under which something was done: there
    a figure that counts records is truly none.
    """
    if figure.value is not None:
        return written(indicator, figure.value) if figure.value else OCCURRED_NONE
    if _is_exempt(indicator, exempt):
        return NOT_APPLICABLE
    if _is_state(indicator):
        return NO_DATA
    if indicator.tasks and set(indicator.tasks) <= none:
        return OCCURRED_NONE
    counts_records = isinstance(indicator, Flow) and not indicator.total
    return OCCURRED_NONE if counts_records and worked & set(indicator.tasks) else NO_DATA


def _is_state(indicator):
    """Whether it tells how things stand on a day: that nothing was done says nothing about it."""
    if isinstance(indicator, Ratio):
        return isinstance(catalogue.get(indicator.numerator), Latest)
    return isinstance(indicator, Latest)


def _is_exempt(indicator, exempt):
    named = indicator.key in exempt or indicator.code in exempt
    of_tasks = bool(indicator.tasks) and set(indicator.tasks) <= exempt and not indicator.always
    return named or of_tasks


def share_cell(figure):
    """Women's number and share, `63/100 (63,0%)` where the sex of only 100 is known; empty where it isn't at all."""
    share = percent(*figure.female_share)
    if figure.female is None or not share:
        return ""
    if not figure.female and figure.sexed == figure.value:
        return OCCURRED_NONE
    of = f"/{number(figure.sexed)}" if figure.sexed < figure.value else ""
    return f"{number(figure.female)}{of} ({share})"


def part_cell(part):
    """A part's number, `-` where it is none, empty where it isn't known."""
    return "" if part is None else number(part) if part else OCCURRED_NONE


def change_cell(now, before):
    """`92,4%` of last year's; empty where there is nothing to compare with."""
    if not now.value or not before.value:
        return ""
    ratio = _exact(now.value) / _exact(before.value)
    return percent(ratio.numerator, ratio.denominator) or ""


def _exact(value):
    """The fraction of counts that a ratio stands for: 93,75% is written as 93,8% only if it isn't a little less."""
    return Fraction(value).limit_denominator(10**9)


def shown():
    """The figures that a table lists, in order."""
    return catalogue.shown()
