"""The public files follow the database: whole or not at all, and nothing stays that was taken back."""

import fcntl
import io
import os
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pdfplumber
import pytest
from cast import TODAY
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from making import site
from sample_directory import sample_directory

from filing.records.saving import save_record
from shelters import celery_tasks, verbs
from shelters.models import Hotline, Listing, Part
from shelters.public import static_copy
from shelters.public.places import directory

PHONE, ADDRESS, HOURS = "0234 3875 123", "thôn Dỗi, nhà số 9", "7 giờ đến 21 giờ"
ASK = """
import sys, time, django
django.setup()
from shelters import celery_tasks
started = time.monotonic()
celery_tasks.refresh_soon()
print(time.monotonic() - started)
"""


@pytest.fixture
def listing(cast):
    """A place of Nam Đông whose host lets everything but the address be told; not released."""
    place = site(cast)
    save_record(place, by=cast["officer"])
    return verbs.save_listing(
        Listing(
            site=place,
            unit=place.unit,
            host="Hội Phụ nữ xã",
            phone=PHONE,
            hours=HOURS,
            shelters_nobody=True,
            address=ADDRESS,
            help=[],
            consent_by="Chủ tịch Hội",
            consent_on=TODAY,
            keeper="Cán bộ xã",
            consent_to=[Part.HOST, Part.PHONE, Part.HOURS],
        ),
        by=cast["officer"],
    )


@pytest.fixture
def released(cast, listing):
    release = verbs.propose(listing, [Part.HOST, Part.PHONE], by=cast["province"])
    verbs.confirm(release, by=cast["leader"])
    return listing


def text_of(name):
    """The words of a public file; "" where it isn't there."""
    content = static_copy.read(name)
    if content is None or not name.endswith(".pdf"):
        return (content or b"").decode()
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def names():
    return {path.name for path in static_copy.folder().iterdir() if not path.name.endswith(".lock")}


# {content: the files that were drawn from it}, to draw it once.
_drawn = {}


def come_up_to_date():
    """Refresh, with what was drawn from the same content before."""
    content = tuple(static_copy.fingerprint(directory(language)) for language in ("vi", "en"))
    static_copy.folder().mkdir(exist_ok=True)
    for name, data in _drawn.get(content, {}).items():
        (static_copy.folder() / name).write_bytes(data)
    static_copy.refresh()
    _drawn[content] = {name: (static_copy.folder() / name).read_bytes() for name in names()}


def posters():
    return {f"poster-{district.slug}.pdf" for district in directory("vi").districts}


def test_everything_is_made_and_then_left_alone(released):
    assert static_copy.refresh()
    assert names() == {"index.html", "en.html", "card.pdf", "stamp.json", *posters()}
    assert len(posters()) == 9
    for language in ("vi", "en"):
        assert static_copy.is_current(directory(language))
    for name in ("index.html", "en.html", "poster-nam-dong.pdf"):
        assert PHONE in text_of(name)
        assert ADDRESS not in text_of(name)
        assert HOURS not in text_of(name)
    assert PHONE not in text_of("card.pdf")
    times = {path: path.stat().st_mtime_ns for path in static_copy.folder().iterdir()}
    assert not static_copy.refresh()
    assert times == {path: path.stat().st_mtime_ns for path in static_copy.folder().iterdir()}


def test_what_is_taken_back_is_gone_at_once_without_any_worker(cast, released):
    come_up_to_date()
    verbs.withdraw(released, "Chủ nhà đề nghị", by=cast["leader"])
    assert static_copy.read_paper("poster-nam-dong.pdf") is None
    celery_tasks.after_change()
    assert names() == {"index.html", "en.html", "stamp.json"}
    assert PHONE not in text_of("index.html") + text_of("en.html")
    celery_tasks.refresh()
    assert posters() <= names()
    assert not [name for name in names() if PHONE in text_of(name)]
    assert static_copy.read_paper("poster-nam-dong.pdf")


