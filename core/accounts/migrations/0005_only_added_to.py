from django.db import migrations

from core.accounts.audit_triggers import install, remove


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_reasons_aside")]
    operations = [
        migrations.RemoveField("auditentry", "reason"),
        migrations.RunPython(install, remove),
    ]
