"""English words, but the day still comes first: the officials' dates are 14/4/2020 in either language."""

from gender_equality.formats.vi.formats import *  # noqa: F403

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
