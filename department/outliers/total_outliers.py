"""Totals of a period that changed unlike those of the peers, or lie far above theirs."""

from math import log10

from core.indicators.catalogue import visible_indicators
from core.indicators.declarations import Flow, Stock
from core.lib.rounding import half_up
from core.lib.text.vietnamese import count, number
from department.outliers.peers import ALL_COMMUNES
from department.outliers.statistics import OUTLIER_Z, is_common, robust_z

MINIMUM_PEERS = 6
# A total that is smaller in both years says nothing when it changes.
MINIMUM_TOTAL = 30
# The ratio to what is usual from which an outlier is flagged: of a change, and of the amount for each commune.
MINIMUM_CHANGE_RATIO, MINIMUM_LEVEL_RATIO = 4, 6
# On the logarithmic scale.
MINIMUM_DEVIATION = 0.15
VANISHED_WEIGHT = 4


def total_outliers(unit_id, current, previous, peers):
    """Yield (indicator, reason, weight) of each total that is an outlier.

    `current` and `previous` are the report's Figures of the period and of the same period last year.
    """
    peer_ids = peers.other_units(unit_id)
    figures, last_year, two_years_ago = peers.current, peers.last_year, peers.two_years_ago
    for indicator in visible_indicators():
        key = indicator.key
        value, former = current[key].value or 0, previous[key].value or 0
        if isinstance(indicator, Stock) and former and not value:
            yield indicator, f"Cùng kỳ có {count(former)} {indicator.unit}, nay không còn.", VANISHED_WEIGHT
        # A flow that fell to nothing is missing, and the overview says so.
        if not isinstance(indicator, Flow) or not value or max(value, former) < MINIMUM_TOTAL * indicator.scale:
            continue
        if former:
            peer_changes = [
                _log_change(figures[pk][key].value or 0, last_year[pk][key].value)
                for pk in peer_ids
                if last_year[pk][key].value
            ]
            score = _change_score(_log_change(value, former), peer_changes)
            older = two_years_ago[unit_id][key].value if unit_id in two_years_ago else None
            # As two years ago: last year's total was the outlier.
            if score and not (older and abs(_log_change(value, older)) < log10(MINIMUM_CHANGE_RATIO) / 2):
                yield indicator, _change_reason(indicator, value, former), score
        elif any(figure.value for figure in previous.values()):
            level = _per_commune(current, key)
            peer_levels = [peer_level for pk in peer_ids if (peer_level := _per_commune(figures[pk], key))]
            outlier = _level_score(level, peer_levels)
            if outlier:
                score, usual = outlier
                yield indicator, _level_reason(indicator, value, value / level * usual), score


def _log_change(value, former):
    return log10(value + 1) - log10(former + 1)


def _change_score(change, peer_changes):
    """Return the absolute z-score of a change among those of the peers; None where it is no outlier."""
    if len(peer_changes) < MINIMUM_PEERS:
        return None
    z, centre = robust_z(change, peer_changes, MINIMUM_DEVIATION)
    is_outlier = (
        abs(z) >= OUTLIER_Z
        and abs(change - centre) >= log10(MINIMUM_CHANGE_RATIO)
        and not is_common(change, peer_changes)
    )
    return abs(z) if is_outlier else None


def _per_commune(figures, key):
    """Return a figure divided by the number of communes; None where either isn't known."""
    communes, value = figures[ALL_COMMUNES].value, figures[key].value
    return value / communes if communes and value else None


def _level_score(level, peer_levels):
    """Return (z-score, usual amount per commune) of a total without a year before; None where it is no outlier."""
    if level is None or len(peer_levels) < MINIMUM_PEERS:
        return None
    value, others = log10(level), [log10(peer_level) for peer_level in peer_levels]
    z, centre = robust_z(value, others, MINIMUM_DEVIATION)
    is_outlier = z >= OUTLIER_Z and value - centre >= log10(MINIMUM_LEVEL_RATIO) and not is_common(value, others)
    return (z, 10**centre) if is_outlier else None


def _change_reason(indicator, value, former):
    verb = "Tăng" if value > former else "Giảm"
    change = f"{verb} từ {_figure_text(indicator, former)} {'lên' if value > former else 'xuống'} "
    return f"{change}{_figure_text(indicator, value)} {indicator.unit} so với cùng kỳ, khác hẳn các đơn vị khác."


def _level_reason(indicator, value, usual):
    value_text, usual_text = _figure_text(indicator, value), _figure_text(indicator, int(half_up(usual)))
    return (
        f"{value_text} {indicator.unit}; tính theo số xã, các đơn vị khác thường có khoảng "
        f"{usual_text} {indicator.unit}."
    )


def _figure_text(indicator, value):
    return number(value / indicator.scale, 1) if indicator.scale > 1 else count(value)
