from django.apps import AppConfig


class DepartmentConfig(AppConfig):
    name = "department"
    # What is stored names the app by this: tables, migrations, content types, frozen reports.
    label = "steering"
