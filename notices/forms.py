from notices.models import MailChoice
from texts.forms import PortalModelForm


class MailChoiceForm(PortalModelForm):
    """Notices by mail too, or in the portal alone."""

    class Meta(PortalModelForm.Meta):
        model = MailChoice
        fields = ["by_mail"]
