"""Every figure of the Department's list, filled from records that were counted by hand.

A line: which figures, the records that make them, and what they come to (value, or value and women) in the year 2020
of Nam Đông. Each figure is asked besides for no record at all, and for records that count for nothing.
"""

from datetime import date
from itertools import cycle

import pytest
from making import (
    campaign,
    commune_joined,
    commune_of,
    commune_plan,
    extension,
    inspection,
    log_entry,
    plan,
    review,
    site,
    standing,
    training,
)

from core.indicators.catalogue import all_indicators, visible_indicators
from core.indicators.declarations import Communes, Latest, Ratio, Total
from core.indicators.figures import combined_figures, figures_by_unit
from core.lib.dates.windows import Window, window_of
from filing.records.saving import save_record
from reports.content.figures.figure_cells import NO_DATA, NOT_APPLICABLE, OCCURRED_NONE, cell
from reports.content.unit_content import exemptions_of

YEAR = window_of("year", 2020)
COMMUNES = 10
GOOD = {"is_good_practice": True, "good_practice_why": "Ít tốn kém."}


def of(make, *several, **common):
    """A function that makes one record for each of `several` (dicts of fields)."""
    return lambda cast: [make(cast, **common | fields) for fields in several or ({},)]


def communes(make, number):
    return lambda cast: [make(cast, commune=commune_of(cast, number=n)) for n in range(number)]


def extended(cast):
    agreed = {"status": "done", "decision": "agreed", "decided_on": date(2020, 8, 3)}
    return [extension(cast, **agreed), extension(cast, **agreed, **GOOD), extension(cast)]


def good_practices(cast):
    """One of each kind of work, and two that are none: not ticked, not done."""
    made = [make(cast, **GOOD) for make in (plan, campaign, training, review, inspection)]
    return [*made, extended(cast)[1], campaign(cast), campaign(cast, status="planned", **GOOD)]


POLITICS = {"topic": "politics"}
LAUNCH = {"task": "comm.action-month", "launch": "ceremony"}
UNCOUNTED = {"attendance": None, "female": None, "minority": None}
RADIO = {"task": "comm.radio", "form": "radio"} | UNCOUNTED
PRODUCTS = [{"kind": "banner", "quantity": 5}, {"kind": "leaflet", "quantity": 200}]
LOG = {"victims": 5, "victims_female": 4, "victims_helped": 4, "perpetrators": 3, "perpetrators_handled": 2}
LOGGED = of(
    log_entry, LOG, LOG | {"task": "model.extend", "started_on": date(2020, 5, 1), "ended_on": date(2020, 5, 14)}
)
MONEY = {"funds_granted": 30_000_000, "funds_allotted": 5_000_000, "spent_district": 4_000_000, "spent_other": 500_000}
STAFF = {"total": 14, "female": 9, "part": 12, "part_female": 9}

