from django.apps import AppConfig


class SheltersConfig(AppConfig):
    name = "shelters"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "directory"

    def ready(self):
        from shelters import marking  # noqa: F401
