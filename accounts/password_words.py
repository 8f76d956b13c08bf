"""Passwords that anybody who knows the office would try first."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from texts.normalise import fold

# Folded and without blanks: what the portal is about, who runs it, where, and in which role. Another province adds its
# own names; `docs/security.md` points here.
WORDS = (
    "binhdanggioi", "vstbcpn", "baocao", "congthongtin", "portal", "gender", "equality", "sldtbxh", "ldtbxh", "ubnd",
    "laodong", "thuongbinh", "xahoi", "phunu", "noivu", "thuathienhue", "tthue", "huyen", "thixa", "thanhpho", "phong",
    "chuyenvien", "canbo", "lanhdao", "truongphong", "quantri", "admin", "namdong", "aluoi", "phuloc", "phuvang",
    "quangdien", "phongdien", "huongtra", "huongthuy", "matkhau", "password",
)  # fmt: skip
# So many letters of a password must be left once these words are taken out.
LEFT_LEAST = 6


class NoWordsOfTheHouse:
    """Refuses what is put together from the words of the house, signs and digits: `BinhDangGioi@2020`."""

    def validate(self, password, user=None):
        """ValidationError for such a password."""
        left = letters = "".join(filter(str.isalpha, fold(password)))
        for word in sorted(WORDS, key=len, reverse=True):
            left = left.replace(word, "")
        if left != letters and len(left) < LEFT_LEAST:
            raise ValidationError(_("This password is put together from words of the office. Choose other words."))

    def get_help_text(self):
        return _("Not only words of the office and digits, such as BinhDangGioi2020.")
