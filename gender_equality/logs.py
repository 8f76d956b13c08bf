"""The log formatter, which keeps secrets out of the logs."""

import logging
import re
from datetime import datetime

# The token of a mailed link (Django's token generators), and the password in the URL of a server.
TOKEN = re.compile(r"\b[0-9a-z]{6,13}-[0-9a-f]{32}\b")
URL_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^\s/@]+(?=@)")


class LineFormatter(logging.Formatter):
    """Format a line and its traceback without tokens and passwords.

    The time has its offset from UTC. Line breaks in a message are escaped, as an address may hold any text.
    """

    def formatTime(self, record, datefmt=None):  # noqa: N802 (as logging has it)
        return datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "milliseconds")

    def formatMessage(self, record):  # noqa: N802
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record):
        return URL_PASSWORD.sub(r"\1…", TOKEN.sub("…", super().format(record)))
