"""Files that no row names: what a process wrote that was killed before it could commit."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage

from calendars.clock import now

log = logging.getLogger(__name__)
# Longer than any file lies on the disk before its row is there.
AGE = timedelta(days=1)


def clear(folder, rows):
    """Delete files below that folder of the media: those older than AGE that none of `rows`, tuples of names, names."""
    root = Path(default_storage.path(""))
    # The files first, then the rows: what is committed in between counts as named.
    old = [str(path.relative_to(root)) for path in (root / folder).rglob("*") if _is_old(path)]
    named = {name for row in rows for name in row} if old else ()
    orphans = [name for name in old if name not in named]
    for name in orphans:
        log.warning("The file %s belongs to no row and is deleted.", name)
        default_storage.delete(name)


def _is_old(path):
    """Whether it is a file that was put there long ago; what a restore brings back counts from the restore."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    put = datetime.fromtimestamp(max(found.st_mtime, found.st_ctime), UTC)
    return path.is_file() and put < now() - AGE
