from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "core.units"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "units"
    verbose_name = _("Units and bodies")
