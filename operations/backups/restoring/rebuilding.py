"""Building an archive's database beside the one in use, and comparing it with the archive row by row."""

import json
from itertools import zip_longest

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from operations.backups.archive.archives import TABLE
from operations.backups.archive.key_counters import set_last_id
from operations.backups.archive.recorded_models import last_of_each_app
from operations.backups.archive.serialization import line_of, read_rows, write_lines
from operations.backups.errors import Refused


def rebuild(staging_database, manifest, tables, folder):
    """Load the archive laid down in `folder` into the staging database, then apply today's migrations.

    Refused where the database does not give back what the archive holds.
    """
    staging_database.prepare()
    with staging_database.in_use():
        executor = MigrationExecutor(connection)
        executor.migrate(last_of_each_app(manifest["migrations"]))
        _empty(tables)
        with transaction.atomic():
            for model in tables:
                with _open_lines(folder, model) as lines:
                    write_lines(model, lines, connection)
            for model in tables:
                set_last_id(model, manifest["tables"][model._meta.db_table]["last_id"], connection)
            connection.check_constraints()
        for model in tables:
            _compare(model, folder)
        call_command("migrate", interactive=False, verbosity=0)


def _open_lines(folder, model):
    return open(folder / TABLE.format(model._meta.db_table), encoding="utf-8")


def _empty(tables):
    """Delete what the migrations themselves wrote.

    Triggers that forbid deleting from a table are out of force meanwhile.
    """
    if not any(model._base_manager.exists() for model in tables):
        return
    quoted = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in quoted:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(quoted)} CASCADE")
            for table in quoted:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        for table in quoted:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for _name, sql in triggers:
            cursor.execute(sql)


def _compare(model, folder):
    """Compare every row as the database gives it back with the archive's; Refused with the first that differs."""
    with _open_lines(folder, model) as lines:
        for number, (line, row) in enumerate(zip_longest(lines, read_rows(model, connection)), 1):
            # As values, not as text: jsonb keeps no order of keys and writes some numbers in another way.
            if line is None or row is None or json.loads(line) != json.loads(line_of(row)):
                table = model._meta.db_table
                raise Refused(f"{table}, row {number}: the database does not give back what the archive holds.")
