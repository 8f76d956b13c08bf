from django.db import migrations

from core.accounts.audit_triggers import install, remove
from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_reasons_aside")]
    operations = in_few_steps([
        migrations.RemoveField("auditentry", "reason"),
        migrations.RunPython(install, remove),
    ])
