import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):

    dependencies = [
        ("progress", "0007_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("reports", "0005_alphabetical_order"),
    ]

    operations = in_few_steps([
        migrations.CreateModel(
            name="OutwardVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="went_out", to="progress.snapshot"
                    ),
                ),
            ],
            options={"verbose_name": "version that was made public", "ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="TextRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_releases",
                        to="progress.snapshot",
                    ),
                ),
            ],
            options={"verbose_name": "release of a text", "ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="textrelease",
            constraint=models.UniqueConstraint(fields=("snapshot", "sha256"), name="text_released_once"),
        ),
        migrations.AddField(
            model_name="document", name="released", field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="document", name="document_once_for_a_snapshot"),
        migrations.RemoveConstraint(model_name="document", name="document_once_for_a_compilation"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("snapshot", "edition", "format", "released"), name="document_once_for_a_snapshot"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("compilation", "edition", "format", "released"), name="document_once_for_a_compilation"
            ),
        ),
    ])
