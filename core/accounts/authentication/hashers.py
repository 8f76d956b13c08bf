"""Passwords are hashed in one form of writing, so that each keyboard types the same one (RFC 8265, section 4.2)."""

import unicodedata

from django.contrib.auth.hashers import ScryptPasswordHasher

from core.lib.text.normalise import in_one_order, windows_order


def normal_password(typed):
    """Return a typed password as it is hashed."""
    return in_one_order(typed)


class NormalScryptHasher(ScryptPasswordHasher):
    """Scrypt over the one form of a password.

    It has a name of its own, by which Django knows older hashes: whoever logs in with one gets this one. Six letters:
    the column holds no more.
    """

    algorithm = "scrnfc"

    def encode(self, password, *args, **kwargs):
        return super().encode(normal_password(password), *args, **kwargs)


class EarlierScryptHasher(ScryptPasswordHasher):
    """Scrypt over what was typed, as hashed before: right in whatever form it may have been typed then."""

    def verify(self, password, encoded):
        """Return whether some form of the password is the one that was hashed; one of plain letters has one form."""
        normal = normal_password(password)
        forms = (password, normal, unicodedata.normalize("NFD", normal), windows_order(normal))
        return any(super(EarlierScryptHasher, self).verify(form, encoded) for form in dict.fromkeys(forms))
