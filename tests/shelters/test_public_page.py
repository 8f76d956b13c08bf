"""/shelters/ as somebody gets it who must not be noticed: what is on it, what comes with it, what stays behind."""

import html as html_module
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from lxml import html
from making_listings import SAID, listing, proposed, released
from quietness import PAGES, assert_quiet

from shelters.models import Hotline
from shelters.public.page import render_page
from shelters.public.places import HotlineEntry, PublicDirectory, PublicDistrict, PublicPlace
from shelters.templatetags.phone_links import dial
from shelters.verbs import withdraw

FIRST_VIEW_BYTES = 50_000
# What stands in the names of static files where they are not only for debugging.
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")
HOTLINES = (
    HotlineEntry("113", "Công an", "Đang bị đe dọa.", "24/7", True, date(2020, 12, 1)),
    HotlineEntry("1900 969 680", "Ngôi nhà bình yên", "Tư vấn.", "24/7", False, date(2020, 11, 9)),
)
FULL = PublicPlace(
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
BARE = PublicPlace(kind="Nhà tạm lánh", area="thị trấn Khe Tre")


def a_directory(*districts):
    return PublicDirectory(hotlines=HOTLINES, districts=districts, as_of=date(2020, 12, 18))


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
    tree = page_of(PublicDistrict("nam-dong", "Huyện Nam Đông", (FULL,)))
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
    (place,) = page_of(PublicDistrict("phu-loc", "Huyện Phú Lộc", (FULL,))).xpath("//details/div")
    assert place.xpath(".//a/@href") == ["tel:02343871000"]
    for said in (FULL.kind, FULL.area, FULL.host, FULL.hours, FULL.address, FULL.who_answers, FULL.what_happens):
        assert said in text_of(place)
        assert any(said in text_of(node) for node in place.xpath(".//*[@lang='vi']")), said
    assert "Advice; Help for children" in text_of(place)


def test_what_was_not_released_leaves_no_trace():
    (place,) = page_of(PublicDistrict("nam-dong", "Huyện Nam Đông", (BARE,))).xpath("//details/div")
    assert text_of(place.find("h3")) == BARE.kind
    assert place.xpath(".//dt | .//a") == []
    assert "tel:" not in html.tostring(place).decode()


def told(client):
    """The HTML of both pages as the public gets it."""
    return html_module.unescape("".join(client.get(path).content.decode() for path in PAGES.values()))


def test_only_what_two_people_released_is_told(cast, client):
    """Of a place all is on record; what was not released, or is proposed only, or of a shelter, is nowhere."""
    released(cast, listing(cast), ("host", "phone"))
    waiting = {"host": "Nhà văn hóa thôn Ba", "phone": "0234 3000 002", "what_happens": "Người trực ra đón."}
    proposed(cast, listing(cast, "phu-loc", **waiting), ("host", "phone", "what_happens"))
    shelter = {"host": "Cơ sở tạm lánh Bình An", "phone": "0234 3000 003", "hours": "Ngày và đêm"}
    released(cast, listing(cast, "phu-loc", kind="shelter", **shelter), ("phone",))
    page = told(client)
    for said in (SAID["host"], SAID["phone"], shelter["phone"]):
        assert said in page
    withheld = [SAID[part] for part in ("hours", "address", "who_answers", "what_happens")]
    for secret in (*withheld, *waiting.values(), shelter["host"], shelter["hours"], "Cán bộ Phòng LĐ-TB&XH"):
        assert secret not in page, secret


def test_what_is_taken_back_is_gone_with_the_next_request(cast, client):
    entry = listing(cast)
    released(cast, entry, list(SAID))
    assert all(SAID[part] in told(client) for part in SAID if part != "help")
    withdraw(entry, "Chủ nhà đổi ý.", by=cast["province"])
    assert not [part for part in SAID if part != "help" and SAID[part] in told(client)]


def test_a_district_without_a_place_shows_those_nearby():
    nearby = PublicDistrict("phu-loc", "Huyện Phú Lộc", (FULL,))
    far = PublicDistrict("a-luoi", "Huyện A Lưới", (BARE,))
    empty = PublicDistrict("nam-dong", "Huyện Nam Đông", nearby=("phu-loc",))
    details = page_of(nearby, far, empty).xpath("//details")[2]
    assert "no place yet" in text_of(details.find("summary"))
    assert nearby.name in text_of(details)
    assert details.xpath(".//a/@href") == ["tel:02343871000"]
    assert far.name not in text_of(details)
    assert FULL.address not in text_of(details)


def test_hostile_words_stay_words():
    nasty = '"><script>alert(1)</script><a href="javascript:alert(1)">'
    place = PublicPlace(nasty, nasty, nasty, f"javascript:alert(1){nasty}", nasty, nasty, (nasty,), nasty, nasty)
    empty = PublicDistrict("nam-dong", nasty, nearby=("phu-loc",))
    tree = page_of(PublicDistrict("phu-loc", nasty, (place,)), empty)
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
    source = render_page(a_directory(PublicDistrict("nam-dong", "Huyện Nam Đông", (FULL, BARE))), "vi")
    tree = html.fromstring(source)
    assert not [link for link in tree.xpath("//a/@href") if "#" in link]
    assert tree.xpath("//*[@style] | //style | //script[not(@src)] | //form | //iframe | //img") == []
    assert not re.search(r"\son\w+=", source)
    (way_out,) = tree.xpath("//a[@data-exit]")
    assert way_out.get("href") == django_settings.EXIT_URL
    assert set(way_out.get("rel").split()) == {"noreferrer", "noopener"}
    assert tree.xpath("//a[starts-with(@href, 'http')]") == [way_out]
    for telling in ("accounts", "Công tác", gettext("Gender equality work")):
        assert telling not in source


def test_the_first_view_is_small_and_asks_four_times():
    """HTML, script, styles, icon, all as they are before compression; nine districts with three full places each."""
    districts = [PublicDistrict(f"huyen-{n}", f"Huyện {n}", (FULL,) * 3) for n in range(9)]
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


@pytest.mark.parametrize("name", ["poster-hue.pdf", "card.pdf", "poster-..%2f..%2fsecret.pdf", "index.html"])
def test_what_is_not_there_is_not_found(db, client, files, name):
    files(index_html=b"<p>copy")
    response = client.get(f"/shelters/{name}")
    assert response.status_code == 404
    assert_quiet(response)
