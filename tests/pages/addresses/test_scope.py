"""What cannot be reached by a crooked address, a filter, or a value that no form offers."""

import pytest
from cast import PASSWORD
from house import ATTENDANCE, OFFICERS, mark, marks_of, typed
from listed import sheet_of
from lxml import html
from walking import RECORDS

from communications.models import Campaign
from core.accounts.models import User
from core.units.models import Unit
from filing.models import Declaration
from reports.models import Document, DocumentState

LISTS = tuple(f"/{where}" for where in RECORDS)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


# Who asks each list for which unit, and whose records then stand there.
FILTERED = (
    ("officer", "phu-loc", {"nam-dong"}),
    ("officer", "thua-thien-hue", {"nam-dong"}),
    ("head", "huyen-khac", {"nam-dong"}),
    ("province", "phu-loc", {"phu-loc"}),
    ("province", "huyen-khac", {"nam-dong", "phu-loc", "thua-thien-hue"}),
    ("admin", "nam-dong", set()),
    ("stranger", "nam-dong", {"huyen-khac", "tinh-khac"}),
)


def test_a_filter_by_another_unit_shows_nothing_of_it(cast, house, as_):
    """A unit outside one's sight narrows nothing, as if it had not been asked for."""
    for name, asked, met in FILTERED:
        client = as_(name)
        for path in LISTS:
            page = client.get(path, {"unit": cast.units[asked].pk}).content.decode()
            assert marks_of(page) == met, (name, asked, path)


def test_the_filter_offers_no_unit_outside_ones_sight(cast, house, as_):
    client = as_("stranger")
    for path in LISTS:
        page = html.fromstring(client.get(path).content.decode())
        offered = set(page.xpath("//select[@name='unit']/option/@value")) - {""}
        assert offered == {str(cast.units[slug].pk) for slug in ("huyen-khac", "tinh-khac")}, path


# Whose counts of victims a person meets: those of their own office, and the Department all of its own.
COUNTED = (
    ("officer", {"nam-dong"}),
    ("head", {"nam-dong"}),
    ("neighbour", {"phu-loc"}),
    ("province", {"nam-dong", "phu-loc", "thua-thien-hue"}),
    ("leader", {"nam-dong", "phu-loc", "thua-thien-hue"}),
    ("admin", set()),
    ("stranger", {"huyen-khac", "tinh-khac"}),
    ("far-officer", {"huyen-khac"}),
)


def test_a_list_as_a_file_holds_what_the_page_shows(house, as_):
    """Of each kind, the log of victims among them: what test_access reads of pages lies packed in these files."""
    for name, seen in COUNTED:
        client = as_(name)
        for path in LISTS:
            text = "\n".join(str(cell) for row in sheet_of(client.get(f"{path}export/")) for cell in row)
            met = {slug for slug in OFFICERS if mark(slug) in text or f"{ATTENDANCE[slug]}.0" in text}
            assert met == seen, (name, path)


def test_the_administrator_meets_no_count(cast, house, as_):
    """Not of their own Department either, whose name they read everywhere."""
    client, own = as_("admin"), cast.units["thua-thien-hue"]
    log = house["log", own.slug].get_absolute_url()
    paths = [
        "/",
        "/reports/",
        "/search/?q=nam",
        "/dashboards/models-sites/",
        f"/dashboards/units/{own.pk}/",
        log,
        *LISTS,
    ]
    for path in paths:
        page = client.get(path).content.decode()
        assert not [one for one in ATTENDANCE.values() if f"{one:,}".replace(",", ".") in page], path
    assert f"{ATTENDANCE[own.slug]:,}".replace(",", ".") in as_("leader").get(log).content.decode()


def test_a_deleted_record_is_gone_for_its_own_officer_too(house, as_):
    client = as_("officer")
    deleted = [thing for (name, slug), thing in house.items() if name.startswith("deleted ") and slug == "nam-dong"]
    assert len(deleted) == len(LISTS)
    for thing, path in zip(deleted, LISTS, strict=True):
        where = thing.get_absolute_url()
        assert f'href="{where}"' not in client.get(path).content.decode()
        assert [client.get(f"{where}{page}").status_code for page in ("", "edit/", "delete/")] == [404] * 3
        # What was typed meanwhile is shown again, to be saved as a new entry.
        assert [client.post(f"{where}{page}").status_code for page in ("edit/", "delete/")] == [422, 404]
        assert client.post(f"{where}restore/").status_code == 302
        assert f'href="{where}"' in client.get(path).content.decode()


def test_the_unit_of_a_record_is_never_read_from_the_form(cast, house, as_):
    client = as_("officer")
    path = house["campaign", "nam-dong"].get_absolute_url() + "edit/"
    other = cast.units["phu-loc"].pk
    sent = typed(client, path, unit=other, unit_id=other, created_by=cast["neighbour"].pk)
    assert client.post(path, sent).status_code == 302
    assert client.post("/communications/new/", sent).status_code == 302
    mine = Campaign.objects.filter(unit=cast.units["nam-dong"])
    assert (mine.count(), Campaign.objects.filter(unit=other).count()) == (2, 1)
    assert {one.created_by for one in mine} == {cast["officer"]}


