"""One search over everything that a person may read, without accents, and nothing beyond."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, hand_in, site
from reading import page_of, words

from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.records.saving import delete_record, save_record
from reports.documents.queue import request_document
from reports.models import CompilationType


@pytest.fixture
def filed(cast):
    """A talk, a place, a difficulty and an approved report with its document, all of Nam Đông."""
    talk = save_record(campaign(cast, title="Hội thi Gia đình hạnh phúc"), by=cast["officer"])
    place = save_record(site(cast, name="Địa chỉ tin cậy Hội Phụ nữ"), by=cast["officer"])
    matter = Difficulty(unit=cast.units["nam-dong"], title="Thiếu kinh phí hội thi", text="Chưa được cấp.")
    raise_difficulty(matter, by=cast["officer"])
    hand_in(cast, "nam-dong")
    snapshot = cast.submission().snapshot
    document = request_document(
        sort=CompilationType.UNIT_REPORT,
        unit=cast.units["nam-dong"],
        period=cast.submission().period,
        snapshot=snapshot,
        by=cast["province"],
    )
    return {"talk": talk, "place": place, "matter": matter, "document": document}


def hits(client, asked):
    return page_of(client, f"/search/?q={asked}").xpath("//section[@data-group]//li//a/@href")


def test_words_find_without_accents_in_any_order(filed, as_):
    for asked in ("hoi thi", "HỘI THI", "thi hội", "hạnh phuc hoi"):
        assert filed["talk"].get_absolute_url() in hits(as_("officer"), asked)
    assert hits(as_("officer"), "hội thi bóng đá") == []


def test_it_looks_in_records_registers_difficulties_reports_documents_and_directives(cast, filed, as_):
    client = as_("province")
    assert filed["matter"].get_absolute_url() in hits(client, "kinh phi")
    assert filed["place"].get_absolute_url() in hits(client, "phu nu")
    assert f"/reports/{cast.submission().pk}/" in hits(client, "nam đông 2020")
    assert f"/reports/documents/{filed['document'].pk}/" in hits(client, "nam dong")
    assert f"/directives/{cast.directive.pk}/" in hits(client, "908")
    assert f"/directives/{cast.directive.pk}/" in hits(client, "bo luat lao dong")


@pytest.mark.parametrize("name", ["neighbour", "stranger", "far-officer", "admin"])
def test_nobody_finds_what_is_not_theirs(filed, as_, name):
    for asked in ("hanh phuc", "thieu kinh phi", "hoi phu nu", "nam dong"):
        found = hits(as_(name), asked)
        assert [one for one in found if not one.startswith("/directives/")] == []


def test_what_was_deleted_is_not_found(cast, as_):
    talk = save_record(campaign(cast, title="Hội thi cầu lông"), by=cast["officer"])
    assert hits(as_("officer"), "cau long") == [talk.get_absolute_url()]
    delete_record(talk, by=cast["officer"])
    assert hits(as_("officer"), "cau long") == []


def test_too_short_a_word_and_odd_letters_find_nothing_and_break_nothing(filed, as_):
    for asked in ("", "h", "%20", "%25%25", "%00h%E2%80%8B", "_%25", "x" * 300):
        response = as_("officer").get(f"/search/?q={asked}")
        assert response.status_code == 200
        assert b"data-group" not in response.content
    assert "&lt;script&gt;" in as_("officer").get("/search/?q=<script>alert").content.decode()


def test_more_than_five_of_a_kind_lead_to_the_list(cast, as_):
    for number in range(7):
        save_record(campaign(cast, title=f"Cầu lông {number}"), by=cast["officer"])
    page = page_of(as_("officer"), "/search/?q=cau+long")
    (group,) = page.xpath("//section[@data-group]")
    assert len(group.xpath(".//li")) == 5
    (more,) = group.xpath(".//a[@class='go']/@href")
    listed = page_of(as_("officer"), more).xpath("//tbody//th/a")
    assert len(listed) == 7
    assert all("Cầu lông" in words(link) for link in listed)


def test_it_asks_as_often_for_many_as_for_few(cast, as_):
    client = as_("province")
    for number in (3, 60):
        for _one in range(number):
            save_record(campaign(cast, title="Hội thi"), by=cast["officer"])
        client.get("/search/?q=hoi")
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/?q=hoi")
        assert len(asked) == 21
