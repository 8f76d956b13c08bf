"""Files of evidence: stored once within a unit, all or nothing, and pictures that tell nothing but what they show."""

import io
import resource
from array import array

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils.translation import override
from making import campaign, plan
from PIL import Image
from uploading import (
    MAKE,
    MAKER,
    REMARK,
    heic,
    huge_png,
    jpeg,
    office,
    old_office,
    on_disk,
    pdf,
    picture,
    png,
    saved,
    upload,
)

from filing.celery_tasks import draw_thumbnails
from filing.errors import ClosedDays
from filing.evidence import pictures, storage
from filing.evidence.drawing import thumbnail
from filing.evidence.storage import add_evidence, atomic_with_files, keep_evidence, remove_evidence
from filing.evidence.thumbnails import draw_missing
from filing.evidence.uploads import prepare
from filing.file_kinds import DOC, DOCX, JPEG, PDF, PNG, XLS, XLSX
from filing.models import Evidence, StoredFile
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose


@pytest.fixture
def talk(cast):
    return save_record(campaign(cast), by=cast["officer"])


@pytest.fixture
def files(settings):
    """The names of the files of evidence on disk."""
    return lambda: on_disk(settings.MEDIA_ROOT / "evidence")


def drawn(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def keep_and_fail(record, prepared, person, look=lambda: None):
    with atomic_with_files() as written:
        keep_evidence(record, prepared, written, by=person)
        look()
        raise RuntimeError


# Stored once.


def test_the_same_bytes_lie_on_disk_once_in_a_unit(cast, talk, files):
    other = save_record(plan(cast), by=cast["officer"])
    first = add_evidence(talk, upload("biên bản.pdf", pdf()), by=cast["officer"])
    second = add_evidence(other, upload("kế hoạch.pdf", pdf()), by=cast["officer"])
    assert (first.name, second.name) == ("biên bản.pdf", "kế hoạch.pdf")
    assert first.stored == second.stored
    assert files() == [f"{first.unit_id}/{first.stored_id.hex}"]


def test_two_units_share_nothing(cast, talk, files):
    theirs = save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    first = add_evidence(talk, upload("a.pdf", pdf()), by=cast["officer"])
    second = add_evidence(theirs, upload("a.pdf", pdf()), by=cast["neighbour"])
    assert first.stored != second.stored
    assert len(files()) == 2


@pytest.mark.parametrize(("name", "make"), [("a.pdf", pdf), ("a.jpg", jpeg), ("a.png", png), ("a.heic", heic)])
def test_the_same_file_again_changes_nothing(cast, talk, files, name, make):
    first = add_evidence(talk, upload(name, make()), by=cast["officer"])
    before = files()
    assert add_evidence(talk, upload(f"2{name}", make()), by=cast["officer"]) == first
    assert Evidence.objects.count() == StoredFile.objects.count() == 1
    assert files() == before


def test_the_file_goes_with_its_last_record(cast, talk, files, django_capture_on_commit_callbacks):
    other = save_record(plan(cast), by=cast["officer"])
    both = [add_evidence(one, upload("a.jpg", jpeg()), by=cast["officer"]) for one in (talk, other)]
    draw_missing()
    assert len(files()) == 2  # the picture and its small one
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(both[0], by=cast["officer"])
    assert len(files()) == 2
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        remove_evidence(both[1], by=cast["officer"])
    assert len(callbacks) == 2
    assert files() == []
    assert not StoredFile.objects.exists()


def test_bytes_stay_until_the_removal_is_safe(cast, talk, files, django_capture_on_commit_callbacks):
    evidence = add_evidence(talk, upload("a.pdf", pdf()), by=cast["officer"])
    with django_capture_on_commit_callbacks(execute=False):
        remove_evidence(evidence, by=cast["officer"])
    assert len(files()) == 1


def test_what_fails_leaves_no_file_and_no_row(cast, talk, files):
    several = [prepare(upload("a.pdf", pdf("a"))), prepare(upload("b.jpg", jpeg()))]
    found = []
    with pytest.raises(RuntimeError):
        keep_and_fail(talk, several, cast["officer"], lambda: found.extend(files()))
    assert len(found) == 2
    assert files() == []
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_failure_leaves_what_was_there(cast, talk, files):
    kept = add_evidence(talk, upload("a.pdf", pdf()), by=cast["officer"])
    before = files()
    with pytest.raises(RuntimeError):
        keep_and_fail(talk, [prepare(upload("a.pdf", pdf()))], cast["officer"])
    assert files() == before
    assert kept.stored.file.read() == pdf()


def test_a_closed_record_takes_and_gives_no_file(cast, talk, files):
    evidence = add_evidence(talk, upload("a.pdf", pdf()), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    with pytest.raises(ClosedDays):
        add_evidence(talk, upload("b.pdf", pdf("b")), by=cast["officer"])
    with pytest.raises(ClosedDays):
        remove_evidence(evidence, by=cast["officer"])
    assert len(files()) == 1


# Recognised by content.


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", pdf(), PDF),
        ("A.PDF", pdf(), PDF),
        ("a.docx", office(), DOCX),
        ("a.xlsx", office("xl/workbook.xml"), XLSX),
        ("a.doc", old_office(), DOC),
        ("a.xls", old_office("Workbook"), XLS),
        ("a.xls", old_office("Book"), XLS),
        ("a.xls", old_office("Workbook", "WordDocument"), XLS),
        ("a.doc", old_office("WordDocument", "Workbook"), DOC),
        ("a.jpeg", jpeg(), JPEG),
        ("a.png", png(), PNG),
        ("a.heic", heic(), JPEG),
    ],
)
def test_each_kind_is_known_by_its_content(name, content, media_type):
    assert prepare(upload(name, content)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("IMG_1.HEIC", heic(), "IMG_1.jpg"),
        ("IMG_1.HEIC", jpeg(), "IMG_1.jpg"),
        ("IMG_1.jpg", png(), "IMG_1.png"),
        ("IMG_1.JPEG", jpeg(), "IMG_1.JPEG"),
    ],
)
def test_a_picture_gets_the_ending_of_what_it_is_kept_as(name, content, kept):
    assert prepare(upload(name, content)).name == kept


