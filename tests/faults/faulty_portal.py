"""A portal of real processes to which something happens, and the eyes from outside: its database, its files, HTTP."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2
import pytest
from portal import TODAY, Portal, own_servers
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from slow import IS_SLOW_RUN
from with_services import Cluster, free_port
from worlds import settle

HERE = Path(__file__).parent
WORLD, PROOF = HERE / "fault_world.py", HERE / "fault_proof.py"
HAS_SERVERS = os.environ.get("DATABASE_URL", "").startswith("postgres")
needs_servers = pytest.mark.skipif(not HAS_SERVERS, reason="no PostgreSQL and Redis here: `make test` brings them")
# What the issue promises: ready within this time of a worker being back.
PROMISED = 60
# The default, by which the promise is kept at its worst; the short set need not wait that long.
SWEEP_SECONDS = "20" if IS_SLOW_RUN else "5"
CSRF = "a" * 32


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class FaultyPortal(Portal):
    """A portal with the world of `fault_world`; `world` names what is in it."""

    def __init__(self, data_dir, env):
        # Two web processes are as many at once as three, and are sooner there.
        standard = {"DEMO_TODAY": TODAY, "WEB_CONCURRENCY": "2", "SWEEP_SECONDS": SWEEP_SECONDS}
        super().__init__(data_dir, standard | env)
        self.broker = None
        self.opener = urllib.request.build_opener(_NoRedirect)

    def make_world(self, paragraphs, offices=0):
        """Fill database and folders."""
        settle(self, "empty", self.prepare)
        self.world = self.told_by(WORLD, str(paragraphs), str(offices))

    def is_whole(self, *reports):
        """Nothing lost, doubled or half in the database and the files (`fault_proof`); of reports, these or all."""
        found = self.told_by(PROOF, *map(str, reports))
        assert not found, found

    def told_by(self, script, *arguments):
        command = [sys.executable, str(script), *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def also(self, name, like, *options, **env):
        """Name one more process like one of the Procfile's, with options and an environment of its own."""
        exports = "".join(f"export {key}={value}; " for key, value in env.items())
        self.commands[name] = " ".join((exports + self.commands[like], *options))
        self.logs[name] = Path(self.data_dir) / f"{name}.log"

    def with_gates(self):
        """Let `web` be `faulty_wsgi`, `web-unlocked` the same without the unit's lock, and `web-unseen` without asking
        what was seen; answers the gates.
        """
        gates = Gates(Path(self.data_dir) / "gates")
        self.env |= {"PYTHONPATH": str(HERE), "FAULT_GATES": str(gates.folder)}
        self.commands["web"] = self.commands["web"].replace("gender_equality.wsgi", "faulty_wsgi")
        port = free_port()
        self.also("web-unlocked", "web", PORT=port, FAULT_UNLOCKED="yes", WEB_CONCURRENCY=2)
        self.unlocked_url = f"http://127.0.0.1:{port}"
        port = free_port()
        self.also("web-unseen", "web", PORT=port, FAULT_UNSEEN="yes", WEB_CONCURRENCY=2)
        self.unseen_url = f"http://127.0.0.1:{port}"
        return gates

    def come_up(self, *names):
        """Start these processes of the Procfile and wait until each does its work."""
        began = {name: _size(self.logs[name]) for name in names}
        for name in names:
            self.start(name)
        for name in names:
            until(lambda name=name: self._is_up(name, began[name]), 60, f"{name} is up", self.told)

    def _is_up(self, name, began):
        assert self.processes[name].poll() is None, self.told()
        if name == "web":
            return self._answers()
        if name in ("web-unlocked", "web-unseen"):
            return self._answers(self.unlocked_url if name == "web-unlocked" else self.unseen_url)
        if name.startswith("worker"):
            return b" ready." in self.logs[name].read_bytes()[began:]
        return True

    def _answers(self, url=None):
        try:
            return self._open(urllib.request.Request(f"{url or self.url}/accounts/login/"))[0] in (200, 302)
        except OSError:
            return False

    def get(self, path):
        """(status, body, the address it leads to) of a page, as the Department's officer sees it."""
        return self._open(urllib.request.Request(self.url + path))

    def ask(self, edition="internal", format="pdf", report="submission"):
        """(seconds, id of the document) of a person's request for a file of the report."""
        fields = urllib.parse.urlencode({"edition": edition, "format": format}).encode()
        path = f"/reports/{self.world[report]}/document/"
        began = time.monotonic()
        status, _body, leads_to = self._open(urllib.request.Request(self.url + path, data=fields))
        taken = time.monotonic() - began
        assert status == 302, (status, self.told())
        return taken, urllib.parse.urlsplit(leads_to).path.rstrip("/").rpartition("/")[2].replace("-", "")

    def try_again(self, pk):
        """Press "Try again" on the document's card."""
        status, _body, _to = self._open(
            urllib.request.Request(f"{self.url}/reports/documents/{_dashed(pk)}/retry/", b"")
        )
        assert status == 302

    def card(self, pk):
        """The page of a document as HTML."""
        return self.get(f"/reports/documents/{_dashed(pk)}/")[1].decode()

    def download(self, pk):
        """The bytes of a finished document as a person gets them."""
        status, body, _to = self.get(f"/reports/documents/{_dashed(pk)}/file/")
        assert status == 200
        return body

    def _open(self, request):
        request.add_header("Cookie", f"sessionid={self.world['session']}; csrftoken={CSRF}; language=en")
        request.add_header("X-CSRFToken", CSRF)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read(), ""
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read(), answer.headers.get("Location", "")

    def rows(self, sql):
        """What the database answers, past the program under test."""
        url = self.env.get("DATABASE_URL")
        opened = psycopg2.connect(url) if url else sqlite3.connect(Path(self.data_dir) / "portal.sqlite3", timeout=20)
        with closing(opened) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def is_waiting_for_a_lock(self):
        """Whether some connection to the portal's database waits for another one's lock."""
        waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return bool(self.rows(waiting))

    def document(self, pk):
        """{column: value} of a document's row."""
        columns = ("state", "attempts", "message", "failed_part", "file", "sha256", "size", "progress")
        names = ", ".join(columns)
        found = self.rows(f"SELECT {names} FROM reports_document WHERE replace(CAST(id AS text), '-', '') = '{pk}'")
        return dict(zip(columns, found[0], strict=True))

    def token(self, pk):
        """The token of the attempt under way, as file names have it."""
        found = self.rows(f"SELECT token FROM reports_document WHERE replace(CAST(id AS text), '-', '') = '{pk}'")
        return str(found[0][0]).replace("-", "")

    def state(self, pk):
        return self.document(pk)["state"]

    def reaches(self, pk, state, seconds=PROMISED):
        """Wait until the document is in that state; answers its row."""
        until(
            lambda: self.state(pk) == state,
            seconds,
            f"the document is {state}",
            lambda: f"{self.document(pk)}\n{self.told()}",
        )
        return self.document(pk)

    def files(self):
        """The names of all files where documents are kept, temporary ones among them."""
        media = Path(self.data_dir) / "media"
        return sorted(str(path.relative_to(media)) for path in media.glob("documents/**/*") if path.is_file())

    def freeze_in_the_middle(self, pk):
        """Stop every process of the worker by SIGSTOP while it makes the document; answers its row."""
        until(lambda: self.state(pk) == "running", 30, "the document is being made", self.told, every=0.01)
        os.killpg(self.processes["worker"].pid, signal.SIGSTOP)
        row = self.document(pk)
        assert row["state"] == "running", "made before it could be stopped: the document must be longer"
        return row

    def children(self):
        """Process ids of the worker's pool."""
        parent = self.processes["worker"].pid
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(pid) for pid in listed]


