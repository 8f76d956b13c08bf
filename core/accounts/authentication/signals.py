"""Signal receivers that log log-ins, log-outs, failures and lock-outs."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from core.accounts import sessions
from core.accounts.audit import log_action
from core.accounts.authentication.account_names import account_called

# An unknown username is not stored: people type their password there by mistake.
UNKNOWN_USERNAME = "Tên không có trong hệ thống"


@receiver(user_logged_in)
def logged_in(sender, request, user, **kwargs):
    sessions.note_origin(request)
    log_action("logged_in", str(user), by=user, unit=user.unit)


@receiver(user_logged_out)
def logged_out(sender, request, user, **kwargs):
    if user:
        log_action("logged_out", str(user), by=user, unit=user.unit)


@receiver(user_login_failed)
def failed(sender, credentials, request=None, **kwargs):
    _log_attempt("log_in_failed", credentials.get("username"))


@receiver(user_locked_out)
def locked_out(sender, request, username, **kwargs):
    _log_attempt("locked_out", username)


def _log_attempt(action, username):
    """Log an attempt under the account it was made on; `by` is None, as nobody has logged in."""
    user = account_called(username or "")
    log_action(action, str(user) if user else UNKNOWN_USERNAME, by=None, unit=user.unit if user else None)
