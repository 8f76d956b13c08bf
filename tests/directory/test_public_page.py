"""/shelters/ as somebody gets it who must not be noticed: what is on it, what comes with it, what stays behind."""

import json
import logging
import re
import socket
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.templatetags.static import static
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from lxml import html
from with_services import free_port

from directory import static_copy
from directory.models import Hotline
from directory.pace import REQUESTS_A_MINUTE, asks_too_often
from directory.public import render_page
from directory.quiet import QuietFilter
from directory.reading import Directory, District, HotlineEntry, Place, directory
from directory.templatetags.dialling import dial

PAGES = {"vi": "/shelters/", "en": "/shelters/en/"}
FIRST_VIEW_BYTES = 50_000
# What stands in the names of static files where they are not only for debugging.
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")
HOTLINES = (
    HotlineEntry("113", "Công an", "Đang bị đe dọa.", "24/7", True, date(2020, 12, 1)),
    HotlineEntry("1900 969 680", "Ngôi nhà bình yên", "Tư vấn.", "24/7", False, date(2020, 11, 9)),
)
FULL = Place(
    kind="Địa chỉ tin cậy",
    area="xã Lộc Điền",
    host="Hội Liên hiệp Phụ nữ xã Lộc Điền",
    phone="0234 3871 000",
    hours="7:00 đến 17:00",
    address="thôn Bạch Thạch",
    help=("Advice", "Help for children"),
    who_answers="Chi hội trưởng",
    what_happens="Người nghe máy hỏi chị đang ở đâu.",
)
BARE = Place(kind="Nhà tạm lánh", area="thị trấn Khe Tre")


@pytest.fixture(autouse=True)
def nothing_counted():
    """The count of another test's requests is no part of this one."""
    cache.clear()


@pytest.fixture
def files():
    """Write into the folder of the static copy what it would hold."""

    def write(**contents):
        folder = django_settings.MEDIA_ROOT / "public"
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            (folder / name.replace("_", ".")).write_bytes(content)

    return write


def a_directory(*districts):
    return Directory(hotlines=HOTLINES, districts=districts, as_of=date(2020, 12, 18))


def page_of(*districts, language="en"):
    return html.fromstring(render_page(a_directory(*districts), language))


def text_of(node):
    return " ".join(node.text_content().split())


# What the page says


@pytest.mark.django_db
@pytest.mark.parametrize("language", list(PAGES))
def test_the_address_alone_decides_the_language(client, language):
    for cookie in PAGES:
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = cookie
        response = client.get(PAGES[language], headers={"Accept-Language": cookie})
        assert response.headers["Content-Language"] == language
        tree = html.fromstring(response.content.decode())
        assert tree.get("lang") == language
        with translation.override(language):
            assert text_of(tree.find(".//title")) == gettext("Useful information")
        other = next(path for name, path in PAGES.items() if name != language)
        assert [link.get("href") for link in tree.xpath("//main//a[starts-with(@href, '/')]")] == [other]


def test_hotlines_come_first_with_price_and_day_of_the_last_check():
    tree = page_of(District("nam-dong", "Huyện Nam Đông", (FULL,)))
    first, second = tree.xpath("//ul[@class='lines']/li")
    assert first.xpath("a/@href") == ["tel:113"]
    assert second.xpath("a/@href") == ["tel:1900969680"]
    assert "Free call" in text_of(first)
    assert "1/12/2020" in text_of(first)
    assert "Paid call" in text_of(second)
    assert "Free call" not in text_of(second)
    calls = tree.xpath("//a[starts-with(@href, 'tel:')]")
    assert calls.index(second.find("a")) < calls.index(tree.xpath("//details//a[@class='call']")[0])


def test_a_place_tells_what_was_released():
    (place,) = page_of(District("phu-loc", "Huyện Phú Lộc", (FULL,))).xpath("//details/div")
    assert place.xpath(".//a/@href") == ["tel:02343871000"]
    for said in (FULL.kind, FULL.area, FULL.host, FULL.hours, FULL.address, FULL.who_answers, FULL.what_happens):
        assert said in text_of(place)
        assert any(said in text_of(node) for node in place.xpath(".//*[@lang='vi']")), said
    assert "Advice; Help for children" in text_of(place)


def test_what_was_not_released_leaves_no_trace():
    (place,) = page_of(District("nam-dong", "Huyện Nam Đông", (BARE,))).xpath("//details/div")
    assert text_of(place.find("h3")) == BARE.kind
    assert place.xpath(".//dt | .//a") == []
    assert "tel:" not in html.tostring(place).decode()


