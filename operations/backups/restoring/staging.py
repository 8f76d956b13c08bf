"""A staging database beside the one in use, which is filled and then takes its place in one step.

SQLite: a file beside the file; its pages are copied over the other's in one transaction, so that whoever has the
database open goes on with the new one. PostgreSQL: a schema beside the schema; its tables are moved over in one
transaction. Either both happen whole or nothing does, also when the power goes.
"""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import transaction

from operations.backups.errors import Refused


def staging_database_for(connection):
    """Return the staging database beside a connection's database; Refused for a database in memory."""
    if connection.vendor == "postgresql":
        return StagingSchema(connection)
    if connection.is_in_memory_db():
        raise Refused("A database in memory can't be restored into.")
    return StagingFile(connection)


class StagingFile:
    """A SQLite file beside the one in use."""

    def __init__(self, connection):
        self.connection = connection
        self.live = Path(connection.settings_dict["NAME"])
        self.file = self.live.with_name(f"{self.live.name}.restoring")

    def exists(self):
        return self.file.exists()

    def remove(self):
        """Remove the file and what SQLite keeps beside it."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)

    def prepare(self):
        """Begin with an empty database."""
        self.live.parent.mkdir(parents=True, exist_ok=True)
        self.remove()
        self.file.touch(mode=0o600)

    @contextmanager
    def in_use(self):
        """Let the connection lead to the staging database within the block."""
        with _connection_with(self.connection, {"NAME": str(self.file)}):
            yield

    def swap(self):
        """Let the staging database take the place of the one in use; may be run twice."""
        self.connection.close()
        if not self.live.exists():
            self.live.touch(mode=0o600)
        with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(self.live, timeout=20)) as target:
            source.backup(target)
        self.remove()


class StagingSchema:
    """A PostgreSQL schema beside the one in use."""

    NAME = "restoring"

    def __init__(self, connection):
        self.connection = connection

    def exists(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [self.NAME])
            return cursor.fetchone() is not None

    def remove(self):
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {self.NAME} CASCADE")

    def prepare(self):
        """Begin with an empty schema; the role must own the database."""
        self.remove()
        with self.connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {self.NAME}")

    @contextmanager
    def in_use(self):
        """Let the connection lead to the staging schema, and to it alone, within the block."""
        usual = self.connection.settings_dict["OPTIONS"]
        options = f"{usual.get('options', '')} -c search_path={self.NAME}".strip()
        with _connection_with(self.connection, {"OPTIONS": {**usual, "options": options}}):
            yield

    def swap(self):
        """Drop the tables in use and move the staged ones into their place, in one transaction."""
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            # Somebody still at work is waited for, not for ever.
            cursor.execute("SET LOCAL lock_timeout = '30s'")
            cursor.execute("SELECT quote_ident(current_schema())")
            live = cursor.fetchone()[0]
            if tables := self._tables(cursor, live):
                cursor.execute(f"DROP TABLE {', '.join(f'{live}.{table}' for table in tables)} CASCADE")
            staged_functions = self._functions(cursor, self.NAME)
            for function in set(staged_functions) & set(self._functions(cursor, live)):
                cursor.execute(f"DROP FUNCTION {live}.{function} CASCADE")
            for table in self._tables(cursor, self.NAME):
                cursor.execute(f"ALTER TABLE {self.NAME}.{table} SET SCHEMA {live}")
            for function in staged_functions:
                cursor.execute(f"ALTER FUNCTION {self.NAME}.{function} SET SCHEMA {live}")
            # Fails, and all of it with it, where something was left behind.
            cursor.execute(f"DROP SCHEMA {self.NAME}")

    def _tables(self, cursor, schema):
        cursor.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE quote_ident(schemaname) = %s ORDER BY 1", [schema]
        )
        return [name for (name,) in cursor.fetchall()]

    def _functions(self, cursor, schema):
        """Return the functions of a schema, without those of extensions, as `name(argument types)`."""
        cursor.execute(
            "SELECT quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE quote_ident(n.nspname) = %s AND NOT EXISTS "
            "(SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1",
            [schema],
        )
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def _connection_with(connection, changed):
    """Open the connection anew with changed settings within the block, and with its own after it."""
    usual = {name: connection.settings_dict[name] for name in changed}
    connection.close()
    connection.settings_dict.update(changed)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
