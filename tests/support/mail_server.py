"""A mail server on loopback that keeps what it was given, and that refuses or breaks off where it is told to."""

import socketserver
import threading
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """`refusals`: {command: answer} said instead of "yes"; BREAK closes the line there without a word."""

    allow_reuse_address = daemon_threads = True
    BREAK = None

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails, self.refusals = [], {}


class Talk(socketserver.StreamRequestHandler):
    def say(self, step, words):
        """Whether the step was allowed; what is told otherwise ends it."""
        answer = self.server.refusals.get(step, words)
        if answer is MailServer.BREAK:
            raise ConnectionAbortedError
        self.wfile.write(f"{answer}\r\n".encode())
        return answer == words

    def handle(self):
        try:
            self.say("GREETING", "220 mail")
            while line := self.rfile.readline():
                command = line.split(None, 1)[0].decode().upper()
                if command == "QUIT":
                    self.say(command, "221 bye")
                    return
                if self.say(command, "354 go on" if command == "DATA" else "250 yes") and command == "DATA":
                    self.take()
        except ConnectionAbortedError:
            return

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        # A server that breaks off afterwards has the mail all the same.
        if self.server.refusals.get("END") in (None, "250 yes"):
            self.server.mails.append(b"".join(lines))
        self.say("END", "250 yes")


@contextmanager
def serving():
    """The server, for whoever is told its `server_address`."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def running(settings):
    """The server, to which the portal's mails go meanwhile."""
    with serving() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
