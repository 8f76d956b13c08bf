from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "core.units"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "units"
    verbose_name = _("Units and bodies")

    def ready(self):
        from core.lib.text.alphabetical import add_to_connection

        connection_created.connect(add_to_connection)
