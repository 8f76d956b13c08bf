"""The shipped nginx before a real portal: who gets a stored file, how it arrives, and what nginx answers by itself."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from django.conf import settings as django_settings
from front_world import NAME, PLACE
from portal import Portal
from signing import Identity
from uploading import pdf
from with_services import free_port
from worlds import settle

from filing.evidence.uploads import MAX_BYTES_AT_ONCE
from shelters.public.privacy import HEADERS as QUIET

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy" / "nginx.conf"
WORLD = Path(__file__).with_name("front_world.py")
AROUND = """daemon off; pid {folder}/pid; error_log stderr; {user}
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


class Front:
    """nginx with the shipped file before a portal; `world` names what is there."""

    def __init__(self, folder):
        self.folder, self.port, self.plain = folder, free_port(), free_port()
        env = {"HTTPS": "1", "BEHIND_PROXY": "1", "X_ACCEL_PREFIX": "/protected/", "WEB_CONCURRENCY": "1"}
        self.portal = Portal(folder / "data", env | {"ALLOWED_HOSTS": "localhost", "DEMO_TODAY": "2020-12-18"})
        (folder / "data").mkdir()
        settle(self.portal, "empty", self.portal.prepare)
        done = subprocess.run([sys.executable, str(WORLD)], env=self.portal.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self.world = json.loads(done.stdout.splitlines()[-1])

    def write(self):
        """The shipped file with nothing changed but names, ports and folders."""
        identity = Identity("localhost")
        (self.folder / "fullchain.pem").write_text(identity.pem)
        (self.folder / "key.pem").write_bytes(identity.private())
        text = SHIPPED.read_text()
        for shipped, here in (
            ("127.0.0.1:8000", f"127.0.0.1:{self.portal.port}"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("portal.example.vn", "localhost"),
            ("/etc/ssl/portal/", f"{self.folder}/"),
            ("/srv/portal/data/static/", f"{self.portal.env['STATIC_ROOT']}/"),
            ("/srv/portal/data/media", f"{self.folder}/data/media"),
            ("/var/log/nginx/", f"{self.folder}/"),
        ):
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        (self.folder / "portal.conf").write_text(re.sub(r"listen \[::\].*;", "", text))
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, user=user))

    @contextmanager
    def running(self):
        self.write()
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is missing; `make test` installs it"
        with (self.folder / "nginx.log").open("ab") as log:
            command = [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
            server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            self.portal.start("web")
            _until(lambda: self._is_up(server))
            yield self
        finally:
            server.terminate()
            server.wait(20)
            self.portal.stop_all()

    def _is_up(self, server):
        assert server.poll() is None, (self.folder / "nginx.log").read_text()
        return self.get("/accounts/login/").status == 200

    def get(self, path, person="", method="GET", source="127.0.0.1", **headers):
        """The answer to a request as it is written, path and all, from that address; `body` holds its bytes."""
        if person:
            headers["Cookie"] = f"__Host-sessionid={self.world[person]}"
        with closing(self.line(source)) as line:
            return self.answer(line, path, method, **headers)

    def line(self, source):
        """A connection from that address, for one request or several."""
        context = ssl._create_unverified_context()
        address = ("localhost", self.port)
        return http.client.HTTPSConnection(*address, timeout=30, context=context, source_address=(source, 0))

    @staticmethod
    def answer(line, path, method="GET", **headers):
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        answer.body = answer.read()
        return answer


def _until(is_so, seconds=60):
    limit = time.monotonic() + seconds
    while True:
        try:
            if is_so():
                return
        except OSError:
            pass
        assert time.monotonic() < limit
        time.sleep(0.1)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    with Front(tmp_path_factory.mktemp("front")).running() as front:
        yield front


def test_a_file_comes_whole_under_its_name_with_the_portals_headers(front):
    answer = front.get(front.world["evidence"], "officer")
    assert (answer.status, answer.body) == (200, pdf())
    disposition = answer.getheader("Content-Disposition")
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == NAME
    assert answer.getheader("Content-Type") == "application/pdf"
    assert answer.getheader("Cache-Control") == "private, no-store"
    assert answer.getheader("Content-Security-Policy") == "default-src 'none'; sandbox"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert "max-age" in answer.getheader("Strict-Transport-Security")
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert "camera=()" in answer.getheader("Permissions-Policy")
    assert answer.getheader("X-Accel-Redirect") is None
    assert front.get("/plans/export/", "officer").body[:2] == b"PK"
    picture = front.get(front.world["thumbnail"], "officer")
    assert (picture.body[:3], picture.getheader("Content-Type")) == (b"\xff\xd8\xff", "image/jpeg")


def test_nginx_sends_the_bytes_and_not_the_portal(front):
    """The control: what the portal itself answers has no bytes, and without the front server nobody gets any."""
    line = http.client.HTTPConnection("127.0.0.1", front.portal.port, timeout=30)
    headers = {"X-Forwarded-Proto": "https", "Host": "localhost"}
    headers["Cookie"] = f"__Host-sessionid={front.world['officer']}"
    line.request("GET", front.world["evidence"], headers=headers)
    answer = line.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert unquote(answer.getheader("X-Accel-Redirect")) == f"/protected/{PLACE}"


def test_nobody_else_gets_it(front):
    refused = front.get(front.world["evidence"])
    assert (refused.status, refused.getheader("Location")) == (
        302,
        f"/accounts/login/?next={front.world['evidence']}",
    )
    assert front.get(front.world["evidence"], "neighbour").status == 404
    assert front.get(front.world["thumbnail"], "neighbour").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/protected/{stored}",
        "//protected/{stored}",
        "/static/../protected/{stored}",
        "/static/..%2fprotected/{stored}",
        "/%70rotected/{stored}",
        "/protected%2f{stored}",
        "/protected/../portal.sqlite3",
        "/static../media/{stored}",
        "/static/../../data/portal.sqlite3",
        "/static/%2e%2e/%2e%2e/data/portal.sqlite3",
        "/evidence/..%2f..%2fprotected/{stored}",
        "/shelters/stamp.json",
        "/shelters/../protected/{stored}",
    ],
)
def test_no_path_leads_past_the_portal(front, path):
    media = Path(front.folder, "data", "media", "evidence")
    stored = next(path for path in media.rglob("*") if path.is_file() and path.suffix == "")
    path = path.replace("{stored}", f"evidence/{stored.relative_to(media)}")
    for person in ("", "officer"):
        answer = front.get(path, person)
        assert answer.status in (302, 400, 404), path
        assert answer.status != 302 or answer.getheader("Location").startswith("/accounts/login/")
        assert stored.read_bytes() not in answer.body


