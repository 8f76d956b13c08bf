"""Pages to ask for a link to choose a password, and to use it.

Nothing here tells who has an account.
"""

from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.authentication.forms import NewPasswordMixin
from core.accounts.ratelimit import ratelimited
from core.lib.pages.form_handling import carry_out, form_page, sent
from operations.administration.letters import requests
from operations.administration.letters.links import LINKS
from operations.administration.models import LetterKind
from operations.administration.people.forms import AddressForm
from operations.administration.people.verbs import complete_password_choice


@login_not_required
@require_http_methods(["GET", "POST"])
@ratelimited("reset")
def password_reset(request):
    """Take down the address, whatever it is; a worker finds out whose it is."""
    form = AddressForm(sent(request))
    answer = carry_out(
        request,
        lambda: requests.request_letter_to_address(form.cleaned_data["email"]),
        "",
        "administration:password-reset-asked",
        form=form,
    )
    title, label = _("Forgotten password"), _("Send the link")
    lead = _("Enter the email address of your account. We send it a link to set a new password.")
    return answer or form_page(request, form, title, reverse("accounts:login"), lead=lead, submit_label=label)


@login_not_required
@require_GET
def password_reset_asked(request):
    """Say that a letter may be on its way: the same page for every address."""
    return render(request, "administration/letters/password_asked.html", {"title": _("Email on its way")})


class NewPasswordForm(NewPasswordMixin, SetPasswordForm):
    """A form that saves the password alone, so that what else of the account changed meanwhile stays."""

    def save(self, commit=True):  # noqa: FBT002 (as Django has it)
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class ChooseByLink(views.PasswordResetConfirmView):
    """The page behind a link.

    The link's token goes into the session and out of the address before anything is shown (Django's own).
    """

    form_class = NewPasswordForm
    template_name = "administration/letters/password_choose.html"
    success_url = reverse_lazy("administration:password-chosen")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        is_first = not self.user.has_usable_password()
        with transaction.atomic():
            response = super().form_valid(form)
            complete_password_choice(self.user, is_first=is_first)
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def render_to_response(self, context, **options):
        if not self.validlink:
            options["status"] = 410
        return super().render_to_response(context | {"person": self.user, "is_valid": self.validlink}, **options)


class ChooseByResetLink(ChooseByLink):
    token_generator = LINKS[LetterKind.RESET]


class ChooseByInvitation(ChooseByLink):
    token_generator = LINKS[LetterKind.INVITATION]


@login_not_required
@require_GET
def password_chosen_page(request):
    """Say that the password is chosen and lead to the log-in page."""
    return render(request, "administration/letters/password_chosen.html", {"title": _("Password set")})
