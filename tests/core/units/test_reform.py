"""Changes of the tree on a day: applied whole, undone whole, whatever the plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.lib.journal import Journal
from core.units import reform
from core.units.models import Ancestry, Level, Placement, Succession, Unit
from core.units.reform import NewUnit, Plan
from core.units.tree import COLUMNS, ancestry_rows

DAY = date(2021, 1, 1)
TABLES = (Unit, Placement, Succession)


def rows():
    """All rows of the tree, and the ancestry without its keys."""
    stored = {model: sorted(model.objects.values_list()) for model in TABLES}
    return stored | {Ancestry: set(Ancestry.objects.values_list(*COLUMNS))}


def new(code, parent, level=Level.DISTRICT):
    return NewUnit(code=code, name=f"Huyện {code}", short_name=code, kind="Huyện", level=level, parent=parent)


def merger(cast, **more):
    two = [cast.units[slug].pk for slug in ("nam-dong", "phu-loc")]
    plan = Plan(day=DAY, new=[new("998", cast.units["thua-thien-hue"].pk)], ended=dict.fromkeys(two, "998"), **more)
    plan.followed = [(unit, "998", True) for unit in two]
    return plan


@st.composite
def plans(draw, districts, communes, province):
    """A plan that ends, joins, splits and moves some of the districts and communes."""
    fates = {pk: draw(st.sampled_from(("stays", "whole", "part", "ends"))) for pk in districts}
    codes = [f"n{number}" for number in range(draw(st.integers(1, 3)))]
    staying = [pk for pk, fate in fates.items() if fate == "stays"]
    plan = Plan(day=DAY, new=[new(code, province) for code in codes])
    for pk, fate in fates.items():
        if fate == "whole":
            successor = draw(st.sampled_from([*codes, *staying]))
            plan.ended[pk] = successor
            plan.followed.append((pk, successor, True))
        elif fate == "part":
            plan.ended[pk] = draw(st.sampled_from([*codes, province]))
            plan.followed += [(pk, code, False) for code in codes]
        elif fate == "ends":
            plan.ended[pk] = province
    for pk in draw(st.lists(st.sampled_from(communes), max_size=5, unique=True)):
        plan.moved[pk] = draw(st.sampled_from([*codes, *staying]))
    return plan


def test_what_is_applied_is_undone_whatever_the_plan(cast):
    """No unit lies in itself, none lies in one that ended, and the ancestry is what the placements say."""
    province = cast.units["thua-thien-hue"].pk
    below = Unit.objects.under(province).exclude(pk=province)
    districts = list(below.filter(level=Level.DISTRICT).values_list("pk", flat=True))
    communes = list(below.filter(level=Level.COMMUNE).order_by("pk").values_list("pk", flat=True)[::9])
    before = rows()

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(plan=plans(districts, communes, province))
    def holds(plan):
        with transaction.atomic():
            journal = Journal()
            reform.take_along(plan)
            assert reform.faults(plan) == {}
            reform.apply(plan, journal)
            ancestry = set(Ancestry.objects.values_list(*COLUMNS))
            assert ancestry == set(ancestry_rows())
            assert not [row for row in ancestry if row[0] == row[1] and row[2]]
            after = Ancestry.objects.valid_on(DAY)
            assert not after.filter(ancestor__valid_to__lt=DAY).exists()
            assert set(after.filter(ancestor=province).values_list("unit", flat=True)) == set(
                Unit.objects.under(province).valid_on(DAY).values_list("pk", flat=True)
            )
            # What the journal holds is what is stored and read again.
            reform.undo(Journal(journal.stored()))
            assert rows() == before
            transaction.set_rollback(True)

    holds()


def test_what_others_changed_since_is_not_undone(cast):
    plan, journal = merger(cast), Journal()
    reform.take_along(plan)
    reform.apply(plan, journal)
    Unit.objects.filter(pk=cast.units["phu-loc"].pk).update(kept_by=cast.units["hue"])
    before = rows()
    with pytest.raises(ValidationError), transaction.atomic():
        reform.undo(Journal(journal.stored()))
    assert rows() == before


def test_a_unit_that_the_log_names_stays_as_of_a_day_before_all(cast):
    """Once more done, the code is free again."""
    for _time in range(2):
        plan, journal = merger(cast), Journal()
        reform.take_along(plan)
        made = reform.apply(plan, journal)["998"]
        reform.undo(Journal(journal.stored()), named={made.pk})
        made.refresh_from_db()
        assert (made.code, made.valid_to) == (f"x{made.pk}", reform.NEVER)
        assert made in Unit.objects.under(cast.units["thua-thien-hue"])
        assert not Unit.objects.valid_on(DAY).filter(pk=made.pk).exists()


def test_what_cannot_be_is_told_of_the_unit(cast):
    units, province = cast.units, cast.units["thua-thien-hue"].pk
    commune = Unit.objects.get(code="20188")
    cases = (
        (merger(cast, moved={commune.pk: units["hue"].pk}), None),
        (Plan(day=date(2018, 12, 15), ended={units["hue"].pk: province}), units["hue"].pk),
        (Plan(day=DAY, new=[new(units["hue"].code, province)]), units["hue"].code),
        (Plan(day=DAY, new=[new("998", commune.pk)]), "998"),
        (Plan(day=DAY, moved={units["hue"].pk: commune.pk}), units["hue"].pk),
        (Plan(day=DAY, ended={units["hue"].pk: units["nam-dong"].pk, units["nam-dong"].pk: province}), units["hue"].pk),
    )
    for plan, wrong in cases:
        reform.take_along(plan)
        assert set(reform.faults(plan)) == ({wrong} if wrong else set()), plan


def test_the_queries_do_not_grow_with_the_plan(cast):
    asked = []
    for slugs in (("nam-dong",), ("nam-dong", "phu-loc", "hue", "a-luoi")):
        ids = [cast.units[slug].pk for slug in slugs]
        plan = Plan(day=DAY, new=[new("998", cast.units["thua-thien-hue"].pk)], ended=dict.fromkeys(ids, "998"))
        plan.followed = [(unit, "998", True) for unit in ids]
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            reform.take_along(plan)
            reform.apply(plan, Journal())
            transaction.set_rollback(True)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 40
