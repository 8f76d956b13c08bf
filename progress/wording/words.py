"""Short lines of counts for lists and homes, in the person's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def people(total, female):
    """`1.234 (nữ 789)`; the women's part only where it is known. None where the total isn't."""
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
    """`11 cuộc · 1.234 lượt` out of (number, word) pairs; those without a number are left out."""
    shown = [
        f"{number if isinstance(number, str) else number_format(number, force_grouping=True)} {word}"
        for number, word in pairs
        if number is not None
    ]
    return " · ".join(shown)
