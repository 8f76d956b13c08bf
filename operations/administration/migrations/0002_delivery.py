import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [
        ("administration", "0001_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = in_few_steps([
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("sent", "handed to the mail server"), ("given_up", "could not be sent")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery of an invitation",
                "verbose_name_plural": "deliveries of invitations",
            },
        ),
    ])
