"""Keeps frozen contents of a data folder, as some release left them, for `test_frozen.py`.

    .venv/bin/python tests/reports/content/keep_contents.py DATA_DIR NAME TABLE:ID…

Of made-up data alone: the file goes with the code. Two contents of one unit come first.
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


def kept_row(database, table, pk):
    content, sha256 = database.execute(f"SELECT content, sha256 FROM {table} WHERE id = ?", (pk,)).fetchone()
    documents = [column[1] for column in database.execute("PRAGMA table_info(reports_document)")]
    internal = "SELECT code FROM reports_document WHERE snapshot_id = ? AND edition = 'internal'"
    code = database.execute(internal, (pk,)).fetchone() if "code" in documents else None
    return {"id": int(pk), "content": json.loads(content), "sha256": sha256, "code": code and code[0]}


def main(data_dir, name, *places):
    with sqlite3.connect(Path(data_dir) / "portal.sqlite3") as database:
        rows = [kept_row(database, *place.split(":")) for place in places]
    database.close()
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False)
    (FOLDER / f"{name}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(*sys.argv[1:])
