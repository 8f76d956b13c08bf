"""Rows as lines of JSON, written and read by the models of a recorded state of migrations, not by today's.

Values go in and out without `pre_save`, signals and computed columns: what was stored is stored again, exactly, on
SQLite and PostgreSQL alike.
"""

import base64
import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import singledispatch
from uuid import UUID

from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Value
from django.db.models.functions import Collate
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_string

from safekeeping.failures import Refused, Unsound

# What has no meaning elsewhere, and why.
LEFT_OUT = {"accounts_session": "who was logged in: a session that was ended since must not live again"}
AT_ONCE = 500
# JSON writes the character NUL so; a backslash that is itself escaped is none.
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def applied_migrations(connection):
    """{app: [names]} of what the database says has been applied."""
    by_app = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        by_app.setdefault(app, []).append(name)
    return by_app


def models_at(migrations):
    """The models of that state of migrations, in the order of their tables; Unsound where the program is older."""
    loader = MigrationLoader(None)
    named = [(app, name) for app, names in migrations.items() for name in names]
    known = set(loader.graph.nodes)
    replaced = {one for node in known.intersection(named) for one in loader.graph.nodes[node].replaces}
    unknown = sorted(set(named) - known - replaced)
    if unknown:
        told = ", ".join(f"{app}.{name}" for app, name in unknown[:5])
        raise Unsound(f"Made by a newer program, which has migrations that this one does not know: {told}.")
    state = loader.project_state([node for node in named if node in known])
    every = state.apps.get_models(include_auto_created=True)
    kept = [model for model in every if model._meta.managed and not model._meta.proxy]
    return sorted(
        (model for model in kept if model._meta.db_table not in LEFT_OUT), key=lambda model: model._meta.db_table
    )


def foreign_tables(connection):
    """Tables that are not the portal's: no backup holds them, and a restore would take them away."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    if not there:
        return []
    own = {model._meta.db_table for model in models_at(applied_migrations(connection))}
    return sorted(there - own - LEFT_OUT.keys() - {"django_migrations"})


def last_of_each_app(migrations):
    """(app, name) pairs to migrate to: those that no other of their app, among the applied, stands upon."""
    graph = MigrationLoader(None).graph
    named = {(app, name) for app, names in migrations.items() for name in names} & set(graph.nodes)
    return sorted(
        node
        for node in named
        if not any(child.key in named and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def kept_fields(model):
    """The columns of a table that are stored, not computed."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def file_fields(model):
    """The columns that name files in the media folder."""
    return [field for field in kept_fields(model) if isinstance(field, models.FileField)]


def read_rows(model, connection):
    """Each row as {column: value} of a table, in the order of its key, the same order on every database."""
    fields = kept_fields(model)
    columns = [field.column for field in fields]
    values = model._base_manager.using(connection.alias).order_by(_by_key(model, connection))
    for row in values.values_list(*(field.attname for field in fields)).iterator(chunk_size=1000):
        yield dict(zip(columns, row, strict=True))


def _by_key(model, connection):
    key = model._meta.pk
    while key.is_relation:
        key = key.target_field
    if isinstance(key, (models.CharField, models.TextField)):
        return Collate("pk", "C" if connection.vendor == "postgresql" else "BINARY")
    return "pk"


def line_of(row):
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain) + "\n"


@singledispatch
def plain(value):
    """What JSON has no word for, as text that `Field.to_python` reads again."""
    raise TypeError(f"A value of the type {type(value).__name__} can't be kept in an archive.")


@plain.register(date)
@plain.register(datetime)
@plain.register(time)
def _(value):
    return value.isoformat()


@plain.register(Decimal)
@plain.register(UUID)
def _(value):
    return str(value)


@plain.register(timedelta)
def _(value):
    return duration_string(value)


@plain.register(bytes)
@plain.register(memoryview)
def _(value):
    return base64.b64encode(value).decode("ascii")


def write_lines(model, lines, connection):
    """Put lines into a table, within the caller's transaction; Refused for what the database can't hold."""
    fields, batch = kept_fields(model), []
    size = max(1, min(AT_ONCE, connection.ops.bulk_batch_size(fields, [None] * AT_ONCE)))
    for line in lines:
        if connection.vendor == "postgresql" and NUL.search(line):
            key = json.loads(line).get(model._meta.pk.column)
            raise Refused(
                f"The row {key} of {model._meta.db_table} holds the character NUL, which PostgreSQL can't keep: "
                "take it out of the text where the archive comes from, and make the archive anew."
            )
        batch.append(_object(model, fields, json.loads(line)))
        if len(batch) == size:
            _insert(model, fields, batch, connection)
            batch = []
    if batch:
        _insert(model, fields, batch, connection)


def _object(model, fields, row):
    return model(**{field.attname: _value(field, row[field.column]) for field in fields})


def _value(field, value):
    """The value that a line holds for a column, as the field prepares it for the database."""
    while field.is_relation:
        field = field.target_field
    if isinstance(field, models.JSONField):
        # JSON's own null, where the column takes no other; where it does, the two can't be told apart in reading.
        return Value(None, models.JSONField()) if value is None and not field.null else value
    return None if value is None else field.to_python(value)


def _insert(model, fields, objects, connection):
    query = InsertQuery(model)
    query.insert_values(fields, objects, raw=True)
    query.get_compiler(connection=connection).execute_sql()


def last_ids(model, connection):
    """The highest number that a table's key was ever given, or None where keys aren't counted.

    A number that was given once is never given again, also after a restore: history and evidence name records by it.
    """
    counter = _counter(model)
    if counter is None:
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', counter.column])
            sequence = cursor.fetchone()[0]
            if sequence is None:
                return None
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        else:
            cursor.execute("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        return cursor.fetchone()[0]


def set_last_id(model, number, connection):
    """Let the next key of a table be above that number and above every key in it."""
    counter = _counter(model)
    if counter is None:
        return
    table = model._meta.db_table
    highest = model._base_manager.using(connection.alias).aggregate(highest=models.Max("pk"))["highest"]
    number = max(number or 0, highest or 0)
    if not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', counter.column, number])
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number, table])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _counter(model):
    # Django lets every size of counted key pass for an AutoField.
    return next((field for field in kept_fields(model) if isinstance(field, models.AutoField)), None)
