from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "core.accounts"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "accounts"
    verbose_name = _("People")

    def ready(self):
        from core.accounts.authentication import signals  # noqa: F401
