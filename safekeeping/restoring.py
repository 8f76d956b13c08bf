"""Putting an archive back: proved whole, built beside what is there, compared row by row, and swapped in at the end.

Until the swap nothing in use is touched. The swap is two renames of folders and one step of the database; a note in
the staging folder, written before it, lets a run after a crash finish it (`unfinished`, `finish`).
"""

import json
import os
import shutil
from itertools import zip_longest
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from calendars.clock import now
from safekeeping import archives, backups
from safekeeping.afterwards import after_restore
from safekeeping.aside import aside_of
from safekeeping.failures import CutOff, Refused, Unsound
from safekeeping.rows import foreign_tables, last_of_each_app, line_of, models_at, read_rows, set_last_id, write_lines
from safekeeping.sealing import recipients_of

NOTE = "swap.json"


def media_folder():
    return Path(settings.MEDIA_ROOT).resolve()


def staging_folder():
    """Where an archive is laid down: beside the media folder, so that a rename is enough."""
    media = media_folder()
    return media.with_name(f".{media.name}.restoring")


def unfinished():
    """Whether an earlier restore was cut off in its last step: `finish` completes it."""
    return (staging_folder() / NOTE).exists()


def restore(path, *, identities=(), replace=False, is_move=False, say):
    """Put the archive in the place of database and media; Refused, with nothing touched, where that can't be.

    A database that holds people is replaced with `replace` only, and backed up first. `is_move` takes the database
    alone, and lets what was under way go on: nothing happened in between. `say` takes a line about each step.
    """
    media, staging, aside = media_folder(), staging_folder(), aside_of(connection)
    if not is_move and os.path.ismount(media):
        raise Refused(f"{media} is a mount point and can't be renamed: let MEDIA_ROOT be a folder within it.")
    _clear(staging, aside)
    staging.mkdir(parents=True, mode=0o700)
    try:
        manifest = archives.read(path, identities, into=staging)
        tables = models_at(manifest["migrations"])
        _require_all(manifest, tables)
        if not (is_move or manifest["has_media"]):
            raise Refused(f"{path} holds the database alone; restored, it would take the files away.")
        if foreign := foreign_tables(connection):
            raise Refused(f"The database holds tables that are not the portal's: {', '.join(foreign)}.")
        say(f"{path}: whole, made at {manifest['made_at']}, {backups.counted(manifest)}.")
        if _holds_people():
            if not replace:
                raise Refused("The database holds people. With --replace it is backed up first, and then replaced.")
            keys = recipients_of(settings.BACKUP_RECIPIENT)
            made = backups.make(settings.BACKUP_DIR, recipients=keys, with_media=not is_move)
            say(f"What is there is kept in {made.path}.")
        _build(aside, manifest, tables, staging)
        say("Every table was built beside and compared row by row.")
        (staging / "media").mkdir(exist_ok=True)
        if media.exists():
            shutil.copymode(media, staging / "media")
        _write_note(staging, is_move=is_move, keeps_media=not replace)
        _swap(staging, aside)
    except CutOff:
        raise
    except BaseException:
        (staging / NOTE).unlink(missing_ok=True)
        _clear(staging, aside)
        raise
    for line in finish():
        say(line)
    return manifest


def finish():
    """Complete the swap that the note tells of, whatever of it was done; answers what is to be told."""
    staging, aside = staging_folder(), aside_of(connection)
    note = json.loads((staging / NOTE).read_text())
    _swap(staging, aside)
    told = []
    if not note["is_move"]:
        after_restore()
        replaced = Path(note["replaced"])
        if replaced.exists():
            if note["keeps_media"] and any(path.is_file() for path in replaced.rglob("*")):
                told.append(f"The files that were there are kept in {replaced}; delete them when all is well.")
            else:
                shutil.rmtree(replaced)
    (staging / NOTE).unlink()
    shutil.rmtree(staging)
    return told


def _swap(staging, aside):
    """Media first: should the database then refuse, the folders are put back, and all is as before."""
    note = json.loads((staging / NOTE).read_text())
    media, new, replaced = media_folder(), staging / "media", Path(note["replaced"])
    takes_media = not note["is_move"] and new.exists()
    try:
        if takes_media:
            # After a crash, a portal that was started meanwhile has made an empty one.
            while media.exists() and replaced.exists():
                replaced = replaced.with_name(f"{replaced.name}-more")
            if media.exists():
                media.rename(replaced)
            new.rename(media)
        if aside.exists():
            aside.swap()
    except BaseException as error:
        if not _is_still_aside(aside):
            raise CutOff("The last step was cut off. Run restore once more: it finishes it.") from error
        if takes_media and not new.exists():
            media.rename(new)
        if takes_media and replaced.exists() and not media.exists():
            replaced.rename(media)
        raise


def _is_still_aside(aside):
    """Whether the database certainly was not swapped."""
    try:
        return aside.exists()
    except DatabaseError:
        return False


def _clear(staging, aside):
    """Take away what was being built; what is in use is not touched."""
    if staging.exists():
        shutil.rmtree(staging)
    aside.remove()


def _require_all(manifest, tables):
    strange = manifest["tables"].keys() ^ {model._meta.db_table for model in tables}
    if strange:
        raise Unsound(f"The archive's tables are not those of its migrations: {', '.join(sorted(strange))}.")


def _holds_people():
    table = get_user_model()._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def _build(aside, manifest, tables, staging):
    """The archive's state in the database aside, then forward to today's migrations."""
    aside.prepare()
    with aside.in_use():
        executor = MigrationExecutor(connection)
        executor.migrate(last_of_each_app(manifest["migrations"]))
        _empty(tables)
        with transaction.atomic():
            for model in tables:
                with open(staging / archives.TABLE.format(model._meta.db_table), encoding="utf-8") as lines:
                    write_lines(model, lines, connection)
            for model in tables:
                set_last_id(model, manifest["tables"][model._meta.db_table]["last_id"], connection)
            connection.check_constraints()
        for model in tables:
            _compare(model, staging)
        call_command("migrate", interactive=False, verbosity=0)


def _empty(tables):
    """Take out what the migrations themselves wrote; where nothing may be deleted from a table, its triggers rest."""
    if not any(model._base_manager.exists() for model in tables):
        return
    names = [model._meta.db_table for model in tables]
    quoted = [connection.ops.quote_name(name) for name in names]
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


def _compare(model, staging):
    """Every row as the database gives it back against the archive's; Refused with the first that differs."""
    table = model._meta.db_table
    with open(staging / archives.TABLE.format(table), encoding="utf-8") as lines:
        for number, (line, row) in enumerate(zip_longest(lines, read_rows(model, connection)), 1):
            # As values, not as text: jsonb keeps no order of keys and writes some numbers in another way.
            if line is None or row is None or json.loads(line) != json.loads(line_of(row)):
                raise Refused(f"{table}, row {number}: the database does not give back what the archive holds.")


def _write_note(staging, **told):
    """From here on a crash is made good by going forward; all that was laid down reaches the disk first."""
    moment = timezone.localtime(now(), timezone.get_default_timezone())
    media = media_folder()
    told["replaced"] = str(media.with_name(f"{media.name}.replaced-{moment:%Y%m%d-%H%M%S}"))
    os.sync()
    part = staging / f"{NOTE}.part"
    part.write_text(json.dumps(told))
    os.sync()
    part.rename(staging / NOTE)
    os.sync()
