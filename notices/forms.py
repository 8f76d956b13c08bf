from notices.models import MailChoice
from texts.forms import PortalModelForm


class MailChoiceForm(PortalModelForm):
    """Notices and reminders by mail too, or in the portal alone."""

    class Meta(PortalModelForm.Meta):
        model = MailChoice
        fields = ["by_mail", "reminders_by_mail"]
