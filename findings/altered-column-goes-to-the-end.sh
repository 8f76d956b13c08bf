#!/usr/bin/env bash
# Django 5.2.19 on SQLite: AlterField on a plain column (a text that may be longer) lets it become the last of its table,
# though the model and the state of the migrations keep its place. Two databases of one model, one made at once and one
# migrated, have the same columns in another order: whatever copies rows by position between them (INSERT … SELECT *, a
# dump of rows without names) puts titles into numbers, and SQLite takes them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet django==5.2.19
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState


def made(length):
    fields = [("id", models.AutoField(primary_key=True)), ("number", models.CharField(max_length=length))]
    return migrations.CreateModel("Report", [*fields, ("title", models.CharField(max_length=200))])


def columns(*operations):
    """Return (columns of the table, fields of the state) after the operations."""
    state = ProjectState()
    for operation in operations:
        after = state.clone()
        operation.state_forwards("reports", after)
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("reports", editor, state, after)
        state = after
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, "reports_report")
        cursor.execute("DROP TABLE reports_report")
    return [column.name for column in found], list(state.models["reports", "report"].fields)


for said, operations in (
    ("made at once", [made(60)]),
    ("made and altered", [made(20), migrations.AlterField("report", "number", models.CharField(max_length=60))]),
):
    table, fields = columns(*operations)
    print(f"{said}: table", *table, "- state", *fields)
PYTHON
)
expected=$(cat <<'SEEN'
made at once: table id number title - state id number title
made and altered: table id title number - state id number title
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
