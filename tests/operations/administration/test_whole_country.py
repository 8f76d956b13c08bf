"""The reform of the whole country on 1/7/2025, applied at once, and a province's overview afterwards."""

from datetime import date, timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from slow import slow

from core.accounts.models import Role, User
from core.lib.dates.clock import as_of
from core.lib.journal import Journal
from core.units import reform
from core.units.country import KNOWN_FROM, REFORM, country_changes, country_units
from core.units.models import Level, Placement, ReportingLevel, Succession, Unit
from core.units.reporting import set_level
from core.units.tree import rebuild_ancestry
from filing.models import Period
from filing.submissions.verbs import open_period
from operations.administration.changes.effects import apply_dated, apply_on_the_day
from reports.desk.overview import overview_of

pytestmark = [pytest.mark.django_db, slow]
EVE, HA_NOI = REFORM - timedelta(days=1), "01"
SECONDS = 60


def the_country():
    """All units of the eve in the database; {code: unit}."""
    land = Unit.objects.get(code="VN")
    Unit.objects.exclude(pk=land.pk).update(valid_to=KNOWN_FROM - timedelta(days=1))
    on_the_eve = [one for one in country_units() if one.holds_on(EVE) and one.level != Level.COUNTRY]
    made = Unit.objects.bulk_create(
        Unit(
            code=one.code,
            name=one.name,
            short_name=one.short_name,
            kind=one.kind,
            slug=f"u{one.code}",
            level=one.level,
            valid_from=KNOWN_FROM,
        )
        for one in on_the_eve
    )
    units = {unit.code: unit for unit in made} | {"VN": land}
    Placement.objects.bulk_create(
        Placement(unit=units[one.code], parent=units[one.parent], valid_from=KNOWN_FROM) for one in on_the_eve
    )
    rebuild_ancestry()
    return units


def the_reform(units):
    """The country's table as a plan: what ended, what began, and what became of what."""
    new = {one.code: one for one in country_units() if one.since == REFORM}
    ended = [one for one in country_units() if one.until == EVE]
    steps = [change for change in country_changes() if change.on == REFORM]

    def ref(code):
        return code if code in new else units[code].pk

    keeper = {}
    for change in sorted(steps, key=lambda one: not one.is_whole):
        keeper.setdefault(change.old, change.new)
    plan = reform.Plan(
        day=REFORM,
        new=[
            reform.NewUnit(one.code, one.name, one.short_name, one.kind, one.level.value, ref(one.parent))
            for one in new.values()
        ],
        ended={units[one.code].pk: ref(keeper.get(one.code, keeper.get(one.parent, one.parent))) for one in ended},
        followed=[(units[change.old].pk, ref(change.new), change.is_whole) for change in steps],
    )
    reform.take_along(plan)
    return plan


def test_the_countrys_reform_is_applied_within_a_minute(cast):
    units = the_country()
    root = units[HA_NOI]
    ReportingLevel.objects.create(root=root, level=Level.DISTRICT, valid_from=KNOWN_FROM)
    desk = User.objects.create(username="ha-noi", unit=root, role=Role.PROVINCE_OFFICER)
    asked = {"asked_number": "1", "asked_on": EVE, "asked_subject": "Báo cáo", "due_on": date(2025, 7, 20)}
    with as_of(EVE):
        period = open_period(
            Period(root=root, kind="half", year=2025, number=1, start=date(2024, 12, 15), end=EVE, **asked), by=desk
        )
        with CaptureQueriesContext(connection) as before:
            overview_of(period, desk, {})
    plan = the_reform(units)
    begun = monotonic()
    with as_of(REFORM):
        journal = Journal()
        applied = apply_dated(plan, units["VN"], journal)
        apply_on_the_day(applied, units["VN"], journal)
    took = monotonic() - begun
    communes = [one for one in plan.new if one.level == Level.COMMUNE]
    assert (len(communes), len(plan.ended) > 10_000) == (3_321, True)
    assert Succession.objects.filter(on=REFORM).count() >= 10_000
    assert took <= SECONDS, took
    set_level(root, Level.COMMUNE, REFORM)
    period = Period.objects.select_related("root").get(pk=period.pk)
    with as_of(date(2025, 7, 20)), CaptureQueriesContext(connection) as after:
        overview_of(period, desk, {})
    # Also before the database has gathered statistics of what was just written.
    assert (monotonic() - begun <= SECONDS, len(after)) == (True, len(before))
