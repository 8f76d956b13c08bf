"""A password validator against words of the office, which an attacker would try first."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.lib.text.normalise import fold

# Without accents and blanks: subject, organisations, places and roles. Another province adds its own names;
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
    "thuathienhue",
    "tthue",
    "huyen",
    "thixa",
    "thanhpho",
    "phong",
    "chuyenvien",
    "canbo",
    "lanhdao",
    "truongphong",
    "quantri",
    "admin",
    "namdong",
    "aluoi",
    "phuloc",
    "phuvang",
    "quangdien",
    "phongdien",
    "huongtra",
    "huongthuy",
    "matkhau",
    "password",
)
# The number of letters that must remain once these words are removed.
MIN_REMAINING = 6


class OfficeWordsValidator:
    """Refuse passwords made only of the words above, signs and digits: `BinhDangGioi@2020`."""

    def validate(self, password, user=None):
        """Raise ValidationError for such a password."""
        remaining = letters = "".join(filter(str.isalpha, fold(password)))
        for word in sorted(WORDS, key=len, reverse=True):
            remaining = remaining.replace(word, "")
        if remaining != letters and len(remaining) < MIN_REMAINING:
            raise ValidationError(_("This password is put together from words of the office. Choose other words."))

    def get_help_text(self):
        return _("Not only words of the office and digits, such as BinhDangGioi2020.")
