"""Huế from 2019 to 2026 with its three reforms: records in their units' lives, and totals by the boundaries of any day.

Each run counts two districts with all that became of them; `make test-faults` the whole demonstration as it is loaded.
"""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings
from loading import in_place_of_the_cast
from recounting_hue import atoms, counted, expected, outside_life, year_of
from slow import IS_SLOW_RUN, slow

from core.accounts.models import User
from core.directives.models import Directive
from core.units.country import REFORM
from core.units.models import Body, Level, ReportingLevel, Unit
from department.dashboards.chart_figures import read_figures, scope_of_province
from filing.areas import all_areas, record_kinds
from filing.models import Period, Submission
from models_sites.models import LogEntry, Site, Transfer
from operations.administration.changes import verbs
from operations.administration.models import UnitChange
from operations.demonstration import users
from operations.demonstration.management.commands.load_demonstration import GROUND
from operations.demonstration.record_writing import write_specs
from operations.demonstration.reforms import posts
from operations.demonstration.reforms.changing import change_units
from operations.demonstration.reforms.crosswalk import PROVINCE
from operations.demonstration.reforms.offices import offices
from operations.demonstration.reforms.records import LaterReferences, hand_sites_over, specs_of_all_years
from reports.desk.by_boundaries import by_boundaries
from shelters.public.places import directory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 18)
BOUNDARIES = (date(2020, 12, 31), date(2022, 12, 31), date(2025, 6, 30), date(2026, 12, 18))
# The slice: Hương Trà, of which a part went to the city, Phú Lộc and Nam Đông, which became one.
SLICE = {"480", "482", "483"}
KEYS = ("TT-02", "TT-05.2", "NL-02", "MH-01.1")


def _empty():
    for model in (Submission, Period, User):
        model.objects.all().delete()
    Directive.objects.update(published_on=None)
    # An installation is of one province, whose places are public.
    ReportingLevel.objects.exclude(root__code=PROVINCE).delete()


def whole():
    """The demonstration of 2026, where the cast was; answers what the command told."""
    _empty()
    told = io.StringIO()
    with override_settings(DEMO_TODAY=TODAY):
        call_command("load_demonstration_2026", stdout=told)
    return told.getvalue()


def slice_of_it():
    """The units with their reforms, and the records of a few districts and of what their ground became."""
    _empty()
    with override_settings(DEMO_TODAY=TODAY):
        for command in GROUND:
            call_command(command, stdout=io.StringIO())
        users.create_users(posts.department_accounts(), {PROVINCE: Unit.objects.get(code=PROVINCE).pk}, "x")
        # The register of these years is written below.
        Site.objects.all().delete()
        change_units()
        references = LaterReferences()
        communes = {code for atom in atoms() if atom[0] <= SLICE for code in atom[3]}
        chosen = {one.size.slug for one in offices() if one.code in SLICE | communes}
        write_specs([spec for spec in specs_of_all_years(references) if spec.unit in chosen], references)
        hand_sites_over()
    return ""


@pytest.fixture(scope="module")
def years(django_db_setup, django_db_blocker, tmp_path_factory):
    make, folder = (whole if IS_SLOW_RUN else slice_of_it), tmp_path_factory.mktemp("years")
    with django_db_blocker.unblock(), in_place_of_the_cast(make.__name__, make, folder) as told:
        yield told


@pytest.fixture(autouse=True)
def its_day(settings):
    settings.DEMO_TODAY = TODAY


def test_every_record_lies_in_the_life_of_its_unit(years):
    kinds = list(record_kinds())
    assert sum(kind.model.objects.count() for kind in kinds) > 500
    assert outside_life(kinds) == []


def test_every_commune_of_today_writes_to_the_department_of_today(years):
    """Bodies were made by the reform of 2021, renamed by that of the province, and followed by those of 1/7/2025."""
    communes = Unit.objects.valid_on(TODAY).filter(level=Level.COMMUNE)
    bodies = Body.objects.valid_on(TODAY).filter(unit__in=communes)
    assert set(bodies.values_list("addressees", flat=True)) == {"Sở Nội vụ thành phố Huế"}
    assert len(bodies) == len(communes) == 40


def test_everything_filed_is_valid(years):
    """Also the log of a site that goes on under the commune in which it lies."""
    models = [kind.model for area in all_areas() for kind in area.kinds]
    for model in models if IS_SLOW_RUN else (LogEntry, Site):
        relations = [field.name for field in model._meta.fields if field.is_relation]
        for entry in model.objects.select_related(*model.RELATED):
            entry.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    later = LogEntry.objects.filter(site__isnull=False, started_on__gte=date(2025, 7, 1))
    assert set(later.values_list("unit__level", flat=True)) == {"commune"}
    assert not Site.objects.filter(commune__valid_to__isnull=False).exists()
    assert Site.objects.count() == 7
    assert set(Site.objects.values_list("unit__level", flat=True)) == {"commune"}


