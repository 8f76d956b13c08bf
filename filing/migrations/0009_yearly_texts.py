"""Texts that a unit is asked for once a year."""

from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps

TEXTS = (
    ("situation", "General situation"),
    ("committee", "Committee for the advancement of women, and staff"),
    ("objectives", "Results by objective"),
    ("mainstreaming", "Gender mainstreaming"),
    ("other_bodies", "Work of other departments and unions"),
)


class Migration(migrations.Migration):
    dependencies = [("progress", "0008_worked_days")]

    operations = in_few_steps([
        migrations.AddField(
            "submission", name, models.TextField(blank=True, default="", max_length=10_000, verbose_name=label),
            preserve_default=False,
        )
        for name, label in TEXTS
    ])
