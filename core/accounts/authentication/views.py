"""The log-in, with its second step, and the change of the password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, password_validation, update_session_auth_hash, views
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.accounts import sessions
from core.accounts.audit import log_action
from core.accounts.authentication import second_factor
from core.accounts.authentication.forms import ChangePasswordForm, CodeForm, LogInForm
from core.accounts.authentication.lockout import forget_those_ahead
from core.accounts.models import User
from core.lib.dates.clock import now
from core.lib.pages.form_handling import sent, show

# What a session holds between the password and the second factor.
PENDING = "halfway"


class LogInView(views.LoginView):
    """The log-in by password; a user with a second factor goes on to it and is not logged in before."""

    form_class = LogInForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        forget_those_ahead()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        user = form.get_user()
        if not second_factor.is_set_up(user):
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            "at": now().timestamp(),
            "next": self.get_success_url(),
            "hash": user.get_session_auth_hash(),
        }
        return redirect("accounts:log-in-code")

    def get_context_data(self, **kwargs):
        idle = "ended" in self.request.GET
        return super().get_context_data(**kwargs) | {"minutes": settings.SESSION_IDLE_MINUTES if idle else None}


def _pending_log_in(request):
    """Return (user, pending) where the right password was given in this session a moment ago, else (None, None)."""
    pending = request.session.get(PENDING)
    if pending is None or now().timestamp() - pending["at"] > second_factor.LOG_IN_TIMEOUT.total_seconds():
        return None, None
    user = User.objects.select_related("unit").filter(pk=pending["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != pending["hash"]:
        return None, None
    return user, pending


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def log_in_code(request):
    """Ask for the code of the second factor, the second step of a log-in."""
    user, pending = _pending_log_in(request)
    if user is None:
        request.session.pop(PENDING, None)
        messages.info(request, _("You took too long to log in. Start again."))
        return redirect("accounts:login")
    form = CodeForm(sent(request))
    if form.is_valid():
        device = second_factor.matching_device(user, form.cleaned_data["code"])
        if device:
            return _log_in(request, user, pending, device)
        log_action("second_factor_failed", str(user), by=None, unit=user.unit)
        wait = second_factor.seconds_to_wait(user)
        form.add_error("code", _("The code is incorrect. Try again in %(seconds)s seconds.") % {"seconds": wait})
    return show(request, "accounts/log_in_code.html", {"form": form, "title": _("Verification code")}, form)


def _log_in(request, user, pending, device):
    del request.session[PENDING]
    user.otp_device = device
    login(request, user, backend=pending["backend"])
    codes_left = user.recovery_codes.filter(used_at=None).count()
    if codes_left < 3:
        messages.warning(
            request, _("You have %(number)s recovery codes left. Create new ones.") % {"number": codes_left}
        )
    return redirect(pending["next"])


@method_decorator(sensitive_post_parameters(), "dispatch")
class PasswordView(views.PasswordChangeView):
    """The change of the password, which ends every other session of the user."""

    form_class = ChangePasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:password_change_done")

    def form_valid(self, form):
        user = form.save()
        update_session_auth_hash(self.request, user)
        sessions.end_all(user, keep=self.request.session.session_key)
        log_action("password_changed", str(user), by=user, unit=user.unit)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        rules = password_validation.password_validators_help_texts()
        return super().get_context_data(**kwargs) | {"rules": rules}
