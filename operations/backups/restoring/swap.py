"""The last step of a restore: two renames of folders and one step of the database.

A note in the staging folder, written before the swap, lets a run after a crash finish it (`is_unfinished`, `finish`).
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from core.lib.dates.clock import now
from operations.backups.errors import Interrupted
from operations.backups.restoring.post_restore import post_restore
from operations.backups.restoring.staging import staging_database_for

NOTE = "swap.json"


def media_folder():
    """Return the media folder in use."""
    return Path(settings.MEDIA_ROOT).resolve()


def staging_folder():
    """Return the folder an archive is laid down in: beside the media folder, so that a rename is enough."""
    media = media_folder()
    return media.with_name(f".{media.name}.restoring")


def is_unfinished():
    """Return whether an earlier restore was cut off in its last step; `finish` completes it."""
    return (staging_folder() / NOTE).exists()


def write_note(folder, *, is_move, keeps_media):
    """Write the note of the swap into the staging folder, once all that was laid down has reached the disk.

    From here on a crash is made good by going forward.
    """
    moment = timezone.localtime(now(), timezone.get_default_timezone())
    media = media_folder()
    replaced = str(media.with_name(f"{media.name}.replaced-{moment:%Y%m%d-%H%M%S}"))
    os.sync()
    part = folder / f"{NOTE}.part"
    part.write_text(json.dumps({"is_move": is_move, "keeps_media": keeps_media, "replaced": replaced}))
    os.sync()
    part.rename(folder / NOTE)
    os.sync()


def swap(folder, staging_database):
    """Put the new media folder and database in the place of those in use, as the note says.

    Media first: should the database then refuse, the folders are put back, and all is as before.
    """
    note = json.loads((folder / NOTE).read_text())
    media, new, replaced = media_folder(), folder / "media", Path(note["replaced"])
    takes_media = not note["is_move"] and new.exists()
    try:
        if takes_media:
            # After a crash, a portal that was started meanwhile has made an empty one.
            while media.exists() and replaced.exists():
                replaced = replaced.with_name(f"{replaced.name}-more")
            if media.exists():
                media.rename(replaced)
            new.rename(media)
        if staging_database.exists():
            staging_database.swap()
    except BaseException as error:
        if not _is_not_swapped(staging_database):
            raise Interrupted("The last step was cut off. Run restore once more: it finishes it.") from error
        if takes_media and not new.exists():
            media.rename(new)
        if takes_media and replaced.exists() and not media.exists():
            replaced.rename(media)
        raise


def _is_not_swapped(staging_database):
    """Return whether the database certainly was not swapped."""
    try:
        return staging_database.exists()
    except DatabaseError:
        return False


def finish():
    """Complete the swap that the note tells of, whatever of it was done; return lines for whoever restores."""
    folder, staging_database = staging_folder(), staging_database_for(connection)
    note = json.loads((folder / NOTE).read_text())
    swap(folder, staging_database)
    lines = []
    if not note["is_move"]:
        post_restore()
        replaced = Path(note["replaced"])
        if replaced.exists():
            if note["keeps_media"] and any(path.is_file() for path in replaced.rglob("*")):
                lines.append(f"The files that were there are kept in {replaced}; delete them when all is well.")
            else:
                shutil.rmtree(replaced)
    (folder / NOTE).unlink()
    shutil.rmtree(folder)
    return lines