# Pictures.


@pytest.mark.parametrize(("name", "make"), [("a.jpg", jpeg), ("a.png", png), ("a.heic", heic)])
def test_place_and_device_are_taken_out(name, make):
    told = drawn(make())
    assert told.getexif()[MAKE] == MAKER
    prepared = prepare(upload(name, make()))
    content = prepared.content.read()
    for kept in (content, thumbnail(io.BytesIO(content))):
        image = drawn(kept)
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "Comment"} & image.info.keys()
        assert MAKER.encode() not in kept
        assert REMARK.encode() not in kept
        assert b"Exif" not in kept
        assert b"eXIf" not in kept


def test_a_photo_stands_upright():
    """Held sideways (6): red, which lies left in the file, is on top."""
    prepared = prepare(upload("a.jpg", jpeg((64, 48), orientation=6)))
    content = prepared.content.read()
    image = drawn(content)
    assert image.size == (48, 64)
    (red, _, blue), (red_below, _, blue_below) = image.getpixel((24, 8)), image.getpixel((24, 56))
    assert red > 150 > blue
    assert blue_below > 150 > red_below
    assert drawn(thumbnail(io.BytesIO(content))).size == (48, 64)


def test_a_picture_still_shows_what_it_showed():
    for name, make in (("a.jpg", jpeg), ("a.png", png), ("a.heic", heic)):
        image = drawn(prepare(upload(name, make())).content.read()).convert("RGB")
        assert image.size == (64, 48)
        assert image.getpixel((8, 24))[0] > 150
        assert image.getpixel((56, 24))[2] > 150


@pytest.mark.parametrize("tail", [b"<?php system($_GET['x']); ?>", office(), pdf(), b"<script>alert(1)</script>"])
@pytest.mark.parametrize(("name", "make"), [("a.jpg", jpeg), ("a.png", png)])
def test_what_hangs_behind_a_picture_is_gone(name, make, tail):
    content = prepare(upload(name, make() + tail)).content.read()
    assert tail[:20] not in content
    assert content == prepare(upload(name, make())).content.read()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_every_sort_is_kept_with_a_thumbnail(mode):
    image = Image.new(mode, (400, 300))
    content = prepare(upload("a.png", saved(image, "PNG"))).content.read()
    assert drawn(content).size == (400, 300)
    assert drawn(thumbnail(io.BytesIO(content))).size == (320, 240)


def test_a_print_in_four_colours_becomes_one_that_screens_show():
    prepared = prepare(upload("a.jpg", saved(picture().convert("CMYK"), "JPEG")))
    assert drawn(prepared.content.read()).mode == "RGB"


@pytest.mark.parametrize("size", [(4000, 10), (10, 4000), (1, 1)])
def test_a_thumbnail_is_small_whatever_the_shape(size):
    assert max(drawn(thumbnail(prepare(upload("a.jpg", jpeg(size))).content)).size) <= 320


