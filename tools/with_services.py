"""Run a command with a temporary PostgreSQL and Redis: with_services.py COMMAND…

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
    """Return a TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_user(user):
    """Return a prefix that runs a command as `user` where we are root, and ends it should we be killed."""
    prefix = ["setpriv", "--pdeathsig=INT"]
    return [*prefix, f"--reuid={user}", f"--regid={user}", "--init-groups"] if user and os.geteuid() == 0 else prefix


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_ready(process, is_ready):
    """Return True once `is_ready()`, False when the process has ended; TimeoutError after START_SECONDS."""
    limit = time.monotonic() + START_SECONDS
    while process.poll() is None:
        if is_ready():
            return True
        if time.monotonic() > limit:
            raise TimeoutError(f"{process.args} was not ready within {START_SECONDS} s")
        time.sleep(0.05)
    return False


def _end(process):
    """End a server in good order, without waiting for its clients."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _server(command_for, is_ready, log):
    """Start `command_for(port)` on a free port and yield the port; try again where it is taken meanwhile."""
    for _attempt in range(ATTEMPTS):
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
            if _wait_until_ready(process, lambda port=port: is_ready(port)):
                yield port
                return
        finally:
            _end(process)
    raise RuntimeError(f"A server of the tests does not start:\n{log.read_text()}")


class Cluster:
    """A folder of PostgreSQL's data, and the command of a server on it that trusts this machine."""

    SETTINGS = {
        "listen_addresses": "127.0.0.1",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        # No query here is worth compiling, and no table lives long enough to be cleaned.
        "jit": "off",
        "autovacuum": "off",
        "max_connections": 200,
    }

    def __init__(self, folder):
        """Create it in a folder that PostgreSQL's own user may enter; RuntimeError where its programs are missing."""
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        initdb_path = shutil.which("initdb", path=os.pathsep.join([*reversed(programs), os.environ["PATH"]]))
        if not initdb_path:
            raise RuntimeError("PostgreSQL's server programs are missing; `make test` installs them.")
        self.programs, self.data = Path(initdb_path).resolve().parent, folder / "postgresql"
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
        """Return the command that starts the server on that port, with SETTINGS and those given."""
        settings = {**self.SETTINGS, "port": port, "unix_socket_directories": self.data, **settings}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*self.user, f"{self.programs}/postgres", "-D", f"{self.data}/data", *options]

    def is_ready(self, port):
        """Return whether the server answers; it listens before it does."""
        command = [f"{self.programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        return subprocess.run(command).returncode == 0


@contextmanager
def postgresql(folder):
    """Run a server that trusts this machine and syncs nothing; yield its URL without a database name."""
    cluster = Cluster(folder)
    with _server(cluster.command, cluster.is_ready, folder / "postgresql.log") as port:
        yield f"postgres://portal@127.0.0.1:{port}"


@contextmanager
def redis(folder):
    """Run a Redis that stores nothing on disk; yield its URL without a database number."""

    def command_for(port):
        address = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
        storage = ["--databases", str(REDIS_DATABASES), "--appendonly", "no", "--save", ""]
        return [*_as_user(None), "redis-server", *address, *storage]

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
    """Run the command beside the two servers; return its exit code."""
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
