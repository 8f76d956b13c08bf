from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "core.directives"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "directives"
