"""Check that a port is free: check_port.py HOST PORT."""

import socket
import sys


def main(host, port):
    """Bind the address for a moment, as the web server will; exit with 1 and the reason where that fails."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            sys.exit(
                f"The portal cannot listen on {host}:{port}: {error.strerror}. "
                f"Give another port, for example: make run PORT={int(port) % 65535 + 1}"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
