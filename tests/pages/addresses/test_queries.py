"""A page asks the database as often for one row as for many: the number is the same, and stands here.

On every page of a person who has logged in, three ask for the session, the person, and how many notices are new.
"""

from datetime import date, timedelta
from itertools import count

import pytest
from counting import queries
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from making import MAKERS, campaign, commune_joined, commune_plan, log_entry, return_with, site, standing
from uploading import pdf

from core.accounts.models import Role, User
from core.directives.models import Exemption
from core.indicators.facts import recount_dirty_slots
from core.lib.dates.clock import as_of, now
from core.units.models import Placement, Signer
from filing.evidence.storage import add_evidence
from filing.models import Period, Submission
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from models_sites.models import SiteKind
from operations.administration.models import UnitChange
from reports.content.summary_content import open_summary
from reports.documents.composition import compose
from reports.documents.queue import request_document
from reports.drafting.paragraphs import figures_to_estimate
from reports.models import CompilationType, Document, DocumentState, Edition, Format, Schedule
from reports.schedules.timetable import run_schedule, save_schedule

# What is asked for each row is seen at five; at sixty a list has a second page.
MANY, PAGES = 5, 60
YEARS = count(1000)
LISTS = {
    "plans:": ("/plans/", 8, 8),
    "plans:communes-": ("/plans/communes/", 7, 8),
    "communications:": ("/communications/", 8, 8),
    "communications:communes-": ("/communications/communes/", 7, 8),
    "capacity:": ("/capacity/", 7, 8),
    "capacity:reviews-": ("/capacity/reviews/", 7, 8),
    "capacity:standing-": ("/capacity/standing/", 8, 8),
    "capacity:inspections-": ("/capacity/inspections/", 7, 8),
    "models_sites:": ("/models-sites/", 6, 7),
    "models_sites:log-": ("/models-sites/log/", 8, 8),
    "models_sites:extensions-": ("/models-sites/extensions/", 7, 8),
}


def file_many(cast, make, number=MANY):
    """That many records; logs each of a site of its own, and of what there is once a day or year one of each."""
    made = []
    for _ in range(number):
        given = {}
        if make is log_entry:
            given = {"site": save_record(site(cast), by=cast["officer"])}
        elif make in (commune_plan, commune_joined):
            given = {"year": next(YEARS)}
        elif make is standing:
            given = {"as_of": date(2011, 1, 1) + timedelta(days=next(YEARS))}
        made.append(save_record(make(cast, **given), by=cast["officer"]))
    return made


def file_of_each(cast, number=MANY):
    for make in MAKERS.values():
        file_many(cast, make, number)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list(cast, as_, kind):
    """Who sees several units has a filter more; the officer has the tasks of the bar, where there are several."""
    path, of_district, of_province = LISTS[kind]
    for number in (1, PAGES if kind == "plans:" else MANY):
        file_many(cast, MAKERS[kind], number)
        assert queries(as_("officer"), path) == of_district
        assert queries(as_("province"), path) == of_province


def test_the_home_of_a_district(cast, as_):
    file_many(cast, campaign, 1)
    assert queries(as_("officer"), "/") == 31
    file_of_each(cast)
    assert queries(as_("officer"), "/") == 31


def returned_with(cast, records):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    return_with(cast, [(one, "Sửa.") for one in records])


def test_the_home_and_the_report_with_remarks(cast, as_):
    records = file_many(cast, log_entry) + file_many(cast, campaign)
    for remarked in ([records[0], records[-1]], records):
        returned_with(cast, remarked)
        assert queries(as_("officer"), "/") == 36
        assert queries(as_("officer"), f"/reports/{cast.submission().pk}/") == 62


def test_the_overview(cast, as_):
    """One unit with nothing, and nine units one of which has filed much."""
    far = Period.objects.get()
    far.pk, far.root = None, cast.units["tinh-khac"]
    verbs.open_period(far, by=cast["stranger"])
    file_of_each(cast)
    assert [one.submissions.count() for one in Period.objects.order_by("pk")] == [9, 1]
    assert queries(as_("stranger"), "/") == 46
    assert queries(as_("province"), "/") == 46


def test_a_record(cast, as_):
    """With one file and two versions, then with several of each."""
    (record,) = file_many(cast, campaign, 1)
    communes = [link.unit for link in cast.units["nam-dong"].descents.filter(depth=1).select_related("unit")]
    for number in range(MANY):
        record.commune = communes[number % 2]
        record.task = cast.tasks[("comm.policy", "comm.services")[number % 2]]
        save_record(record, by=cast["officer"])
        add_evidence(record, SimpleUploadedFile("a.pdf", pdf(str(number))), by=cast["officer"])
        if number in (1, MANY - 1):
            assert queries(as_("officer"), record.get_absolute_url()) == 9


def test_a_report(cast, as_):
    for number in (1, MANY):
        file_of_each(cast, number)
        assert queries(as_("officer"), f"/reports/{cast.submission().pk}/") == 60