COUNTED = (
    ("KH-01", of(plan, {}, {"number": "13/KH-UBND"}), 2),
    ("KH-02", of(plan, task="plan.politics"), 1),
    ("KH-03", of(plan, task="plan.action-month"), 1),
    ("KH-04.1", communes(commune_plan, 3), 3),
    ("KH-04", communes(commune_plan, 3), 100 * 3 / COMMUNES),
    ("TT-01", of(campaign, {}, {"form": "club"}, {"form": "print"}), 2),
    ("TT-02", of(campaign, {}, {"attendance": 50, "female": None}, {"form": "media"}), (150, 60)),
    ("TT-03.1", of(campaign, POLITICS, POLITICS, {}), 2),
    ("TT-03.2", of(campaign, POLITICS, POLITICS, {}), (200, 120)),
    ("TT-04.1", of(campaign, {"task": "comm.labour-code"}, {"also": ["comm.labour-code"]}, {}), 2),
    ("TT-04.2", of(campaign, {"task": "comm.labour-code"}, {"also": ["comm.labour-code"]}, {}), (200, 120)),
    ("TT-04.3", of(campaign, {"enterprises": 4}, {"enterprises": 3}, task="comm.labour-code"), 7),
    ("TT-05.1", of(campaign, {"broadcast_items": 3}, {"broadcast_items": 2}, **RADIO), 5),
    ("TT-05.2", of(campaign, {"broadcasts": 8}, {"broadcasts": None}, **RADIO), 8),
    ("TT-05.3", of(campaign, {"minutes": 40}, **RADIO), 40),
    ("TT-06", of(campaign, {"product_list": PRODUCTS}), 205),
    ("TT-08.1", of(campaign, LAUNCH, {"task": "comm.action-month"}), 1),
    ("TT-08.2", of(campaign, LAUNCH), (100, 60)),
    ("TT-08.3", communes(commune_joined, 4), 4),
    ("TT-09", of(campaign, {}, {"cost_district": 500_000, "cost_other": 500_000}, UNCOUNTED), 10_000.0),
    ("TT-10.1", of(campaign, {"task": "comm.services"}, {"also": ["comm.services"]}), 2),
    ("TT-10.2", of(campaign, {"task": "comm.services"}), (100, 60)),
    ("TT-11", good_practices, 6),
    ("NL-01", of(training, {}, {"sort": "workshop"}), 2),
    ("NL-02", of(training, {}, {"attendance": 60, "female": None}), (100, 25)),
    ("NL-02.1", of(training, {"equality_staff_female": 21, "female": 21}), (40, 21)),
    ("NL-02.2", of(training, {"equality_staff": None, "committee": 7}), 7),
    ("NL-02.3", of(training, {"equality_staff": None, "press": 6}), 6),
    ("NL-02.4", of(training, {"equality_staff": None, "potential": 5}), (5, 5)),
    ("NL-02.5", of(training, {"equality_staff": None, "cadres": 4}), 4),
    ("NL-02.6", of(training, {"equality_staff": None, "people": 3}), 3),
    ("NL-03", of(training, {"equality_staff": 10, "potential": 20}), 20),
    ("NL-04.1", of(standing, STAFF), (14, 9)),
    ("NL-04.2", of(standing, STAFF), (12, 9)),
    ("NL-04", of(standing, STAFF), 100 * 12 / 14),
    ("NL-04.5", of(standing, STAFF), 100.0),
    ("NL-05.1", of(standing, {"measure": "party_district", "total": 40, "female": 8}), (40, 8)),
    ("NL-05.2", of(standing, {"measure": "party_commune", "total": 150, "female": 31}), (150, 31)),
    ("NL-06.1", of(standing, {"measure": "candidates", "total": 60, "female": 22}), (60, 22)),
    ("NL-06.2", of(standing, {"measure": "deputies", "total": 30, "female": 9}), (30, 9)),
    ("NL-07.2", of(standing, {"measure": "bodies", "total": 20, "part": 7}), 7),
    ("NL-07.3", of(standing, {"measure": "bodies", "total": 20, "part": 7}), 35.0),
    ("NL-07.5", of(standing, {"measure": "committees", "total": 12, "part": 9}), 9),
    ("NL-07.6", of(standing, {"measure": "committees", "total": 12, "part": 9}), 75.0),
    ("NL-08", of(review, {}, {"form": "combined"}, {"form": "going_on"}), 2),
    ("NL-09.1", of(inspection, {}, {"found": 0, "handled": 0}), 2),
    ("NL-09.2", of(inspection, {}, {"violations": [{"kind": "labour", "found": 3, "handled": 1}]}), 5),
    ("NL-09.3", of(inspection, {}, {"violations": [{"kind": "labour", "found": 3, "handled": 1}]}), 2),
    ("MH-01.1", of(site, {}, {"opened_on": date(2020, 4, 1)}, {"closed_on": date(2020, 6, 1)}), 2),
    ("MH-01.2", of(site, {}, {"opened_on": date(2020, 4, 1)}), 1),
    ("MH-01.3", LOGGED, 4),
    ("MH-01.4", extended, 2),
    ("MH-02.1", LOGGED, (10, 8)),
    ("MH-02.2", LOGGED, 8),
    ("MH-03.1", LOGGED, 6),
    ("MH-03.2", LOGGED, 4),
    ("MH-04.1", of(log_entry, MONEY), 30_000_000),
    ("MH-04.2", of(log_entry, MONEY), 5_000_000),
    ("MH-04.3", of(log_entry, MONEY), 4_500_000),
)
# Not filed as records: counted in the tests of difficulties, and of the public directory.
ELSEWHERE = {"VM-01.1", "VM-01.2", "TT-07", "TT-07.1"}


