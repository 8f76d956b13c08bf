"""Making an archive of everything, and keeping a number of them."""

import fcntl
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection
from django.utils import timezone

from calendars.clock import now
from safekeeping.archives import read, writing
from safekeeping.failures import Busy, Refused
from safekeeping.rows import LEFT_OUT, applied_migrations, file_fields, last_ids, line_of, models_at, read_rows
from safekeeping.snapshot import one_moment

NAMED = re.compile(r"gender-equality-(\d{8}-\d{6})\.tar\.gz(\.age)?")
# Without the media folder: no backup, and never counted as one.
WHOLE, DATABASE = "gender-equality", "database-only"
UNFINISHED = re.compile(rf"\.({WHOLE}|{DATABASE})-\d{{8}}-\d{{6}}\.tar\.gz(\.age)?\.part")
# What the rest of the host needs to go on, whatever the backup takes.
SPARE_ROOM = 64 * 1024 * 1024


@dataclass(frozen=True)
class Made:
    """An archive that stands, its manifest, the older ones that went, and files that no row names."""

    path: Path
    manifest: dict
    removed: list
    strays: int


def make(folder, *, recipients=(), keep=0, with_media=True):
    """Write an archive, prove it by reading it, then remove older ones beyond `keep` (0: none goes).

    A file that a row names and that is gone stands in the manifest as missing: the archive is kept, and no older one
    goes. Rows and their file may have gone while it was read, so it is read once more before that is said.
    Busy where another backup runs into the same folder; Refused where there is no room.
    """
    folder = Path(folder).resolve()
    media = Path(settings.MEDIA_ROOT).resolve()
    if folder.is_relative_to(media):
        raise Refused(f"{folder} lies in the media folder: a backup would hold itself.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        _clear_unfinished(folder)
        if with_media:
            _require_room(folder, media)
        path = _free_name(folder, WHOLE if with_media else DATABASE, ".age" if recipients else "")
        part = folder / f".{path.name}.part"
        # The archive is encrypted for a key that is not here. One more, which nobody ever sees, is there to prove it.
        prover = pyrage.x25519.Identity.generate()
        keys = [*recipients, prover.to_public()] if recipients else []
        try:
            for _turn in range(2):
                manifest, strays = _write(part, keys, media if with_media else None)
                if not manifest["missing"]:
                    break
            if read(part, [prover]) != manifest:
                raise Refused("The archive does not read back as it was written: is the disk sound?")
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(folder)
        removed = _remove_old(folder, keep) if keep and not manifest["missing"] else []
    return Made(path, manifest, removed, strays)


def archives_in(folder):
    """The archives of a folder by their names, the oldest first."""
    folder = Path(folder)
    return sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name)) if folder.is_dir() else []


def made_at(path):
    """When an archive was begun, by its name."""
    moment = datetime.strptime(NAMED.fullmatch(path.name)[1], "%Y%m%d-%H%M%S")
    return moment.replace(tzinfo=timezone.get_default_timezone())


def counted(manifest):
    """What an archive holds, in words."""
    rows = sum(table["rows"] for table in manifest["tables"].values())
    missing = f"; {len(manifest['missing'])} files were gone already" if manifest["missing"] else ""
    return f"{rows} rows in {len(manifest['tables'])} tables, {len(manifest['media'])} files{missing}"


def _write(part, recipients, media):
    """(manifest, number of files that no row names) of the whole, written under a name that nobody takes for it."""
    made = now()
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with writing(file, recipients, part.parent) as archive:
            with one_moment(connection):
                migrations, named = applied_migrations(connection), {}
                for model in models_at(migrations):
                    table = model._meta.db_table
                    lines = _lines(model, named)
                    archive.add_table(table, lines, last_ids(model, connection))
            missing, strays = _add_media(archive, media, named) if media else ([], 0)
            manifest = archive.finish(
                made_at=made.isoformat(), vendor=connection.vendor, migrations=migrations, left_out=LEFT_OUT,
                missing=missing, has_media=media is not None,
            )  # fmt: skip
        file.flush()
        os.fsync(file.fileno())
    return manifest, strays


def _lines(model, named):
    """The table's lines; on the way each file that a row names is put into `named` with its column."""
    files = file_fields(model)
    for row in read_rows(model, connection):
        for field in files:
            if row[field.column]:
                named[row[field.column]] = f"{model._meta.db_table}.{field.column}"
        yield line_of(row)


def _add_media(archive, media, named):
    """(the named files that are gone, how many were found that nobody names)."""
    there = [str(path.relative_to(media)) for path in sorted(media.rglob("*")) if _is_file(path)]
    gone = []
    for name in sorted({*there, *named}):
        try:
            with open(media / name, "rb") as file:
                archive.add_file(name, file, os.fstat(file.fileno()))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            if name in named:
                gone.append(f"{name} ({named[name]})")
    return gone, len(set(there) - named.keys())


def _is_file(path):
    # A link could lead anywhere; the portal makes none.
    return path.is_file() and not path.is_symlink()


@contextmanager
def _alone(folder):
    with (folder / ".backup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Another backup is being written into {folder}.") from None
        yield


def _clear_unfinished(folder):
    """Remove what a backup that was killed left, under the lock: nobody writes it any more."""
    for path in folder.iterdir():
        if UNFINISHED.fullmatch(path.name):
            path.unlink()


def _require_room(folder, media):
    """Pictures and PDF hardly pack: the archive takes about what the media folder takes."""
    needed = SPARE_ROOM
    for path in media.rglob("*"):
        with suppress(FileNotFoundError):
            needed += path.stat().st_size
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(f"{folder} has {free >> 20} MB left; the archive may need {needed >> 20} MB.")


def _free_name(folder, name, ending):
    moment = timezone.localtime(now(), timezone.get_default_timezone())
    while (path := folder / f"{name}-{moment:%Y%m%d-%H%M%S}.tar.gz{ending}").exists():
        moment += timedelta(seconds=1)
    return path


def _remove_old(folder, keep):
    old = archives_in(folder)[:-keep]
    for path in old:
        path.unlink()
    return old


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
