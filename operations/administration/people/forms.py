"""The forms about people: inviting, changing an account, giving a reason, asking for a link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.authentication.account_names import is_taken
from core.accounts.models import User
from core.lib.pages.forms import PortalForm, PortalModelForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from operations.administration.people.accounts import is_role_allowed
from operations.administration.unit_choice import UnitField, units_in_force


class PersonForm(MergingMixin, PortalModelForm):
    """Name, address, unit and role of an existing account.

    One's own unit and role are shown but can't be changed.
    """

    unit = UnitField(label=_("Unit"))

    class Meta(PortalModelForm.Meta):
        model = User
        fields = ["full_name", "email", "unit", "role"]
        labels = {"full_name": _("Full name or job title"), "email": _("Email address"), "role": _("Role")}
        help_texts = {
            "full_name": vi("Cán bộ phụ trách bình đẳng giới xã Tân Phú"),
            "email": _("Links to set a password are sent here. Each account has its own address."),
            "role": _("Officers enter data, heads approve and send, the Department directs and reviews."),
        }
        error_messages = {"email": {"invalid": _("Enter an email address, such as ten@example.vn.")}}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units_in_force(by, self.instance.unit_id))
        self.fields["full_name"].widget.attrs["lang"] = "vi"
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if self.instance.pk == by.pk:
            for name in ("unit", "role"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("You cannot change your own role or unit. Ask another administrator.")

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another account already uses this address."), code="unique")
        return email

    def clean(self):
        cleaned = super().clean()
        role, unit = cleaned.get("role"), cleaned.get("unit")
        if role and unit and not is_role_allowed(role, unit):
            self.add_error(
                "role",
                _(
                    "This role does not fit the unit: people of the Department belong to the province or city; "
                    "officers and heads to a unit below it."
                ),
            )
        return cleaned


class InvitationForm(PersonForm):
    """The form for somebody who has no account yet."""

    class Meta(PersonForm.Meta):
        fields = ["username", *PersonForm.Meta.fields]
        labels = PersonForm.Meta.labels | {"username": _("Username")}
        help_texts = PersonForm.Meta.help_texts | {
            "username": _("Short, without accents or spaces. You cannot change it later. Example: tan-phu."),
        }
        error_messages = PersonForm.Meta.error_messages | {
            "username": {"invalid": _("Use only letters, digits and the characters @ . + - _")}
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["username"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}

    def clean_username(self):
        username = self.cleaned_data["username"]
        # Two names that differ in capitals alone are one for whoever types them.
        if is_taken(username):
            raise forms.ValidationError(_("This username is already taken."), code="unique")
        return username


class AccountReasonForm(PortalForm):
    """The reason of an action, for the audit log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "vi"}),
        help_text=_("The reason is recorded in the audit log."),
    )


class AddressForm(PortalForm):
    """The address that a link is to go to; the answer is the same for every address."""

    email = forms.EmailField(
        label=_("Email address of your account"),
        max_length=254,
        error_messages={"invalid": _("Enter an email address, such as ten@example.vn.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
