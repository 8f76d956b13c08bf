from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "operations.demonstration"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "demonstration"
