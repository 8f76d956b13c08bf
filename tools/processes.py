"""Keep the processes of a Procfile running until this one is told to end: processes.py PROCFILE.

One that ends is started again, after a pause that grows while it keeps ending; the others go on meanwhile.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from supervise import SIGNALS, Stopped, stop

FIRST_PAUSE, LONGEST_PAUSE = 1, 60
# Seconds after which a process counts as running well, so that its next end begins with the first pause again.
RUNS_WELL = 60
# Seconds for ending in good order, less than `supervise` gives this process.
PATIENCE = 10
POLL_SECONDS = 0.2
# The real-time signals between the first and the last have none.
SIGNAL_NAMES = {one.value: one.name for one in signal.Signals}


class Service:
    """One process that is to run: a shell command in a session of its own."""

    def __init__(self, name, command):
        self.name, self.command = name, command
        self.pause, self.start_at, self.process = FIRST_PAUSE, 0, None

    def attend(self, moment):
        """Start the process when it is due; say so when it has ended. `moment` is monotonic."""
        if self.process is None and moment >= self.start_at:
            try:
                self.process = subprocess.Popen(["sh", "-c", self.command], start_new_session=True)
            except OSError as error:
                # Where memory or processes are short, there may be some in a while.
                self.pause_for(error, moment)
            self.started_at = moment
        elif self.process is not None and (reason := self.take_end()):
            if moment - self.started_at >= RUNS_WELL:
                self.pause = FIRST_PAUSE
            self.pause_for(reason, moment)

    def pause_for(self, reason, moment):
        """Say why the process does not run, and set when it is started again."""
        say(f"{self.name} ended ({reason}); it is started again in {self.pause} s.")
        self.start_at, self.pause = moment + self.pause, min(2 * self.pause, LONGEST_PAUSE)

    def take_end(self):
        """Return why the process ended, with what it had started killed; an empty text while it runs."""
        if not os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return ""
        # While the first process is not waited for, no other can get its number.
        self.kill()
        code, self.process = self.process.wait(), None
        return f"exit code {code}" if code >= 0 else f"killed by {SIGNAL_NAMES.get(-code, f'signal {-code}')}"

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def keep_running(services):
    """Attend to all processes until `Stopped`, then end them."""
    try:
        while True:
            for service in services:
                service.attend(time.monotonic())
            time.sleep(POLL_SECONDS)
    finally:
        end_all([service for service in services if service.process is not None])


def end_all(running):
    """Ask the processes to end, and kill what is still there after PATIENCE."""
    for service in running:
        service.process.terminate()
    limit = time.monotonic() + PATIENCE
    for service in running:
        try:
            service.process.wait(max(0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            service.kill()


def say(line):
    # Whoever read it may have gone; that ends nothing.
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def main(procfile):
    """Run what the file names, a line `name: command` each; return 128 + signal when stopped."""
    for number in SIGNALS:
        signal.signal(number, stop)
    lines = Path(procfile).read_text(encoding="utf-8").splitlines()
    try:
        keep_running([Service(*line.split(": ", 1)) for line in lines])
    except Stopped as stopped:
        return 128 + stopped.args[0]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
