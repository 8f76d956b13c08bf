"""Database triggers that make the audit log append-only in PostgreSQL, also at a console.

Triggers refuse UPDATE and DELETE to everybody; `manage.py grant_runtime` gives the portal's role neither these rights
nor the triggers. SQLite is one file that its program owns: there only the code refuses.
"""

from django.db import connection

TABLES = ("accounts_auditentry", "accounts_auditlink")
FUNCTION = """
CREATE OR REPLACE FUNCTION accounts_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The record of acts is only added to.'; END $$
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION accounts_append_only()
"""


def install(apps, schema_editor):
    """Create the triggers on PostgreSQL; for a migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in TABLES:
            schema_editor.execute(TRIGGER.format(table=table))


def remove(apps, schema_editor):
    """Drop the triggers; for the reverse migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS accounts_append_only() CASCADE")


def grant_runtime(role):
    """Grant an existing PostgreSQL role what the portal needs to run.

    It can neither alter tables nor change entries of the audit log.
    """
    name = connection.ops.quote_name(role)
    tables = ", ".join(TABLES)
    with connection.cursor() as cursor:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM {name}",
        ):
            cursor.execute(statement)
