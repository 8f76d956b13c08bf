"""The one rounding of the portal: half away from zero, and no percentage that hides a remainder."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

Number = int | float | Decimal | Fraction

# Room for any number a form lets through; the default of 28 digits raises beyond.
_EXACT = Context(prec=1100, rounding=ROUND_HALF_UP)
# Counts are smaller, so the fraction of counts behind a float is found again.
_LARGEST_PART = 10**9


def exact(value: Number) -> Fraction:
    """Return the value as a fraction; of a float the fraction of counts behind it.

    100 × 375 / 400 as a float may lie a little below 93.75, and would be rounded down.
    """
    return Fraction(value).limit_denominator(_LARGEST_PART) if isinstance(value, float) else Fraction(value)


def half_up(value: Number, decimals: int = 0) -> Decimal:
    """Return the value rounded half away from zero; never a negative zero."""
    scaled = abs(exact(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    rounded = Decimal(whole).scaleb(-decimals, _EXACT)
    return rounded.copy_negate() if whole and value < 0 else rounded


def half_up_to_digits(value: Number, digits: int) -> int:
    """Return a value above zero as a whole number with that many digits that say something: 12.345 → 12.000."""
    zeros = 10 ** max(0, len(str(int(value))) - digits)
    return int(half_up(exact(value) / zeros)) * zeros


def percent_of(part: Number | None, whole: Number | None) -> Fraction | None:
    """Return the exact percentage; None where a side is missing or the whole is 0."""
    return None if part is None or not whole else 100 * exact(part) / exact(whole)


def round_percent(percent: Number, decimals: int = 1) -> Decimal:
    """Return a percentage rounded half up, 0 and 100 only where it is exactly that.

    1.999 of 2.000 is 99.9, not 100.0, and 1 of 2.000 is 0.1: the least step is left between.
    """
    value, rounded, step = exact(percent), half_up(percent, decimals), Decimal(1).scaleb(-decimals)
    for end in (0, 100):
        if rounded == end and value != end:
            return half_up(end, decimals) + (step if value > end else -step)
    return rounded


def points_between(percent: Number, other: Number, decimals: int = 1) -> Decimal:
    """Return how many percentage points one rate lies above the other, as a reader subtracts what is shown."""
    return round_percent(percent, decimals) - round_percent(other, decimals)
