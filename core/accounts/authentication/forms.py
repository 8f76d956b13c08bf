"""Forms of log-in and second factor."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.authentication.account_names import name_for_log_in
from core.accounts.authentication.hashers import normal_password
from core.lib.pages.forms import PortalForm


class LogInForm(AuthenticationForm):
    """Name and password; the name is the account's own before it is tried, so that failures count under one name."""

    def clean_username(self):
        return name_for_log_in(self.cleaned_data["username"])


class NewPasswordMixin:
    """A form of Django's that sets a password: the rules are asked about the form in which it is hashed."""

    def clean_new_password1(self):
        return normal_password(self.cleaned_data["new_password1"])

    def clean_new_password2(self):
        return normal_password(self.cleaned_data["new_password2"])


class ChangePasswordForm(NewPasswordMixin, PasswordChangeForm):
    """The password of before, and a new one twice."""


class CodeForm(PortalForm):
    """The code of the second log-in step: digits of the phone, or a recovery code."""

    # A recovery code may be digits alone.
    UNGUARDED = ("code",)

    code = forms.CharField(
        label=gettext_lazy("Verification code"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false", "autofocus": True}
        ),
    )


class DigitsForm(PortalForm):
    """The first code of a device that is being set up, and the password again.

    The password, as the person at the computer may not be the one who logged in.
    """

    UNGUARDED = ("code",)

    code = forms.CharField(
        label=gettext_lazy("The six digits in the app"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("The password is incorrect."))
        return self.cleaned_data["password"]


class CurrentPasswordForm(PortalForm):
    """The password again, before an action that would help a thief."""

    password = DigitsForm.base_fields["password"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    clean_password = DigitsForm.clean_password