def test_a_district_without_a_place_shows_those_nearby():
    nearby = District("phu-loc", "Huyện Phú Lộc", (FULL,))
    far = District("a-luoi", "Huyện A Lưới", (BARE,))
    empty = District("nam-dong", "Huyện Nam Đông", nearby=("phu-loc",))
    details = page_of(nearby, far, empty).xpath("//details")[2]
    assert "no place yet" in text_of(details.find("summary"))
    assert nearby.name in text_of(details)
    assert details.xpath(".//a/@href") == ["tel:02343871000"]
    assert far.name not in text_of(details)
    assert FULL.address not in text_of(details)


def test_hostile_words_stay_words():
    nasty = '"><script>alert(1)</script><a href="javascript:alert(1)">'
    place = Place(nasty, nasty, nasty, f"javascript:alert(1){nasty}", nasty, nasty, (nasty,), nasty, nasty)
    empty = District("nam-dong", nasty, nearby=("phu-loc",))
    tree = page_of(District("phu-loc", nasty, (place,)), empty)
    assert [script.get("src") for script in tree.xpath("//script")] == [static("js/exit.js")]
    assert not [link for link in tree.xpath("//a/@href") if not link.startswith(("tel:", "/", "https://"))]
    assert nasty in text_of(tree)


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("0234 3822 111", "02343822111"),
        ("(0234) 3.822.111 - 0912 345 678", "02343822111"),
        ("0234-3822-111 / 0912345678", "02343822111"),
        ("ĐT: +84 234 3822111 hoặc 0912345678", "+842343822111"),
        ("javascript:alert()", ""),
        ("", ""),
    ],
)
def test_the_first_number_is_dialled(phone, dialled):
    assert dial(phone) == dialled


def test_nothing_on_the_page_leaves_an_address_or_runs_by_itself():
    source = render_page(a_directory(District("nam-dong", "Huyện Nam Đông", (FULL, BARE))), "vi")
    tree = html.fromstring(source)
    assert not [link for link in tree.xpath("//a/@href") if "#" in link]
    assert tree.xpath("//*[@style] | //style | //script[not(@src)] | //form | //iframe | //img") == []
    assert not re.search(r"\son\w+=", source)
    (way_out,) = tree.xpath("//a[@data-exit]")
    assert way_out.get("href") == django_settings.EXIT_URL
    assert set(way_out.get("rel").split()) == {"noreferrer", "noopener"}
    assert tree.xpath("//a[starts-with(@href, 'http')]") == [way_out]
    for telling in ("accounts", "Công tác", gettext("Gender-equality work")):
        assert telling not in source


def test_the_first_view_is_small_and_asks_four_times():
    """HTML, script, styles, icon, all as they are before compression; nine districts with three full places each."""
    districts = [District(f"huyen-{n}", f"Huyện {n}", (FULL,) * 3) for n in range(9)]
    page = render_page(a_directory(*districts), "vi")
    tree = html.fromstring(page)
    asked = tree.xpath("//@src") + tree.xpath("//link/@href")
    assert len(asked) == 3
    found = [Path(finders.find(HASH.sub("", address.removeprefix("/static/")))) for address in asked]
    (styles,) = [path.read_text() for path in found if path.suffix == ".css"]
    assert not re.search(r"url\(|@import", styles)
    sizes = [len(page.encode()), *(path.stat().st_size for path in found)]
    assert sum(sizes) < FIRST_VIEW_BYTES, sizes


# What comes with it, and what stays behind


def assert_quiet(response):
    headers = response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "Cookie" not in headers.get("Vary", "")
    assert not {"ETag", "Last-Modified", "X-Robots-Tag"} & headers.keys()
    assert response.cookies == {}
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", [*PAGES.values(), "/shelters/card.pdf", "/shelters/poster-hue.pdf", "/shelters/none"])
def test_no_cookie_whatever_cookies_came(as_, files, path):
    files(card_pdf=b"%PDF-1.7 card")
    client = as_("officer")
    session = client.session
    session["saved_drafts"] = ["a"]
    session.save()
    before = dict(session.items())
    for name in ("csrftoken", "messages", django_settings.LANGUAGE_COOKIE_NAME):
        client.cookies[name] = "x" * 32
    for asked in (client, Client(), Client(headers={"Cookie": "sessionid=stale; messages=broken"})):
        assert_quiet(asked.get(path))
    assert dict(client.session.items()) == before


