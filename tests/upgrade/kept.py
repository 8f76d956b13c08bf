"""The data folder of an installation: packed to be kept, unpacked, brought up to date and run as `make run` does.

A kept folder is `tests/upgrade/<commit>/`: `data.tar.xz` (the data folder, its database as SQL), `pages.json.xz`
(the pages that were answered, for a readable difference), `expected.json` (everything that is compared).
"""

import ctypes
import hashlib
import io
import json
import lzma
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import zlib
from importlib.metadata import version
from pathlib import Path

WRITERS = ("weasyprint", "python-docx", "XlsxWriter", "vl-convert-python", "pillow")
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATABASE, SQL = "portal.sqlite3", "portal.sql"
# Whoever is logged in when a folder is kept is not later on; PDF files hardly shrink, and are made anew anyway.
NOT_KEPT = "DELETE FROM accounts_session"
LARGEST_FILE = 36_000
LEFT_OUT = re.compile(r"static/|lock$|celerybeat|portal\.sqlite3")
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
# The answers are given in one instant of the demonstration's day, hours after the last that anybody did.
ANSWERED_AT = "2020-12-18 06:00:00"
# What a surrounding `make test` sets for itself.
NOT_INHERITED = {
    *("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "DATA_DIR", "MEDIA_ROOT", "DEBUG"),
    *("SECRET_KEY", "PURGE_KEY", "DEMO_PASSWORD", "PUBLIC_URL", "EXIT_URL"),
}


def pack(data_dir, target):
    """Write the data folder into one archive, the same for the same folder."""
    data_dir = Path(data_dir)
    with sqlite3.connect(data_dir / DATABASE) as database:
        database.execute(NOT_KEPT)
    files = {SQL: "\n".join(database.iterdump()).encode()}
    database.close()
    for path in sorted(data_dir.rglob("*")):
        name = str(path.relative_to(data_dir))
        if path.is_file() and not LEFT_OUT.search(name) and path.stat().st_size <= LARGEST_FILE:
            files[name] = path.read_bytes()
    with tarfile.open(target, "w:xz", preset=9 | lzma.PRESET_EXTREME) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o600
            archive.addfile(entry, io.BytesIO(data))


def unpack(archive, data_dir):
    """Make the data folder anew from its archive."""
    with tarfile.open(archive) as tar:
        tar.extractall(data_dir, filter="data")
    sql = Path(data_dir) / SQL
    with sqlite3.connect(Path(data_dir) / DATABASE) as database:
        database.executescript(sql.read_text(encoding="utf-8"))
    database.close()
    sql.unlink()


def environment(data_dir, at, **given):
    """Return what `tools/run` sets for the demonstration in that folder; its clock says `at` (UTC)."""
    env = {"DJANGO_SETTINGS_MODULE": "gender_equality.settings"}
    env |= {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    env |= {
        "DATA_DIR": str(data_dir),
        "SECRET_KEY": (Path(data_dir) / "secret_key").read_text().strip(),
        "DEMO_TODAY": "2020-12-18",
        "LOG_LEVEL": "ERROR",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests", HERE))),
    }
    # Only the time of day: what a process waits for, and how old a file is, stays as it is.
    clock = {"LD_PRELOAD": FAKETIME, "FAKETIME": at, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
    return env | clock | given


def prepare(env):
    """Migrate and load what `make run` does, with its own command line."""
    commands = re.findall(r"^\s*\.venv/bin/python (tools/prepare\.py .*)$", (ROOT / "tools/run").read_text(), re.M)
    return run(commands[-1].split(), env)


def run(command, env, **given):
    """Return what a Python program of the checkout prints. RuntimeError where it fails."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, **given)
    if done.returncode:
        raise RuntimeError(f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
    return done.stdout


def ask(questions, env):
    """Ask the portal of that environment. {kind: {what was asked: answer}}"""
    return json.loads(run([str(HERE / "witness.py")], env, input=json.dumps(questions)))


def made_with():
    """Return the versions by which the bytes of a document are what they are."""
    pango, harfbuzz = ctypes.CDLL("libpango-1.0.so.0"), ctypes.CDLL("libharfbuzz.so.0")
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    system = {
        "pango": str(pango.pango_version()),
        "harfbuzz": harfbuzz.hb_version_string().decode(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return system | {name: version(name) for name in WRITERS}


def digests_of(pages):
    """Digest pages. {page: the SHA-256 of what was answered}"""
    return {page: hashlib.sha256(text.encode()).hexdigest() for page, text in pages.items()}


def read_pages(path):
    return json.loads(lzma.decompress(path.read_bytes()))


def write_pages(pages, path):
    text = json.dumps(pages, ensure_ascii=False, indent=0)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