def _dashed(pk):
    return f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"


def _size(path):
    return path.stat().st_size if path.exists() else 0


def until(is_so, seconds, what, told=lambda: "", every=0.1):
    """Poll a condition; an error that says what did not come about, after so many seconds."""
    limit = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > limit:
            pytest.fail(f"Not within {seconds} s: {what}\n{told()}")
        time.sleep(every)


class Gates:
    """Where processes of `faulty_wsgi` wait until a test lets them go on."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def close(self, name):
        (self.folder / f"{name}.closed").touch()

    def open(self, name):
        (self.folder / f"{name}.closed").unlink(missing_ok=True)
        (self.folder / f"{name}.waiting").unlink(missing_ok=True)

    def is_waited_at(self, name):
        return (self.folder / f"{name}.waiting").exists()


class FileBroker:
    """The queue's folder; away means that a file lies where it was."""

    def __init__(self, data_dir):
        self.queue = Path(data_dir) / "broker" / "queue"

    def go(self):
        self.queue.rename(self.queue.with_name("aside"))
        self.queue.touch()

    def come_back(self):
        self.queue.unlink()
        self.queue.with_name("aside").rename(self.queue)

    def lose_messages(self):
        for path in self.queue.iterdir():
            path.unlink()


class RedisBroker:
    """A Redis server of its own that keeps nothing: what it held is lost when it goes."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.url = f"redis://127.0.0.1:{self.port}"
        self.come_back()

    def come_back(self):
        command = ["setpriv", "--pdeathsig=KILL", "redis-server", "--bind", "127.0.0.1", "--port", str(self.port)]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until(self._answers, 30, "Redis answers")

    def _answers(self):
        try:
            with Redis.from_url(self.url) as redis:
                return redis.ping()
        except RedisAway:
            return False

    def go(self):
        self.process.kill()
        self.process.wait()

    def lose_messages(self):
        with Redis.from_url(self.url) as redis:
            redis.flushall()


class Database:
    """A PostgreSQL of its own that keeps what it acknowledged, whatever becomes of its processes."""

    def __init__(self, folder):
        self.folder, self.cluster = folder, Cluster(folder)
        self.port, self.process = free_port(), None
        self.url = f"postgres://portal@127.0.0.1:{self.port}/postgres"
        self.come_back()

    def come_back(self):
        command = self.cluster.command(self.port, synchronous_commit="on")
        with (self.folder / "postgresql.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.until_ready()

    def until_ready(self):
        until(lambda: self.cluster.is_ready(self.port), 30, "PostgreSQL answers")

    def go(self):
        """Shut down without waiting for anybody ("fast")."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def crash(self):
        """Kill every process that serves somebody or writes; the first one starts them anew and recovers."""
        parent = self.process.pid
        for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


