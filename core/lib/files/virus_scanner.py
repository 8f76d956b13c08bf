"""The virus scanner (clamd) that an installation may name in `CLAMD`, asked about every file that comes in."""

import logging
import socket
import struct
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
CONNECT_SECONDS, ANSWER_SECONDS = 3, 30
CHUNK, MAX_ANSWER = 2**16, 4096
# The code of the refusal while it does not answer.
AWAY = "scanner_away"


class ScannerAway(Exception):
    """The scanner can't be reached, or answers something else than a verdict."""


def refuse_infected(content):
    """Raise ValidationError where the scanner finds something in the bytes, or can't say.

    Without a scanner in the settings nothing is asked.
    """
    if not settings.CLAMD:
        return
    try:
        verdict = _verdict(content)
    except (ScannerAway, OSError) as error:
        log.error("The virus scanner at %s is away: %s", settings.CLAMD, error)
        away = _(
            "The virus scanner is not responding, so files cannot be accepted now. Save without files and add "
            "them later."
        )
        raise ValidationError(away, code=AWAY) from None
    if verdict:
        log.warning("The virus scanner found %s in an uploaded file.", verdict)
        raise ValidationError(
            _("The virus scanner found “%s” in this file. Do not open it, and tell the person who gave it to you.")
            % verdict
        )


def scanner_fault():
    """Return why the scanner of the settings can't be asked; empty where it answers."""
    try:
        answer = _ask(b"PING")
    except (ScannerAway, OSError) as error:
        return f"cannot be reached ({type(error).__name__})"
    return "" if answer == "PONG" else "answers something else"


def _verdict(content):
    """Return the name of what was found, or nothing for a clean file."""
    answer = _ask(b"INSTREAM", content)
    found = answer.removeprefix("stream: ")
    if found == "OK":
        return ""
    if found.endswith(" FOUND"):
        return found.removesuffix(" FOUND")
    raise ScannerAway(answer or "no answer")


def _ask(command, content=None):
    """Return the answer to a command; `content` follows in chunks, each behind its length."""
    with _connection() as scanner:
        try:
            scanner.sendall(b"z" + command + b"\0")
            if content is not None:
                for start in range(0, len(content), CHUNK):
                    part = content[start : start + CHUNK]
                    scanner.sendall(struct.pack("!I", len(part)) + part)
                scanner.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It has said why, as with a file larger than its own limit, and hung up.
            log.info("The virus scanner hung up before the end.")
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER and (part := scanner.recv(MAX_ANSWER)):
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


@contextmanager
def _connection():
    """Open a connection to `host:port`, or to a socket by its path."""
    if settings.CLAMD.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(CONNECT_SECONDS)
        with scanner:
            scanner.connect(settings.CLAMD)
            scanner.settimeout(ANSWER_SECONDS)
            yield scanner
        return
    host, _colon, port = settings.CLAMD.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS) as scanner:
        scanner.settimeout(ANSWER_SECONDS)
        yield scanner
