"""What may leave the Department: counts of violence for the province only, by half-year and year, 1 to 4 withheld.

Every writer of an outward document takes its figures from `outward`. (Domain notes, safety; decision 6.)
"""

from calendars.windows import PeriodKind
from indicators.catalogue import all_indicators

WITHHELD_BELOW = 5
RELEASED_FOR = {PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR}


def sensitive_keys():
    return {key for key, one in all_indicators().items() if one.sensitive}


def outward(figures, kind):
    """({name: {key: Sums}} without what may not be told, keys withheld as `<5`).

    A code is told whole or not at all: a part that is small would show in the difference to its whole, and a
    window in the difference to the year so far.
    """
    small = set()
    keys = sensitive_keys()
    for sums in figures.values():
        for key in keys & sums.keys():
            parts = (sums[key].total, sums[key].female, sums[key].total - sums[key].female)
            if any(0 < part < WITHHELD_BELOW for part in parts):
                small.add(all_indicators()[key].code)
    if kind not in RELEASED_FOR:
        small = {all_indicators()[key].code for key in keys}
    withheld = {key for key in keys if all_indicators()[key].code in small}
    kept = {name: {key: one for key, one in sums.items() if key not in withheld} for name, sums in figures.items()}
    return kept, withheld


def without_sensitive(sums):
    """{key: Sums} of one unit as it may leave the Department."""
    hidden = sensitive_keys()
    return {key: one for key, one in sums.items() if key not in hidden}
