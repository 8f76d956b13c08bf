"""The set-up page of the certificates that signatures are trusted against: loaded and taken away, never changed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.admin import Administered, site
from calendars.clock import now
from reports.models import TrustedRoot
from reports.signatures import load_root

CERTIFICATE_MAX_BYTES = 64 * 1024


class RootForm(forms.ModelForm):
    """A file alone; what is kept is read out of it."""

    certificate = forms.FileField(
        label=_("Certificate file"),
        help_text=_(
            "Of the authority that issued the signers' certificates: .pem, .crt or .cer. Compare the SHA-256 shown "
            "afterwards with the one that the authority publishes. Never a private key."
        ),
        widget=forms.FileInput(attrs={"accept": ".pem,.crt,.cer"}),
    )

    class Meta:
        model = TrustedRoot
        fields = []

    def clean_certificate(self):
        upload = self.cleaned_data["certificate"]
        if upload.size > CERTIFICATE_MAX_BYTES:
            raise ValidationError(_("This is too large for a certificate."))
        try:
            loaded = load_root(upload.read())
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if TrustedRoot.objects.filter(sha256=loaded[-1]).exists():
            raise ValidationError(_("This certificate has been loaded already."))
        return loaded


class TrustedRootAdmin(Administered, admin.ModelAdmin):
    """An authority's certificate, by its name and its fingerprint."""

    form = RootForm
    list_display = ["name", "sha256", "added_by", "added_at"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return self.has_view_permission(request, obj)

    def get_fields(self, request, obj=None):
        return ["name", "sha256", "pem", "added_by", "added_at"] if obj else ["certificate"]

    def save_model(self, request, obj, form, change):
        obj.name, obj.pem, obj.sha256 = form.cleaned_data["certificate"]
        obj.added_by, obj.added_at = request.user, now()
        super().save_model(request, obj, form, change)


site.register(TrustedRoot, TrustedRootAdmin)
