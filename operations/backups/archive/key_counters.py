"""The counters that give rows their keys (sequences on PostgreSQL, sqlite_sequence on SQLite).

A number that was given once is never given again, also after a restore: history and evidence name records by it.
"""

from django.db import models

from operations.backups.archive.recorded_models import stored_fields


def last_id(model, connection):
    """Return the highest number that a table's key was ever given, or None where keys aren't counted."""
    key_field = _counted_key(model)
    if key_field is None:
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', key_field.column])
            sequence = cursor.fetchone()[0]
            if sequence is None:
                return None
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        else:
            cursor.execute("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        return cursor.fetchone()[0]


def set_last_id(model, number, connection):
    """Let the next key of a table be above that number and above every key in it."""
    key_field = _counted_key(model)
    if key_field is None:
        return
    table = model._meta.db_table
    highest = model._base_manager.using(connection.alias).aggregate(highest=models.Max("pk"))["highest"]
    number = max(number or 0, highest or 0)
    if not number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            parameters = [f'"{table}"', key_field.column, number]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", parameters)
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [number, table])
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _counted_key(model):
    # Django lets every size of counted key pass for an AutoField.
    return next((field for field in stored_fields(model) if isinstance(field, models.AutoField)), None)
