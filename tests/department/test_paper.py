"""Filing for a unit from its paper: a mode that one sees, that files for one unit alone, and says so ever after."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from house import typed
from lxml import html
from making import campaign, commune_of, hand_in, plan
from reading import page_of, words
from refusing import assert_still_typed
from seeing import SeeingClient

from communications.models import Campaign
from core.accounts.models import AuditEntry, User
from core.accounts.permissions import can_file, can_review, can_sign_off
from core.lib.dates.clock import as_of
from core.notifications.models import Notice
from department.proxy_filing import verbs as proxy_filing_verbs
from difficulties.models import Difficulty
from filing.models import Declaration, SubmissionState
from filing.records.saving import delete_record, save_record
from filing.submissions import verbs as submissions_verbs
from filing.submissions.acts.transitions import version_shown
from plans.models import CommunePlan
from reports.content.disclosure_control.gate import part_of
from reports.content.frozen.content import read
from reports.documents.composition import compose
from reports.documents.writing import attachments_of
from reports.writers.json_data import write_json

PAPER = {"number": "12/BC-LĐTBXH", "day": "14/12/2020"}
REASON = "Văn bản số 12/BC-LĐTBXH ngày 14/12/2020"


@pytest.fixture
def acting(cast, as_):
    """The Department's officer, logged in, files for Nam Đông; as they are once the mode has begun."""
    proxy_filing_verbs.begin(cast.units["nam-dong"], REASON, by=cast["province"])
    return as_("province")


def told(name):
    return Notice.objects.filter(person__username=name, occasion__startswith="paper:")


def test_it_is_begun_and_ended_on_its_page_and_stands_on_record(cast, as_):
    client = as_("province")
    sent = typed(client, "/paper/", unit=cast.units["nam-dong"].pk, **PAPER)
    assert client.post("/paper/", sent)["Location"] == "/"
    assert User.objects.get(username="province").acting_for == cast.units["nam-dong"]
    (begun,) = AuditEntry.objects.filter(action="paper_begun")
    assert (begun.by, begun.unit, begun.reason) == (cast["province"], cast.units["nam-dong"], REASON)
    assert client.post("/paper/end/")["Location"] == "/paper/"
    assert User.objects.get(username="province").acting_for is None
    assert AuditEntry.objects.get(action="paper_ended").unit == cast.units["nam-dong"]
    steps = [words(one) for one in page_of(client, "/paper/").xpath("//ol[@class='steps']/li")]
    assert len(steps) == 2
    assert REASON in steps[1]
    # Ending once more does nothing, and is no error.
    assert client.post("/paper/end/").status_code == 302
    assert AuditEntry.objects.filter(action="paper_ended").count() == 1


@pytest.mark.parametrize("path", ["/", "/plans/", "/reports/", "/directives/", "/difficulties/", "/people/", "/paper/"])
def test_a_banner_stands_on_every_page_until_it_is_ended(cast, acting, path):
    (banner,) = page_of(acting, path).xpath("//div[@class='acting-banner']")
    assert str(cast.units["nam-dong"]) in words(banner)
    assert banner.xpath(".//form/@action") == ["/paper/end/"]
    acting.post("/paper/end/")
    assert not page_of(acting, path).xpath("//*[@data-acting]")


