"""Making an archive of everything: written, read back to prove it, and old ones removed."""

import os
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection

from core.lib.dates.clock import now
from operations.backups.archive.archives import read, writing
from operations.backups.archive.key_counters import last_id
from operations.backups.archive.recorded_models import LEFT_OUT, applied_migrations, file_fields, models_at
from operations.backups.archive.serialization import line_of, read_rows
from operations.backups.backup_folder import (
    DATABASE_ONLY,
    WHOLE,
    backup_lock,
    clear_unfinished,
    free_name,
    remove_old,
    require_room,
    sync_folder,
)
from operations.backups.consistent_read import consistent_read
from operations.backups.errors import Refused


@dataclass(frozen=True)
class BackupFile:
    """A finished archive, its manifest, the older ones that were removed, and the number of files no row names."""

    path: Path
    manifest: dict
    removed: list
    strays: int


def make_backup(folder, *, recipients=(), keep=0, with_media=True):
    """Write an archive, prove it by reading it, then remove older ones beyond `keep` (0: none is removed).

    A file that a row names and that is gone stands in the manifest as missing: the archive is kept, and no older one
    is removed. Rows and their file may have gone while it was read, so it is read once more before that is said.
    Busy where another backup runs into the same folder; Refused where there is no room.
    """
    folder = Path(folder).resolve()
    media = Path(settings.MEDIA_ROOT).resolve()
    if folder.is_relative_to(media):
        raise Refused(f"{folder} lies in the media folder: a backup would hold itself.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with backup_lock(folder):
        clear_unfinished(folder)
        if with_media:
            require_room(folder, media)
        path = free_name(folder, WHOLE if with_media else DATABASE_ONLY, ".age" if recipients else "")
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
        sync_folder(folder)
        removed = remove_old(folder, keep) if keep and not manifest["missing"] else []
    return BackupFile(path, manifest, removed, strays)


def describe(manifest):
    """Return in words what an archive holds."""
    rows = sum(table["rows"] for table in manifest["tables"].values())
    missing = f"; {len(manifest['missing'])} files were gone already" if manifest["missing"] else ""
    return f"{rows} rows in {len(manifest['tables'])} tables, {len(manifest['media'])} files{missing}"


def _write(part, recipients, media):
    """Write the whole archive to `part`; return (manifest, number of files that no row names)."""
    begun_at = now()
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with writing(file, recipients, part.parent) as archive:
            with consistent_read(connection):
                migrations, named_files = applied_migrations(connection), {}
                for model in models_at(migrations):
                    lines = _lines(model, named_files)
                    archive.add_table(model._meta.db_table, lines, last_id(model, connection))
            missing, strays = _add_media(archive, media, named_files) if media else ([], 0)
            manifest = archive.finish(
                made_at=begun_at.isoformat(),
                vendor=connection.vendor,
                migrations=migrations,
                left_out=LEFT_OUT,
                missing=missing,
                has_media=media is not None,
            )
        file.flush()
        os.fsync(file.fileno())
    return manifest, strays


def _lines(model, named_files):
    """Yield the table's lines, and put each file that a row names into `named_files` with its column."""
    fields = file_fields(model)
    for row in read_rows(model, connection):
        for field in fields:
            if row[field.column]:
                named_files[row[field.column]] = f"{model._meta.db_table}.{field.column}"
        yield line_of(row)


def _add_media(archive, media, named_files):
    """Add the media files; return (the named files that are gone, the number of files that no row names)."""
    existing = [str(path.relative_to(media)) for path in sorted(media.rglob("*")) if _is_file(path)]
    missing = []
    for name in sorted({*existing, *named_files}):
        try:
            with open(media / name, "rb") as file:
                archive.add_file(name, file, os.fstat(file.fileno()))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            if name in named_files:
                missing.append(f"{name} ({named_files[name]})")
    return missing, len(set(existing) - named_files.keys())


def _is_file(path):
    # A link could lead anywhere; the portal makes none.
    return path.is_file() and not path.is_symlink()
