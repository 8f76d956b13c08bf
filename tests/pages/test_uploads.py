"""Files that are refused, and days that are: what was typed beside them stays in the form."""

import unicodedata

import pytest
from django.utils.translation import gettext
from house import form_in, typed
from lxml import html
from making import campaign, site
from refusing import assert_still_typed, assert_told_at, form_of, refused, words
from uploading import heic, huge_png, jpeg, office, old_office, on_disk, pdf, png, upload

from filing.evidence.storage import add_evidence
from filing.evidence.thumbnails import draw_missing
from filing.evidence.uploads import MAX_FILES_AT_ONCE
from filing.models import Evidence
from filing.records.saving import delete_record, restore_record, save_record
from filing.submissions import verbs
from reports.documents.composition import compose

# The messages by a few of their English words, so that a changed word is one line here.
KIND, PDF, OFFICE = "whatever its name says", "This PDF is incomplete", "is damaged, or something was added"
NAME, MACROS, GROWS = "its name says otherwise", "contains macros", "would become too large"
CUT = "picture is incomplete"
PICTURE, POINTS, EMPTY, SIZE = "picture is damaged", "60 million pixels", "The file is empty.", "larger than 20 MB"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + bytes(100)
MB = 1024 * 1024
MACRO_TYPES = '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'

