"""A virus scanner that listens on a port of this host and takes a marker of its own for a virus."""

import socketserver
import struct
import threading
from contextlib import contextmanager

MARKER = b"portal-test-marker"


class _Answer(socketserver.StreamRequestHandler):
    def handle(self):
        command = self.rfile.read(1) + b"".join(iter(lambda: self.rfile.read(1), b"\0"))
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        self.wfile.write(self.server.verdict(content))


def _verdict(content):
    return b"stream: Test.Marker FOUND\0" if MARKER in content else b"stream: OK\0"


@contextmanager
def fake_clamd(verdict=_verdict):
    """Listen, and yield the server: its `address` for the setting, and what it has `seen`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answer) as server:
        server.seen, server.verdict = [], verdict
        server.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