def file(cast, records):
    return [save_record(record, by=cast["officer"]) for record in records]


def figures(cast, window=YEAR, slug="nam-dong"):
    unit = cast.units[slug]
    return figures_by_unit([unit], window)[unit.pk]


@pytest.mark.parametrize(("key", "records", "expected"), COUNTED, ids=[line[0] for line in COUNTED])
def test_a_figure_is_what_was_counted_by_hand(cast, key, records, expected):
    file(cast, records(cast))
    found = figures(cast)[key]
    value, female = expected if isinstance(expected, tuple) else (expected, found.female)
    assert (found.value, found.female) == (pytest.approx(value), female)
    assert figures(cast, window_of("year", 2018))[key].value is None
    assert figures(cast, slug="phu-loc")[key].value is None


def test_every_figure_that_is_shown_has_its_line():
    assert {one.key for one in visible_indicators()} == {line[0] for line in COUNTED} | ELSEWHERE


# Sites have no status; an issued plan has its day, and an agreed proposal its decision, so that they are done.
ALWAYS_DONE = {"KH-01", "KH-02", "KH-03", "MH-01.1", "MH-01.2", "MH-01.4"}
MAY_BE_PLANNED = [line[:2] for line in COUNTED if line[0] not in ALWAYS_DONE]


@pytest.mark.parametrize(("key", "records"), MAY_BE_PLANNED, ids=[key for key, _records in MAY_BE_PLANNED])
def test_only_what_is_done_is_counted(cast, key, records):
    made = [record for record in records(cast) if record._meta.model_name not in ("plan", "extension", "site")]
    assert made
    for record, status in zip(made, cycle(("planned", "under_way", "cancelled")), strict=False):
        record.status = status
    file(cast, made)
    assert figures(cast)[key].value is None


@pytest.mark.parametrize(
    ("make", "field", "key"),
    [
        (campaign, "ended_on", "TT-02"),
        (training, "ended_on", "NL-02"),
        (review, "ended_on", "NL-08"),
        (inspection, "ended_on", "NL-09.1"),
        (commune_joined, "day", "TT-08.3"),
        (commune_plan, "day", "KH-04.1"),
    ],
)
def test_the_edges_of_the_year(cast, make, field, key):
    """14/12 ends a year, 15/12 begins the next; an event from 10 to 20/12 counts whole in the latter."""
    days = [date(2019, 12, 14), date(2019, 12, 15), date(2020, 12, 14), date(2020, 12, 15)]
    for number, day in enumerate(days):
        given = {field: day, "started_on": day} if field == "ended_on" else {field: day, "year": 2000 + number}
        file(cast, [make(cast, **given)])
    each = figures(cast)[key].value / 2
    if field == "ended_on":
        file(cast, [make(cast, started_on=date(2019, 12, 10), ended_on=date(2019, 12, 20))])
    years = [figures(cast, window_of("year", year))[key].value for year in (2019, 2020, 2021)]
    assert years == [each, each * (3 if field == "ended_on" else 2), each]


def test_the_action_month_takes_its_edges_from_the_records(cast):
    month = Window(date(2020, 11, 15), date(2020, 12, 15))
    days = [date(2020, 11, 14), date(2020, 11, 15), date(2020, 12, 14), date(2020, 12, 15), date(2020, 12, 16)]
    file(cast, [campaign(cast, started_on=day, ended_on=day) for day in days])
    assert figures(cast, month)["TT-01"].value == 3
    assert figures(cast)["TT-01"].value == 3


