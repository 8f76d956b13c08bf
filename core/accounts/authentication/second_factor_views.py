"""The pages on which a user sets up, renews or removes the second factor."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts import sessions
from core.accounts.authentication import second_factor
from core.accounts.authentication.forms import CurrentPasswordForm, DigitsForm
from core.lib.pages.form_handling import carry_out, form_page, sent, show


def open_without_second_factor(view):
    """Mark a view as open to users who have yet to set up their second factor; decorator."""
    view.open_without_second_factor = True
    return view


@open_without_second_factor
@require_GET
def factor(request):
    """Show whether the user has a second factor, and what can be done about it."""
    context = {
        "title": _("Two-step verification"),
        "has_one": second_factor.is_set_up(request.user),
        "must_have": second_factor.is_required(request.user),
        "codes_left": request.user.recovery_codes.filter(used_at=None).count(),
    }
    return render(request, "accounts/second_factor.html", context)


@open_without_second_factor
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_new(request):
    """Set up a device, or another in its place; shows the recovery codes once."""
    if second_factor.is_set_up(request.user) and not second_factor.is_passed(request.session):
        raise Http404
    device, signed = second_factor.propose_device(request.user, request.POST.get("key", ""))
    form = DigitsForm(sent(request), user=request.user)
    if form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"])
        if codes:
            request.session[second_factor.DEVICE_ID_SESSION_KEY] = device.persistent_id
            sessions.end_all(request.user, keep=request.session.session_key)
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
        form.add_error("code", _("The code is incorrect. Wait for the next code, and check the clock on the phone."))
    context = {
        "form": form,
        "title": _("Set up two-step verification"),
        "picture": second_factor.qr_code(device),
        "secret": second_factor.typed_key(device),
        "signed": signed,
        "replaces": second_factor.is_set_up(request.user),
    }
    return show(request, "accounts/second_factor_new.html", context, form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_codes(request):
    """Replace the recovery codes, after the password was asked for."""
    if not second_factor.is_set_up(request.user):
        raise Http404
    form = CurrentPasswordForm(sent(request), user=request.user)
    if form.is_valid():
        return render(request, "accounts/recovery_codes.html", {"codes": second_factor.new_codes(request.user)})
    return _ask_password(request, form, _("Create new recovery codes"), _("Your current codes will stop working."))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor_remove(request):
    """Remove the second factor of a user who need not have one."""
    if not second_factor.is_set_up(request.user) or second_factor.is_required(request.user):
        raise Http404
    form = CurrentPasswordForm(sent(request), user=request.user)
    answer = carry_out(
        request,
        lambda: second_factor.remove(request.user, by=request.user, keep=request.session.session_key),
        _("From now on you log in with your password only."),
        "accounts:second-factor",
        form=form,
    )
    lead = _("Anyone who learns your password can then log in as you.")
    return answer or _ask_password(request, form, _("Turn off two-step verification"), lead)


def _ask_password(request, form, title, lead):
    return form_page(request, form, title, reverse_lazy("accounts:second-factor"), lead=lead, submit_label=title)
