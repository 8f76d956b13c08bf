"""Run a command, pass Ctrl-C and SIGTERM on, and leave no process of it behind: supervise.py COMMAND…"""

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
    """This process was asked to end; holds the signal's number."""


def stop(number, frame):
    """Turn a signal into `Stopped`, so that every `finally` on the way runs (a signal handler)."""
    raise Stopped(number)


def living():
    """Return {process id: (parent's id, group's id)}; what has ended (a zombie) is left out."""
    processes = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                # The name in parentheses may itself hold spaces and parentheses.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if fields[0] != "Z":
                processes[int(folder.name)] = int(fields[1]), int(fields[2])
    return processes


def descendants(spared=frozenset()):
    """Return the ids of the living processes below this one, without `spared` and what lies below those."""
    processes = living()
    found, level = set(), {os.getpid()}
    while level:
        level = {pid for pid, (parent, _) in processes.items() if parent in level} - spared - found
        found |= level
    return found


def end_descendants(spared=frozenset()):
    """Kill the living processes below this one until none is left."""
    while left := descendants(spared):
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.02)


def run(command, env=None):
    """Run the command in a session of its own; return its exit code, or 128 + signal when stopped."""
    # Orphans below us become our children, so that none escapes by losing its parent.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    earlier = frozenset(descendants())
    for number in SIGNALS:
        signal.signal(number, stop)
    try:
        # Should this process be killed outright, the kernel signals the command.
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
        end_descendants(spared=earlier)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
