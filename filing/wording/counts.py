"""Short lines of counts for lists and home pages, in the language of the page."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def people(total, female):
    """Return `1.234 (nữ 789)`, without unknown women; None for an unknown total."""
    if total is None:
        return None
    if female is None:
        return number_format(total, force_grouping=True)
    parts = {
        "total": number_format(total, force_grouping=True),
        "female": number_format(female, force_grouping=True),
    }
    return _("%(total)s (women %(female)s)") % parts


def counted(*pairs):
    """Return `11 cuộc · 1.234 lượt` of (number, word) pairs; those without a number are omitted."""
    parts = [
        f"{number if isinstance(number, str) else number_format(number, force_grouping=True)} {word}"
        for number, word in pairs
        if number is not None
    ]
    return " · ".join(parts)
