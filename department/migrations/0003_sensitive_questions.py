import re

from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps

# The words by which such questions were refused until they were asked about.
VIOLENCE = re.compile(
    r"nạn nhân|bị hại|bị (?:bạo lực|bạo hành|xâm hại|đánh)|gây (?:ra )?bạo lực|bạo hành|xâm hại"
    r"|(?:vụ|ca|trường hợp)(?: việc)? (?:bạo lực|bạo hành|xâm hại)",
    re.IGNORECASE,
)


def mark_by_words(apps, schema_editor):
    questions = apps.get_model("steering", "QuickQuestion").objects.filter(kind="number")
    sensitive = [pk for pk, words in questions.values_list("pk", "words") if VIOLENCE.search(words)]
    questions.filter(pk__in=sensitive).update(is_sensitive=True)


class Migration(migrations.Migration):

    dependencies = [("steering", "0002_names")]

    operations = in_few_steps([
        migrations.AddField(
            model_name="quickquestion", name="is_sensitive", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(mark_by_words, migrations.RunPython.noop),
    ])