def test_the_words_of_a_report(cast, as_):
    """With none and with several edited paragraphs, one of which holds a number that the records don't bear out."""
    path, client = f"/reports/{cast.submission().pk}/", as_("officer")
    for number in (1, MANY):
        file_of_each(cast, number)
        assert queries(client, f"{path}paragraphs/") == 54
        assert queries(client, f"{path}paragraphs/plans.issued/") == 54
        assert queries(client, f"{path}text/") == 6
        assert queries(client, f"{path}submit/") == 54
        for key in ("plans.issued", "models.added", "evaluation.added"):
            text_verbs.write_paragraph(cast.submission(), key, "Có 77 người.", "Có 100 người.", by=cast["officer"])


def test_estimates(cast, as_):
    """Asked before the period's end, with none and with all of them typed."""
    path = f"/reports/{cast.submission().pk}/"
    with as_of(date(2020, 12, 1)):
        for number in (1, MANY):
            file_of_each(cast, number)
            assert queries(as_("officer"), f"{path}estimates/") == 11
            assert queries(as_("officer"), path) == 60
            figures = figures_to_estimate(cast.submission())
            text_verbs.save_estimates(cast.submission(), {one.key: 9 for one, *_rest in figures}, by=cast["officer"])


OTHERS = ("a-luoi", "huong-thuy", "huong-tra", "phong-dien", "phu-vang", "quang-dien")


def hand_in(cast, slug, records=0):
    """A district's report of the year, approved, with that many records filed before; by people of its own."""
    officer, head = (
        User.objects.get_or_create(username=f"{role}-{slug}", defaults={"unit": cast.units[slug], "role": role})[0]
        for role in (Role.OFFICER, Role.HEAD)
    )
    for _ in range(records):
        save_record(campaign(cast, slug=slug), by=officer)
    verbs.submit(cast.submission(slug), compose, by=officer)
    verbs.send(cast.submission(slug), by=head)
    verbs.approve(cast.submission(slug), compose, by=cast["province"])


def test_a_summary_of_few_and_of_many_units(cast, as_):
    """As it is worked at after it came back, and as it is frozen and out of date; of three units and of nine."""
    client = as_("province")
    hand_in(cast, "nam-dong", records=1)
    summary = open_summary(cast.submission().period, by=cast["province"])
    path = f"/reports/{summary.pk}/"
    verbs.submit_summary(summary, compose, by=cast["province"])
    verbs.send_back_summary(summary, comment="Bổ sung.", by=cast["leader"])
    for slugs in (("phu-loc", "hue"), OTHERS):
        for slug in slugs:
            hand_in(cast, slug, records=MANY)
        # One depends on what the process has asked before, none on how many units there are.
        assert queries(client, path) in (51, 52)
        assert queries(client, f"{path}paragraphs/") in (43, 44)
        assert queries(client, f"{path}paragraphs/opening.reported/") in (43, 44)
        verbs.submit_summary(summary, compose, by=cast["province"])
        verbs.approve_summary(summary, by=cast["leader"])
        for slug in slugs:
            verbs.reopen(cast.submission(slug), comment="Sửa.", by=cast["province"])
        assert queries(client, path) == 12
        assert queries(client, f"{path}issue/") == 5
        snapshot = Submission.objects.get(pk=summary.pk).snapshot
        assert queries(client, f"/reports/snapshots/{snapshot.pk}/") == 6
        for slug in slugs:
            hand_in(cast, slug)
        verbs.reopen(summary, comment="Bổ sung.", by=cast["province"])


def test_a_frozen_report_and_its_return(cast, as_):
    path = f"/reports/{cast.submission().pk}/"
    for number in (1, MANY):
        file_of_each(cast, number)
        verbs.submit(cast.submission(), compose, by=cast["officer"])
        verbs.send(cast.submission(), by=cast["head"])
        assert queries(as_("province"), path) == 34
        assert queries(as_("province"), f"{path}return/") == 8
        verbs.return_(cast.submission(), comment="Xem lại.", by=cast["province"])


def open_months(cast, numbers):
    for number in numbers:
        start = date(2019, number, 15)
        period = Period(
            root=cast.units["thua-thien-hue"],
            kind="thematic",
            year=2019,
            number=number,
            start=start,
            end=start + timedelta(days=9),
            due_on=start,
            asked_number="1",
            asked_on=start,
            asked_subject="Báo cáo",
        )
        verbs.open_period(period, by=cast["province"])
        submission = period.submissions.get(unit=cast.units["nam-dong"])
        verbs.submit(submission, compose, by=cast["officer"])
        fresh = type(submission).objects.select_related("snapshot").get(pk=submission.pk)
        request_document(
            sort=CompilationType.UNIT_REPORT,
            unit=fresh.unit,
            period=period,
            snapshot=fresh.snapshot,
            by=cast["officer"],
        )


def test_reports_and_documents(cast, as_):
    for numbers in ([1], range(2, 2 + MANY)):
        open_months(cast, numbers)
        for name, of_home in (("officer", 30), ("province", 46)):
            assert queries(as_(name), "/reports/") == 5
            assert queries(as_(name), "/reports/documents/") == 6
            assert queries(as_(name), "/") == of_home


