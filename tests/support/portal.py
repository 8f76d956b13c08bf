"""The portal as it really runs: web, worker and beat as processes, for tests of browser and jobs."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from redis import Redis
from supervise import living
from with_services import free_port
from worlds import on_server, set_back, settle, tables

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
STOP_SECONDS = 20
# What a surrounding `make test` sets for itself; a portal gets its own.
NOT_INHERITED = {
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "DATA_DIR",
    "MEDIA_ROOT",
    "DEBUG",
    "DEMO_TODAY",
}
TODAY = "2020-12-18"
LOADERS = ("load_demonstration",)


class Portal:
    """One running portal: `url`, `env`, `logs` (a path each); `start` and `stop` by the Procfile's names."""

    def __init__(self, data_dir, env):
        self.data_dir = Path(data_dir)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        self.env |= {
            "DATA_DIR": str(data_dir),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PORT": str(self.port),
            # Whatever the tests' own process goes by.
            "DJANGO_SETTINGS_MODULE": "gender_equality.settings",
        }
        self.env |= {"STATIC_ROOT": str(settings.STATIC_ROOT), "SWEEP_SECONDS": "2", "PYTHONUNBUFFERED": "1"}
        self.env |= env
        lines = (ROOT / "Procfile").read_text().splitlines()
        self.commands = dict(line.split(": ", 1) for line in lines)
        self.logs = {name: self.data_dir / f"{name}.log" for name in ("prepare", *self.commands)}
        self.processes = {}
        # The log-ins of people who are at no window at the moment: {name: [cookie, …]}, by `browsing`.
        self.seats = {}

    def prepare(self, *commands):
        """Migrate, then run these management commands."""
        with self.logs["prepare"].open("ab") as log:
            done = subprocess.run(
                [sys.executable, "tools/prepare.py", *commands],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
            )
        assert done.returncode == 0, self.told()

    def run(self, code, *folders):
        """Run that code in the portal's shell, which finds the modules of the tests in these folders."""
        env = self.env | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
        subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=env, check=True)

    def start(self, name):
        """Start one process of the Procfile in a group of its own."""
        with self.logs[name].open("ab") as log:
            self.processes[name] = subprocess.Popen(
                ["sh", "-c", self.commands[name]],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self, name, number=signal.SIGTERM):
        """Send the signal and see the whole group end; an error when some is left after STOP_SECONDS.

        Asked kindly, the first process sees to the others: a worker whose children are told as well waits for them.
        """
        process = self.processes.pop(name)
        if number == signal.SIGKILL:
            _signal_group(process, number)
        else:
            process.send_signal(number)
        try:
            _wait(lambda: process.poll() is not None and not _lives(process), STOP_SECONDS)
        except TimeoutError:
            _signal_group(process, signal.SIGKILL)
            process.wait()
            raise AssertionError(f"{name} did not stop in {STOP_SECONDS} s\n{self.told()}") from None

    def stop_all(self):
        """Stop what runs, all of it even when one does not end well."""
        with ThreadPoolExecutor() as threads:
            failures = [failure for failure in threads.map(self._failure_to_stop, list(self.processes)) if failure]
        assert not failures, "\n".join(failures)

    def _failure_to_stop(self, name):
        try:
            self.stop(name)
        except AssertionError as failure:
            return str(failure)

    def start_all(self):
        """Start every process of the Procfile and wait until all is well."""
        for name in self.commands:
            self.start(name)
        self.wait_until_well()

    def go_to(self, day):
        """Today is another day: the processes start anew with it."""
        self.stop_all()
        self.env["DEMO_TODAY"] = day
        self.start_all()

    def set_back(self):
        """Let it be as `running_portal` gave it, its day and its processes too; on the suite's PostgreSQL alone."""
        self.seats.clear()
        set_back(self, f"demonstration-{TODAY}")
        for name in self.commands.keys() - self.processes.keys():
            self.start(name)
        if self.env["DEMO_TODAY"] != TODAY:
            self.go_to(TODAY)

    def wait_until_well(self):
        """Wait for /healthz to answer 200."""
        try:
            _wait(self._is_well, START_SECONDS)
        except TimeoutError:
            raise AssertionError(f"/healthz is not well after {START_SECONDS} s\n{self.told()}") from None

    def _is_well(self):
        for name, process in self.processes.items():
            assert process.poll() is None, f"{name} ended with {process.returncode}\n{self.told()}"
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=10) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def told(self):
        """The ends of all logs, for a failure's message."""
        texts = {name: path.read_text(errors="replace") for name, path in self.logs.items() if path.exists()}
        return "\n".join(f"--- {name}\n{text[-3000:]}" for name, text in texts.items())


def _lives(process):
    return any(group == process.pid for _, group in living().values())


def _signal_group(process, number):
    if _lives(process):
        os.killpg(process.pid, number)


def _wait(is_so, seconds):
    limit = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > limit:
            raise TimeoutError
        time.sleep(0.1)


def _demonstrate(portal):
    settle(portal, "empty", portal.prepare)
    portal.prepare(*LOADERS)


@contextmanager
def running_portal(data_dir, env, fill=None):
    """Yield a `Portal` on its own data with the demonstration loaded.

    `fill(portal)` puts something else into an empty one. `env` holds its settings, DEMO_PASSWORD among them. Without
    DATABASE_URL and CELERY_BROKER_URL it runs as `make run` has it: SQLite and a file-based broker in `data_dir`.
    """
    # Two web processes see each other's changes as three do, and are sooner there. Its worker looks for what is owed as
    # seldom as everywhere: whoever asks for something has it made at once.
    portal = Portal(data_dir, {"DEMO_TODAY": TODAY, "WEB_CONCURRENCY": "2", "SWEEP_SECONDS": "20"} | env)
    if fill:
        settle(portal, "empty", portal.prepare)
        fill(portal)
    else:
        settle(portal, f"demonstration-{TODAY}", lambda: _demonstrate(portal))
    try:
        portal.start_all()
        yield portal
    finally:
        portal.stop_all()


@contextmanager
def own_servers():
    """Yield settings that name a database of tables alone and an empty Redis database on the servers of `make test`."""
    name = f"portal_{secrets.token_hex(4)}"
    server = urlsplit(os.environ["DATABASE_URL"])
    broker = os.environ["CELERY_BROKER_URL"].rpartition("/")[0]
    # Numbers 1 to 3 are the suite's own; each portal takes two.
    with Redis.from_url(f"{broker}/3") as redis:
        number = 2 + 2 * redis.incr("portals")
    on_server(f"CREATE DATABASE {name} TEMPLATE {tables() or 'template1'}")
    try:
        yield {
            "DATABASE_URL": server._replace(path=f"/{name}").geturl(),
            "CELERY_BROKER_URL": f"{broker}/{number}",
            "CACHE_URL": f"{broker}/{number + 1}",
        }
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
