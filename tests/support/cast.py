"""The fixed cast of the tests: two districts of one province, a district of another, and a person for each role."""

import pickle
from dataclasses import dataclass
from datetime import date

import worlds
from django.core.management import call_command
from django.db import connection

from core.accounts.models import Role, User
from core.directives.models import Directive, Task
from core.units.models import Body, Level, Placement, ReportingLevel, Signer, Unit
from core.units.tree import rebuild_ancestry
from filing.models import Period, Submission

TODAY = date(2020, 12, 18)
PEOPLE = {
    "officer": ("nam-dong", Role.OFFICER),
    "head": ("nam-dong", Role.HEAD),
    "neighbour": ("phu-loc", Role.OFFICER),
    "neighbour-head": ("phu-loc", Role.HEAD),
    "province": ("thua-thien-hue", Role.PROVINCE_OFFICER),
    "leader": ("thua-thien-hue", Role.PROVINCE_LEADER),
    "admin": ("thua-thien-hue", Role.ADMINISTRATOR),
    "stranger": ("tinh-khac", Role.PROVINCE_OFFICER),
    "far-officer": ("huyen-khac", Role.OFFICER),
}
PASSWORD = "mot-mat-khau-dai"


@dataclass(frozen=True)
class Cast:
    """Who plays: people by name, units by slug, the directive, tasks by code."""

    people: dict
    units: dict
    directive: Directive
    tasks: dict

    def __getitem__(self, name):
        return self.people[name]

    def submission(self, slug="nam-dong"):
        return Submission.objects.select_related("period", "unit").get(unit=self.units[slug], period__kind="year")


def set_the_stage():
    """Once for a test database: units, directive (published), people, and the year's period, opened."""
    call_command("load_units", verbosity=0, stdout=_Silent())
    call_command("load_directive", verbosity=0, stdout=_Silent())
    call_command("load_sites", verbosity=0, stdout=_Silent())
    call_command("load_hotlines", verbosity=0, stdout=_Silent())
    _another_province()
    units = by_slug()
    people = [User(username=name, full_name=name, unit=units[slug], role=role) for name, (slug, role) in PEOPLE.items()]
    people[0].set_password(PASSWORD)
    for person in people:
        person.password = people[0].password
    User.objects.bulk_create(people)
    Directive.objects.update(published_on=date(2020, 4, 14))
    province = User.objects.get(username="province")
    period = Period.objects.create(
        root=province.unit,
        kind="year",
        year=2020,
        start=date(2019, 12, 15),
        end=date(2020, 12, 14),
        due_on=date(2020, 12, 21),
        asked_number="908/SLĐTBXH-BĐG",
        asked_on=date(2020, 4, 14),
        asked_subject="Hướng dẫn hoạt động bình đẳng giới năm 2020",
        opened_by=province,
        opened_on=TODAY,
    )
    districts = Unit.objects.reporting_to(province.unit, period.end)
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in districts)


def _another_province():
    country = Unit.objects.get(code="VN")
    since = country.valid_from
    province = Unit.objects.create(
        code="99",
        name="Tỉnh Khác",
        short_name="Khác",
        kind="Tỉnh",
        slug="tinh-khac",
        level=Level.PROVINCE,
        valid_from=since,
    )
    district = Unit.objects.create(
        code="999",
        name="Huyện Khác",
        short_name="Khác",
        kind="Huyện",
        slug="huyen-khac",
        level=Level.DISTRICT,
        valid_from=since,
    )
    Placement.objects.create(unit=province, parent=country, valid_from=since)
    Placement.objects.create(unit=district, parent=province, valid_from=since)
    ReportingLevel.objects.create(root=province, level=Level.DISTRICT, valid_from=since)
    for unit in (province, district):
        body = Body.objects.create(
            unit=unit,
            function=Body.Function.LABOUR,
            name=f"Cơ quan của {unit.name_in_sentence}",
            heading="CƠ QUAN",
            symbol="CQ",
            filing="VT",
            place="Khác",
            addressees="Sở",
            recipients="Như trên",
            valid_from=since,
        )
        Signer.objects.create(body=body, lines="TRƯỞNG PHÒNG", valid_from=since)
    rebuild_ancestry()


def by_slug():
    """The units of the cast by their slug."""
    units = Unit.objects.exclude(level=Level.COMMUNE)
    return {unit.slug: unit for unit in units}


def assemble():
    """The cast as a test database holds it."""
    return Cast(
        people={user.username: user for user in User.objects.select_related("unit")},
        units=by_slug(),
        directive=Directive.objects.get(),
        tasks={task.code: task for task in Task.objects.all()},
    )


# {database: the cast, pickled} as this process first read it from there.
_assembled = {}


def assemble_anew():
    """A cast of one's own, read once from each database that tests begin with: their own changes come after it."""
    database = connection.settings_dict["NAME"]
    # Elsewhere what stands in place of the cast is in the same database.
    if not worlds.tables():
        return assemble()
    if database not in _assembled:
        _assembled[database] = pickle.dumps(assemble())
    return pickle.loads(_assembled[database])


class _Silent:
    def write(self, text):
        pass
