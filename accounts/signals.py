"""Log-ins on record, as Django, django-axes and people bring them about."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from accounts import sessions
from accounts.audit import record
from accounts.models import User

# A name that nobody bears is not kept: people type their password there by mistake.
NOBODY = "Tên không có trong hệ thống"


@receiver(user_logged_in)
def logged_in(sender, request, user, **kwargs):
    sessions.begin(request)
    record("logged_in", str(user), by=user, unit=user.unit)


@receiver(user_logged_out)
def logged_out(sender, request, user, **kwargs):
    if user:
        record("logged_out", str(user), by=user, unit=user.unit)


@receiver(user_login_failed)
def failed(sender, credentials, request=None, **kwargs):
    _of_name("log_in_failed", credentials.get("username"))


@receiver(user_locked_out)
def locked_out(sender, request, username, **kwargs):
    _of_name("locked_out", username)


def _of_name(action, username):
    """Nobody has logged in: the entry names whose account it was, not who tried."""
    user = User.objects.select_related("unit").filter(username=username).first()
    record(action, str(user) if user else NOBODY, by=None, unit=user.unit if user else None)
