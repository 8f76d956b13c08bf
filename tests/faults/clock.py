"""The clock of a portal's processes, which a test sets forward while they run."""

import os
import time
from pathlib import Path

import pytest

LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
SLEEPING = Path(__file__).with_name("sleeping")


class Clock:
    """`Clock(portal, at)`: every process that the portal starts from now on goes by it; never a server.

    `at` are aware instants. Set back, it would only show what no clock does.
    """

    def __init__(self, portal, at):
        if not os.path.exists(LIBRARY):
            pytest.skip("faketime is missing")
        self.file = portal.data_dir / "clock"
        self.jump(at)
        # Only the time of day: what a process waits for, and how old a file is, stays as it is.
        portal.env |= {
            "LD_PRELOAD": LIBRARY,
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, (str(SLEEPING), portal.env.get("PYTHONPATH")))),
        }

    def jump(self, at):
        """It is that instant now, and goes on from there."""
        self.ahead = at.timestamp() - time.time()
        aside = self.file.with_suffix(".new")
        aside.write_text(f"{self.ahead:+.3f}\n")
        aside.replace(self.file)

    def timestamp(self):
        """What `time.time()` is for the portal."""
        return time.time() + self.ahead
