"""Keeps frozen contents of a data folder, as some release left them, for `test_frozen.py`.

    .venv/bin/python tests/reports/content/keep_contents.py DATA_DIR NAME ID…

Of made-up data alone: the file goes with the code. The ids are those of snapshots, two versions of one report first.
"""

import json
import lzma
import sqlite3
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "kept"


def kept_in(path):
    """[{"id", "content", "sha256", "code" of the internal edition or None}] of a kept file."""
    return json.loads(lzma.decompress(path.read_bytes()))


def rows_of(database, ids):
    documents = [column[1] for column in database.execute("PRAGMA table_info(reports_document)")]
    for pk in ids:
        content, sha256 = database.execute(
            "SELECT content, sha256 FROM progress_snapshot WHERE id = ?", (pk,)
        ).fetchone()
        internal = "SELECT code FROM reports_document WHERE snapshot_id = ? AND edition = 'internal'"
        code = database.execute(internal, (pk,)).fetchone() if "code" in documents else None
        yield {"id": int(pk), "content": json.loads(content), "sha256": sha256, "code": code and code[0]}


def main(data_dir, name, *ids):
    with sqlite3.connect(Path(data_dir) / "portal.sqlite3") as database:
        rows = list(rows_of(database, ids))
    database.close()
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False)
    (FOLDER / f"{name}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(*sys.argv[1:])