def test_a_header_of_the_client_names_no_file(front):
    asked = {"X-Accel-Redirect": quote(f"/protected/{PLACE}")}
    assert front.get("/accounts/login/", **asked).getheader("Content-Type").startswith("text/html")


def test_people_are_counted_by_the_address_that_nginx_saw(front):
    """Whatever a client writes into the header, the limit of the public pages is one for the one address."""
    # nginx counts too, and would refuse the next test: this one comes from an address of its own, on one line.
    with closing(front.line("127.0.0.2")) as line:
        answers = [
            front.answer(line, "/verify/", **{"X-Forwarded-For": f"198.51.100.{number}"}) for number in range(241)
        ]
    # The minute may turn while this asks. nginx's own refusal names no time.
    assert any(one.status == 429 and one.getheader("Retry-After") for one in answers)


def test_plain_http_leads_to_https(front):
    line = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    line.request("GET", "/plans/?q=1", headers={"Host": "localhost"})
    answer = line.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, "https://localhost/plans/?q=1")


def test_old_protocols_are_refused(front):
    context = ssl._create_unverified_context()
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", front.port)) as line, pytest.raises(ssl.SSLError):
        context.wrap_socket(line, server_hostname="localhost")


def test_a_request_of_two_lengths_is_refused(front):
    """Else nginx and the portal could see its end in two places, and what is between them as another person's."""
    said = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
    within = ssl._create_unverified_context()
    with socket.create_connection(("127.0.0.1", front.port), 30) as plain:
        with_tls = within.wrap_socket(plain, server_hostname="localhost")
        with_tls.sendall(said + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        assert with_tls.recv(100).startswith(b"HTTP/1.1 400 ")
        with_tls.close()


def test_static_files_are_kept_and_never_guessed_at(front):
    page = front.get("/accounts/login/").body.decode()
    path = re.search(r'href="(/static/css/portal\.[0-9a-f]{12}\.css)"', page)[1]
    answer = front.get(path, **{"Accept-Encoding": "gzip"})
    assert (answer.status, answer.getheader("Content-Encoding")) == (200, "gzip")
    assert answer.getheader("Content-Type") == "text/css; charset=utf-8"
    assert answer.getheader("Cache-Control") == "max-age=315360000"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert answer.getheader("Server") == "nginx"


def test_cookies_are_of_this_host_alone(front):
    # The second leaves a word for the page that it leads to.
    for path, name in (("/accounts/login/", "csrftoken"), ("/accounts/login/code/", "messages")):
        told = [one for one in front.get(path).headers.get_all("Set-Cookie") if one.startswith(f"__Host-{name}=")]
        parts = {part.strip() for part in told[0].split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert not [part for part in parts if part.startswith("Domain")]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("TRACE", "/accounts/login/", 405),
        ("GET", "/static/", 403),
        ("GET", "/static/css/", 403),
        ("GET", "/.git/config", 404),
        ("GET", "/static/.fingerprint", 404),
        ("GET", "/data/secret_key", 404),
    ],
)
def test_nothing_is_told_of_the_host(front, method, path, status):
    assert front.get(path, method=method).status == status


