"""A figure's value as people read it: in its own unit, with its decimals, by the one rounding."""

from decimal import Decimal

from core.lib.rounding import exact, half_up, round_percent

PERCENT = "%"


def decimals_of(indicator):
    """Return how many decimals the indicator's values are shown with: money in million one, ratios their own."""
    return 1 if indicator.scale > 1 else getattr(indicator, "decimals", 0)


def rounded(indicator, value) -> Decimal:
    """Return the value in the unit that people read, rounded; a rate is 0 or 100 only if exactly so."""
    decimals = decimals_of(indicator)
    own = exact(value) / indicator.scale
    return round_percent(own, decimals) if indicator.unit == PERCENT else half_up(own, decimals)
