"""Figures of a period that changed quite otherwise than those of the peers, or are far above theirs."""

from math import log10

from indicators.catalogue import shown
from indicators.declarations import Flow, Stock
from steering.measures import Z_LEAST
from steering.neighbours import ALL_COMMUNES
from steering.robust import has_company, oddness
from texts.vietnamese import count, number

PEERS_LEAST = 6
# A total that is smaller in both years says nothing when it changes.
SMALL = 30
# How many times as much as is usual is odd: of a change, and of what there is for each commune.
CHANGED, ABOVE = 4, 6
FLOOR = 0.15
GONE = 4


def odd_totals(unit_id, now, before, neighbours):
    """(indicator, reason, weight); `now` and `before` are the report's Figures of the period and of last year's."""
    peers = neighbours.peers(unit_id)
    since, then, long_ago = neighbours.now, neighbours.last_year, neighbours.two_years_ago
    for indicator in shown():
        key = indicator.key
        value, former = now[key].value or 0, before[key].value or 0
        if isinstance(indicator, Stock) and former and not value:
            yield indicator, f"Cùng kỳ có {count(former)} {indicator.unit}, nay không còn.", GONE
        # What fell to nothing is missing, and the overview says so.
        if not isinstance(indicator, Flow) or not value or max(value, former) < SMALL * indicator.scale:
            continue
        if former:
            moves = [_move(since[pk][key].value or 0, then[pk][key].value) for pk in peers if then[pk][key].value]
            odd = _odd_move(_move(value, former), moves)
            # As two years ago: last year was the odd one.
            older = long_ago[unit_id][key].value if unit_id in long_ago else None
            if odd and not (older and abs(_move(value, older)) < log10(CHANGED) / 2):
                yield indicator, _on_change(indicator, value, former), odd
        elif any(one.value for one in before.values()):
            each = _each(now, key)
            odd = _odd_level(each, [one for pk in peers if (one := _each(since[pk], key))])
            if odd:
                yield indicator, _on_level(indicator, value, value / each * odd[1]), odd[0]


def _move(value, former):
    return log10(value + 1) - log10(former + 1)


def _odd_move(move, moves):
    """How odd a change is beside those of the peers; None where it isn't, or they are too few."""
    if len(moves) < PEERS_LEAST:
        return None
    z, usual = oddness(move, moves, FLOOR)
    is_odd = abs(z) >= Z_LEAST and abs(move - usual) >= log10(CHANGED) and not has_company(move, moves)
    return abs(z) if is_odd else None


def _each(figures, key):
    """How much of a figure there is for each commune; None where either isn't known."""
    communes, value = figures[ALL_COMMUNES].value, figures[key].value
    return value / communes if communes and value else None


def _odd_level(each, of_peers):
    """(z, what is usual for a commune) of a total without a year before; None where it isn't odd."""
    if each is None or len(of_peers) < PEERS_LEAST:
        return None
    value, others = log10(each), [log10(one) for one in of_peers]
    z, middle = oddness(value, others, FLOOR)
    is_odd = z >= Z_LEAST and value - middle >= log10(ABOVE) and not has_company(value, others)
    return (z, 10**middle) if is_odd else None


def _on_change(indicator, value, former):
    moved = "Tăng" if value > former else "Giảm"
    change = f"{moved} từ {_written(indicator, former)} {'lên' if value > former else 'xuống'} "
    return f"{change}{_written(indicator, value)} {indicator.unit} so với cùng kỳ, khác hẳn các đơn vị khác."


def _on_level(indicator, value, usual):
    told, known = _written(indicator, value), _written(indicator, round(usual))
    return f"{told} {indicator.unit}; tính theo số xã, các đơn vị khác thường có khoảng {known} {indicator.unit}."


def _written(indicator, value):
    return number(value / indicator.scale, 1) if indicator.scale > 1 else count(value)
