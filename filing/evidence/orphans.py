"""Orphaned files: written by a process that was killed before it could commit."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from core.lib.dates.clock import now

log = logging.getLogger(__name__)
# Longer than any transaction that writes a file before its row.
AGE = timedelta(days=1)


def clear(folder, rows):
    """Delete the files below a media folder that are older than AGE and named in no row.

    `rows` are tuples of file names.
    """
    root = Path(default_storage.path(""))
    # The files are listed before the rows are read, so a row committed in between keeps its file.
    old = [str(path.relative_to(root)) for path in (root / folder).rglob("*") if _is_old(path)]
    named = {name for row in rows for name in row} if old else ()
    orphans = [name for name in old if name not in named]
    for name in orphans:
        log.warning("The file %s belongs to no row and is deleted.", name)
        default_storage.delete(name)


def _is_old(path):
    """Return whether it is a file older than AGE; a restored file counts from the restore."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return False
    written_at = datetime.fromtimestamp(max(stat.st_mtime, stat.st_ctime), UTC)
    return path.is_file() and written_at < now() - AGE
