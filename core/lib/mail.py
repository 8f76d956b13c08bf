"""Mails whose headers strict gateways take, and the connection to the server."""

import logging
from contextlib import contextmanager, suppress
from email.header import decode_header, make_header

from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)
# RFC 5322 recommends 78 at most; encoded words are made for 76 (RFC 2047).
LINE_LENGTH = 76


class FoldedMail(EmailMessage):
    """A mail of which no header begins with an empty line, however long its Vietnamese subject or names are.

    Django folds encoded words as if the header's name took no room, and the generator then breaks before the first:
    RFC 5322 (3.2.2) lets no line of a folded header be blank.
    """

    def message(self, *args, **kwargs):
        message = super().message(*args, **kwargs)
        for name, value in message.items():
            if "=?" in value:
                # A subject may hold what looks encoded; that is told as it was typed.
                words = [(self.subject, "utf-8")] if name == "Subject" else decode_header(value)
                folded = make_header(words, maxlinelen=LINE_LENGTH, header_name=name)
                message.replace_header(name, folded)
        return message


@contextmanager
def mail_server():
    """Open a connection to the mail server for a block, None where none is reached; then nothing was sent."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        # Also every error of smtplib. Addresses may stand in the server's words, which belong in no log.
        log.warning("The mail server was not reached: %s", type(error).__name__)
        yield None
        return
    try:
        yield connection
    finally:
        # An error at QUIT changes nothing.
        with suppress(OSError):
            connection.close()
