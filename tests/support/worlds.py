"""What a portal starts from, made once for a run of the tests: its database, its files, its messages, its key.

The processes of a run share a folder; whoever comes first makes a world there, the others wait and take a copy.
"""

import fcntl
import os
import pickle
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.db import connection
from redis import Redis

# The folder of the run, given by conftest.
folder = None


def settle(portal, name, make):
    """Give a portal that holds nothing yet the world of that name; the first is filled by `make()`.

    `make` must come to the same in every portal that gives this name. A portal on a server of its own finds no
    world there and fills itself.
    """
    database = urlsplit(portal.env.get("DATABASE_URL", ""))
    if database.netloc and database.netloc != urlsplit(os.environ["DATABASE_URL"]).netloc:
        make()
        return
    world = _folder_of(name, database)
    with _one_at_a_time(world):
        if not world.exists():
            make()
            _keep(portal, world, database)
            return
    _copy(portal, world, database)


def set_back(portal, name):
    """Let a portal on the suite's servers hold what that world holds once more, while its processes run.

    They connect anew by themselves; what was open ends.
    """
    database = urlsplit(portal.env["DATABASE_URL"])
    world = _folder_of(name, database)
    own, original = database.path[1:], (world / "database").read_text()
    with Redis.from_url(portal.env["CELERY_BROKER_URL"]) as broker:
        # What is bound to which queue stays: processes that run tell it once.
        for key in broker.scan_iter():
            if not key.startswith(b"_kombu.binding."):
                broker.delete(key)
    # The new one is there before the old one goes: for a moment only there is none.
    on_server(f"CREATE DATABASE {own}_next TEMPLATE {original}")
    on_server(f"DROP DATABASE {own} WITH (FORCE)")
    on_server(f"ALTER DATABASE {own}_next RENAME TO {own}")
    with Redis.from_url(portal.env["CACHE_URL"]) as cache:
        cache.flushdb()
    for kept in (world / "data").iterdir():
        if kept.is_dir():
            # A worker may still be writing there: what it leaves belongs to no row and is in nobody's way.
            shutil.rmtree(portal.data_dir / kept.name, ignore_errors=True)
            shutil.copytree(kept, portal.data_dir / kept.name, dirs_exist_ok=True)
    _put_messages(portal, world)


def _folder_of(name, database):
    return Path(folder) / f"{name}-{'postgresql' if database.path else 'sqlite'}"


@contextmanager
def _one_at_a_time(world):
    with world.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(portal, world, database):
    """Copy what the portal holds, before any of its processes runs."""
    half = world.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(portal.data_dir, half / "data")
    (half / "key").write_text(portal.env["SECRET_KEY"])
    if database.path:
        original = f"world_{secrets.token_hex(4)}"
        on_server(f"CREATE DATABASE {original} TEMPLATE {database.path[1:]}")
        (half / "database").write_text(original)
        with Redis.from_url(portal.env["CELERY_BROKER_URL"]) as broker:
            messages = {key: broker.dump(key) for key in broker.scan_iter()}
        (half / "messages").write_bytes(pickle.dumps(messages))
    half.rename(world)


def _copy(portal, world, database):
    shutil.copytree(world / "data", portal.data_dir, dirs_exist_ok=True)
    # Whatever was signed or sealed while the world was made stays good.
    portal.env["SECRET_KEY"] = (world / "key").read_text()
    if database.path:
        own, original = database.path[1:], (world / "database").read_text()
        on_server(f"DROP DATABASE {own}")
        on_server(f"CREATE DATABASE {own} TEMPLATE {original}")
        _put_messages(portal, world)


def _put_messages(portal, world):
    messages = pickle.loads((world / "messages").read_bytes())
    with Redis.from_url(portal.env["CELERY_BROKER_URL"]) as broker:
        for key, dumped in messages.items():
            if not broker.exists(key):
                broker.restore(key, 0, dumped)


def tables():
    """The name of a database with all tables and nobody in it: a copy of what `tools/prepare.py` made, or none.

    Only of the one that `tools/with_services.py` names: another may be somebody's portal.
    """
    prepared = urlsplit(os.environ.get("DATABASE_URL", "")).path[1:]
    if prepared != "postgres":
        return None
    made = Path(folder) / "tables"
    with _one_at_a_time(made):
        if not made.exists():
            name = f"tables_{secrets.token_hex(4)}"
            # A database is copied while nobody is connected to it.
            on_server(f"CREATE DATABASE {name} TEMPLATE {prepared}", "template1")
            made.write_text(name)
    return made.read_text()


# {name: database} of the grounds that this process has a copy of.
_grounds = {}


def ground(name, files, make):
    """(database, what `make()` answered): a copy of what that wrote on top of this process's test database.

    It is made once for a run, whoever comes first, with all its files in the folder `files`; the others find a copy of
    them there. The answer is pickled. Whoever uses the database leaves it as it was.
    """
    kept = Path(folder) / f"ground-{name}"
    with _one_at_a_time(kept):
        if not kept.exists():
            half = kept.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            database = _copied_database(connection.settings_dict["NAME"])
            with connected_to(database):
                answer = make()
                learn_sizes()
            shutil.copytree(files, half / "files")
            (half / "answer").write_bytes(pickle.dumps((database, answer)))
            half.rename(kept)
        else:
            shutil.copytree(kept / "files", files, dirs_exist_ok=True)
        original, answer = pickle.loads((kept / "answer").read_bytes())
        if name not in _grounds:
            _grounds[name] = _copied_database(original)
    return _grounds[name], answer


def learn_sizes():
    """Let PostgreSQL look at its tables, as one in use does by itself: plans made blindly are slow.

    Copies of the database know what it knew.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _copied_database(original):
    """The name of a new database like that one, to which nobody may be connected."""
    copied = f"ground_{secrets.token_hex(4)}"
    connection.close()
    on_server(f"CREATE DATABASE {copied} TEMPLATE {original}")
    return copied


@contextmanager
def connected_to(database):
    """Tests read and write that database in place of their own."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def on_server(statement, at=None):
    """Run a statement about databases on the suite's server, connected to its own database or another."""
    url = urlsplit(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(url._replace(path=f"/{at}").geturl() if at else url.geturl())
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
