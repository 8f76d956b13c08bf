"""English number separators; dates stay day first, 14/4/2020, as officials write them in either language."""

from gender_equality.formats.vi.formats import *  # noqa: F403

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
