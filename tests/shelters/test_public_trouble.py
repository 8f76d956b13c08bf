"""/shelters/ when something is broken or somebody asks too often: numbers all the same, and no word in a log."""

import logging
import socket
import time
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client, RequestFactory
from lxml import html
from quietness import PAGES, assert_quiet
from with_services import free_port

from core.accounts.ratelimit import LIMITS, seconds_to_wait
from shelters.public import static_copy
from shelters.public.privacy import PrivacyFilter

NUMBER = LIMITS["public"].number

# When something is broken


@pytest.fixture
def database_away(transactional_db):
    """Whoever asks for the database now finds that it can't be reached."""
    connection = connections["default"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "connection", None)
        patch.setitem(connection.settings_dict, "PORT", free_port())
        if connection.vendor == "sqlite":
            patch.setitem(connection.settings_dict, "NAME", "/nowhere/portal.sqlite3")
        yield


@pytest.mark.parametrize(("language", "name"), [("vi", "index_html"), ("en", "en_html")])
def test_the_copy_answers_while_the_database_is_away(client, files, database_away, language, name):
    files(**{name: b"<p>the copy"})
    response = client.get(PAGES[language])
    assert (response.status_code, response.content) == (200, b"<p>the copy")
    assert response.headers["Content-Language"] == language
    assert_quiet(response)


@pytest.mark.parametrize("language", list(PAGES))
def test_three_numbers_without_database_and_copy(client, database_away, language):
    response = client.get(PAGES[language])
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    assert tree.xpath("//main//a[@class='call']/@href") == ["tel:111", "tel:113", "tel:115"]
    assert tree.xpath("//p[@class='why']")
    assert tree.xpath("//details") == []
    assert tree.xpath("//a[@data-exit]")
    assert_quiet(response)


def test_papers_are_there_while_the_database_is_away(client, transactional_db, papers, request):
    papers()
    request.getfixturevalue("database_away")
    assert client.get("/shelters/card.pdf").content == b"%PDF-1.7 card"


def test_the_copy_is_the_page(client, transactional_db, request):
    """What is written while all is well is what is read when it is not."""
    call_command("load_hotlines", verbosity=0)
    with_database = client.get("/shelters/").content
    assert b"tel:113" in with_database
    static_copy.write_pages()
    request.getfixturevalue("database_away")
    assert client.get("/shelters/").content == with_database


@pytest.mark.django_db
def test_asking_too_often(client):
    other = Client(REMOTE_ADDR="192.0.2.7")
    # The minute may turn while this asks; then the count begins anew, once.
    statuses = [client.get("/shelters/card.pdf").status_code for _ in range(2 * NUMBER + 1)]
    assert set(statuses) == {404, 429}
    assert statuses[:NUMBER].count(429) == 0
    refused = next(response for _ in range(NUMBER + 1) if (response := client.get("/shelters/")).status_code == 429)
    tree = html.fromstring(refused.content.decode())
    assert tree.xpath("//main//a[@class='call']/@href") == ["tel:111", "tel:113", "tel:115"]
    assert_quiet(refused)
    assert other.get("/shelters/").status_code == 200


def test_the_cache_holds_no_address(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "quiet"}}
    seconds_to_wait(RequestFactory().get("/shelters/", REMOTE_ADDR="192.0.2.77"), "public")
    held = {**cache._cache}
    assert len(held) == 2
    assert b"192.0.2.77" not in repr(held).encode()
    assert max(cache._expire_info.values()) <= time.time() + 600


def test_behind_a_front_server_people_are_told_apart(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def ask(forwarded):
        return seconds_to_wait(RequestFactory().get("/shelters/", headers={"X-Forwarded-For": forwarded}), "public")

    # What somebody writes into the header by themselves stands before what the front server adds.
    answers = [ask(f"198.51.100.{n % 250}, 192.0.2.1") for n in range(2 * NUMBER + 2)]
    assert any(answers)
    assert not ask("192.0.2.1, 192.0.2.2")


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["refused", "silent"])
def test_a_broken_cache_does_not_hold_the_page(client, settings, how):
    if "redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("a cache in the process has no server that could be away")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        if how == "silent":
            nobody.listen()
        place = f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": place}}
        started = time.monotonic()
        assert client.get("/shelters/").status_code == 200
    assert time.monotonic() - started < 3


# Logs


@pytest.fixture
def logged():
    """What the console would show, of all loggers."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))
    handler.addFilter(PrivacyFilter())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_public_page_stands_in_no_log(client, logged):
    assert client.get("/shelters/none").status_code == 404
    assert client.post("/shelters/").status_code == 405
    assert client.get("/shelters/", headers={"Host": "nobody-knows.example"}).status_code in {200, 400}
    assert logged == []
    client.get("/none-at-all/")
    assert len(logged) == 1, "the filter drops too much"


def test_a_failure_is_told_without_the_person(client, logged, database_away):
    client.get("/shelters/", headers={"User-Agent": "an-old-phone"}, REMOTE_ADDR="192.0.2.55")
    (line,) = logged
    assert "OperationalError" in line
    for telling in ("shelters", "192.0.2.55", "an-old-phone"):
        assert telling not in line


def test_every_handler_that_is_told_of_requests_has_the_filter():
    """Were it taken out of the settings, the two tests above would not notice."""
    handlers = django_settings.LOGGING["handlers"]
    assert all("quiet" in handler["filters"] for handler in handlers.values())
    assert "quiet" in django_settings.LOGGING["loggers"]["django.request"]["filters"]


def test_the_filter_knows_the_development_server_too():
    dropped = SimpleNamespace(request=None, getMessage=lambda: '"GET /static/css/shelters.css HTTP/1.1" 200 5')
    kept = SimpleNamespace(request=None, getMessage=lambda: '"GET /plans/ HTTP/1.1" 200 5')
    assert [PrivacyFilter().filter(record) for record in (dropped, kept)] == [False, True]
