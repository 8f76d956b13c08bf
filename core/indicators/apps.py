from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "core.indicators"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "indicators"
