"""The configuration of the app."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "filing"
    # Stored in tables, migrations, content types and frozen reports, so it stays.
    label = "progress"