REFUSED = (
    ("a program named PDF", "bien-ban.pdf", PROGRAM, KIND),
    ("a program", "bien-ban.exe", PROGRAM, KIND),
    ("a PDF named program", "bien-ban.exe", pdf(), NAME),
    ("two endings", "bien-ban.pdf.exe", pdf(), NAME),
    ("no ending", "bien-ban", pdf(), NAME),
    ("a drawing with a script", "so-do.svg", SVG, KIND),
    ("a drawing with a script named picture", "so-do.png", SVG, KIND),
    ("a page named PDF", "bien-ban.pdf", PAGE, KIND),
    ("a page named Word", "bien-ban.doc", PAGE, KIND),
    ("a script", "bien-ban.pdf", b"#!/bin/sh\nreboot\n", KIND),
    ("text before a PDF", "bien-ban.pdf", b"\n" + pdf(), KIND),
    ("a picture named PDF", "bien-ban.pdf", png(), NAME),
    ("nothing", "bien-ban.pdf", b"", EMPTY),
    ("too much", "bien-ban.pdf", b"%PDF-1.4" + bytes(20 * MB), SIZE),
    ("a PDF without an end", "bien-ban.pdf", b"%PDF-1.4\n1 0 obj", PDF),
    ("a PDF that is a ZIP too", "bien-ban.pdf", pdf() + office(), PDF),
    ("a PDF that is a ZIP too, ending like a PDF", "bien-ban.pdf", pdf() + office() + b"\n%%EOF", PDF),
    ("a PDF with a page behind it", "bien-ban.pdf", pdf() + PAGE, PDF),
    ("macros", "bien-ban.docx", office("word/document.xml", "word/vbaProject.bin"), MACROS),
    ("macros under their own name", "bien-ban.docm", office("word/document.xml", "word/vbaProject.bin"), MACROS),
    ("macros by another name", "bien-ban.docx", office(types=MACRO_TYPES), MACROS),
    ("macros in an old file", "bien-ban.doc", old_office("WordDocument", "_VBA_PROJECT"), MACROS),
    ("an archive that unpacks to much", "bien-ban.docx", office(bomb=bytes(30 * MB)), GROWS),
    ("an archive that unpacks to very much", "bien-ban.docx", office(bomb=bytes(201 * MB)), GROWS),
    ("another archive", "bien-ban.docx", office().replace(b"[Content_Types].xml", b"(Content_Types).xml"), KIND),
    ("an archive that was cut off", "bien-ban.docx", office()[:-1], OFFICE),
    ("a broken archive", "bien-ban.docx", b"PK\x03\x04" + bytes(100), OFFICE),
    ("an archive with something behind it", "bien-ban.xlsx", office("xl/workbook.xml") + PAGE, OFFICE),
    ("an archive with something before it", "bien-ban.docx", b"PK\x03\x04" + PAGE + office(), OFFICE),
    ("Word and Excel at once", "bien-ban.docx", office("word/document.xml", "xl/workbook.xml"), OFFICE),
    ("Word named Excel", "bien-ban.xlsx", office(), NAME),
    ("an old Word named new", "bien-ban.docx", old_office(), NAME),
    ("an old Word that is a ZIP too", "bien-ban.doc", old_office(tail=office()), OFFICE),
    ("an old Word with a page behind it", "bien-ban.doc", old_office(tail=PAGE), OFFICE),
    ("the beginning of an old Word", "bien-ban.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2040), OFFICE),
    ("no picture", "anh.jpg", b"\xff\xd8\xff" + bytes(100), PICTURE),
    ("half a picture", "anh.heic", heic((640, 480))[:-200], CUT),
    ("a picture that fills the memory", "anh.png", huge_png(60_000, 60_000), POINTS),
)


def fault_of(page, name):
    """What is told at the field of that file."""
    (told,) = (words(one) for one in page.xpath("//*[@class='invalid-feedback']"))
    assert told.startswith(f"{name}: ")
    return told


@pytest.mark.parametrize(("name", "content", "message"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_wrong_file_is_refused_with_what_was_typed_kept(cast, as_, settings, name, content, message):
    as_("officer").cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | {"upload": upload(name, content)})
    told = fault_of(page, name)
    assert message in told
    assert_told_at(page, "upload", told)
    assert_still_typed(page, good)
    assert on_disk(settings.MEDIA_ROOT / "evidence") == []


NFD = unicodedata.normalize("NFD", "Biên bản cuộc họp.pdf")
NAMES = (
    ("its own", "Biên bản.pdf", "Biên bản.pdf"),
    ("in capitals", "BIEN BAN.PDF", "BIEN BAN.PDF"),
    ("of a Mac", NFD, "Biên bản cuộc họp.pdf"),
    ("of 300 letters", "a" * 296 + ".pdf", "a" * 251 + ".pdf"),
    ("a way up", "../../etc/passwd.pdf", "passwd.pdf"),
    ("a way of Windows", "..\\..\\Windows\\bien-ban.pdf", "bien-ban.pdf"),
    ("quotes", 'Biên bản "họp" “Sở”; x=1.pdf', 'Biên bản "họp" “Sở”; x=1.pdf'),
    ("turned round", "bien-ban\u202efdp.pdf", "bien-banfdp.pdf"),
    ("nothing but an ending", ".pdf", "minh chứng.pdf"),
)


@pytest.mark.parametrize(("sent", "kept"), [one[1:] for one in NAMES], ids=[one[0] for one in NAMES])
def test_a_name_reaches_neither_the_disk_nor_the_header_unchecked(cast, as_, settings, sent, kept):
    client, path, _ = form_of(cast, as_, "communications:")
    file = upload("x.pdf", pdf())
    file.name = sent  # Django's own cut at 255 letters is part of what is tried here.
    assert client.post(path, typed(client, path, upload=file)).status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.name == kept
    assert on_disk(settings.MEDIA_ROOT / "evidence") == [f"{evidence.unit_id}/{evidence.stored_id.hex}"]
    response = client.get(f"/evidence/{evidence.pk}/")
    assert response.getvalue() == pdf()
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in response["Content-Disposition"]


def test_a_line_break_in_a_name_ends_no_header(cast, as_):
    talk = save_record(campaign(cast), by=cast["officer"])
    file = upload("x.pdf", pdf())
    file.name = "a\r\nSet-Cookie: x=1\u2028b\x00.pdf"
    evidence = add_evidence(talk, file, by=cast["officer"])
    assert evidence.name == "a Set-Cookie: x=1 b.pdf"
    response = as_("officer").get(f"/evidence/{evidence.pk}/")
    assert response.status_code == 200
    assert "Set-Cookie" not in response


def test_right_files_are_kept_several_at_once(cast, as_):
    client, path, _ = form_of(cast, as_, "communications:")
    files = {"Biên bản.docx": office(), "20MB.PDF": pdf(padding=20 * MB - len(pdf()) - 5)}
    several = [upload(name, content) for name, content in files.items()]
    assert client.post(path, typed(client, path, upload=several)).status_code == 302
    kept = {one.name: one.stored.size for one in Evidence.objects.select_related("stored")}
    assert kept == {name: len(content) for name, content in files.items()}


def test_of_several_files_each_bad_one_is_named_and_none_is_kept(cast, as_, settings):
    client, path, good = form_of(cast, as_, "communications:")
    several = [upload("tot.pdf", pdf()), upload("xau.pdf", PAGE), upload("rong.pdf", b""), upload("anh.jpg", jpeg())]
    page = refused(client, path, good | {"upload": several, "title": "Tên mới"})
    told = [words(one) for one in page.xpath("//*[@data-error-summary]//li")]
    assert [one.split(": ")[1] for one in told] == ["xau.pdf", "rong.pdf"]
    assert on_disk(settings.MEDIA_ROOT / "evidence") == []


def test_more_files_at_once_than_may_be_are_refused(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    files = [upload(f"{number}.pdf", pdf(str(number))) for number in range(MAX_FILES_AT_ONCE + 1)]
    page = refused(client, path, good | {"upload": files})
    message = gettext("Choose at most %s files at a time. Add the others afterwards.") % MAX_FILES_AT_ONCE
    assert_told_at(page, "upload", message)
    for file in files:
        file.seek(0)
    assert client.post(path, good | {"upload": files[1:]}).status_code == 302
    assert Evidence.objects.count() == MAX_FILES_AT_ONCE


def test_more_than_60_mb_at_once_are_refused(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    large = pdf(padding=16 * MB)
    page = refused(client, path, good | {"upload": [upload(f"{number}.pdf", large) for number in range(4)]})
    assert_told_at(page, "upload", gettext("These files are larger than %s MB in total. Add fewer at a time.") % 60)


def test_a_form_that_comes_back_says_that_the_files_are_lost(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    again = gettext("Choose the files again. The browser does not keep them when a form comes back.")
    page = refused(client, path, good | {"title": "", "upload": upload("a.pdf", pdf())})
    assert_told_at(page, "upload", again)
    assert again not in refused(client, path, good | {"title": ""}).text_content()
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    new = f"{path.rsplit('/', 3)[0]}/new/"
    page = refused(client, new, good | {"version": "0", "upload": upload("a.pdf", pdf())})
    assert_told_at(page, "upload", again)


# Files for a record that is there.


@pytest.fixture
def talk(cast):
    return save_record(campaign(cast), by=cast["officer"])


def test_files_are_added_from_the_page_of_the_record(as_, talk):
    client = as_("officer")
    page = html.fromstring(client.get(talk.get_absolute_url()).content.decode())
    (form,) = (one for one in page.forms if one.get("action") == "evidence/")
    assert form.get("enctype") == "multipart/form-data"
    assert form.inputs["upload"].get("multiple") is not None
    path = f"{talk.get_absolute_url()}evidence/"
    response = client.post(path, {"upload": [upload("a.pdf", pdf()), upload("ảnh.heic", heic())]})
    assert (response.status_code, response["Location"]) == (302, talk.get_absolute_url())
    assert {one.name for one in talk.evidence.all()} == {"a.pdf", "ảnh.jpg"}


def test_adding_nothing_or_a_bad_file_shows_the_form_again(as_, talk):
    path = f"{talk.get_absolute_url()}evidence/"
    page = refused(as_("officer"), path, {})
    assert "is-invalid" in form_in(page).inputs["upload"].get("class")
    page = refused(as_("officer"), path, {"upload": [upload("a.pdf", pdf()), upload("b.pdf", PAGE)]})
    assert fault_of(page, "b.pdf")


def test_a_closed_record_and_a_register_take_no_file(cast, as_, talk):
    client, path = as_("officer"), f"{talk.get_absolute_url()}evidence/"
    register = save_record(site(cast), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert client.get(path)["Location"] == talk.get_absolute_url()
    refused(client, path, {"upload": upload("a.pdf", pdf())})
    assert client.post(f"{register.get_absolute_url()}evidence/", {}).status_code == 404


def test_who_may_add_is_who_may_file(as_, talk):
    path = f"{talk.get_absolute_url()}evidence/"
    for name, status in (("head", 403), ("province", 403), ("neighbour", 404), ("admin", 404)):
        assert as_(name).post(path, {"upload": upload("a.pdf", pdf())}).status_code == status, name
    assert not Evidence.objects.exists()


def test_a_picture_is_shown_small_and_nothing_else_is(cast, as_, talk):
    photo, minutes = (
        add_evidence(talk, one, by=cast["officer"]) for one in (upload("ảnh.jpg", jpeg()), upload("a.pdf", pdf()))
    )
    client = as_("officer")
    page = html.fromstring(client.get(talk.get_absolute_url()).content.decode())
    assert not page.xpath("//main//img")
    assert gettext("thumbnail being made") in words(page)
    assert client.get(f"/evidence/{photo.pk}/thumbnail/").status_code == 404
    draw_missing()
    page = html.fromstring(client.get(talk.get_absolute_url()).content.decode())
    assert gettext("thumbnail being made") not in words(page)
    (image,) = page.xpath("//main//img")
    assert (image.get("alt"), image.get("loading")) == ("ảnh.jpg", "lazy")
    response = client.get(image.get("src"))
    assert response.getvalue().startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert not response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(f"/evidence/{minutes.pk}/thumbnail/").status_code == 404
    for name, status in (("head", 200), ("province", 200), ("neighbour", 404), ("admin", 404), ("stranger", 404)):
        assert as_(name).get(image.get("src")).status_code == status, name


def test_the_files_of_a_deleted_record_are_away_until_it_is_back(cast, as_, talk):
    evidence = add_evidence(talk, upload("ảnh.jpg", jpeg()), by=cast["officer"])
    draw_missing()
    client, paths = as_("officer"), [f"/evidence/{evidence.pk}/", f"/evidence/{evidence.pk}/thumbnail/"]
    delete_record(talk, by=cast["officer"])
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert client.post(f"{paths[0]}remove/").status_code == 404
    restore_record(talk, by=cast["officer"])
    assert [client.get(path).status_code for path in paths] == [200, 200]


# Days, and two at a time.


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("communications:", "ended_on"),
        ("plans:", "issued_on"),
        ("capacity:", "ended_on"),
        ("models_sites:log-", "ended_on"),
    ],
)
def test_a_day_in_a_closed_window_is_told_with_since_when_and_who_opens_it(cast, as_, name, field):
    client, path, good = form_of(cast, as_, name)
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    kind = path.rpartition("/")[0].rpartition("/")[0].rpartition("/")[0]
    page = refused(client, f"{kind}/new/", good | {"version": "0"})
    message = (
        "Số liệu từ ngày 15/12/2019 đến ngày 14/12/2020 đã khóa từ ngày 18/12/2020 vì báo cáo năm 2020 đã được trình. "
        "Việc mở lại do lãnh đạo đơn vị thực hiện."
    )
    assert_told_at(page, field, message)
    assert_still_typed(page, good, but=["version"])