def test_a_log_names_no_site_and_a_campaign_no_commune_of_another_unit(cast, house, as_):
    client = as_("officer")
    theirs = Unit.objects.under(cast.units["phu-loc"]).filter(level="commune").first()
    for name, field, value in (
        ("log", "site", house["site", "phu-loc"].pk),
        ("campaign", "commune", theirs.pk),
        ("site", "commune", theirs.pk),
    ):
        record = house[name, "nam-dong"]
        path = record.get_absolute_url() + "edit/"
        assert client.post(path, typed(client, path, **{field: value})).status_code == 422
        assert getattr(type(record).objects.get(pk=record.pk), field) == getattr(record, field)
    offered = html.fromstring(client.get("/models-sites/log/new/").content.decode())
    assert marks_of(html.tostring(offered, encoding="unicode")) == {"nam-dong"}


def test_an_exemption_is_given_to_no_unit_of_another_province(cast, house, as_):
    client = as_("stranger")
    path, before = (
        f"/directives/exemptions/{house['exemption', 'huyen-khac'].pk}/",
        cast.units["nam-dong"].exemptions.count(),
    )
    assert client.post(path, typed(client, path, unit=cast.units["nam-dong"].pk)).status_code == 422
    assert cast.units["nam-dong"].exemptions.count() == before


REFUSALS = (
    ("head", "plan", "nam-dong", "/plans/{}/edit/", "cán bộ của đơn vị"),
    ("officer", "report with the head", "nam-dong", "/reports/{}/send/", "lãnh đạo đơn vị"),
    ("leader", "report sent", "nam-dong", "/reports/{}/approve/", "chuyên viên Sở"),
    ("province", "report", "nam-dong", "/reports/{}/paragraphs/", "cán bộ của đơn vị"),
    ("leader", "schedule", "thua-thien-hue", "/reports/schedules/{}/", "chuyên viên Sở"),
    ("province", "summary with the leader", "thua-thien-hue", "/reports/{}/approve-summary/", "lãnh đạo Sở"),
)


@pytest.mark.parametrize(("name", "of", "owner", "path", "who"), REFUSALS)
def test_a_refusal_says_who_may(house, as_, name, of, owner, path, who):
    response = as_(name).get(path.format(house[of, owner].pk))
    assert response.status_code == 403
    assert f"Việc này do {who} thực hiện." in response.content.decode()


@pytest.mark.parametrize("name", sorted(set(OFFICERS.values()) | {"admin"}))
def test_who_is_no_longer_active_sees_nothing(cast, as_, name):
    client = as_(name)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=cast[name].pk).update(is_active=False)
    for path in ("/", "/plans/", "/reports/", "/directives/", "/administration/people/", "/accounts/password/"):
        assert client.get(path)["Location"].startswith(f"/accounts/login/?next={path}"), path
    client.logout()
    assert client.post("/accounts/login/", {"username": name, "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_document_that_is_not_ready_has_no_file(house, as_):
    document = house["document", "nam-dong"]
    path = f"/reports/documents/{document.pk}/file/"
    client = as_("officer")
    assert client.get(path).getvalue().startswith(b"%PDF")
    for state in set(DocumentState) - {DocumentState.READY}:
        Document.objects.filter(pk=document.pk).update(state=state)
        assert client.get(path).status_code == 404, state


def test_a_document_is_made_in_the_editions_and_formats_that_there_are(house, as_):
    client, path = as_("officer"), f"/reports/{house['report approved', 'nam-dong'].pk}/document/"
    before = Document.objects.count()
    for crooked in ({"edition": "secret"}, {"edition": ""}, {"format": "zip"}, {"format": "exe"}):
        assert client.post(path, crooked).status_code == 404, crooked
    assert Document.objects.count() == before
    for edition in ("internal", "outward"):
        for format in ("pdf", "docx", "xlsx"):
            client.post(path, {"edition": edition, "format": format})
    assert Document.objects.count() == before + 6


def test_no_paragraph_is_written_under_a_key_that_nobody_drafts(house, as_):
    client, report = as_("officer"), house["report", "nam-dong"]
    keys = [one.key for one in report.edits.all()]
    for key in ("khong-co", "plans", "evaluation.typed-1", "%00", "a" * 100):
        path = f"/reports/{report.pk}/paragraphs/{key}/"
        assert [client.get(path).status_code, client.post(path, {"text": "Chữ."}).status_code] == [404, 404], key
    assert [one.key for one in report.edits.all()] == keys


def test_evidence_is_handed_out_as_a_download_that_nobody_keeps(house, as_):
    response = as_("officer").get(f"/evidence/{house['evidence', 'nam-dong'].pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/plans/99999999999999999999999/", 404),
        ("/plans/?task=99999999999999999999999&year=%00&unit=%00&status=%00", 200),
        ("/plans/?task=abc&year=abc&unit=-1&status=%F0%9F%98%80", 200),
        ("/plans/?page=99999999999999999999999", 404),
        ("/plans/?page=abc", 404),
        ("/plans/new/?task=%00", 200),
        ("/plans/new/?task=khong-co", 200),
        ("/reports/documents/?page=abc", 200),
        ("/reports/99999999999999999999999/", 404),
        ("/evidence/00000000-0000-0000-0000-000000000000/", 404),
        ("/verify/%00/", 404),
        ("/verify/?sha256=%00", 404),
        ("/notices/?page=abc", 200),
        ("/khong-co/%00", 404),
    ],
)
def test_a_crooked_address_breaks_nothing(as_, path, status):
    assert as_("officer").get(path).status_code == status


def test_a_task_that_nobody_knows_cannot_be_declared(cast, as_):
    where = f"/reports/{cast.submission().pk}/none/"
    client, before = as_("officer"), Declaration.objects.count()
    assert client.post(f"{where}khong-co/").status_code == 404
    assert client.post(f"{where}%00/").status_code == 404
    assert Declaration.objects.count() == before
