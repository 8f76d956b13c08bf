"""The door: password, second factor, the log-ins under way, and the password's change."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, password_validation, update_session_auth_hash, views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import second_factor, sessions
from accounts.audit import record
from accounts.models import User
from calendars.clock import now
from texts.forms import PortalForm

# What a session holds between the password and the second factor.
HALFWAY = "halfway"


def open_without_second_factor(view):
    """Mark a view that must be reached by those who still have to set their second factor up."""
    view.open_without_second_factor = True
    return view


class CodeForm(PortalForm):
    """Digits from the phone, or a code on paper."""

    code = forms.CharField(
        label=gettext_lazy("Code of the second factor"), max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false",
                                      "autofocus": True}),
    )  # fmt: skip


class DigitsForm(PortalForm):
    """The first code of a phone that is being set up, and the password once more: whoever sits there may not be who
    logged in."""

    code = forms.CharField(
        label=gettext_lazy("Six digits from the app"), max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("Your password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("The password is not right."))
        return self.cleaned_data["password"]


class LogInView(views.LoginView):
    """The password; who has a second factor goes on to it, and is not logged in before."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        user = form.get_user()
        if not second_factor.has_one(user):
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[HALFWAY] = {
            "user": user.pk, "backend": user.backend, "at": now().timestamp(), "next": self.get_success_url(),
            "hash": user.get_session_auth_hash(),
        }  # fmt: skip
        return redirect("accounts:log-in-code")

    def get_context_data(self, **kwargs):
        idle = "ended" in self.request.GET
        return super().get_context_data(**kwargs) | {"minutes": settings.SESSION_IDLE_MINUTES if idle else None}


def _halfway(request):
    """Who gave the right password in this session a moment ago, and what the session holds of it; else (None, None)."""
    held = request.session.get(HALFWAY)
    if held is None or now().timestamp() - held["at"] > second_factor.PATIENCE.total_seconds():
        return None, None
    user = User.objects.select_related("unit").filter(pk=held["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != held["hash"]:
        return None, None
    return user, held


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def log_in_code(request):
    """The second step of a log-in."""
    user, held = _halfway(request)
    if user is None:
        request.session.pop(HALFWAY, None)
        messages.info(request, _("The log-in took too long. Please begin again."))
        return redirect("accounts:login")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.passed_by(user, form.cleaned_data["code"])
        if device:
            return _let_in(request, user, held, device)
        record("second_factor_failed", str(user), by=None, unit=user.unit)
        wait = second_factor.seconds_to_wait(user)
        form.add_error("code", _("The code is not right. Try again in %(seconds)s seconds.") % {"seconds": wait})
    return render(request, "accounts/log_in_code.html", {"form": form}, status=422 if form.is_bound else 200)


def _let_in(request, user, held, device):
    del request.session[HALFWAY]
    user.otp_device = device
    login(request, user, backend=held["backend"])
    left = user.recovery_codes.filter(used_at=None).count()
    if left < 3:
        messages.warning(request, _("You have %(number)s recovery codes left. Make new ones.") % {"number": left})
    return redirect(held["next"])


@open_without_second_factor
@require_GET
def factor(request):
    """Whether the person has a second factor, and what can be done about it."""
    context = {
        "has_one": second_factor.has_one(request.user),
        "must_have": second_factor.must_have(request.user),
        "codes_left": request.user.recovery_codes.filter(used_at=None).count(),
    }
    return render(request, "accounts/second_factor.html", context)


@open_without_second_factor
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_new(request):
    """Set a phone up, or another in place of the one before; shows the codes for paper once."""
    if second_factor.has_one(request.user) and not second_factor.is_passed(request.session):
        raise Http404
    device, signed = second_factor.proposed(request.user, request.POST.get("key", ""))
    form = DigitsForm(request.POST or None, user=request.user)
    if form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"].replace(" ", ""))
        if codes:
            request.session[second_factor.DEVICE_ID_SESSION_KEY] = device.persistent_id
            sessions.end_all(request.user, keep=request.session.session_key)
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
        form.add_error("code", _("The code is not right. Wait for the next one; check the clock of the phone."))
    context = {
        "form": form,
        "picture": second_factor.picture(device),
        "secret": second_factor.secret_of(device),
        "signed": signed,
        "replaces": second_factor.has_one(request.user),
    }
    return render(request, "accounts/second_factor_new.html", context, status=422 if form.is_bound else 200)


class PasswordForm(PortalForm):
    """The password once more, before something that would help a thief."""

    password = DigitsForm.base_fields["password"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    clean_password = DigitsForm.clean_password


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_codes(request):
    """New codes for paper in place of the ones before."""
    if not second_factor.has_one(request.user):
        raise Http404
    form = PasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        return render(request, "accounts/recovery_codes.html", {"codes": second_factor.new_codes(request.user)})
    return _ask_password(request, form, _("New recovery codes"), _("The ones you have now will be void."))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_remove(request):
    """Go without a second factor again, for those who need not have one."""
    if not second_factor.has_one(request.user) or second_factor.must_have(request.user):
        raise Http404
    form = PasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        second_factor.take_away(request.user, by=request.user, keep=request.session.session_key)
        messages.success(request, _("Log-in asks for the password alone from now on."))
        return redirect("accounts:second-factor")
    return _ask_password(
        request, form, _("Go without the second factor"),
        _("Whoever learns your password can then log in as you."),
    )  # fmt: skip


def _ask_password(request, form, title, lead):
    context = {
        "form": form, "title": title, "lead": lead, "cancel_url": reverse_lazy("accounts:second-factor"),
        "submit_label": title,
    }  # fmt: skip
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def session_list(request):
    """The person's log-ins under way, this one first."""
    here = sessions.number_of(request.session)
    under_way = sorted(sessions.of(request.user), key=lambda one: one.number != here)
    context = {
        "title": _("Where you are logged in"),
        "rows": under_way,
        "here": here,
        "minutes": settings.SESSION_IDLE_MINUTES,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def session_end(request, number):
    """End one of one's own log-ins."""
    get_object_or_404(sessions.of(request.user), number=number).delete()
    record("session_ended", str(request.user), by=request.user, unit=request.user.unit)
    messages.success(request, _("The log-in is ended."))
    return redirect("accounts:sessions")


@require_POST
def session_end_others(request):
    """End all one's log-ins but this one."""
    sessions.end_all(request.user, keep=request.session.session_key)
    record("session_ended", str(request.user), by=request.user, unit=request.user.unit)
    messages.success(request, _("All other log-ins are ended."))
    return redirect("accounts:sessions")


@method_decorator(sensitive_post_parameters(), "dispatch")
class PasswordView(views.PasswordChangeView):
    """A new password; every other log-in ends with it."""

    form_class = PasswordChangeForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:password_change_done")

    def form_valid(self, form):
        user = form.save()
        update_session_auth_hash(self.request, user)
        sessions.end_all(user, keep=self.request.session.session_key)
        record("password_changed", str(user), by=user, unit=user.unit)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        rules = password_validation.password_validators_help_texts()
        return super().get_context_data(**kwargs) | {"rules": rules}
