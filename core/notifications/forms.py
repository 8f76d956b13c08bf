"""The form of a user's choice of mails."""

from core.lib.pages.forms import PortalModelForm
from core.notifications.models import MailChoice


class MailChoiceForm(PortalModelForm):
    """Whether notices and reminders come by mail too, or in the portal alone."""

    class Meta(PortalModelForm.Meta):
        model = MailChoice
        fields = ["by_mail", "reminders_by_mail"]
