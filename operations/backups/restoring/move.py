"""Moving the database to another server.

An archive of it is restored there by another process, whose settings name the other server.
"""

import os
import subprocess
import sys
import tempfile

import environ
from django.conf import settings
from django.db import connection

from operations.backups.archive.archives import digest_of_lines
from operations.backups.archive.recorded_models import models_at
from operations.backups.archive.serialization import line_of, read_rows
from operations.backups.backup import make_backup
from operations.backups.errors import Refused


def move(url, *, replace=False, say):
    """Fill the database at that address with what this one holds; the media folder stays where it is.

    Refused where the other holds people (without `replace`), and where somebody wrote into this one meanwhile.
    """
    _require_other_database(url)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".moving-") as folder:
        backup = make_backup(folder, with_media=False)
        say(f"{sum(table['rows'] for table in backup.manifest['tables'].values())} rows were read.")
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(backup.path), "--move"]
        options = ["--replace"] if replace else []
        # The other process writes to the same place, after this line.
        sys.stdout.flush()
        process = subprocess.run([*command, *options], env=os.environ | {"DATABASE_URL": url})  # noqa: S603
        if process.returncode:
            raise Refused("The other database was not filled; the words above say why. This one is as it was.")
    if changed := _changed_since(backup.manifest):
        raise Refused(
            f"Somebody wrote into this database meanwhile ({', '.join(changed)}): end web, worker and beat, and run "
            "the same command once more with --replace."
        )


def _require_other_database(url):
    try:
        other = environ.Env.db_url_config(url)
    except Exception as error:
        # The library raises whatever it likes for what is no address.
        raise Refused("That is no address of a database, such as postgres://user:password@host/name.") from error
    own = connection.settings_dict
    if not other.get("ENGINE"):
        raise Refused("That is no address of a database, such as postgres://user:password@host/name.")
    if all(str(other.get(key) or "") == str(own.get(key) or "") for key in ("ENGINE", "NAME", "HOST", "PORT")):
        raise Refused("That is the database that is in use already.")


def _changed_since(manifest):
    """Return the tables that no longer hold what the archive holds."""
    changed = []
    for model in models_at(manifest["migrations"]):
        table = model._meta.db_table
        digest = digest_of_lines(line_of(row) for row in read_rows(model, connection))
        if digest != manifest["tables"][table]["sha256"]:
            changed.append(table)
    return changed