def test_a_confirmation_leaves_the_papers_where_they_are(cast, released):
    come_up_to_date()
    verbs.confirm_listing(released, by=cast["officer"])
    celery_tasks.after_change()
    assert static_copy.read_paper("poster-nam-dong.pdf")
    assert not static_copy.refresh()


def test_a_place_that_nobody_confirmed_goes_with_the_day(released, settings):
    come_up_to_date()
    settings.DEMO_TODAY = TODAY + timedelta(days=183)
    assert static_copy.is_current(directory("vi"))
    settings.DEMO_TODAY = TODAY + timedelta(days=184)
    assert not static_copy.is_current(directory("vi"))
    assert static_copy.read_paper("poster-nam-dong.pdf") is None
    celery_tasks.refresh()
    assert static_copy.is_current(directory("vi"))
    assert not [name for name in names() if PHONE in text_of(name)]


def test_a_new_day_alone_rewrites_the_pages_and_no_paper(db, settings):
    come_up_to_date()
    paper = (static_copy.folder() / "card.pdf").stat().st_mtime_ns
    page = static_copy.read("index.html")
    settings.DEMO_TODAY = TODAY + timedelta(days=1)
    assert static_copy.is_current(directory("vi"))
    static_copy.refresh()
    assert static_copy.read("index.html") != page
    assert (static_copy.folder() / "card.pdf").stat().st_mtime_ns == paper


def test_a_missing_and_an_unknown_paper_are_put_right(db):
    come_up_to_date()
    (static_copy.folder() / "poster-hue.pdf").unlink()
    (static_copy.folder() / "poster-gone.pdf").write_bytes(b"%PDF of a district that is no more")
    assert static_copy.refresh()
    assert static_copy.read("poster-hue.pdf")
    assert static_copy.read("poster-gone.pdf") is None


def test_a_change_of_any_word_makes_papers_stale_in_either_language(db):
    come_up_to_date()
    Hotline.objects.filter(number="113").update(name_en="The police")
    assert not static_copy.is_current(directory("en"))
    assert static_copy.refresh()
    assert static_copy.is_current(directory("en"))


def test_the_fingerprint_tells_every_field_but_the_day():
    whole = sample_directory()
    assert static_copy.fingerprint(whole) == static_copy.fingerprint(replace(whole, as_of=TODAY - timedelta(days=3)))
    line, district = whole.hotlines[0], whole.districts[2]
    changed = [
        replace(whole, hotlines=whole.hotlines[::-1]),
        replace(whole, hotlines=(replace(line, checked_on=TODAY), *whole.hotlines[1:])),
        replace(whole, hotlines=(replace(line, is_free=False), *whole.hotlines[1:])),
        replace(whole, districts=(replace(district, places=district.places[:1]),)),
        replace(
            whole,
            districts=(
                replace(
                    district,
                    places=(replace(district.places[0], address="")),
                ),
            ),
        ),
    ]
    assert len({static_copy.fingerprint(each) for each in (whole, *changed)}) == 1 + len(changed)


def test_the_fingerprint_tells_the_address(settings):
    before = static_copy.fingerprint(sample_directory())
    settings.PUBLIC_URL = "https://example.vn"
    assert static_copy.fingerprint(sample_directory()) != before


@pytest.mark.parametrize(
    "name",
    [
        "stamp.json",
        ".write.lock",
        "",
        ".",
        "..",
        "poster-.pdf",
        "poster-../card.pdf",
        "../secret.pdf",
        "poster-../../secret.pdf",
        "/etc/passwd",
        "poster-hue.pdf\n",
        "poster-hue.pdf\0",
        "Card.pdf",
        "card.pdf/",
    ],
)
def test_other_names_are_never_read(name):
    static_copy.folder().mkdir()
    for path in ("stamp.json", "poster-.pdf", "card.pdf", "poster-hue.pdf", "../secret.pdf"):
        (static_copy.folder() / path).write_bytes(b"here")
    assert static_copy.read("card.pdf") == b"here"
    assert static_copy.read(name) is None


def test_a_file_that_is_not_there_is_none():
    assert static_copy.read("index.html") is None


