"""In PostgreSQL the record of acts can only be added to, whatever a program or a person at a console tries.

Triggers refuse UPDATE and DELETE to everybody; `manage.py grant_runtime` gives the role that the portal runs under no
right to them either, nor to the triggers. SQLite has one file that its program owns: there the code alone refuses.
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
    """For a migration: put the triggers in place on PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in TABLES:
            schema_editor.execute(TRIGGER.format(table=table))


def remove(apps, schema_editor):
    """The way back."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS accounts_append_only() CASCADE")


def grant_runtime(role):
    """Give an existing role of PostgreSQL what the portal needs to run: no table's shape, and no past of the record."""
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
