"""GET /verify/: what anybody is told of a paper or a file, and what nobody is."""

import hashlib
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from making import campaign
from reading import words
from signing import Identity, plain_pdf

from communications.models import Campaign
from core.accounts.ratelimit import LIMITS
from core.lib.dates.clock import now
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose
from reports.models import CompilationType, Document, DocumentState, Edition, Format, Issue
from reports.papers.signatures import check_signatures
from reports.papers.verification import normalise_code

CODE = "7KQ4M2XP10"
MADE = b"%PDF-1.7 the file made here"
TITLE = "Diễn đàn không ai được biết"


@pytest.fixture(scope="module")
def authority():
    return Identity("Chứng thực số")


@pytest.fixture(scope="module")
def signed(authority):
    return Identity("Trưởng phòng", authority, organisation="Phòng LĐTBXH").sign(plain_pdf())


def submit_report(cast):
    """A report of Nam Đông that tells of one talk with 4,321 people."""
    save_record(campaign(cast, title=TITLE, attendance=4321, female=None, minority=None), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    return cast.submission().snapshot


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(submit_report)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


@pytest.fixture
def snapshot(dwelling):
    return dwelling[1]


@pytest.fixture
def document(cast, snapshot):
    return make_document(cast, snapshot)


def make_document(cast, snapshot, data=MADE, **given):
    fields = {
        "sort": CompilationType.UNIT_REPORT,
        "unit": snapshot.submission.unit,
        "period": snapshot.submission.period,
    }
    fields |= {"asked_by": cast["officer"], "asked_at": now(), "ready_at": now(), "state": DocumentState.READY}
    fields |= {"sha256": digest(data), "code": CODE}
    return Document.objects.create(snapshot=snapshot, **fields | given)


def issue(cast, snapshot, data=b"", **given):
    fields = {"number": "05/BC-LĐTBXH", "issued_on": date(2020, 12, 17), "unit": snapshot.submission.unit}
    fields |= {"recorded_by": cast["officer"], "recorded_at": now()}
    if data:
        fields |= {"file": ContentFile(data, "x"), "sha256": digest(data), "size": len(data)}
    return Issue.objects.create(snapshot=snapshot, **fields | given)


def newer_snapshot(snapshot):
    """The same report, frozen once more."""
    snapshot.pk, snapshot.version = None, snapshot.version + 1
    snapshot.save(force_insert=True)
    return snapshot


def digest(data):
    return hashlib.sha256(data).hexdigest()


def answer(client, path, status=200, **asked):
    response = client.get(path, asked)
    assert response.status_code == status, path
    return html.fromstring(response.content.decode())


def state(page):
    return page.xpath("//@data-state")


def facts(page):
    return words(page.xpath("//*[@data-finding]")[0])


# Codes


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ4M2XP10",
        "7kq4m2xp10",
        "7KQ4M-2XP10",
        " 7kq4 m2xp 10 ",
        "7KQ4M2XPIO",
        "7kq4m2xplo",
        "7KQ4M–2XP1O",
        "７ＫＱ４Ｍ２ＸＰ１０",
        "7KQ4M\u00a02XP10",
        "7KQ4M\u200b2XP10",
        "7KQ4M\u20112XP10",
    ],
)
def test_a_code_is_found_however_it_is_typed(client, document, typed):
    assert state(answer(client, "/verify/", code=typed)) == ["draft"]
    assert state(answer(client, f"/verify/{typed.strip()}/")) == ["draft"]


@pytest.mark.parametrize("typed", ["7KQ4M2XP1", "7KQ4M2XP100", "7KQ4M2XP1U", "7KQ4M2XP1!", "", "\x00", "Đ" * 10, "'--"])
def test_what_can_be_no_code_is_none(typed):
    assert normalise_code(typed) == ""


@pytest.mark.parametrize("typed", ["0000000000", "7KQ4M2XP1", "7KQ4M2XP1\x00", "<script>", "x" * 5000, "đ/../"])
def test_an_unknown_code_is_said_to_be_unknown(client, document, typed):
    page = answer(client, "/verify/", 404, code=typed)
    assert not page.xpath("//*[@data-finding]")
    (notice,) = page.xpath("//main//*[contains(@class, 'notice')]")
    assert notice.xpath(".//h2")
    assert len(notice.xpath(".//li")) == 3
    assert page.xpath("//main//input[@name='code']")
    assert not page.xpath("//script[contains(., 'script')]")


def test_a_document_that_is_not_made_yet_is_not_found(client, document):
    Document.objects.update(state=DocumentState.RUNNING)
    answer(client, f"/verify/{CODE}/", 404)
    answer(client, "/verify/", 404, sha256=digest(MADE))


