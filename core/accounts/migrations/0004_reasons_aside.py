import json
import secrets
from hashlib import sha256

from django.db import migrations


def put_aside(apps, schema_editor):
    """What was typed as a reason goes into a table of its own; its entry keeps the digest."""
    entries = apps.get_model("accounts", "AuditEntry").objects
    reasons = apps.get_model("accounts", "AuditReason").objects
    for entry in entries.exclude(reason="").iterator():
        salt = secrets.token_hex(16)
        reasons.create(entry=entry, salt=salt, text=entry.reason)
        told = json.dumps([salt, entry.reason], ensure_ascii=False).encode()
        entries.filter(pk=entry.pk).update(reason_digest=sha256(told).hexdigest())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_log_ins_and_chain")]
    operations = [migrations.RunPython(put_aside, migrations.RunPython.noop)]
