"""A page asks the database as often for one row as for many: the number is the same, and stands here."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import MAKERS, campaign, commune_joined, commune_plan, log_entry, site, standing

from directives.models import Exemption
from progress import verbs
from progress.evidence import add_evidence
from progress.filing import save_record
from progress.models import Period
from reports.composition import compose
from reports.jobs import request_document
from reports.models import Document, Sort

MANY = 12
YEARS = count(1000)
LISTS = {
    "plans:": ("/plans/", 7, 7),
    "plans:communes-": ("/plans/communes/", 6, 7),
    "communications:": ("/communications/", 7, 7),
    "communications:communes-": ("/communications/communes/", 6, 7),
    "capacity:": ("/capacity/", 6, 7),
    "capacity:reviews-": ("/capacity/reviews/", 6, 7),
    "capacity:standing-": ("/capacity/standing/", 7, 7),
    "capacity:inspections-": ("/capacity/inspections/", 6, 7),
    "models_sites:": ("/models-sites/", 5, 6),
    "models_sites:log-": ("/models-sites/log/", 7, 7),
    "models_sites:extensions-": ("/models-sites/extensions/", 6, 7),
}


def queries(client, path):
    """How many queries the page takes, once the cache of content types is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


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
    for number in (1, 60):
        file_many(cast, MAKERS[kind], number)
        assert queries(as_("officer"), path) == of_district
        assert queries(as_("province"), path) == of_province


def test_the_home_of_a_district(cast, as_):
    file_many(cast, campaign, 1)
    assert queries(as_("officer"), "/") == 24
    file_of_each(cast)
    assert queries(as_("officer"), "/") == 24


def returned_with(cast, records):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    verbs.return_(cast.submission(), "Xem lại.", [(one, "Sửa.") for one in records], by=cast["province"])


def test_the_home_and_the_report_with_remarks(cast, as_):
    records = file_many(cast, log_entry) + file_many(cast, campaign)
    for remarked in ([records[0], records[-1]], records):
        returned_with(cast, remarked)
        assert queries(as_("officer"), "/") == 27
        assert queries(as_("officer"), f"/reports/{cast.submission().pk}/") == 36


def test_the_overview(cast, as_):
    """One unit with nothing, and nine units one of which has filed much."""
    far = Period.objects.get()
    far.pk, far.root = None, cast.units["tinh-khac"]
    verbs.open_period(far, by=cast["stranger"])
    file_of_each(cast)
    assert [one.submissions.count() for one in Period.objects.order_by("pk")] == [9, 1]
    assert queries(as_("stranger"), "/") == 34
    assert queries(as_("province"), "/") == 34


def test_a_record(cast, as_):
    """With one file and two versions, then with a dozen of each."""
    (record,) = file_many(cast, campaign, 1)
    communes = [link.unit for link in cast.units["nam-dong"].descents.filter(depth=1).select_related("unit")]
    for number in range(MANY):
        record.commune = communes[number % 2]
        record.task = cast.tasks[("comm.policy", "comm.services")[number % 2]]
        save_record(record, by=cast["officer"])
        add_evidence(record, SimpleUploadedFile("a.pdf", b"%%PDF-%d\n%%%%EOF" % number), by=cast["officer"])
        if number in (1, MANY - 1):
            assert queries(as_("officer"), record.get_absolute_url()) == 8


def test_a_report(cast, as_):
    for number in (1, MANY):
        file_of_each(cast, number)
        assert queries(as_("officer"), f"/reports/{cast.submission().pk}/") == 33


def test_a_frozen_report_and_its_return(cast, as_):
    path = f"/reports/{cast.submission().pk}/"
    for number in (1, MANY):
        file_of_each(cast, number)
        verbs.submit(cast.submission(), compose, by=cast["officer"])
        verbs.send(cast.submission(), by=cast["head"])
        assert queries(as_("province"), path) == 9
        assert queries(as_("province"), f"{path}return/") == 14
        verbs.return_(cast.submission(), "Xem lại.", by=cast["province"])


def open_months(cast, numbers):
    for number in numbers:
        start = date(2019, number, 15)
        period = Period(
            root=cast.units["thua-thien-hue"], kind="thematic", year=2019, number=number, start=start,
            end=start + timedelta(days=9), due_on=start, asked_number="1", asked_on=start, asked_subject="Báo cáo",
        )  # fmt: skip
        verbs.open_period(period, by=cast["province"])
        submission = period.submissions.get(unit=cast.units["nam-dong"])
        verbs.submit(submission, compose, by=cast["officer"])
        fresh = type(submission).objects.select_related("snapshot").get(pk=submission.pk)
        request_document(
            sort=Sort.UNIT_REPORT, unit=fresh.unit, period=period, snapshot=fresh.snapshot, by=cast["officer"]
        )


def test_reports_and_documents(cast, as_):
    for numbers in ([1], range(2, 12)):
        open_months(cast, numbers)
        for name, of_home in (("officer", 23), ("province", 34)):
            assert queries(as_(name), "/reports/") == 4
            assert queries(as_(name), "/reports/documents/") == 5
            assert queries(as_(name), "/") == of_home


def test_a_directive(cast, as_):
    for code in ("model.run", "model.extend", "comm.radio", "comm.policy"):
        for slug in ("nam-dong", "phu-loc"):
            Exemption.objects.create(
                unit=cast.units[slug], task=cast.tasks[code], valid_from=date(2019, 1, 1), reason="Không có"
            )
        assert queries(as_("province"), f"/directives/{cast.directive.pk}/") == 6
