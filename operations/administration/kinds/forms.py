"""The forms of a kind of support model and of a trusted certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import PortalForm, PortalModelForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.markup import vi
from models_sites.models import SiteKind
from reports.models import TrustedRoot
from reports.papers.trusted_roots import load_root

CERTIFICATE_MAX_BYTES = 64 * 1024


class KindForm(MergingMixin, PortalModelForm):
    """A kind of support model; its code can't be changed later."""

    class Meta(PortalModelForm.Meta):
        model = SiteKind
        fields = ["name", "code", "helps_people", "shelters_overnight", "order"]
        help_texts = {
            "name": vi("Địa chỉ tin cậy tại cộng đồng"),
            "code": _("A short name for files and addresses, such as dia-chi-tin-cay. You cannot change it later."),
            "helps_people": _("These places are counted as places of support and can be made public."),
            "shelters_overnight": _("Their street address is never recorded or published."),
            "order": _("Order in lists: small numbers first."),
        }
        error_messages = {
            "code": {
                "unique": _("Another kind already has this code."),
                "invalid": _("Use only letters without accents, digits and hyphens."),
            }
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["lang"] = "vi"
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = ""


class CertificateForm(PortalForm):
    """The file of a certificate; what is stored is read from it."""

    certificate = forms.FileField(
        label=_("Certificate file"),
        help_text=_(
            "The certificate of the authority that issued the signers' certificates: .pem, .crt or .cer. "
            "Afterwards, compare the SHA-256 shown with the one the authority publishes. Never upload a private "
            "key."
        ),
        widget=forms.FileInput(attrs={"accept": ".pem,.crt,.cer"}),
    )

    def clean_certificate(self):
        upload = self.cleaned_data["certificate"]
        if upload.size > CERTIFICATE_MAX_BYTES:
            raise ValidationError(_("This file is too large for a certificate."))
        try:
            loaded = load_root(upload.read())
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if TrustedRoot.objects.filter(sha256=loaded[-1]).exists():
            raise ValidationError(_("This certificate has already been uploaded."))
        return loaded