def test_no_header_comes_twice(front):
    for path in ("/accounts/login/", "/shelters/", "/static/img/mark.svg", front.world["evidence"]):
        names = [name.lower() for name, _value in front.get(path, "officer").getheaders()]
        assert sorted(set(names) - {"set-cookie"}) == sorted(name for name in names if name != "set-cookie"), path


def test_what_may_be_sent_fits_and_more_is_refused_in_words(front):
    largest = int(re.search(r"client_max_body_size (\d+)m;", SHIPPED.read_text())[1]) * 1024 * 1024
    assert largest > MAX_BYTES_AT_ONCE + django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    answer = front.get("/plans/new/", method="POST", **{"Content-Length": str(largest + 1)})
    assert answer.status == 413
    assert "lớn hơn mức cho phép" in answer.body.decode()


def test_logs_hold_neither_public_pages_nor_what_was_looked_for(front):
    front.get("/shelters/")
    front.get("/shelters/none")
    front.get("/accounts/reset/MQ/c1abcd-0123456789abcdef0123456789abcdef/")
    front.get("/search/?q=mot-nguoi", "officer")
    _until(lambda: '"GET /search/"' in (front.folder / "portal.log").read_text())
    told = (front.folder / "portal.log").read_text() + (front.folder / "nginx.log").read_text()
    for telling in ("/shelters", "shelters.css", "mot-nguoi", "0123456789abcdef"):
        assert telling not in told


def test_the_public_is_answered_while_the_portal_is_away(front):
    """Last in the file: the portal does not come back."""
    there = front.get("/shelters/")
    front.portal.stop_all()
    away = front.get("/plans/", "officer")
    assert away.status == 503
    assert "tạm thời không trả lời" in away.body.decode()
    copy, english, none = (front.get(f"/shelters/{path}") for path in ("", "en/", "stamp.json"))
    assert (copy.status, copy.body) == (200, there.body)
    assert (english.status, none.status) == (200, 404)
    assert copy.getheader("Content-Type").startswith("text/html")
    for name, value in QUIET.items():
        assert copy.getheader(name) == there.getheader(name) == value, name
    for name in ("Strict-Transport-Security", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"):
        assert copy.getheader(name) == there.getheader(name), name
    _until(lambda: front.get("/static/img/mark.svg").status == 200)
