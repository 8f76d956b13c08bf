"""Keeps the database of a data folder for `test_kept_databases.py`, as tests/upgrade/databases/<commit>.sql.xz.

    .venv/bin/python tests/upgrade/keep_database.py DATA_DIR

Of made-up data alone: the file goes with the code. It may have 1 MB.
"""

import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import kept

FOLDER = kept.HERE / "databases"


def main(data_dir):
    commit = subprocess.check_output(["git", "rev-parse", "--short=7", "HEAD"], cwd=kept.ROOT, text=True).strip()
    with sqlite3.connect(Path(data_dir) / kept.DATABASE) as database:
        database.execute(kept.NOT_KEPT)
        sql = "\n".join(database.iterdump()).encode()
    database.close()
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{commit}.sql.xz"
    target.write_bytes(lzma.compress(sql, preset=9 | lzma.PRESET_EXTREME))
    print(f"{target.relative_to(kept.ROOT)}: {target.stat().st_size >> 10} KB")


if __name__ == "__main__":
    main(*sys.argv[1:])