def test_a_draft_is_told_with_its_kind_period_and_office(cast, client, document, snapshot):
    make_document(cast, snapshot, b"PK the Word file", format=Format.DOCX)
    page = answer(client, f"/verify/{CODE}/")
    told = facts(page)
    for part in (
        document.get_sort_display(),
        "năm 2020",
        "Nam Đông",
        str(Edition.INTERNAL.label),
        "PDF, Word",
        "7KQ4M-2XP10",
    ):
        assert part in told
    assert page.xpath("//@data-changed") == ["no"]
    assert not page.xpath("//section[@aria-labelledby='signatures']")


def test_the_outward_edition_says_so(cast, client, snapshot):
    make_document(cast, snapshot, edition=Edition.OUTWARD)
    told = facts(answer(client, f"/verify/{CODE}/"))
    assert str(Edition.OUTWARD.label) in told
    assert str(Edition.INTERNAL.label) not in told


def test_changed_records_are_told(client, document, snapshot):
    Campaign.objects.update(attendance=5)
    call_command("recount", repair=True, stdout=StringIO())
    assert answer(client, f"/verify/{CODE}/").xpath("//@data-changed") == ["yes"]


def test_an_issued_report_has_number_and_day(cast, client, document, snapshot):
    issue(cast, snapshot)
    page = answer(client, f"/verify/{CODE}/")
    assert state(page) == ["issued"]
    assert "05/BC-LĐTBXH" in facts(page)
    assert "17/12/2020" in facts(page)
    assert not page.xpath("//*[@data-signature]")


def test_a_replaced_report_names_the_newer_one(cast, client, document, snapshot):
    old = issue(cast, snapshot)
    issue(cast, newer_snapshot(snapshot), number="09/BC-LĐTBXH", issued_on=date(2020, 12, 18), replaces=old)
    page = answer(client, f"/verify/{CODE}/")
    assert state(page) == ["replaced"]
    for part in ("05/BC-LĐTBXH", "17/12/2020", "09/BC-LĐTBXH", "18/12/2020"):
        assert part in facts(page)


def test_what_was_typed_in_place_of_a_number_is_not_told(cast, client, document, snapshot):
    old = issue(cast, snapshot, number="02 chị ở thôn 4")
    issue(cast, newer_snapshot(snapshot), number="9/SDT0905123456", issued_on=date(2020, 12, 18), replaces=old)
    page = answer(client, f"/verify/{CODE}/")
    assert "17/12/2020" in facts(page)
    assert "18/12/2020" in facts(page)
    assert not {"thôn", "0905123456"} & set(words(page.xpath("//main")[0]).replace("SDT", " ").split())


# Files


def test_a_made_file_is_known_by_its_bytes(cast, client, document, snapshot):
    make_document(cast, snapshot, b"PK the Word file", format=Format.DOCX)
    page = answer(client, "/verify/", sha256=digest(MADE).upper())
    assert state(page) == ["draft"]
    assert "Word" not in facts(page)
    answer(client, "/verify/", 404, sha256=digest(MADE + b"\n"))
    issue(cast, snapshot, b"the scan")
    of_made = answer(client, "/verify/", sha256=digest(MADE))
    of_signed = answer(client, "/verify/", sha256=digest(b"the scan"))
    by_code = answer(client, f"/verify/{CODE}/")
    assert state(of_made) == state(of_signed) == state(by_code) == ["issued"]
    assert len({words(page.get_element_by_id("finding")) for page in (of_made, of_signed, by_code)}) == 3


@pytest.mark.parametrize("trusted", [True, False])
def test_the_signed_file_is_known_with_its_signatures(cast, client, snapshot, signed, authority, trusted):
    told = check_signatures(signed, [authority.pem] if trusted else [])
    issue(cast, snapshot, signed, media_type="application/pdf", signatures=told, checked_at=now())
    page = answer(client, "/verify/", sha256=digest(signed))
    assert state(page) == ["issued"]
    assert "năm 2020" in facts(page)
    (one,) = page.xpath("//*[@data-signature]")
    assert "Trưởng phòng" in words(one)
    assert "Phòng LĐTBXH" in words(one)
    tones = [pill.get("class") for pill in one.find_class("pill")]
    assert tones == ["pill tone-done", "pill tone-done" if trusted else "pill tone-wait"]


def test_a_broken_signature_is_told(cast, client, document, snapshot, signed):
    told = [
        one | {"intact": False, "trouble": "The signed content was changed."} for one in check_signatures(signed, [])
    ]
    issue(cast, snapshot, signed, signatures=told, checked_at=now())
    (one,) = answer(client, f"/verify/{CODE}/").xpath("//*[@data-signature]")
    assert "pill tone-late" in one.xpath(".//@class")


