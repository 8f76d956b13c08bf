"""Page, letter and dossier as a person asks for them: the buttons, who has them, and what comes of a click."""

from datetime import date

import pytest
from cast import TODAY
from django.utils.translation import gettext as _
from making import campaign
from reading import page_of, words

from filing.models import Submission, SubmissionState
from filing.records.saving import save_record
from reports.models import Compilation, CompilationType, Document, Format

LATE = date(2020, 12, 28)


@pytest.fixture
def period(cast):
    return cast.submission().period


@pytest.fixture
def late(settings):
    """A week after the districts' due date."""
    settings.DEMO_TODAY = LATE


def buttons(page, path):
    return page.xpath(f"//form[@action='{path}']//button")


def paths(period):
    return {name: f"/reports/periods/{period.pk}/{name}/" for name in ("brief", "letter")}


def test_the_officer_finds_both_and_the_leader_the_page_alone(period, late, as_):
    brief, letter = paths(period).values()
    officers = page_of(as_("province"))
    assert len(buttons(officers, brief)) == 1
    assert [one.get("value") for one in buttons(officers, letter)] == [None, "KHẨN"]
    assert len(officers.xpath("//main//*[contains(@class, 'btn-primary')]")) <= 1
    leaders = page_of(as_("leader"))
    assert len(buttons(leaders, brief)) == 1
    assert not buttons(leaders, letter)


def test_nobody_is_urged_before_the_due_date(period, as_):
    client, letter = as_("province"), paths(period)["letter"]
    assert not buttons(page_of(client), letter)
    answer = client.post(letter, follow=True)
    assert answer.redirect_chain[-1][0] == f"/reports/periods/{period.pk}/"
    assert _("No unit is late with this report, so no letter is needed.") in answer.content.decode()
    assert not Compilation.objects.exists()


@pytest.mark.parametrize(("name", "sort"), [("brief", CompilationType.BRIEF), ("letter", CompilationType.LETTER)])
def test_a_click_makes_a_document_and_a_second_one_the_same(period, late, as_, name, sort):
    client = as_("province")
    first, second = (client.post(paths(period)[name]) for _time in range(2))
    document = Document.objects.get()
    assert first.url == second.url == f"/reports/documents/{document.pk}/"
    assert (document.sort, document.format, document.period) == (sort, Format.PDF, period)
    (button,) = buttons(page_of(client, first.url), f"/reports/compilations/{document.compilation_id}/document/")
    word = client.post(f"/reports/compilations/{document.compilation_id}/document/", {"format": button.get("value")})
    assert Document.objects.get(format=Format.DOCX).compilation == document.compilation
    assert buttons(page_of(client, word.url), f"/reports/compilations/{document.compilation_id}/document/")


def test_a_letter_may_be_marked_urgent_in_the_decrees_words_alone(period, late, as_):
    client, letter = as_("province"), paths(period)["letter"]
    client.post(letter, {"urgency": "KHẨN"})
    assert Compilation.objects.get().content["trees"]["internal"]["head"]["urgency"] == "KHẨN"
    assert client.post(letter, {"urgency": "NGAY"}).status_code == 404


@pytest.mark.parametrize("given", [{}, {"format": "zip"}, {"format": "xlsx"}, {"format": "exe"}])
def test_no_other_format_of_it(period, as_, given):
    client = as_("province")
    client.post(paths(period)["brief"])
    path = f"/reports/compilations/{Compilation.objects.get().pk}/document/"
    assert client.post(path, given).status_code == 404


def test_whoever_may_not_is_told_who_may_and_strangers_find_nothing(period, late, as_):
    brief, letter = paths(period).values()
    expected = {
        "officer": (403, 403),
        "head": (403, 403),
        "leader": (302, 403),
        "admin": (404, 404),
        "stranger": (404, 404),
    }
    for name, statuses in expected.items():
        client = as_(name)
        assert (client.post(brief).status_code, client.post(letter).status_code) == statuses, name
        assert client.get(brief).status_code == client.get(letter).status_code == 405
    compilation = Compilation.objects.get()
    for name, status in {"officer": 404, "head": 404, "leader": 302, "admin": 404, "stranger": 404}.items():
        answer = as_(name).post(f"/reports/compilations/{compilation.pk}/document/", {"format": "docx"})
        assert answer.status_code == status, name


DOSSIER = "/reports/dossiers/new/"
GIVEN = {"start": "15/12/2019", "end": "14/12/2020", "unit": "", "of_page": "yes"}


def test_a_dossier_is_asked_for_with_days_unit_and_clauses(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    client = as_("province")
    assert page_of(client, "/reports/documents/").xpath(f"//a[@href='{DOSSIER}']")
    page = page_of(client, DOSSIER)
    offered = [words(one) for one in page.xpath("//select[@name='unit']/option")][1:]
    assert "Huyện Nam Đông" in offered
    assert "Huyện Khác" not in offered
    assert "2.a" in words(page.xpath("//label[contains(., 'Phổ biến')]")[0])
    answer = client.post(DOSSIER, GIVEN | {"unit": cast.units["nam-dong"].pk, "tasks": [cast.tasks["comm.policy"].pk]})
    document = Document.objects.get()
    assert answer.url == f"/reports/documents/{document.pk}/"
    assert (document.sort, document.format) == (CompilationType.DOSSIER, Format.ZIP)
    assert [row["unit"] for row in document.compilation.content["index"]] == ["Huyện Nam Đông"]
    shown = words(page_of(client, answer.url).find(".//main"))
    assert "ZIP" in shown


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"end": "1/1/2019"}, "end"),
        ({"start": ""}, "start"),
        ({"start": "1/1/1920"}, "start"),
        ({"unit": "999999"}, "unit"),
        ({"unit": "far"}, "unit"),
        ({"tasks": ["999999"]}, "tasks"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, as_, given, field):
    if given.get("unit") == "far":
        given = {"unit": cast.units["huyen-khac"].pk}
    answer = as_("province").post(DOSSIER, GIVEN | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Compilation.objects.exists()


def test_nothing_filed_is_said_on_the_page(cast, as_):
    Submission.objects.all().delete()
    answer = as_("province").post(DOSSIER, GIVEN | {"start": "1/1/2012", "end": "2/1/2012"})
    assert answer.status_code == 422
    assert (
        _("There are no entries on these dates, so there is nothing to put in the dossier.") in answer.content.decode()
    )


def test_a_dossier_is_the_departments_alone(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    for name in ("officer", "head", "leader", "admin"):
        client = as_(name)
        assert client.get(DOSSIER).status_code == client.post(DOSSIER, GIVEN).status_code == 403, name
    as_("province").post(DOSSIER, GIVEN)
    path = f"/reports/documents/{Document.objects.get().pk}/"
    assert {name: as_(name).get(path).status_code for name in ("leader", "officer", "stranger")} == {
        "leader": 200,
        "officer": 404,
        "stranger": 404,
    }


def test_a_report_that_came_back_is_urged_too(cast, period, late, as_):
    Submission.objects.filter(period=period).update(state=SubmissionState.APPROVED, sent_on=TODAY)
    Submission.objects.filter(period=period, unit=cast.units["phu-loc"]).update(state=SubmissionState.RETURNED)
    as_("province").post(paths(period)["letter"])
    (addressee,) = Compilation.objects.get().content["trees"]["internal"]["head"]["addressees"]
    assert addressee.endswith("huyện Phú Lộc")
