from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "core.notifications"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "notices"
    verbose_name = _("Notifications")
