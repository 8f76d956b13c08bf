"""Every kept database of an earlier release is migrated, keeps its rows, and is what the models say.

A further one is added by `keep_database.py`; those of the kept folders count too.
"""

import json
import lzma
import sqlite3
import tarfile

import kept
import pytest
from django.apps import apps
from slow import wide

pytestmark = wide

LARGEST = 1_000_000
DATABASES = sorted([*kept.HERE.glob("databases/*.sql.xz"), *kept.HERE.glob("*/data.tar.xz")])
# What a migration itself writes into, and what is counted anew from records where the source of a figure changes.
OWN_TABLES = ("django_", "auth_permission", "sqlite_", "indicators_dirtyslot", "indicators_fact")
TABLES = {
    model._meta.db_table: {field.column for field in model._meta.local_concrete_fields}
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy
}
# In one process. After it no fact differs from the records, and no table from what the models say.
MIGRATION = """
import django
django.setup()
from django.core.management import call_command as call
call("migrate", interactive=False, verbosity=0)
call("recount")
call("makemigrations", check_changes=True, dry_run=True)
call("check")
"""


def sql_of(path):
    if path.suffixes[-2:] == [".sql", ".xz"]:
        return lzma.decompress(path.read_bytes()).decode()
    with tarfile.open(path) as archive:
        return archive.extractfile(kept.SQL).read().decode()


def rows_of(path):
    """{table: number of rows}"""
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith(OWN_TABLES)]
        rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    database.close()
    return rows


def columns_of(path):
    """{table: names of its columns}, of the tables of models."""
    with sqlite3.connect(path) as database:
        rows = {table: database.execute(f'PRAGMA table_xinfo("{table}")').fetchall() for table in TABLES}
    database.close()
    return {table: {name for _place, name, *_more in columns} for table, columns in rows.items()}


@pytest.mark.parametrize("path", DATABASES, ids=lambda path: str(path.relative_to(kept.HERE)))
def test_a_kept_database_is_migrated(path, tmp_path):
    assert path.stat().st_size <= LARGEST
    with sqlite3.connect(tmp_path / kept.DATABASE) as database:
        database.executescript(sql_of(path))
    database.close()
    (tmp_path / "secret_key").write_text("the-key-of-a-kept-database-which-holds-a-made-up-province-alone")
    before = rows_of(tmp_path / kept.DATABASE)
    assert sum(before.values()) > 1000
    env = kept.environment(tmp_path, kept.ANSWERED_AT)
    kept.run(["-c", MIGRATION], env)
    after = rows_of(tmp_path / kept.DATABASE)
    assert {name: after.get(name) for name in before} == before, json.dumps(after)
    # A migration that was applied before it was changed leaves a table out without a word.
    assert columns_of(tmp_path / kept.DATABASE) == TABLES
