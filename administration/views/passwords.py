"""Choosing a password by a link: asking for one without log-in, and using it. Nothing here tells who has an account."""

from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.pace import paced
from administration import letters
from administration.links import LINKS
from administration.models import LetterKind
from administration.people import password_chosen
from administration.people_forms import AddressForm


@login_not_required
@require_http_methods(["GET", "POST"])
@paced("reset")
def password_reset(request):
    """The address is written down, whatever it is; a worker finds out whose it is."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        letters.owe_to_address(form.cleaned_data["email"])
        return redirect("administration:password-reset-asked")
    context = {
        "form": form,
        "title": _("Forgotten password"),
        "lead": _("Give the mail address of your account. A letter with a link to choose a new password comes to it."),
        "cancel_url": reverse("accounts:login"),
        "submit_label": _("Send the link"),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_GET
def password_reset_asked(request):
    """The same for every address."""
    return render(request, "administration/password_asked.html")


class PasswordForm(SetPasswordForm):
    """Writes the password alone: what else of the account changed meanwhile stays."""

    def save(self, commit=True):  # noqa: FBT002 (as Django has it)
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class ChooseByLink(views.PasswordResetConfirmView):
    """The link's token goes into the session and out of the address before anything is shown (Django's own)."""

    form_class = PasswordForm
    template_name = "administration/password_choose.html"
    success_url = reverse_lazy("administration:password-chosen")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        is_first = not self.user.has_usable_password()
        with transaction.atomic():
            response = super().form_valid(form)
            password_chosen(self.user, is_first=is_first)
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def render_to_response(self, context, **options):
        if not self.validlink:
            options["status"] = 410
        return super().render_to_response(context | {"person": self.user, "is_valid": self.validlink}, **options)


class ByReset(ChooseByLink):
    token_generator = LINKS[LetterKind.RESET]


class ByInvitation(ChooseByLink):
    token_generator = LINKS[LetterKind.INVITATION]


@login_not_required
@require_GET
def password_chosen_page(request):
    """The password is chosen; one logs in with it as ever."""
    return render(request, "administration/password_chosen.html")