@contextmanager
def own_database():
    """Yield a `Database`; its folder lies where PostgreSQL's own user may enter."""
    with TemporaryDirectory(prefix="portal-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        database = Database(Path(folder))
        try:
            yield database
        finally:
            database.process.send_signal(signal.SIGQUIT)
            database.process.wait(30)


@contextmanager
def faulty_portal(way, folder, paragraphs=24, offices=0, database=None, **env):
    """Yield a portal with its world in place and none of its processes started; all have ended afterwards.

    With a `Database` of its own it has its cache, like its broker, on a Redis of its own.
    """
    folder.mkdir(exist_ok=True)
    if way == "sqlite-files":
        with _ended(FaultyPortal(folder, env)) as portal:
            portal.make_world(paragraphs, offices)
            portal.broker = FileBroker(folder)
            yield portal
        return
    broker = RedisBroker(folder)
    own = {"DATABASE_URL": database.url, "CACHE_URL": f"{broker.url}/1"} if database else None
    try:
        with (
            nullcontext(own) if own else own_servers() as servers,
            _ended(FaultyPortal(folder, servers | {"CELERY_BROKER_URL": broker.url} | env)) as portal,
        ):
            portal.make_world(paragraphs, offices)
            portal.broker = broker
            yield portal
    finally:
        broker.go()


@contextmanager
def _ended(portal):
    try:
        yield portal
    finally:
        for name in list(portal.processes):
            portal.stop(name, signal.SIGKILL)
