from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    name = "operations.administration"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "administration"
    verbose_name = _("Administration")