@pytest.mark.django_db
def test_a_request_asks_nothing_about_the_person(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4) as queries:
        client.get("/shelters/")
    assert not [
        query["sql"] for query in queries if "django_session" in query["sql"] or "accounts_user" in query["sql"]
    ]


@pytest.mark.django_db
def test_only_reading(client):
    assert client.head("/shelters/").status_code == 200
    for method in (client.post, client.put, client.delete):
        response = method("/shelters/")
        assert response.status_code == 405
        assert_quiet(response)


@pytest.mark.django_db
def test_a_forgotten_slash(client):
    response = client.get("/shelters")
    assert (response.status_code, response.headers["Location"], response.cookies) == (301, "/shelters/", {})
    assert client.get("/shelters/en").content == client.get("/shelters/en/").content


@pytest.mark.django_db
def test_a_slow_line_gets_less(client):
    packed = client.get("/shelters/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(client.get("/shelters/").content) / 2
    assert_quiet(packed)


@pytest.fixture
def papers(files):
    """A card and a poster of what is public now."""

    def write():
        made_from = {"vi": static_copy.fingerprint(directory("vi"))}
        stamp = json.dumps({"pages": made_from, "papers": made_from})
        files(card_pdf=b"%PDF-1.7 card", **{"poster-nam-dong_pdf": b"%PDF-1.7 poster", "stamp_json": stamp.encode()})

    return write


@pytest.mark.django_db
def test_papers_have_neutral_names(client, papers):
    papers()
    for path, name, content in (
        ("/shelters/card.pdf", "the.pdf", b"%PDF-1.7 card"),
        ("/shelters/poster-nam-dong.pdf", "to-gap-nam-dong.pdf", b"%PDF-1.7 poster"),
    ):
        response = client.get(path)
        assert response.content == content
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert_quiet(response)


@pytest.mark.django_db
def test_papers_of_yesterday_are_not_handed_out(client, papers):
    papers()
    Hotline.objects.create(number="18001567", checked_on=date(2020, 12, 1))
    response = client.get("/shelters/card.pdf")
    assert response.status_code == 404
    assert_quiet(response)


def test_papers_are_there_while_the_database_is_away(client, transactional_db, papers, request):
    papers()
    request.getfixturevalue("database_away")
    assert client.get("/shelters/card.pdf").content == b"%PDF-1.7 card"


@pytest.mark.parametrize("name", ["poster-hue.pdf", "card.pdf", "poster-..%2f..%2fsecret.pdf", "index.html"])
def test_what_is_not_there_is_not_found(client, files, name):
    files(index_html=b"<p>copy")
    response = client.get(f"/shelters/{name}")
    assert response.status_code == 404
    assert_quiet(response)


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
    statuses = [client.get("/shelters/card.pdf").status_code for _ in range(2 * REQUESTS_A_MINUTE)]
    assert set(statuses) == {404, 429}
    assert statuses[:REQUESTS_A_MINUTE].count(429) == 0
    refused = next(
        response for _ in range(REQUESTS_A_MINUTE + 1) if (response := client.get("/shelters/")).status_code == 429
    )
    tree = html.fromstring(refused.content.decode())
    assert tree.xpath("//main//a[@class='call']/@href") == ["tel:111", "tel:113", "tel:115"]
    assert_quiet(refused)
    assert other.get("/shelters/").status_code == 200


def test_the_cache_holds_no_address(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "quiet"}}
    asks_too_often(RequestFactory().get("/shelters/", REMOTE_ADDR="192.0.2.77"))
    held = {**cache._cache}
    assert len(held) == 2
    assert b"192.0.2.77" not in repr(held).encode()
    assert max(cache._expire_info.values()) <= time.time() + 600


def test_behind_a_front_server_people_are_told_apart(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def ask(forwarded):
        return asks_too_often(RequestFactory().get("/shelters/", headers={"X-Forwarded-For": forwarded}))

    # What somebody writes into the header by themselves stands before what the front server adds.
    answers = [ask(f"198.51.100.{n % 250}, 192.0.2.1") for n in range(2 * REQUESTS_A_MINUTE + 2)]
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
    handler.addFilter(QuietFilter())
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
    assert [QuietFilter().filter(record) for record in (dropped, kept)] == [False, True]
