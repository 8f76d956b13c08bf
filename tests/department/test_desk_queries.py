"""Every page of the desk asks the database as often for 30 units and records as for 3: the numbers stand here."""

from datetime import date
from decimal import Decimal

import pytest
from counting import queries
from making import campaign
from quick_report import asked

from communications.models import Campaign
from core.accounts.audit import log_action
from core.accounts.models import User
from core.indicators.catalogue import get_indicator
from core.indicators.facts import mark_dirty, recount_dirty_slots
from core.units.models import Placement, Unit
from core.units.tree import rebuild_ancestry
from department.quick_reports.verbs import units_of
from department.targets.verbs import set_targets
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.models import Submission, SubmissionState
from filing.records.saving import save_record
from filing.submissions import requests, verbs
from reports.documents.composition import compose

FEW, MANY = 3, 30
TODAY = date(2020, 12, 18)
# What is asked of whom, and how often that asks the database. `{…}` are filled in by what there is.
OF_DEPARTMENT = {
    "/": 44,
    "/reports/": 5,
    "/reports/periods/{period}/": 43,
    "/reports/periods/{period}/remind/": 10,
    "/reports/periods/{period}/approve/": 29,
    "/reports/{sent}/": 35,
    "/reports/{sent}/review/": 64,
    "/reports/{sent}/return/": 8,
    "/reports/{sent}/approve/?seen=": 8,
    "/requests/": 6,
    "/requests/{request}/": 7,
    "/days-off/": 5,
    "/targets/?year=2020": 13,
    "/targets/new/": 5,
    "/dashboards/": 5,
    "/dashboards/plans/": 21,
    "/dashboards/communications/": 21,
    "/dashboards/capacity/": 21,
    "/dashboards/models-sites/": 21,
    "/dashboards/units/{unit}/": 21,
    "/quick/": 7,
    "/quick/new/": 6,
    "/quick/{quick}/": 9,
    "/people/": 7,
    "/people/{person}/hand-over/": 20,
    "/acts/": 6,
    "/paper/": 6,
    "/search/?q=truyen+thong": 21,
    "/difficulties/": 8,
    "/directives/": 5,
    "/communications/": 8,
}
OF_DISTRICT = {
    "/": 31,
    "/reports/": 5,
    "/reports/{own}/": 60,
    "/reports/{own}/extension/": 5,
    "/requests/": 5,
    "/targets/?year=2020": 14,
    "/dashboards/units/{unit}/": 21,
    "/quick/": 7,
    "/quick/{quick}/answer/": 27,
    "/search/?q=truyen+thong": 21,
    "/days-off/": 5,
}


@pytest.fixture
def world(cast):
    """What the addresses name; one report is sent and waits, one unit has asked for a later due date."""
    for _one in range(FEW):
        for slug, name in (("nam-dong", "officer"), ("phu-loc", "neighbour")):
            save_record(campaign(cast, slug=slug, title="Buổi truyền thông"), by=cast[name])
    verbs.submit(cast.submission("phu-loc"), compose, by=cast["neighbour"])
    verbs.send(cast.submission("phu-loc"), by=cast["neighbour-head"])
    raise_difficulty(
        Difficulty(unit=cast.units["nam-dong"], title="Thiếu kinh phí truyền thông", text="Chưa cấp."),
        by=cast["officer"],
    )
    return {
        "period": cast.submission().period_id,
        "sent": cast.submission("phu-loc").pk,
        "own": cast.submission().pk,
        "unit": cast.units["nam-dong"].pk,
        "person": cast["neighbour"].pk,
        "request": requests.ask_extension(
            cast.submission("hue"), date(2020, 12, 25), "Bão", by=_officer(cast, "hue")
        ).pk,
        "quick": asked(cast).pk,
    }


def _officer(cast, slug):
    return User.objects.get_or_create(
        username=f"{slug}-officer", defaults={"unit": cast.units[slug], "role": "officer", "full_name": slug}
    )[0]


def grow(cast, number):
    """So many districts that report, each with records, a sent report, a request, a target, an officer, an answer."""
    province, like = cast.units["thua-thien-hue"], cast.units["nam-dong"]
    period, there = cast.submission().period, units_of(cast.units["thua-thien-hue"]).count()
    fresh = Unit.objects.bulk_create(
        Unit(
            code=f"y{one}",
            name=f"Huyện Mới {one}",
            short_name=f"Mới {one}",
            kind="Huyện",
            slug=f"huyen-moi-{one}",
            level=like.level,
            valid_from=like.valid_from,
        )
        for one in range(there, number)
    )
    Placement.objects.bulk_create(Placement(unit=one, parent=province, valid_from=like.valid_from) for one in fresh)
    rebuild_ancestry()
    people = User.objects.bulk_create(
        User(username=one.slug, full_name=one.name, unit=one, role="officer") for one in fresh
    )
    snapshot = cast.submission("phu-loc").snapshot
    sent = {"state": SubmissionState.SENT, "snapshot": snapshot, "sent_on": TODAY, "first_sent_on": TODAY}
    reports = Submission.objects.bulk_create(
        Submission(period=period, unit=one, **(sent if place % 2 else {})) for place, one in enumerate(fresh)
    )
    talks = [campaign(cast, title="Buổi truyền thông") for _one in fresh]
    for talk, unit in zip(talks, fresh, strict=True):
        talk.unit = unit
    talks += [campaign(cast, title=f"Buổi truyền thông {place}") for place in range(number)]
    for talk in talks:
        talk.created_by = talk.changed_by = cast["officer"]
    Campaign.objects.bulk_create(talks)
    for unit in [like, *fresh]:
        mark_dirty("communications.Campaign", unit.pk, [date(2020, 5, 5)])
    recount_dirty_slots([one.pk for one in [like, *fresh]])
    for report, person in zip(reports[::2], people[::2], strict=True):
        requests.ask_extension(report, date(2020, 12, 25), "Bão", by=person)
    for person in people[:: max(1, len(people) // 60)]:
        raise_difficulty(Difficulty(unit=person.unit, title="Thiếu kinh phí truyền thông", text="Chưa cấp."), by=person)
    values = dict.fromkeys([like, *fresh][:number], Decimal(100))
    set_targets(get_indicator("TT-02"), 2020, values, "Sở giao", by=cast["province"])
    for _one in range(number):
        log_action("period_opened", "năm 2020", by=cast["province"], unit=province)
    asked(cast, units=[like, *fresh])


def test_every_page_asks_as_often_for_30_as_for_3(cast, as_, world):
    found = {}
    for number in (FEW, MANY):
        grow(cast, number)
        for name, pages in (("province", OF_DEPARTMENT), ("officer", OF_DISTRICT)):
            client = as_(name)
            found[number, name] = {path: queries(client, path.format(**world)) for path in pages}
    for name, pages in (("province", OF_DEPARTMENT), ("officer", OF_DISTRICT)):
        few, many = found[FEW, name], found[MANY, name]
        assert {path: (few[path], many[path]) for path in pages if few[path] != many[path]} == {}, name
        assert {path: few[path] for path in pages if few[path] != pages[path]} == {}, name