def test_documents_of_one_report(cast, as_):
    """None, and a file in each edition and format, on the report's page and behind the code on paper."""
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    snapshot = cast.submission().snapshot
    path, given = f"/reports/{cast.submission().pk}/", {"sort": CompilationType.UNIT_REPORT, "snapshot": snapshot}
    given |= {"unit": cast.units["nam-dong"], "period": cast.submission().period, "by": cast["officer"]}
    assert queries(as_("officer"), path) == 31
    for formats in ((Format.PDF,), (Format.DOCX, Format.XLSX)):
        for format in formats:
            for edition in Edition.values:
                document = request_document(edition=edition, format=format, **given)
        Document.objects.update(state=DocumentState.READY, ready_at=now(), file="x")
        assert queries(as_("officer"), path) == 31
        assert queries(as_("officer"), f"/reports/documents/{document.pk}/") == 5
        assert queries(Client(), f"/verify/{document.code}/") == 11
    assert Document.objects.filter(code=document.code).count() == len(formats) + 1
    assert queries(Client(), "/verify/") == 0


def test_schedules_and_notices(cast, as_):
    path, client, period = "/reports/schedules/", as_("province"), cast.submission().period
    hand_in(cast, "nam-dong")
    for numbers in ([1], range(2, MANY)):
        for number in numbers:
            schedule = Schedule(root=cast.units["thua-thien-hue"], working_days=number)
            save_schedule(schedule, [cast["province"], cast["leader"]], by=cast["province"])
            run_schedule(schedule, period)
        assert queries(client, path) == 10
        assert queries(client, f"{path}{schedule.pk}/") == 7
        assert queries(client, "/notices/") == 7
    assert cast["province"].notices.filter(occasion__startswith="summary:").count() == MANY - 1


def test_the_form_of_a_dossier(cast, as_):
    for number in (1, MANY):
        file_of_each(cast, number)
        assert queries(as_("province"), "/reports/dossiers/new/") == 9


def test_the_set_up(cast, as_):
    """Of few and of many people, signers, placements and kinds."""
    client, unit = as_("admin"), cast.units["nam-dong"]
    body, person = unit.bodies.get(), cast["officer"]
    of_unit = [f"units/{unit.pk}/{page}" for page in ("", "edit/", "placements/")]
    pages = [
        "people/",
        "people/?q=can+bo",
        "people/new/",
        "people/rows/",
        "people/invitations/",
        f"people/{person.pk}/",
        f"people/{person.pk}/edit/",
        "units/",
    ]
    pages += [
        *of_unit,
        "bodies/",
        f"bodies/{body.pk}/",
        "bodies/new/",
        "bodies/rows/",
        "bodies/signers/rows/",
        "kinds/",
        "certificates/",
    ]
    asked = []
    for number in (1, MANY):
        for one in range(number):
            since = date(2300, number, 1 + one)
            User.objects.create(username=f"set-up-{since}", unit=unit, role=Role.OFFICER, password="!")  # noqa: S106
            Signer.objects.create(body=body, lines="TRƯỞNG PHÒNG", valid_from=since)
            Placement.objects.create(unit=unit, parent=cast.units["thua-thien-hue"], valid_from=since)
            SiteKind.objects.create(code=f"loai-{since}", name="Loại")
        asked.append({page: queries(client, f"/administration/{page}") for page in pages} | {"/": queries(client, "/")})
    assert asked[0] == asked[1]
    assert max(asked[0].values()) <= 15


def test_a_directive(cast, as_):
    for code in ("model.run", "model.extend", "comm.radio", "comm.policy"):
        for slug in ("nam-dong", "phu-loc"):
            Exemption.objects.create(
                unit=cast.units[slug], task=cast.tasks[code], valid_from=date(2019, 1, 1), reason="Không có"
            )
        assert queries(as_("province"), f"/directives/{cast.directive.pk}/") == 15


def test_a_change_of_units(cast, as_):
    """Of one unit and of four, as the Department sees what it does."""
    client, asked = as_("province"), []
    for codes in (["483"], ["483", "482", "474", "481"]):
        lines = [{"old": code, "extent": "whole", "new": "998", "name": "Huyện Mới"} for code in codes]
        given = {"prepared_by": cast["admin"], "prepared_at": now(), "day": date(2020, 12, 1), "lines": lines}
        change = UnitChange.objects.create(root=cast.units["thua-thien-hue"], title="Sáp nhập", basis="NQ", **given)
        save_record(campaign(cast), by=cast["officer"])
        recount_dirty_slots([unit.pk for unit in cast.units.values()])
        page = client.get(f"/units/changes/{change.pk}/")
        assert page.context["fits"], [row.reasons for row in page.context["rows"]]
        asked.append([queries(client, f"/units/changes/{change.pk}/"), queries(client, "/units/changes/")])
    assert asked[0] == asked[1]
    assert asked[0][0] <= 80