def test_it_lasts_past_the_log_out(cast, acting, as_):
    acting.post("/accounts/logout/")
    assert page_of(as_("province"), "/plans/").xpath("//div[@class='acting-banner']")
    assert not page_of(as_("leader"), "/plans/").xpath("//div[@class='acting-banner']")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"unit": ""}, "unit"),
        ({"number": " "}, "number"),
        ({"day": "hôm qua"}, "day"),
        ({"day": "19/12/2020"}, "day"),
        ({"day": "1/1/1999"}, "day"),
    ],
)
def test_wrong_input_begins_nothing_and_stays(cast, as_, given, field):
    sent = {"unit": str(cast.units["nam-dong"].pk)} | PAPER | given
    response = as_("province").post("/paper/", sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert_still_typed(html.fromstring(response.content.decode()), sent)
    assert User.objects.get(username="province").acting_for is None
    assert not AuditEntry.objects.filter(action="paper_begun").exists()


def test_only_units_that_report_to_the_department_are_offered_and_taken(cast, as_):
    offered = page_of(as_("province"), "/paper/").xpath("//select[@name='unit']/option/@value")
    assert len(offered) == 10  # nine districts, and the empty one
    for unit in (cast.units["huyen-khac"], cast.units["thua-thien-hue"], commune_of(cast)):
        assert str(unit.pk) not in offered
        assert as_("province").post("/paper/", {"unit": unit.pk} | PAPER).status_code == 422
    for name, unit in (
        ("stranger", "nam-dong"),
        ("leader", "nam-dong"),
        ("head", "nam-dong"),
        ("officer", "phu-loc"),
        ("admin", "nam-dong"),
        ("province", "thua-thien-hue"),
    ):
        with pytest.raises(PermissionDenied):
            proxy_filing_verbs.begin(cast.units[unit], REASON, by=cast[name])
    with pytest.raises(ValidationError):
        proxy_filing_verbs.begin(commune_of(cast), REASON, by=cast["province"])
    with pytest.raises(ValidationError):
        proxy_filing_verbs.begin(cast.units["nam-dong"], "  ", by=cast["province"])
    assert not User.objects.exclude(acting_for=None).exists()


def test_two_units_are_never_filed_for_at_once(cast, acting):
    response = acting.post("/paper/", {"unit": cast.units["phu-loc"].pk} | PAPER)
    assert response.status_code == 422
    assert User.objects.get(username="province").acting_for == cast.units["nam-dong"]
    assert not AuditEntry.objects.filter(unit=cast.units["phu-loc"]).exists()


def test_the_unit_is_told_once_a_day(cast, settings):
    for _time in range(2):
        proxy_filing_verbs.begin(cast.units["nam-dong"], REASON, by=cast["province"])
        proxy_filing_verbs.end(by=cast["province"])
    assert [told(name).count() for name in ("officer", "head", "neighbour", "province")] == [1, 1, 0, 0]
    proxy_filing_verbs.begin(cast.units["nam-dong"], REASON, by=cast["province"])
    with as_of(date(2020, 12, 19)):
        proxy_filing_verbs.end(by=cast["province"])
    assert told("officer").count() == 2
    assert all("12/BC" not in f"{one.subject} {one.text}" for one in told("officer"))


def test_a_record_is_the_units_and_says_that_it_came_on_paper(cast, acting):
    """In its page, its list and its history; what others file says nothing of it."""
    own = save_record(campaign(cast, title="Tự nhập"), by=cast["officer"])
    sent = typed(acting, f"/communications/new/?from={own.pk}", title="Hội thi", started_on="5/5/2020")
    sent |= {"ended_on": "5/5/2020", "status": "done", "attendance": "40", "female": "20"}
    response = acting.post("/communications/new/", sent)
    assert response.status_code == 302
    made = Campaign.objects.get(title="Hội thi")
    assert (made.unit, made.created_by, made.from_paper) == (cast.units["nam-dong"], cast["province"], True)
    page = page_of(acting, made.get_absolute_url())
    assert page.xpath("//*[@data-from-paper]")
    assert "province" in words(page.xpath("//section[@aria-labelledby='history']")[0])
    assert not page_of(acting, own.get_absolute_url()).xpath("//*[@data-from-paper]")
    marked = page_of(acting, "/communications/").xpath("//tbody/tr[.//*[@data-from-paper]]")
    assert len(marked) == 1
    assert "Hội thi" in words(marked[0])


def test_the_units_own_officer_sees_the_mark_and_goes_on_with_the_record(cast, acting, client):
    made = save_record(campaign(cast, title="Hội thi"), by=User.objects.get(username="province"))
    client.force_login(cast["officer"])
    assert page_of(client, made.get_absolute_url()).xpath("//*[@data-from-paper]")
    sent = typed(client, f"{made.get_absolute_url()}edit/", title="Hội thi xã")
    assert client.post(f"{made.get_absolute_url()}edit/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.from_paper, made.changed_by) == ("Hội thi xã", True, cast["officer"])


def test_the_other_places_where_a_unit_files(cast, acting):
    """Change of several, undo of a deletion, the checklist of communes, a declaration, a difficulty."""
    nam_dong, phu_loc = cast.units["nam-dong"], cast.units["phu-loc"]
    mine = save_record(campaign(cast, status="planned", title="Của Nam Đông"), by=cast["officer"])
    other = save_record(campaign(cast, slug="phu-loc", status="planned"), by=cast["neighbour"])
    picks = page_of(acting, "/communications/").xpath("//input[@name='pick']/@value")
    assert picks == [str(mine.pk)]
    acting.post("/communications/bulk/", {"pick": [mine.pk, other.pk], "status": "cancelled"})
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.status, other.status) == ("cancelled", "planned")
    delete_record(mine, by=cast["officer"])
    assert "Của Nam Đông" in words(page_of(acting, "/communications/deleted/"))
    assert acting.post(f"/communications/{mine.pk}/restore/").status_code == 302
    page = page_of(acting, "/plans/communes/checklist/?year=2020")
    commune = commune_of(cast)
    sent = dict(page.xpath("//form[@data-checklist]")[0].form_values())
    sent |= {f"c{commune.pk}-done": "on", f"c{commune.pk}-day": "2/3/2020"}
    names = [name for name in sent if name.startswith(f"c{commune.pk}")]
    assert acting.post("/plans/communes/checklist/?year=2020", sent).status_code == 302, names
    ticked = CommunePlan.objects.get(commune=commune)
    assert (ticked.unit, ticked.from_paper) == (nam_dong, True)
    report = cast.submission()
    assert acting.post(f"/reports/{report.pk}/none/comm.radio/").status_code == 302
    assert Declaration.objects.get().unit == nam_dong
    assert acting.post("/difficulties/new/", {"title": "Thiếu kinh phí", "text": "Chưa cấp"}).status_code == 302
    assert Difficulty.objects.get().unit == nam_dong
    assert not CommunePlan.objects.filter(unit=phu_loc).exists()


def test_another_unit_and_ones_own_are_closed_meanwhile(cast, acting):
    other = save_record(plan(cast, slug="phu-loc"), by=cast["neighbour"])
    for path in (f"{other.get_absolute_url()}edit/", f"/reports/{cast.submission('phu-loc').pk}/text/"):
        response = acting.get(path)
        assert response.status_code == 403
        assert "data-acting" in response.content.decode()
    assert acting.get(f"/communications/new/?from={other.pk}").status_code == 404
    with pytest.raises(PermissionDenied):
        save_record(plan(cast, slug="thua-thien-hue"), by=User.objects.get(username="province"))


def test_the_report_goes_to_the_department_and_is_reviewed_by_nobody_in_the_mode(cast, acting):
    """The officer submits and sends, since the head signed the paper."""
    save_record(plan(cast), by=cast["officer"])
    report = cast.submission()
    where = f"/reports/{report.pk}/"
    sent = typed(acting, f"{where}text/", evaluation="Theo văn bản giấy.")
    assert acting.post(f"{where}text/", sent).status_code == 302
    assert acting.post(f"{where}submit/").status_code == 302
    assert acting.post(f"{where}send/").status_code == 302
    report = cast.submission()
    assert (report.state, report.from_paper) == (SubmissionState.SENT, True)
    assert {step.by for step in report.steps.all()} == {cast["province"]}
    assert page_of(acting, where).xpath("//*[@data-from-paper]")
    for act in ("approve", "return"):
        response = acting.get(f"{where}{act}/")
        assert response.status_code == 403
        assert "data-acting" in response.content.decode()
        assert acting.post(f"{where}{act}/", {"comment": "Xem"}).status_code == 403
    assert cast.submission().state == SubmissionState.SENT


def filed_from_paper(acting, report):
    for act in ("submit", "send"):
        assert acting.post(f"/reports/{report.pk}/{act}/").status_code == 302
    acting.post("/paper/end/")


def another_officer(cast):
    """Another of the Department's officers, logged in."""
    unit = cast.units["thua-thien-hue"]
    client = SeeingClient()
    client.force_login(User.objects.create(username="second", full_name="Khác", unit=unit, role="province_officer"))
    return client


def test_whoever_filed_it_does_not_approve_it_too(cast, acting):
    report = cast.submission()
    filed_from_paper(acting, report)
    page = page_of(acting, f"/reports/{report.pk}/review/")
    assert page.xpath("//*[@data-from-paper]")
    assert not page.xpath("//a[contains(@href, '/approve/')]")
    seen = version_shown(cast.submission())
    response = acting.post(f"/reports/{report.pk}/approve/", {"seen": seen}, follow=True)
    assert "Chuyên viên khác" in response.content.decode()
    assert cast.submission().state == SubmissionState.SENT
    assert another_officer(cast).post(f"/reports/{report.pk}/approve/").status_code == 302
    assert cast.submission().state == SubmissionState.APPROVED


def test_nor_among_several(cast, acting):
    report = cast.submission()
    filed_from_paper(acting, report)
    path = f"/reports/periods/{report.period_id}/approve/"
    assert page_of(acting, path).xpath(f"//input[@value='{report.pk}' and @disabled and not(@checked)]")
    response = acting.post(path, {"pick": [report.pk]}, follow=True)
    assert "Chuyên viên khác" in response.content.decode()
    assert cast.submission().state == SubmissionState.SENT
    another_officer(cast).post(path, {"pick": [report.pk]})
    assert cast.submission().state == SubmissionState.APPROVED


def test_whoever_filed_it_returns_it_and_approves_what_the_unit_then_sends(cast, acting):
    report = cast.submission()
    filed_from_paper(acting, report)
    person = User.objects.get(username="province")
    submissions_verbs.return_(cast.submission(), comment="Nhầm số.", by=person)
    submissions_verbs.submit(cast.submission(), compose, by=cast["officer"])
    submissions_verbs.send(cast.submission(), by=cast["head"])
    submissions_verbs.approve(cast.submission(), compose, by=person)
    assert not cast.submission().from_paper


def test_what_the_officer_typed_and_the_department_sent_is_from_paper_too(cast, acting):
    submissions_verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert not cast.submission().snapshot.content["from_paper"]
    report = cast.submission()
    assert acting.post(f"/reports/{report.pk}/send/").status_code == 302
    acting.post("/paper/end/")
    report = cast.submission()
    assert (report.from_paper, report.snapshot.version) == (True, 2)
    assert page_of(acting, f"/reports/{report.pk}/").xpath("//*[@data-from-paper]")
    with pytest.raises(ValidationError):
        submissions_verbs.approve(report, compose, by=User.objects.get(username="province"))
    content = report.snapshot.content
    data = {edition: json.loads(write_json(part_of(read(content), edition))) for edition in ("internal", "outward")}
    assert data["internal"]["from_paper"] is True
    assert "from_paper" not in data["outward"]
    _json, sheets = attachments_of(part_of(read(content), "internal"), report.snapshot.made_at)
    with ZipFile(BytesIO(sheets["data"])) as book:
        assert "Sở nhập từ bản giấy" in book.read("xl/worksheets/sheet1.xml").decode()


def test_what_the_unit_sends_itself_is_not_marked(cast, acting):
    hand_in(cast, "phu-loc", approve=False)
    report = cast.submission("phu-loc")
    assert not report.from_paper
    # While filing for Nam Đông one reviews the others as ever.
    assert acting.post(f"/reports/{report.pk}/approve/").status_code == 302
    assert not page_of(acting, f"/reports/{report.pk}/").xpath("//*[@data-from-paper]")


def test_a_report_that_the_unit_hands_in_anew_is_its_own_again(cast, acting):
    person = User.objects.get(username="province")
    submissions_verbs.submit(cast.submission(), compose, by=person)
    submissions_verbs.send_back(cast.submission(), comment="Nhầm số.", by=person)
    submissions_verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert not cast.submission().from_paper


def test_the_rights_end_with_the_mode(cast, acting):
    unit, person = cast.units["nam-dong"].pk, User.objects.get(username="province")
    assert (can_file(person, unit), can_sign_off(person, unit), can_review(person, unit)) == (True, True, False)
    proxy_filing_verbs.end(by=person)
    person = User.objects.get(username="province")
    assert (can_file(person, unit), can_sign_off(person, unit), can_review(person, unit)) == (False, False, True)


def test_what_was_typed_for_one_unit_is_not_offered_for_another(cast, acting):
    """The browser keeps drafts by person, unit and page."""
    keys = []
    for slug in ("nam-dong", "phu-loc"):
        keys += page_of(acting, "/plans/new/").xpath("//form/@data-draft")
        acting.post("/paper/end/")
        if slug == "nam-dong":
            proxy_filing_verbs.begin(cast.units["phu-loc"], REASON, by=cast["province"])
    keys += page_of(acting, "/plans/new/").xpath("//form/@data-draft")
    assert len(set(keys)) == 3
    User.objects.filter(username="province").update(unit=cast.units["tinh-khac"])
    moved = page_of(acting, "/plans/new/").xpath("//form/@data-draft")
    assert moved
    assert set(moved).isdisjoint(keys)
    assert all(key.startswith(f"{cast['province'].pk}:") for key in keys)


def test_pages_ask_as_often_for_many_as_for_few(cast, acting):
    person = User.objects.get(username="province")
    for number in (1, 40):
        for _one in range(number):
            save_record(campaign(cast), by=person)
            AuditEntry.objects.bulk_create(
                AuditEntry(at=one.at, day=one.day, by=one.by, action=one.action, subject=one.subject, unit=one.unit)
                for one in AuditEntry.objects.filter(action="paper_begun")[:1]
            )
        for path, queries in (("/paper/", 6), ("/communications/", 10)):
            acting.get(path)
            with CaptureQueriesContext(connection) as asked:
                acting.get(path)
            assert len(asked) == queries, path
