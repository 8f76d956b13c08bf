"""A unit that ended: who sees it, who files for it and finishes its reports, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, commune_joined, commune_of, log_entry, site
from reading import page_of, words
from reforming import end, made, merge

from core.accounts.models import Role, User
from core.accounts.permissions import can_file, can_request, can_review, can_sign_off, units_in_sight
from core.units.models import Unit
from department.proxy_filing.verbs import units_on_paper
from filing.models import Period, Submission
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.submissions.scopes import scopes_of
from models_sites.models import sites_logged_by
from reports.content.disclosure_control.gate import part_of
from reports.content.figures.figure_cells import FORMER_UNITS, OWN_WORK
from reports.content.summary_content import gather
from reports.documents.composition import compose
from reports.documents.tables import unit_table
from reports.drafting.draft import drafted
from reports.models import Edition

REFORM = date(2020, 12, 16)


@pytest.fixture
def reform(cast):
    """Nam Đông goes whole into a new district on 16/12/2020; it owes its report of the year; Phú Lộc goes on."""
    new = merge([cast.units["nam-dong"]], cast.units["thua-thien-hue"], REFORM)
    for name, role in (("keeper", Role.OFFICER), ("keeper-head", Role.HEAD)):
        person = User.objects.create(username=name, full_name=name, unit=new, role=role)
        person.set_password("mot-mat-khau-dai")
        person.save()
        cast.people[name] = person
    cast.units["nam-dong"].refresh_from_db()
    cast.units["moi"] = new
    return new


def test_its_keeper_sees_and_files_and_another_does_not(cast, reform):
    old = cast.units["nam-dong"]
    keeper, head, neighbour = cast["keeper"], cast["keeper-head"], cast["neighbour"]
    assert old in units_in_sight(keeper)
    assert old not in units_in_sight(neighbour)
    may = {can_file: {keeper}, can_request: {keeper, head}, can_sign_off: {head}, can_review: {cast["province"]}}
    people = (keeper, head, neighbour, cast["neighbour-head"], cast["province"], cast["leader"], cast["far-officer"])
    for asks, allowed in may.items():
        assert {person for person in people if asks(person, old.pk)} == allowed
    assert not can_file(keeper, cast.units["phu-loc"].pk)


def test_a_unit_that_has_not_ended_yet_is_its_own_alone(cast, reform):
    Unit.objects.filter(pk=cast.units["nam-dong"].pk).update(valid_to=date(2020, 12, 31))
    assert not can_file(cast["keeper"], cast.units["nam-dong"].pk)
    assert cast.units["nam-dong"] not in units_in_sight(cast["keeper"])


def test_its_open_report_is_finished_by_its_keeper(cast, reform, as_):
    save_record(campaign(cast), by=cast["keeper"])
    report = cast.submission()
    page = page_of(as_("keeper"), "/")
    (row,) = page.xpath("//li[@data-kept]")
    assert "Huyện Nam Đông" in words(row)
    assert f"/reports/{report.pk}/" in row.xpath(".//a/@href")
    assert not page_of(as_("neighbour"), "/").xpath("//li[@data-kept]")
    assert as_("neighbour").get(f"/reports/{report.pk}/").status_code == 404
    assert as_("keeper").get(f"/reports/{report.pk}/").status_code == 200
    verbs.submit(report, compose, by=cast["keeper"])
    with pytest.raises(PermissionDenied):
        verbs.send(report, by=cast["neighbour-head"])
    verbs.send(report, by=cast["keeper-head"])
    report.refresh_from_db()
    assert (report.state, report.from_paper) == ("sent", False)
    verbs.approve(report, compose, by=cast["province"])


def test_a_record_after_its_last_day_is_refused_with_what_follows(cast, reform, as_):
    for day in (REFORM, date(2020, 12, 17)):
        with pytest.raises(ValidationError, match="Huyện Mới"):
            save_record(campaign(cast, started_on=day), by=cast["keeper"])
    with pytest.raises(ValidationError, match="Huyện Nam Đông"):
        save_record(campaign(cast, slug="moi", started_on=date(2020, 12, 15)), by=cast["keeper"])
    save_record(campaign(cast, started_on=date(2020, 12, 15)), by=cast["keeper"])
    save_record(campaign(cast, slug="moi", started_on=REFORM), by=cast["keeper"])


def test_the_form_offers_the_units_that_are_kept(cast, reform, as_):
    old = cast.units["nam-dong"]
    path = "/communications/new/"
    (choice,) = page_of(as_("keeper"), path).xpath("//nav[.//a[contains(@href, 'of=')]]")
    assert "Huyện Nam Đông" in words(choice)
    assert not page_of(as_("neighbour"), path).xpath("//a[contains(@href, 'of=')]")
    assert as_("neighbour").get(f"{path}?of={old.pk}").status_code == 404
    sent = {"task": cast.tasks["comm.policy"].pk, "title": "Buổi nói chuyện", "topic": "policy", "form": "talk"}
    sent |= {"status": "done", "started_on": "17/12/2020", "attendance": "30"}
    answer = as_("keeper").post(f"{path}?of={old.pk}", sent)
    assert answer.status_code == 422
    assert "Huyện Mới" in answer.content.decode()
    assert as_("keeper").post(f"{path}?of={old.pk}", sent | {"started_on": "10/12/2020"}).status_code == 302
    assert old.communications_campaign.get().attendance == 30


def test_a_running_site_is_closed_under_the_old_unit(cast, reform):
    Unit.objects.filter(pk=cast.units["nam-dong"].pk).update(valid_to=None)
    running = save_record(site(cast), by=cast["officer"])
    Unit.objects.filter(pk=cast.units["nam-dong"].pk).update(valid_to=date(2020, 12, 15))
    running.unit.refresh_from_db()
    running.closed_on, running.closed_why = date(2020, 12, 17), "Sáp nhập"
    assert save_record(running, by=cast["keeper"]).unit == cast.units["nam-dong"]
    with pytest.raises(ValidationError, match="Huyện Mới"):
        save_record(site(cast, name="Khác", opened_on=date(2020, 12, 17)), by=cast["keeper"])


def opened(cast, **given):
    given = {"root": cast["province"].unit, "kind": "calendar_year", "year": 2020, "number": 1} | given
    given = {"start": date(2020, 1, 1), "end": date(2020, 12, 31), "due_on": date(2021, 1, 5)} | given
    given |= {"asked_number": "908/BĐG", "asked_on": date(2020, 4, 14), "asked_subject": "Hướng dẫn"}
    return verbs.open_period(Period(**given), by=cast["province"])


def asked(period):
    return {submission.unit.short_name for submission in period.submissions.select_related("unit")}


def test_after_a_whole_merger_the_new_unit_is_asked_for_the_whole_window(cast, reform):
    period = opened(cast)
    assert asked(period) & {"Mới", "Nam Đông"} == {"Mới"}
    assert scopes_of(period)[reform.pk] == [reform.pk, cast.units["nam-dong"].pk]


def test_after_a_split_the_old_unit_has_a_report_of_its_own(cast):
    old, root = cast.units["nam-dong"], cast.units["thua-thien-hue"]
    parts = [made(root, REFORM, name="Huyện Một", code="M1"), made(root, REFORM, name="Huyện Hai", code="M2")]
    end(old, REFORM, parts[0], parts=parts)
    period = opened(cast)
    assert {"Một", "Hai", "Nam Đông"} <= asked(period)
    assert scopes_of(period)[parts[0].pk] == [parts[0].pk]
    later = opened(cast, kind="month", number=1, year=2021, start=date(2020, 12, 16), end=date(2021, 1, 14))
    assert "Nam Đông" not in asked(later)
    assert scopes_of(later)[parts[0].pk] == [parts[0].pk, old.pk]


def test_what_was_abolished_without_a_keeper_is_the_provinces(cast):
    end(cast.units["nam-dong"], REFORM, None, parts=None)
    later = opened(cast, kind="month", number=1, year=2021, start=date(2020, 12, 16), end=date(2021, 1, 14))
    root = cast.units["thua-thien-hue"]
    assert scopes_of(later)[root.pk] == [root.pk, cast.units["nam-dong"].pk]


def test_a_summary_tells_what_no_unit_reports_apart_from_the_departments_own(cast):
    for slug, by, people in (("nam-dong", "officer", 40), ("thua-thien-hue", "province", 2)):
        day = {"started_on": date(2020, 12, 14), "slug": slug, "minority": 0, "cost_district": 1_000_000}
        save_record(campaign(cast, attendance=people, female=people // 2, **day), by=cast[by])
    end(cast.units["nam-dong"], REFORM, None, parts=None)
    month = opened(cast, kind="month", number=1, year=2021, start=date(2020, 12, 14), end=date(2021, 1, 14))
    month.submissions.filter(unit=cast.units["nam-dong"]).delete()
    content = gather(Submission.objects.create(period=month, unit=cast.units["thua-thien-hue"]))
    assert (content.own.figures["TT-02"][0], content.former.figures["TT-02"][0]) == (2, 40)
    assert content.figures["now"]["TT-02"][0] == 42
    assert {row["unit_name"] for row in content.records} == {FORMER_UNITS, "Tỉnh Thừa Thiên Huế"}
    part = part_of(content, Edition.INTERNAL)
    rows = {row[0]: row[2] for row in unit_table(part).rows if isinstance(row, list)}
    assert (rows[FORMER_UNITS], rows[OWN_WORK]) == ("40", "2")
    assert "các đơn vị đã kết thúc hoạt động" in str(drafted(part)[0].told)


def test_the_keepers_frozen_report_closes_what_it_tells(cast, reform):
    old = cast.units["nam-dong"]
    period = opened(cast)
    told = save_record(campaign(cast), by=cast["keeper"])
    verbs.submit(Submission.objects.get(period=period, unit=reform), compose, by=cast["keeper"])
    assert not Submission.objects.closing(old.pk, date(2019, 12, 31)).exists()
    assert Submission.objects.closing(old.pk, told.counted_on).exists()
    told.attendance = 1
    with pytest.raises(ValidationError):
        save_record(told, by=cast["keeper"])


def test_filing_from_paper_knows_what_still_owes(cast, reform):
    assert cast.units["nam-dong"] in units_on_paper(cast["province"])
    cast.submission().delete()
    assert cast.units["nam-dong"] not in units_on_paper(cast["province"])


def test_a_commune_that_moved_counts_once_in_a_year(cast):
    commune = commune_of(cast)
    save_record(commune_joined(cast), by=cast["officer"])
    again = commune_joined(cast, slug="phu-loc", commune=commune)
    with pytest.raises(ValidationError):
        save_record(again, by=cast["neighbour"])


def test_the_checklist_shows_what_the_former_unit_filed(cast, reform, as_):
    save_record(commune_joined(cast), by=cast["keeper"])
    page = page_of(as_("keeper"), "/communications/communes/checklist/?year=2020")
    assert len(page.xpath("//input[@type='checkbox'][@checked]")) == 1


def test_the_log_of_its_site_goes_on_under_what_keeps_it(cast, reform, as_):
    """The form offers the site and the entry is kept; another unit is offered neither."""
    place = save_record(site(cast), by=cast["keeper"])
    given = {"started_on": date(2020, 12, 15), "ended_on": date(2020, 12, 31), "status": "planned"}
    path = "/models-sites/log/new/"
    for name, is_offered in (("keeper", True), ("neighbour", False)):
        offered = page_of(as_(name), path).xpath("//select[@name='site']/option/@value")
        assert (str(place.pk) in offered) == is_offered
    entry = save_record(log_entry(cast, "moi", site=place, **given), by=cast["keeper"])
    assert entry.unit == reform
    with pytest.raises(ValidationError, match="khác"):
        save_record(log_entry(cast, "phu-loc", site=place, **given), by=cast["neighbour"])


def test_the_log_of_a_site_goes_on_under_the_commune_that_it_lies_in(cast):
    """Nobody followed the district: the Department keeps its files, and a commune the place."""
    place = save_record(site(cast), by=cast["officer"])
    old, commune = cast.units["nam-dong"], place.commune
    assert not sites_logged_by(commune).exists()
    end(old, REFORM, cast.units["thua-thien-hue"], parts=None)
    assert set(sites_logged_by(commune)) == {place}
    assert place not in sites_logged_by(cast.units["phu-loc"])
