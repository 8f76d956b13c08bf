"""Runs a command, passes Ctrl-C and SIGTERM on, and leaves no process of it behind: supervise.py COMMAND…"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 15
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_CHILD_SUBREAPER = 36


class Stopped(Exception):
    """Somebody asked this process to end; holds the signal's number."""


def stop(number, frame):
    """Signal handler: turn the signal into `Stopped`, so that every `finally` on the way runs."""
    raise Stopped(number)


def living():
    """Map every process id to those of its parent and its group; what has ended (a zombie) is left out."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                # The name in parentheses may itself hold spaces and parentheses.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if fields[0] != "Z":
                found[int(folder.name)] = int(fields[1]), int(fields[2])
    return found


def descendants(spared=frozenset()):
    """Ids of the living processes below this one, without those in `spared` and what lies below them."""
    processes = living()
    found, level = set(), {os.getpid()}
    while level:
        level = {pid for pid, (parent, _) in processes.items() if parent in level} - spared - found
        found |= level
    return found


def end_descendants(spared=frozenset()):
    """Kill what `descendants` names, until nothing is left."""
    while left := descendants(spared):
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.02)


def run(command, env=None):
    """Run the command in a session of its own; returns its exit code, or 128 + signal when it was stopped."""
    # Orphans below us become our children, so that none escapes by losing its parent.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = frozenset(descendants())
    for number in SIGNALS:
        signal.signal(number, stop)
    try:
        # Should we be killed outright, the kernel tells the command.
        guarded = ["setpriv", "--pdeathsig=INT", *command]
        process = subprocess.Popen(guarded, env=env, start_new_session=True)
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except Stopped as stopped:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(PATIENCE)
            return 128 + stopped.args[0]
    except Stopped as stopped:  # a second Ctrl-C
        return 128 + stopped.args[0]
    except subprocess.TimeoutExpired:
        return 128 + signal.SIGKILL
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        end_descendants(spared=before)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