def test_the_latest_standing_figure_holds_until_there_is_a_newer(cast):
    file(cast, [standing(cast, as_of=date(2019, 6, 30), total=10), standing(cast, as_of=date(2020, 6, 30), total=14)])
    found = [figures(cast, window_of("year", year))["NL-04.1"].value for year in (2018, 2019, 2020, 2021)]
    assert found == [None, 10, 14, 14]
    half = window_of("half", 2020, 1)
    assert figures(cast, half)["NL-04.1"].value == 10


def test_a_standing_figure_of_several_units_is_the_sum_of_their_latest(cast):
    file(cast, [standing(cast, total=14, female=9)])
    save_record(standing(cast, slug="phu-loc", total=20, female=None), by=cast["neighbour"])
    found = combined_figures([cast.units["nam-dong"], cast.units["phu-loc"]], YEAR)["NL-04.1"]
    assert (found.value, found.female, found.sexed) == (34, 9, 14)


def test_a_paused_site_does_not_run(cast):
    pause = [{"since": "2020-11-02", "until": None, "why": "Sửa chữa"}]
    file(cast, [site(cast), site(cast, pauses=pause)])
    assert figures(cast)["MH-01.1"].value == 1
    assert figures(cast, window_of("half", 2020, 1))["MH-01.1"].value == 2


def test_a_site_being_prepared_is_not_counted(cast):
    file(cast, [site(cast, opened_on=None)])
    assert figures(cast)["MH-01.1"].value is None


def test_unknown_sex_is_told_by_its_coverage(cast):
    file(cast, [campaign(cast), campaign(cast, attendance=300, female=None)])
    found = figures(cast)["TT-02"]
    assert (found.value, found.female, found.sexed) == (400, 60, 100)


def test_the_three_signs_of_a_number_that_is_not_there(cast):
    """None occurred, no data, not applicable: three things (domain notes)."""
    declared = frozenset({"comm.policy"})
    talks, attendances = all_indicators()["TT-01"], all_indicators()["TT-02"]
    nothing = figures(cast)["TT-01"]
    assert cell(talks, nothing) == NO_DATA
    assert cell(talks, nothing, none=declared) == OCCURRED_NONE
    assert cell(talks, nothing, exempt=declared) == NOT_APPLICABLE
    file(cast, [campaign(cast, attendance=None, female=None, minority=None)])
    assert cell(attendances, figures(cast)["TT-02"]) == NO_DATA
    file(cast, [campaign(cast, attendance=0, female=0, minority=0)])
    assert cell(attendances, figures(cast)["TT-02"]) == OCCURRED_NONE


def test_what_stands_on_a_day_is_no_data_where_nothing_was_declared_to_occur(cast):
    declared = frozenset({"cap.review", "cap.training", "comm.policy"})
    for key in ("NL-04.1", "NL-04", "NL-07.2"):
        assert cell(all_indicators()[key], figures(cast)[key], none=declared) == NO_DATA


def test_candidates_are_not_due_before_the_election(cast):
    """NL-06 is asked from 23/5/2021 on; before that it does not apply, as the directive's data have it."""
    exempt = frozenset(exemptions_of(cast.units["nam-dong"], YEAR))
    assert cell(all_indicators()["NL-06.1"], figures(cast)["NL-06.1"], exempt=exempt) == NOT_APPLICABLE
    later = frozenset(exemptions_of(cast.units["nam-dong"], window_of("year", 2021)))
    assert cell(all_indicators()["NL-06.1"], figures(cast)["NL-06.1"], exempt=later) == NO_DATA


def test_every_nature_is_met():
    natures = {type(one) for one in all_indicators().values()}
    assert {Communes, Latest, Ratio, Total} <= natures