def test_a_made_file_recorded_as_the_signed_one_of_another_report_is_told_as_recorded(cast, client, document, snapshot):
    other = newer_snapshot(snapshot)
    issue(cast, other, MADE)
    page = answer(client, "/verify/", sha256=digest(MADE))
    assert state(page) == ["issued"]
    assert CODE[:5] not in facts(page)


@pytest.mark.parametrize("sha256", ["0" * 64, "0" * 63, "g" * 64, "", "\x00" * 64, "' or 1=1"])
def test_other_bytes_are_not_found(client, document, sha256):
    page = answer(client, "/verify/", 404 if sha256 else 200, sha256=sha256)
    assert not page.xpath("//*[@data-finding]")


# What stays here


def test_nothing_of_the_content_is_told(cast, client, document, snapshot, signed):
    issue(cast, snapshot, signed, signatures=check_signatures(signed, []), checked_at=now())
    assert TITLE in str(snapshot.content)
    for asked in ({"code": CODE}, {"sha256": digest(MADE)}, {"sha256": digest(signed)}):
        text = client.get("/verify/", asked).content.decode()
        for hidden in (TITLE, "4321", "4.321", cast["officer"].full_name, cast["officer"].username, "/reports/"):
            assert hidden not in text.replace('href="/reports/"', ""), hidden
    assert client.get(f"/verify/{CODE}/file/").status_code in (302, 404)


def test_no_cookie_comes_and_no_person_is_read(as_, document):
    for client in (Client(), as_("head")):
        for path in ("/verify/", f"/verify/{CODE}/", "/verify/0000000000/"):
            response = client.get(path)
            assert not response.cookies, path
            assert "noindex" in response.headers["X-Robots-Tag"]
            assert "csrfmiddlewaretoken" not in response.content.decode()
            assert not html.fromstring(response.content.decode()).xpath("//header//nav | //form[@data-drafts-of]")


def test_a_fixed_number_of_queries(cast, client, document, snapshot, signed):
    made = issue(cast, snapshot, signed, signatures=check_signatures(signed, []), checked_at=now())
    few = queries_of(client)
    Issue.objects.filter(pk=made.pk).update(signatures=made.signatures * 20)
    for format in (Format.DOCX, Format.XLSX):
        make_document(cast, snapshot, format.encode(), format=format)
    for day in range(1, 20):
        save_record(campaign(cast, slug="phu-loc", started_on=date(2020, 5, day)), by=cast["neighbour"])
    assert queries_of(client) == few < 20


def queries_of(client):
    """How many a page takes, the second time."""
    client.get(f"/verify/{CODE}/")
    with CaptureQueriesContext(connection) as queries:
        answer(client, f"/verify/{CODE}/")
    return len(queries)


def test_nothing_is_posted(client, document):
    assert client.post("/verify/", {"code": CODE}).status_code == 405
    assert client.post(f"/verify/{CODE}/").status_code == 405
    page = answer(client, "/verify/")
    assert {form.get("method") for form in page.xpath("//main//form")} == {"get"}
    assert not page.xpath("//main//form//input[@type='file']")
    assert not page.xpath("//input[@type='file']/@name")


def test_whoever_asks_too_often_is_told_to_wait(client, document, monkeypatch):
    number = 5
    monkeypatch.setitem(LIMITS, "verify", replace(LIMITS["verify"], number=number))
    # The minute may turn while this asks; then the count begins anew, once.
    answers = [client.get(f"/verify/{CODE}/") for _ in range(2 * number + 1)]
    assert {one.status_code for one in answers} == {200, 429}
    assert all(one.status_code == 200 for one in answers[:number])
    refused = next(one for one in answers if one.status_code == 429)
    assert not html.fromstring(refused.content.decode()).xpath("//*[@data-finding]")
    assert Client(REMOTE_ADDR="192.0.2.7").get("/verify/").status_code == 200


def test_the_language_follows_the_switch(client, document):
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "vi"
    for language in ("vi", "en"):
        page = answer(client, "/verify/", code=CODE, language=language)
        assert page.get("lang") == language
        assert page.xpath("//form[@class='language']//input[@name='code']/@value") == [CODE]
        assert page.xpath("//form[@class='language']//button[@aria-current]/@value") == [language]
    assert answer(client, f"/verify/{CODE}/").get("lang") == "vi"
    assert answer(client, "/verify/", language="de").get("lang") == "vi"
