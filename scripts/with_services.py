"""A PostgreSQL and a Redis of one's own, gone again at the end: with_services.py COMMAND…

In Python: `with services() as env`.
PostgreSQL refuses to run as root, so root starts it as Debian's user `postgres`.
"""

import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import supervise

START_SECONDS = 30
ATTEMPTS = 3
# Redis gives each portal under test a database number of its own.
REDIS_DATABASES = 256


def free_port():
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_user(user):
    """The prefix that runs a command as `user` where we are root, and ends it should we be killed."""
    prefix = ["setpriv", "--pdeathsig=INT"]
    return [*prefix, f"--reuid={user}", f"--regid={user}", "--init-groups"] if user and os.geteuid() == 0 else prefix


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _started(process, is_ready):
    """True once `is_ready()`, False when the process has ended; an error after START_SECONDS."""
    limit = time.monotonic() + START_SECONDS
    while process.poll() is None:
        if is_ready():
            return True
        if time.monotonic() > limit:
            raise TimeoutError(f"{process.args} was not ready within {START_SECONDS} s")
        time.sleep(0.05)
    return False


def _end(process):
    """End one of the two servers in good order, without waiting for its clients."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _server(command_for, is_ready, log):
    """Start `command_for(port)` on a free port, which others may snatch meanwhile; yield the port."""
    for _ in range(ATTEMPTS):
        port = free_port()
        with log.open("ab") as output:
            process = subprocess.Popen(
                command_for(port),
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            if _started(process, lambda port=port: is_ready(port)):
                yield port
                return
        finally:
            _end(process)
    raise RuntimeError(f"A server of the tests does not start:\n{log.read_text()}")


class Cluster:
    """A folder of PostgreSQL's data, and the command that runs a server on it: one that trusts this machine."""

    SETTINGS = {
        "listen_addresses": "127.0.0.1",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": 200,
    }

    def __init__(self, folder):
        """Make it in a folder that PostgreSQL's own user may enter; RuntimeError where its programs are missing."""
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        found = shutil.which("initdb", path=os.pathsep.join([*reversed(programs), os.environ["PATH"]]))
        if not found:
            raise RuntimeError("PostgreSQL's server programs are missing; `make test` installs them.")
        self.programs, self.data = Path(found).resolve().parent, folder / "postgresql"
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        self.user = _as_user("postgres")
        initdb = [
            f"{self.programs}/initdb",
            "--username=portal",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run(
            [*self.user, *initdb, "--no-sync", f"--pgdata={self.data}/data"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.data,
        )

    def command(self, port, **settings):
        """Starts the server on that port, with other settings than SETTINGS where they are given."""
        settings = {**self.SETTINGS, "port": port, "unix_socket_directories": self.data, **settings}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*self.user, f"{self.programs}/postgres", "-D", f"{self.data}/data", *options]

    def is_ready(self, port):
        """Whether the server answers; it listens before it does."""
        asked = [f"{self.programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        return subprocess.run(asked).returncode == 0


@contextmanager
def postgresql(folder):
    """A server that trusts this machine and syncs nothing; yields its URL without a database name."""
    cluster = Cluster(folder)
    with _server(cluster.command, cluster.is_ready, folder / "postgresql.log") as port:
        yield f"postgres://portal@127.0.0.1:{port}"


@contextmanager
def redis(folder):
    """A Redis that keeps nothing; yields its URL without a database number."""

    def command_for(port):
        where = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
        keeps = ["--databases", str(REDIS_DATABASES), "--appendonly", "no", "--save", ""]
        return [*_as_user(None), "redis-server", *where, *keeps]

    with _server(command_for, _listens, folder / "redis.log") as port:
        yield f"redis://127.0.0.1:{port}"


@contextmanager
def services():
    """Yield the environment with the settings that name the two servers and a temporary DATA_DIR."""
    with ExitStack() as stack:
        # Not TMPDIR: the server's own user must be able to enter, and a socket's path may have 107 bytes.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-", dir="/tmp")))  # noqa: S108
        folder.chmod(0o711)
        database = stack.enter_context(postgresql(folder))
        broker = stack.enter_context(redis(folder))
        yield os.environ | {
            "DATABASE_URL": f"{database}/postgres",
            "CELERY_BROKER_URL": f"{broker}/1",
            "CACHE_URL": f"{broker}/2",
            "DATA_DIR": str(folder / "data"),
            "SECRET_KEY": secrets.token_urlsafe(50),
        }


def main(command):
    # A signal while the servers start must still take them down: it becomes an exception.
    for number in supervise.SIGNALS:
        signal.signal(number, supervise.stop)
    try:
        with services() as env:
            return supervise.run(command, env)
    except supervise.Stopped as stopped:
        return 128 + stopped.args[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