def test_who_is_reading_gets_the_old_file_whole(db):
    static_copy.write_pages()
    with (static_copy.folder() / "index.html").open("rb") as old:
        before = static_copy.read("index.html")
        Hotline.objects.filter(number="113").update(name="Công an xã")
        static_copy.write_pages()
        assert old.read() == before != static_copy.read("index.html")
    assert names() == {"index.html", "en.html", "stamp.json"}


def test_a_reader_beside_a_writer_never_sees_half_a_page(db):
    static_copy.write_pages()
    seen, over = set(), threading.Event()

    def read_on():
        while not over.is_set():
            seen.add(static_copy.read("index.html"))

    reader = threading.Thread(target=read_on)
    reader.start()
    wholes = {static_copy.read("index.html")}
    for number in range(20):
        Hotline.objects.filter(number="113").update(name=f"Công an {number}")
        static_copy.write_pages()
        wholes.add(static_copy.read("index.html"))
    over.set()
    reader.join()
    assert len(wholes) == 21
    assert seen <= wholes


def test_a_page_that_cannot_be_written_leaves_none_that_tells_too_much(cast, released):
    come_up_to_date()
    # Something is in the way of the second page.
    (static_copy.folder() / ".en.html.new").mkdir()
    verbs.withdraw(released, "Chủ nhà đề nghị", by=cast["leader"])
    with pytest.raises(OSError, match="directory"):
        static_copy.write_pages()
    assert static_copy.read("index.html") is None
    assert static_copy.read("en.html") is None
    celery_tasks.after_change()
    assert not [name for name in names() if name.endswith(".pdf")]


def test_papers_that_cannot_be_written_are_all_gone(db):
    come_up_to_date()
    (static_copy.folder() / ".card.pdf.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        static_copy.write_papers()
    assert names() == {"index.html", "en.html", "stamp.json", ".card.pdf.new"}
    assert not static_copy.is_current(directory("vi"))


def test_papers_drawn_before_a_change_are_not_kept(cast, released):
    static_copy.write_pages()
    queries = []
    with connection.execute_wrapper(lambda execute, *rest: (queries.append(1), execute(*rest))[1]):
        directory("vi"), directory("en")
    before_the_drawing, asked = len(queries), []

    def withdraw_while_drawing(execute, *rest):
        asked.append(1)
        if len(asked) == before_the_drawing + 1:
            verbs.withdraw(released, "Chủ nhà đề nghị", by=cast["leader"])
        return execute(*rest)

    with connection.execute_wrapper(withdraw_while_drawing):
        assert static_copy.write_papers() is False
    assert not [name for name in names() if name.endswith(".pdf")]
    assert static_copy.refresh()
    assert not [name for name in names() if PHONE in text_of(name)]


def test_of_two_refreshes_one_does_the_work(db):
    static_copy.folder().mkdir()
    with (static_copy.folder() / ".refresh.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not static_copy.refresh()
        assert names() == set()
    # The lock of a process that died is nobody's.
    assert static_copy.refresh()


def test_papers_are_served_while_the_database_is_away(db, monkeypatch):
    come_up_to_date()
    card = static_copy.read("card.pdf")
    assert static_copy.read_paper("card.pdf") == card

    def away(execute, *rest):
        raise OperationalError("no connection")

    with connection.execute_wrapper(away):
        assert static_copy.read_paper("card.pdf") == card
        with pytest.raises(OperationalError):
            celery_tasks.refresh()
    assert static_copy.read("index.html")


@pytest.mark.parametrize("broker", ["refuses", "says nothing"])
def test_a_broker_that_is_away_costs_two_seconds_at_most(broker):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1] if broker == "says nothing" else 1
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "gender_equality.settings",
            "SECRET_KEY": django_settings.SECRET_KEY,
            "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
        }
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            cwd=django_settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
    assert float(done.stdout) < 2.5
    if broker == "refuses":
        assert "the beat will ask" in done.stderr


def test_the_beat_asks_within_half_a_minute():
    entry = django_settings.CELERY_BEAT_SCHEDULE["directory"]
    assert entry["task"] == celery_tasks.refresh.name
    assert entry["schedule"] <= 30
