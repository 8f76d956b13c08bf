"""Loaded by Python itself where this folder is on PYTHONPATH: a sleep that faketime lets through.

Python 3.11 sleeps until an instant of the clock that only goes forward, which Debian 12's faketime takes for the other
clock: it fails, or never ends.
"""

import select
import time


def sleep(seconds):
    select.select([], [], [], seconds)


time.sleep = sleep
