"""The temporary folder of a worker, which goes with it; what a killed one left goes when the next starts."""

import atexit
import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX, LOCK = "gender-equality-worker-", "lock"
# Open for as long as this process or one that it forked lives.
_held: list = []


def open_folder():
    """Keep the temporary files of this process, and of those that it forks, in a folder of their own."""
    clear_left()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    half = (folder / f"{LOCK}.part").open("w")
    fcntl.flock(half, fcntl.LOCK_EX)
    # Under its name once it is locked, so that nobody takes the folder for one that was left.
    os.rename(half.name, folder / LOCK)
    _held.append(half)
    tempfile.tempdir = str(folder)
    atexit.register(_remove, folder, os.getpid())


def clear_left():
    """Remove the folders of workers that were killed: nobody holds their locks any more."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError), lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)


def _remove(folder, owner):
    # A process that was forked ends without the folder.
    if os.getpid() == owner:
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)
