"""Answers questions about the portal of its environment: pages, frozen content, codes, documents, files, tables.

Reads {kind: what is asked} as JSON from standard input and prints {kind: {asked: answer}}. Nothing of the program is
imported: it is reached by addresses, names of tables and tasks, and commands, which every release keeps.
"""

import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import django
import pikepdf
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django_otp.oath import totp
from people import PASSWORD

FROZEN = ("progress_snapshot", "reports_compilation")
# What a program may put in anew by itself.
OWN_TABLES = re.compile(r"django_|auth_|sqlite_")
CHANCE = (
    (r'(name="csrfmiddlewaretoken" value=)"\w+"', r'\1""'),
    (r'(name="form_id" value=)"\w+"', r'\1""'),
    # The version of what a page shows (`core.lib.pages.seen`) is a digest of columns, which each release adds to.
    (r'(name="seen[-\d]*"\s+value=)"[^"]*"', r'\1""'),
    (r"([?;&]seen=)[\w.]+", r"\1"),
    # A static file is its name: the folder and the digest of its bytes belong to a release.
    (r'/static/[^"\s]*?([^/"\s]+?)(?:\.[0-9a-f]{12})?(\.\w+)(?=["\s])', r"/static/\1\2"),
)
"""What differs between two answers of one program, or is no part of what people see."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def by_content(pdf):
    """Return a public paper with an identifier of its content: its own follows the templates and their names."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        del paper.trailer.ID
        paper.save(target, deterministic_id=True)
    return target.getvalue()


def by_reader(pdf):
    """Digest what a reader finds in a PDF: each word with its place on the page, and the files that go with it."""
    words = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        files = {name: sha256(file.get_file().read_bytes()) for name, file in paper.attachments.items()}
    places = re.findall(r"<(?:page|word) .*", re.sub(r"(\.\d)\d+", r"\1", words.decode()))
    return f"{len(places)} words and pages {sha256(repr(places).encode())}, files {json.dumps(files, sort_keys=True)}"


