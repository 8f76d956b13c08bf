#!/usr/bin/env bash
# On SQLite Django reads a table's columns out of its CREATE TABLE, cut at each ", ". Where the last check constraint ends
# in the argument of a function that is a single digit, as in COALESCE("part", 0), the last piece is that digit alone, and
# `get_table_description` ends in an IndexError. Tables made, changed and used by the ORM work; inspectdb, and whatever
# compares tables by introspection, do not. The same constraint with another condition behind it is read without trouble.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet Django==5.2.19
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
import django

django.setup()
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

WITHIN = Q(whole__gte=F("whole") + Coalesce(F("part"), 0))


def told(name, condition):
    fields = {"whole": models.IntegerField(), "part": models.IntegerField(null=True), "__module__": "x"}
    constraints = [models.CheckConstraint(condition=condition, name=f"{name}_within")]
    meta = type("Meta", (), {"app_label": "x", "db_table": name, "constraints": constraints})
    model = type(name, (models.Model,), fields | {"Meta": meta})
    with connection.schema_editor() as editor:
        editor.create_model(model)
    with connection.cursor() as cursor:
        try:
            return [column.name for column in connection.introspection.get_table_description(cursor, name)]
        except IndexError as error:
            return f"IndexError: {error}"


print("ends in a digit:", told("digit", WITHIN))
print("ends in a column:", told("column", WITHIN | Q(part=F("whole"))))
PYTHON
)
expected=$(cat <<'SEEN'
ends in a digit: IndexError: list index out of range
ends in a column: ['id', 'whole', 'part']
SEEN
)
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This has changed. Seen before:" >&2
  echo "$expected" >&2
  exit 1
fi
