"""The restore of an archive: proved whole, built beside what is there, compared row by row, swapped in.

Until the swap (`operations.backups.restoring.swap`) nothing in use is touched.
"""

import os
import shutil

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from operations.backups.archive import archives
from operations.backups.archive.encryption import parse_recipients
from operations.backups.archive.recorded_models import foreign_tables, models_at
from operations.backups.backup import describe, make_backup
from operations.backups.errors import Interrupted, InvalidArchive, Refused
from operations.backups.restoring.rebuilding import rebuild
from operations.backups.restoring.staging import staging_database_for
from operations.backups.restoring.swap import NOTE, finish, media_folder, staging_folder, swap, write_note


def restore(path, *, identities=(), replace=False, is_move=False, say):
    """Put the archive in the place of database and media; Refused, with nothing touched, where that can't be.

    A database that holds people is replaced with `replace` only, and backed up first. `is_move` takes the database
    alone, and lets what was under way go on: nothing happened in between. `say` takes a line about each step.
    """
    media, folder, staging_database = media_folder(), staging_folder(), staging_database_for(connection)
    if not is_move and os.path.ismount(media):
        raise Refused(f"{media} is a mount point and can't be renamed: let MEDIA_ROOT be a folder within it.")
    _clear(folder, staging_database)
    folder.mkdir(parents=True, mode=0o700)
    try:
        manifest = archives.read(path, identities, into=folder)
        tables = models_at(manifest["migrations"])
        _require_all(manifest, tables)
        if not (is_move or manifest["has_media"]):
            raise Refused(f"{path} holds the database alone; restored, it would take the files away.")
        if foreign := foreign_tables(connection):
            raise Refused(f"The database holds tables that are not the portal's: {', '.join(foreign)}.")
        say(f"{path}: whole, made at {manifest['made_at']}, {describe(manifest)}.")
        if _holds_people():
            if not replace:
                raise Refused("The database holds people. With --replace it is backed up first, and then replaced.")
            keys = parse_recipients(settings.BACKUP_RECIPIENT)
            backup = make_backup(settings.BACKUP_DIR, recipients=keys, with_media=not is_move)
            say(f"What is there is kept in {backup.path}.")
        rebuild(staging_database, manifest, tables, folder)
        say("Every table was built beside and compared row by row.")
        (folder / "media").mkdir(exist_ok=True)
        if media.exists():
            shutil.copymode(media, folder / "media")
        write_note(folder, is_move=is_move, keeps_media=not replace)
        swap(folder, staging_database)
    except Interrupted:
        raise
    except BaseException:
        (folder / NOTE).unlink(missing_ok=True)
        _clear(folder, staging_database)
        raise
    for line in finish():
        say(line)
    return manifest


def _clear(folder, staging_database):
    """Remove what was being built; what is in use is not touched."""
    if folder.exists():
        shutil.rmtree(folder)
    staging_database.remove()


def _require_all(manifest, tables):
    """Raise InvalidArchive where the archive's tables are not those of its migrations."""
    strange = manifest["tables"].keys() ^ {model._meta.db_table for model in tables}
    if strange:
        raise InvalidArchive(f"The archive's tables are not those of its migrations: {', '.join(sorted(strange))}.")


def _holds_people():
    table = get_user_model()._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None