@pytest.mark.parametrize("size", [(8000, 7501), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn(size):
    with override("en"), pytest.raises(ValidationError, match="60 million pixels"):
        prepare(upload("a.png", huge_png(*size)))


@pytest.mark.parametrize(("name", "make"), [("a.jpg", jpeg), ("a.png", png), ("a.heic", heic)])
def test_a_picture_that_was_cut_off_is_refused(name, make):
    content = make((640, 480))
    for kept in (len(content) * 2 // 3, len(content) - 20):
        with override("en"), pytest.raises(ValidationError, match="This picture is incomplete"):
            prepare(upload(name, content[:kept]))


@pytest.mark.parametrize(("name", "make"), [("a.jpg", jpeg), ("a.png", png)])
def test_a_picture_that_is_spoilt_in_its_middle_is_told_as_damaged(name, make):
    content = make((640, 480))
    spoilt = content[:60] + bytes(400) + content[460:]
    with override("en"), pytest.raises(ValidationError, match="damaged and cannot be shown"):
        prepare(upload(name, spoilt))


# Thumbnails and large pictures.


def test_a_grey_scan_of_16_bits_has_the_greys_of_the_scan_in_its_thumbnail():
    line = array("H", [value for value in (0, 16384, 32768, 65535) for _ in range(100)])
    scan = Image.frombytes("I;16", (400, 300), line.tobytes() * 300)
    # The control: the library's own conversion leaves a white sheet.
    assert {scan.convert("L").getpixel((left, 120)) for left in (120, 200, 280)} == {255}
    content = prepare(upload("scan.png", saved(scan, "PNG"))).content.read()
    small = drawn(thumbnail(io.BytesIO(content)))
    greys = [small.getpixel((left, 120)) for left in (40, 120, 200, 280)]
    assert all(abs(grey - expected) < 4 for grey, expected in zip(greys, (0, 64, 128, 255), strict=True)), greys


def test_a_thumbnail_is_drawn_by_a_worker_after_the_commit(cast, talk, files, monkeypatch):
    asked = []
    monkeypatch.setattr(storage, "enqueue", lambda task, *args: asked.append((task.task, *args)))
    with TestCase.captureOnCommitCallbacks(execute=True):
        kept = add_evidence(talk, upload("a.jpg", jpeg((640, 480))), by=cast["officer"])
        add_evidence(talk, upload("a.pdf", pdf()), by=cast["officer"])
    assert asked == [("progress.draw_thumbnails", [str(kept.stored_id)])]
    assert not kept.stored.thumbnail
    draw_thumbnails([str(kept.stored_id)])
    kept.stored.refresh_from_db()
    assert drawn(kept.stored.thumbnail.read()).size == (320, 240)
    before = files()
    draw_missing()
    assert files() == before


def test_a_thumbnail_that_fails_leaves_the_others(cast, talk, caplog):
    kept = [add_evidence(talk, upload("a.jpg", jpeg((64, side))), by=cast["officer"]) for side in (48, 49)]
    kept[0].stored.file.storage.delete(kept[0].stored.file.name)
    draw_missing()
    assert [bool(StoredFile.objects.get(pk=one.stored_id).thumbnail) for one in kept] == [False, True]
    assert kept[0].stored.file.name in caplog.text


@pytest.mark.parametrize(("name", "make"), [("a.jpg", jpeg), ("a.png", png), ("a.heic", heic)])
def test_a_large_picture_is_drawn_alike_in_a_process_of_its_own(name, make, monkeypatch):
    here = prepare(upload(name, make())).content.read()
    monkeypatch.setattr(pictures, "SMALL_PIXELS", 0)
    monkeypatch.setattr(pictures, "redraw", None)
    assert prepare(upload(name, make())).content.read() == here
    with override("en"), pytest.raises(ValidationError, match="is incomplete"):
        prepare(upload(name, make((640, 480))[:-20]))


def test_a_picture_of_40_million_points_leaves_this_process_as_small_as_it_was():
    content = saved(Image.new("RGB", (8000, 5000), "white"), "JPEG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    prepare(upload("a.jpg", content))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 30, f"{grown:.0f} MB"


def test_the_limit_of_points_is_a_setting(settings):
    settings.PICTURE_MAX_MEGAPIXELS = 1
    with override("en"), pytest.raises(ValidationError, match="more than 1 million pixels"):
        prepare(upload("a.png", huge_png(1001, 1000)))
