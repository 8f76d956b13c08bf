"""The virus scanner: asked about every file where there is one, and told of where it is away."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext, override
from fake_clamd import MARKER, fake_clamd
from refusing import assert_still_typed, assert_told_at, form_of, refused
from uploading import jpeg, office, pdf, upload
from with_services import free_port

from core.lib.files import virus_scanner
from filing.evidence.uploads import prepare
from filing.models import Evidence

AWAY = "The virus scanner is not responding, so files cannot be accepted now. Save without files and add them later."


@pytest.fixture
def scanner(settings):
    with fake_clamd() as server:
        settings.CLAMD = server.address
        yield server


def test_without_a_scanner_nothing_is_asked(settings):
    assert settings.CLAMD == ""
    assert prepare(upload("a.pdf", pdf(MARKER.decode())))


def test_every_file_is_sent_whole(scanner):
    files = {"a.pdf": pdf(padding=200_000), "a.docx": office(), "a.jpg": jpeg()}
    for name, content in files.items():
        prepare(upload(name, content))
    assert scanner.seen == list(files.values())


def test_what_it_finds_is_refused_by_name(scanner):
    with override("en"), pytest.raises(ValidationError, match="found “Test.Marker” in this file"):
        prepare(upload("a.pdf", pdf(MARKER.decode())))


def test_one_question_is_enough_to_know_that_it_is_away(cast, as_, settings, monkeypatch):
    client, path, good = form_of(cast, as_, "communications:")
    settings.CLAMD = f"127.0.0.1:{free_port()}"
    asked = []

    def hang_up(content):
        asked.append(content)
        raise OSError

    monkeypatch.setattr(virus_scanner, "_verdict", hang_up)
    refused(client, path, good | {"upload": [upload("a.pdf", pdf("a")), upload("b.pdf", pdf("b"))]})
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\0"])
def test_an_answer_that_is_no_verdict_takes_no_file(settings, answer):
    with fake_clamd(lambda content: answer) as server:
        settings.CLAMD = server.address
        with override("en"), pytest.raises(ValidationError, match="is not responding"):
            prepare(upload("a.pdf", pdf()))


def test_while_it_is_away_what_was_typed_stays_and_is_saved_without_files(cast, as_, settings):
    client, path, good = form_of(cast, as_, "communications:")
    settings.CLAMD = f"127.0.0.1:{free_port()}"
    page = refused(client, path, good | {"upload": upload("a.pdf", pdf())})
    assert_told_at(page, "upload", f"a.pdf: {gettext(AWAY)}")
    assert_still_typed(page, good)
    assert client.post(path, good).status_code == 302
    assert not Evidence.objects.exists()


def test_the_letter_of_a_directive_is_asked_about_too(scanner, as_, cast):
    from core.directives.forms import _validate_pdf

    with override("en"), pytest.raises(ValidationError, match="Test.Marker"):
        _validate_pdf(upload("a.pdf", pdf(MARKER.decode())))


def test_a_socket_is_asked_by_its_path(settings, tmp_path):
    import socketserver
    import threading

    from fake_clamd import _Answer, _verdict

    path = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(path, _Answer) as server:
        server.seen, server.verdict = [], _verdict
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = path
        assert virus_scanner.scanner_fault() == ""
        assert prepare(upload("a.pdf", pdf()))
        server.shutdown()


@pytest.mark.django_db(transaction=True)
def test_the_health_check_tells_of_it(client, settings, scanner):
    assert client.get(reverse("healthz")).json()["scanner"] == "ok"
    settings.CLAMD = f"127.0.0.1:{free_port()}"
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.json()["scanner"]) == (503, "cannot be reached (ConnectionRefusedError)")
    settings.CLAMD = ""
    assert "scanner" not in client.get(reverse("healthz")).json()