def rows(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def normal(html):
    """Strip a page of what chance puts in, and set one tag a line."""
    for pattern, kept in CHANCE:
        html = re.sub(pattern, kept, html)
    return re.sub(r">\s*<", ">\n<", re.sub(r"[ \t]*\n\s*", "\n", html)).strip()


class Asker:
    """Ask for pages as people do, and take back whatever an answer writes."""

    def __init__(self):
        self.clients = {}

    def get(self, asked):
        """Ask for `name /address`: `-` is nobody, `name:en` reads English."""
        name, _blank, path = asked.partition(" ")
        return self.within(name, lambda client: client.get(path))

    def within(self, name, ask):
        """Return the answer to what that person does, and its bytes."""
        if name not in self.clients:
            self.clients[name] = self._log_in(name)
        with transaction.atomic():
            answer = ask(self.clients[name])
            body = answer.getvalue()
            transaction.set_rollback(True)
        return answer, body

    def _log_in(self, name):
        name, _colon, language = name.partition(":")
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        if language:
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if name != "-":
            answer = client.post("/accounts/login/", {"username": name, "password": PASSWORD})
            if "code" in answer["Location"]:
                of = "(SELECT id FROM accounts_user WHERE username = %s)"
                ((key,),) = rows(f"SELECT key FROM otp_totp_totpdevice WHERE user_id = {of}", name)
                answer = client.post(answer["Location"], {"code": f"{totp(bytes.fromhex(key)):06}"})
            assert answer.status_code == 302, f"{name} could not log in"
        return client


def pages(asker, asked):
    answers = {page: asker.get(page) for page in asked}
    return {page: f"{answer.status_code}\n{normal(body.decode())}" for page, (answer, body) in answers.items()}


def files(asker, asked):
    """Digest what is handed out."""
    told = {}
    for file in asked:
        answer, body = asker.get(file)
        is_public_paper = file.startswith("- ") and body.startswith(b"%PDF")
        told[file] = f"{answer.status_code} {sha256(by_content(body) if is_public_paper else body)}"
    return told


def digests(asker, asked):
    """Digest every frozen content anew, and tell where that differs from what stands beside it."""
    told = {}
    for table in FROZEN:
        for pk, content, stored in rows(f"SELECT id, content, sha256 FROM {table}"):
            plain = json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            now = sha256(plain.encode())
            told[f"{table} {pk}"] = stored if stored == now else f"{stored}, but by now {now}"
    return told


def codes(asker, asked):
    """Tell the code that each paper gets when it is asked for as if it had not been."""
    told = {}
    for document, (person, path, sent) in asked.items():

        def ask(client, document=document, path=path, sent=sent):
            rows("DELETE FROM reports_document WHERE id = %s", document.rpartition(" ")[2])
            answer = client.post(path, sent)
            made = answer["Location"].rstrip("/").rpartition("/")[2].replace("-", "")
            ((code,),) = rows("SELECT code FROM reports_document WHERE id = %s", made)
            answer.content = code.encode()
            return answer

        told[document] = asker.within(person, ask)[1].decode()
    return told


def documents(asker, asked):
    """Let the task that the broker names make each document anew from its row, and digest it.

    Of a PDF the words count, where they stand, and the files that go with it: what was made already is never made anew,
    so what a reader doesn't see may be told in another way.
    """
    told = {}
    for name in asked:
        document = name.rpartition(" ")[2]
        ((first,),) = rows("SELECT sha256 FROM reports_document WHERE id = %s", document)
        rows("UPDATE reports_document SET state = 'queued', attempts = 0, sha256 = '' WHERE id = %s", document)
        current_app.tasks["reports.make_document"](document)
        ((state, digest, path),) = rows("SELECT state, sha256, file FROM reports_document WHERE id = %s", document)
        data = (Path(settings.MEDIA_ROOT) / path).read_bytes() if state == "ready" else b""
        if state != "ready" or sha256(data) != digest:
            told[name] = f"{state} {digest}"
        elif data.startswith(b"%PDF"):
            told[name] = by_reader(data)
        else:
            told[name] = first if digest == first else f"{first} when it was first made, but by now {digest}"
    return told


def tables(asker, asked):
    """Count and digest the rows of each table, over the columns asked for, or all."""
    names = asked or {name: None for name in connection.introspection.table_names() if not OWN_TABLES.match(name)}
    told = {}
    for name, columns in sorted(names.items()):
        with connection.cursor() as cursor:
            there = [column.name for column in connection.introspection.get_table_description(cursor, name)]
        columns = columns or there
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        found = rows(f"SELECT {quoted} FROM {name} ORDER BY 1")
        told[name] = {"columns": columns, "rows": len(found), "sha256": sha256(repr(found).encode())}
    return told


def commands(asker, asked):
    """Tell what commands print."""
    told = {}
    for command in asked:
        said = io.StringIO()
        call_command(*command.split(), stdout=said)
        told[command] = said.getvalue()
    return told


def public(asker, asked):
    """Digest what a front server shows while the portal is down, once the beat has set it right."""
    current_app.tasks["directory.refresh"]()
    told = {}
    for path in sorted((Path(settings.MEDIA_ROOT) / "public").glob("*[fl]")):
        data = path.read_bytes()
        told[path.name] = sha256(normal(data.decode()).encode() if path.suffix == ".html" else by_content(data))
    return told


def messages(asker, asked):
    """Take what waits in the broker, and tell what becomes of it."""
    told = {}
    with current_app.connection() as broker, broker.SimpleQueue("documents") as queue:
        while queue.qsize():
            message = queue.get(block=False)
            (pk, *_rest), *_more = message.payload
            current_app.tasks[message.headers["task"]](pk)
            message.ack()
            told[message.headers["task"]] = rows(
                "SELECT state FROM reports_document WHERE id = %s", pk.replace("-", "")
            )
    return told


# The public papers are set right before anybody asks for one, as a worker's start does.
ANSWERS = (tables, digests, pages, codes, documents, public, files, messages, commands)


if __name__ == "__main__":
    django.setup()
    current_app.loader.import_default_modules()
    questions, who = json.load(sys.stdin), Asker()
    answers = {kind.__name__: kind(who, questions.get(kind.__name__) or {}) for kind in ANSWERS}
    print(json.dumps(answers, ensure_ascii=False))
