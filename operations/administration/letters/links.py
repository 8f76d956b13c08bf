"""Links to choose a password: each for one account as it stands, for a limited time, and once.

Nothing of a link is stored. It is signed over the account's password hash, address and last log-in (Django's own
generator), so that choosing a password, logging in or another address makes it void.
"""

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from core.notifications.outbox import absolute_url
from operations.administration.models import LetterKind


class Links(PasswordResetTokenGenerator):
    """Links of one kind; `lasts` is how long one is valid, at most PASSWORD_RESET_TIMEOUT."""

    def __init__(self, key_salt, lasts):
        super().__init__()
        self.key_salt, self.lasts = key_salt, lasts

    def check_token(self, user, token):
        if not super().check_token(user, token):
            return False
        made_at = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made_at <= self.lasts.total_seconds()


LINKS = {
    LetterKind.INVITATION: Links("administration.invitation", timedelta(days=7)),
    LetterKind.RESET: Links("administration.reset", timedelta(days=1)),
}
PAGES = {
    LetterKind.INVITATION: "administration:invited",
    LetterKind.RESET: "administration:password-reset-link",
}


def link_for(kind, person):
    """Return the full address at which the person chooses a password, made now."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return absolute_url(reverse(PAGES[kind], args=[uid, LINKS[kind].make_token(person)]))
