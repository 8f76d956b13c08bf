"""Tombstones: a line for each past purge, by which a restore of an older backup erases the same words again.

A line holds the length of the words and a keyed digest of them, never the words. The file lies beside the database,
and no restore puts it back.
"""

import json
import os

from django.conf import settings
from django.db import transaction

from operations.erasure.erasing import erase
from operations.erasure.matching import DigestedWords, mac_of


def tombstones_path():
    """Return the path of the tombstones: beside the database, to be copied with the backups."""
    return settings.DATA_DIR / "purges.jsonl"


def write_tombstone(words, files, root):
    """Append a tombstone after commit."""
    line = {"length": len(words), "mac": mac_of(words.lower()), "files": sorted(files), "root": root}
    transaction.on_commit(lambda: _append(line))


def _append(line):
    descriptor = os.open(tombstones_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def erase_again():
    """Erase after a restore what was erased since the backup; return the number of purges.

    May be run twice.
    """
    path = tombstones_path()
    if not path.exists():
        return 0
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines:
        erase(DigestedWords(line["length"], line["mac"]), line["files"], line["root"])
    return len(lines)
