"""Taking the database to another server: an archive of it, restored there by a process that is set up for there."""

import os
import subprocess
import sys
import tempfile

import environ
from django.conf import settings
from django.db import connection

from safekeeping import archives, backups
from safekeeping.failures import Refused
from safekeeping.rows import line_of, models_at, read_rows


def move(url, *, replace=False, say):
    """Fill the database of that address with what this one holds; the media folder stays where it is.

    Refused where the other holds people (without `replace`), and where somebody wrote into this one meanwhile.
    """
    _require_another(url)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".moving-") as folder:
        made = backups.make(folder, with_media=False)
        say(f"{sum(table['rows'] for table in made.manifest['tables'].values())} rows were read.")
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(made.path), "--move"]
        options = ["--replace"] if replace else []
        # The other process writes to the same place, after this line.
        sys.stdout.flush()
        done = subprocess.run([*command, *options], env=os.environ | {"DATABASE_URL": url})  # noqa: S603
        if done.returncode:
            raise Refused("The other database was not filled; the words above say why. This one is as it was.")
    if changed := _changed_since(made.manifest):
        raise Refused(
            f"Somebody wrote into this database meanwhile ({', '.join(changed)}): end web, worker and beat, and run "
            "the same command once more with --replace."
        )


def _require_another(url):
    try:
        other = environ.Env.db_url_config(url)
    except Exception as error:
        # Whatever the library makes of a word that is no address.
        raise Refused("That is no address of a database, such as postgres://user:password@host/name.") from error
    mine = connection.settings_dict
    if not other.get("ENGINE"):
        raise Refused("That is no address of a database, such as postgres://user:password@host/name.")
    if all(str(other.get(key) or "") == str(mine.get(key) or "") for key in ("ENGINE", "NAME", "HOST", "PORT")):
        raise Refused("That is the database that is in use already.")


def _changed_since(manifest):
    """The tables that hold something else than the archive took down."""
    changed = []
    for model in models_at(manifest["migrations"]):
        table = model._meta.db_table
        if archives.sum_of(line_of(row) for row in read_rows(model, connection)) != manifest["tables"][table]["sha256"]:
            changed.append(table)
    return changed
