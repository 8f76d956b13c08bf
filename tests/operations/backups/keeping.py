"""Portals whose data is kept and brought back by commands, as an engineer types them, and eyes past the program."""

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg2
import pytest
from django.conf import settings
from portal import NOT_INHERITED
from worlds import settle

ROOT = Path(__file__).resolve().parents[3]
WORLD = Path(__file__).with_name("keeping_world.py")
HAS_SERVERS = os.environ.get("DATABASE_URL", "").startswith("postgres")
needs_servers = pytest.mark.skipif(not HAS_SERVERS, reason="no PostgreSQL and Redis here: `make test` brings them")
# Kept beside the data, or with a meaning in one database only.
NOT_COMPARED = {"accounts_session", "django_migrations", "sqlite_sequence"}


class Kept:
    """The data of one portal: `folder`, `media`, and a database, SQLite in the folder unless `url` names another."""

    def __init__(self, folder, url=None):
        self.folder = self.data_dir = Path(folder)
        self.url = url
        self.media = self.folder / "media"
        self.file = self.folder / "portal.sqlite3"
        self.env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        self.env |= {"DATA_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(50), "DEMO_TODAY": "2020-12-18"}
        self.env |= {"DATABASE_URL": url} if url else {}

    def start(self, *words):
        """A command of manage.py as a process that is under way."""
        command = [sys.executable, "manage.py", *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, cwd=ROOT, env=self.env, **pipes)

    def run(self, *words, fails=False):
        """What a command of manage.py tells; it must end well, or not if it `fails`."""
        process = self.start(*words)
        told = process.communicate(timeout=570)[0]
        assert bool(process.returncode) == fails, told
        return told

    def backup(self, *words):
        """The path of the archive that a backup has just made."""
        return Path(self.run("backup", *words).partition(": ")[0])

    def make_world(self):
        settle(self, "empty", lambda: self._run_program("tools/prepare.py", STATIC_ROOT=str(settings.STATIC_ROOT)))
        self._run_program(WORLD)

    def _run_program(self, path, **given):
        subprocess.run([sys.executable, str(path)], cwd=ROOT, env=self.env | given, check=True, timeout=570)

    def copy(self, folder):
        """The same data once more, to spoil."""
        shutil.copytree(self.folder, folder)
        return Kept(folder)

    def connect(self):
        return psycopg2.connect(self.url) if self.url else sqlite3.connect(self.file, timeout=30)

    def rows(self, sql, *values):
        """What the database answers, past the program under test; a change is committed."""
        with closing(self.connect()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(sql.replace("?", "%s") if self.url else sql, values)
            found = cursor.fetchall() if cursor.description else []
            connection.commit()
            return found

    def tables(self):
        """{table: its rows, each {column: value}}, sorted, in words that both databases have in common."""
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if self.url:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        with closing(self.connect()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(names)
            return {name: _rows(cursor, name) for (name,) in cursor.fetchall() if name not in NOT_COMPARED}

    def files(self):
        """{path: bytes} of all that lies in the media folder."""
        found = (path for path in self.media.rglob("*") if path.is_file())
        return {str(path.relative_to(self.media)): path.read_bytes() for path in found}

    def everything(self):
        return self.tables(), self.files()


def _rows(cursor, name):
    cursor.execute(f'SELECT * FROM "{name}"')
    columns = [one[0] for one in cursor.description]
    rows = [dict(zip(columns, map(_common, row), strict=True)) for row in cursor.fetchall()]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def _common(value):
    """A value of either database in words of both: SQLite keeps instants, UUID and JSON as text, truth as a number."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    if isinstance(value, (list, dict)):
        return json.dumps(value, sort_keys=True)
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, (int, float, Decimal)):
        return format(Decimal(str(int(value) if isinstance(value, bool) else value)).normalize(), "f")
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else value


def lines_of(folder, table):
    """The lines of a table as an archive laid them down: they end at LF, whatever else Python takes for an end."""
    return (folder / "tables" / f"{table}.jsonl").read_bytes().decode().split("\n")[:-1]


def until(is_so, what, process):
    """Poll a condition that comes about while a command is under way; an error when the command ends before."""
    limit = time.monotonic() + 500
    while not is_so():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < limit, what
        time.sleep(0.02)


def leftovers(kept):
    """What a restore lays down beside the data."""
    there = kept.folder.iterdir() if kept.folder.exists() else ()
    beside = [path.name for path in there if "restoring" in path.name or "replaced" in path.name]
    return beside + (kept.rows("SELECT nspname FROM pg_namespace WHERE nspname = 'restoring'") if kept.url else [])


def until_built_beside(kept, process):
    """Wait for the schema that a restore builds beside; nobody connects before it has looked whether somebody does."""
    until(lambda: any(kept.folder.glob(".*.restoring")), "the restore has begun", process)
    until(lambda: leftovers(kept)[-1:] == [("restoring",)], "the schema beside is there", process)
