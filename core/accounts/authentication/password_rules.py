"""A password validator against words of the office, which an attacker would try first."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.lib.text.normalise import fold
from core.units.models import Level, Unit

# Without accents and blanks: subject, organisations and roles; the names of the units come from the database.
# `docs/security.md` points here.
WORDS = (
    "binhdanggioi",
    "vstbcpn",
    "baocao",
    "congthongtin",
    "portal",
    "gender",
    "equality",
    "sldtbxh",
    "ldtbxh",
    "ubnd",
    "laodong",
    "thuongbinh",
    "xahoi",
    "phunu",
    "noivu",
    "huyen",
    "thixa",
    "thanhpho",
    "phong",
    "phuong",
    "dackhu",
    "sonoivu",
    "chuyenvien",
    "canbo",
    "lanhdao",
    "truongphong",
    "quantri",
    "admin",
    "matkhau",
    "password",
)
# Shorter names of units are parts of ordinary words.
MIN_NAME = 5
# The number of letters that must remain once these words are removed.
MIN_REMAINING = 6


class OfficeWordsValidator:
    """Refuse passwords made only of the words above, names of units, signs and digits: `BinhDangGioi@2020`."""

    def validate(self, password, user=None):
        """Raise ValidationError for such a password."""
        remaining = letters = "".join(filter(str.isalpha, fold(password)))
        for word in sorted({*WORDS, *_names_of_units()}, key=len, reverse=True):
            remaining = remaining.replace(word, "")
        if remaining != letters and len(remaining) < MIN_REMAINING:
            raise ValidationError(_("This password is made of words about the office. Choose other words."))

    def get_help_text(self):
        return _("Do not use only words about the office and digits, such as BinhDangGioi2020.")


def _names_of_units():
    names = Unit.objects.exclude(level=Level.COUNTRY).values_list("short_name", flat=True)
    letters = ("".join(filter(str.isalpha, fold(name))) for name in names)
    return {name for name in letters if len(name) >= MIN_NAME}
