"""Figures as cells of a table, with the three signs for a missing number."""

from core.indicators import catalogue
from core.indicators.declarations import Flow, Latest, Ratio
from core.indicators.rounded import PERCENT, decimals_of, rounded
from core.lib.rounding import points_between
from core.lib.text.vietnamese import number, percent, points
from filing.wording.phrases import ABBREVIATIONS
from reports.content.figures import missing_figures

OCCURRED_NONE, NO_DATA, NOT_APPLICABLE = "-", "…", "x"
SIGNS_LEGEND = "Ghi chú: “-” không phát sinh; “…” chưa có số liệu; “x” không thuộc đối tượng báo cáo."
LEGEND = f"{SIGNS_LEGEND[:-1]}; nữ “a/b”: b là số đã thống kê theo giới tính."

# The figures by which units are set side by side, and what the rows are called of what no unit's report tells.
COMPARED = ("TT-01", "TT-02", "TT-05.2", "NL-01", "NL-02", "NL-09.1", "MH-01.1", "TT-09")
OWN_WORK, FORMER_UNITS = "Cấp tỉnh trực tiếp thực hiện", "Đơn vị đã kết thúc hoạt động"
SUPPRESSED_LEGEND = "“<5” từ 1 đến 4; “*” không công bố để bảo vệ thông tin cá nhân."
ABBREVIATED = "Chữ viết tắt: " + "; ".join(
    f"{short}: {words}" for short, words in sorted({"DTTS": "dân tộc thiểu số", **ABBREVIATIONS}.items())
)


def legend(suppressed):
    """Return the legend of a table of all figures; `suppressed` are the signs of the outward edition, if any."""
    signs = f"{LEGEND[:-1]}; {SUPPRESSED_LEGEND}" if suppressed else LEGEND
    return f"{signs} {ABBREVIATED}."


def written(indicator, value):
    """Return a value in the figure's own unit: đồng as million with one decimal, ratios rounded to their decimals."""
    return number(rounded(indicator, value), decimals_of(indicator))


def cell(indicator, figure, *, none=frozenset(), exempt=frozenset(), worked=frozenset(), beside=None):
    """Return the number as it stands in a table, or the sign for a missing one.

    `none` and `exempt` are task codes (`exempt` figure codes too), `worked` the tasks under which something was done:
    there a figure that counts records is zero, not missing. `beside` are the Figures among which it stands: of a part
    they may say that none occurred.
    """
    if figure.value is not None:
        return written(indicator, figure.value) if figure.value else OCCURRED_NONE
    if is_exempt(indicator, exempt):
        return NOT_APPLICABLE
    if beside is not None and missing_figures.is_none(indicator, beside, none, worked):
        return OCCURRED_NONE
    if _is_state(indicator):
        return NO_DATA
    if indicator.tasks and set(indicator.tasks) <= none:
        return OCCURRED_NONE
    # Work done says nothing of a register; whoever filed work would have raised a difficulty in the same place.
    counts_records = isinstance(indicator, Flow) and not indicator.total and not missing_figures.registers_of(indicator)
    is_worked = worked & set(indicator.tasks) if indicator.tasks else worked
    return OCCURRED_NONE if counts_records and is_worked else NO_DATA


def signs_of(source):
    """Return the task codes by which signs for missing numbers are chosen, of a content or of a summary's unit."""
    return {name: frozenset(getattr(source, name)) for name in ("none", "exempt", "worked")}


def _is_state(indicator):
    """Return whether the figure describes the state on a day, about which an absence of work says nothing."""
    if isinstance(indicator, Ratio):
        return isinstance(catalogue.get_indicator(indicator.numerator), Latest)
    return isinstance(indicator, Latest)


def is_exempt(indicator, exempt):
    """Return whether a unit with those exempt task and figure codes is not asked for the figure."""
    named = indicator.key in exempt or indicator.code in exempt
    of_tasks = bool(indicator.tasks) and set(indicator.tasks) <= exempt and not indicator.always
    return named or of_tasks


def share_cell(figure):
    """Return women's number and share, `63/100 (63,0%)`; empty where no sex is known.

    The denominator is shown where the sex of only some is known.
    """
    share = percent(*figure.female_share)
    if figure.female is None or not share:
        return ""
    if not figure.female and figure.sexed == figure.value:
        return OCCURRED_NONE
    denominator = f"/{number(figure.sexed)}" if figure.sexed < figure.value else ""
    return f"{number(figure.female)}{denominator} ({share})"


def part_cell(part):
    """Return a part's number, `-` for zero, empty where it isn't known."""
    return "" if part is None else number(part) if part else OCCURRED_NONE


def change_cell(current, previous, indicator=None):
    """Return the current value in percent of the previous one, `92,4%`; empty without a comparison.

    A rate is compared in percentage points: `giảm 29,4 điểm %`.
    """
    if indicator is not None and indicator.unit == PERCENT:
        return rate_change(indicator, current.value, previous.value)
    return percent(current.value, previous.value) or "" if current.value else ""


def rate_change(indicator, current, previous):
    """Return `giảm 29,4 điểm %`; empty where a rate isn't known."""
    if current is None or previous is None:
        return ""
    decimals = decimals_of(indicator)
    return points(points_between(current, previous, decimals), decimals)
