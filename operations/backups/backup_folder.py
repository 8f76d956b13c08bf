"""The folder of archives: their names, what a backup that was killed left, free space, and removing old ones."""

import fcntl
import os
import re
import shutil
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from core.lib.dates.clock import now
from operations.backups.errors import Busy, Refused

ARCHIVE_NAME = re.compile(r"gender-equality-(\d{8}-\d{6})\.tar\.gz(\.age)?")
# Without the media folder: no backup, and never counted as one.
WHOLE, DATABASE_ONLY = "gender-equality", "database-only"
UNFINISHED = re.compile(rf"\.({WHOLE}|{DATABASE_ONLY})-\d{{8}}-\d{{6}}\.tar\.gz(\.age)?\.part")
# What the rest of the host needs to go on, whatever the backup takes.
SPARE_ROOM = 64 * 1024 * 1024


def archives_in(folder):
    """Return the archives of a folder by their names, the oldest first."""
    folder = Path(folder)
    return sorted(path for path in folder.iterdir() if ARCHIVE_NAME.fullmatch(path.name)) if folder.is_dir() else []


def made_at(path):
    """Return when an archive was begun, by its name."""
    moment = datetime.strptime(ARCHIVE_NAME.fullmatch(path.name)[1], "%Y%m%d-%H%M%S")
    return moment.replace(tzinfo=timezone.get_default_timezone())


def free_name(folder, name, ending):
    """Return a path that no archive of the folder has."""
    moment = timezone.localtime(now(), timezone.get_default_timezone())
    while (path := folder / f"{name}-{moment:%Y%m%d-%H%M%S}.tar.gz{ending}").exists():
        moment += timedelta(seconds=1)
    return path


@contextmanager
def backup_lock(folder):
    """Hold the lock of a folder; Busy where another backup writes into it."""
    with (folder / ".backup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Another backup is being written into {folder}.") from None
        yield


def clear_unfinished(folder):
    """Remove what a backup that was killed left.

    Call it under the lock: nobody writes it any more.
    """
    for path in folder.iterdir():
        if UNFINISHED.fullmatch(path.name):
            path.unlink()


def require_room(folder, media):
    """Raise Refused where the folder has no room for an archive.

    Pictures and PDF hardly compress: the archive takes about what the media folder takes.
    """
    needed = SPARE_ROOM
    for path in media.rglob("*"):
        with suppress(FileNotFoundError):
            needed += path.stat().st_size
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(f"{folder} has {free >> 20} MB left; the archive may need {needed >> 20} MB.")


def remove_old(folder, keep):
    """Remove all archives but the `keep` youngest, and return those removed."""
    old = archives_in(folder)[:-keep]
    for path in old:
        path.unlink()
    return old


def sync_folder(folder):
    """Let a rename in the folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
