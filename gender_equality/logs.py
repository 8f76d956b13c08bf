import logging
import re
from datetime import datetime

# What a mailed link proves itself by (Django's token generators), and the password within the address of a server.
TOKEN = re.compile(r"\b[0-9a-z]{6,13}-[0-9a-f]{32}\b")
IN_ADDRESS = re.compile(r"(://[^/\s:@]*:)[^\s/@]+(?=@)")


class LineFormatter(logging.Formatter):
    """Writes a line, with its traceback, without what would open a door to whoever reads logs.

    The time has its distance from UTC, and a message stays one line, whatever somebody put into an address.
    """

    def formatTime(self, record, datefmt=None):  # noqa: N802 (as logging has it)
        return datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "milliseconds")

    def formatMessage(self, record):  # noqa: N802
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record):
        return IN_ADDRESS.sub(r"\1…", TOKEN.sub("…", super().format(record)))
