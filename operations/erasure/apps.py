from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    name = "operations.erasure"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "safekeeping"
    verbose_name = _("Removal of personal data")