@pytest.mark.parametrize("day", BOUNDARIES)
@pytest.mark.parametrize("year", range(2020, 2027))
def test_totals_by_the_boundaries_of_a_day_are_those_of_the_records(years, year, day):
    first, last = year_of(year)
    root = Unit.objects.get(code=PROVINCE, valid_to=None)
    told = rows_by(root, year, day)
    groups, own = expected(first, last, day)
    assert sum(map(sum, groups.values())) > 100
    names = {unit.code: unit.name for unit in Unit.objects.valid_on(day)}
    rows = {row.name: values(row) for row in told.rows}
    by_name = {name_of([names[code] for code in codes]): sums for codes, sums in groups.items()}
    assert len(rows) == len(told.rows) == len(groups) + 1
    assert rows == by_name | {told.rows[-1].name: own}
    assert values(told.whole) == [sum(several) for several in zip(own, *groups.values(), strict=True)]


@pytest.mark.parametrize("year", range(2020, 2027))
def test_the_lines_of_a_year_add_up_to_all_that_was_filed(years, year):
    """By the units that reported then; beside the same days of the year before, whatever the province was called."""
    drawn = read_figures(scope_of_province(Unit.objects.get(code=PROVINCE, valid_to=None), year), ("TT-02",))
    totals = [
        [sum(column) for column in zip(*counted(*year_of(one)).values(), strict=True)] for one in (year, year - 1)
    ]
    assert [drawn.whole[key].value or 0 for key in KEYS] == totals[0]
    assert [drawn.whole_previous[key].value or 0 for key in KEYS] == totals[1] or year == 2020
    lines = [[drawn.current[pk][key].value or 0 for key in KEYS] for _name, pk in drawn.lines]
    assert [sum(column) for column in zip(*lines, strict=True)] == totals[0]
    # What the districts of 2025 did themselves stands beside the Department's own.
    assert len(lines) == (2 + 40 if year > 2024 else 1 + 9)


@pytest.mark.skipif(IS_SLOW_RUN, reason="reports were filed on it")
def test_the_last_reform_is_undone_where_nothing_was_filed_on_it(years):
    root = Unit.objects.get(code=PROVINCE, valid_to=None)

    def told():
        return [values(row) for year in (2021, 2024) for row in rows_by(root, year, BOUNDARIES[1]).rows]

    before, new = told(), Unit.objects.filter(valid_from=REFORM)
    for site in Site.objects.filter(commune__in=new).prefetch_related("transfers"):
        old = Unit.objects.filter(successions__successor=site.commune_id).first()
        Site.objects.filter(pk=site.pk).update(commune=old, unit=site.unit_id_on(BOUNDARIES[0]))
    Transfer.objects.all().delete()
    # Logs before the sites that they are of.
    for kind in reversed(list(record_kinds())):
        kind.model.everything.filter(unit__in=new).delete()
    desk = User.objects.get(username="province")
    verbs.undo(UnitChange.objects.get(day=REFORM), by=desk)
    assert not Unit.objects.filter(valid_from=REFORM).exists()
    assert Unit.objects.valid_on(REFORM).filter(level="district").count() == 10
    assert told() == before


def rows_by(root, year, day):
    """The overview of a reporting year by the boundaries of a day."""
    first, last = year_of(year)
    period = Period(root=root, kind="year", year=year, number=1, start=first, end=last)
    return by_boundaries(period, {"boundaries": str(day)})


def values(row):
    """Attendances, broadcasts, people trained, sites that run: of the period."""
    return [pairs[0][1].value or 0 for pairs in row.pairs]


def name_of(names):
    shown = ", ".join(names[:4]) + (f" và {len(names) - 4} đơn vị khác" if len(names) > 4 else "")
    return f"{shown} (chưa tách được)" if len(names) > 1 else shown


@slow
def test_places_of_help_are_public_after_the_reforms(years):
    found = {one.name: one.places for one in directory("vi").districts if one.places}
    assert sorted(place.phone for places in found.values() for place in places) == [
        f"0234 3000 00{number} (minh họa)" for number in (1, 2, 4)
    ]
    assert len(found) == 3


@slow
def test_it_stands_at_18_december_with_its_communes_reports(years):
    assert "posts" not in years
    states = list(Submission.objects.filter(period__year=2026).values_list("state", flat=True))
    assert (states.count("approved"), states.count("sent"), len(states)) == (10, 6, 40)
