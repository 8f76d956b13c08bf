"""One tree of any depth whose links have dates: who lies below whom, and when."""

import csv
from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from core.units.models import Ancestry, Level, Placement, ReportingLevel, Succession, Unit
from core.units.tree import place, rebuild_ancestry

SINCE, REFORM = date(2018, 12, 15), date(2025, 7, 1)


def names(units):
    return {unit.short_name for unit in units}


def test_thua_thien_hue_is_loaded_as_the_facts_say(cast):
    with (settings.BASE_DIR / "operations/demonstration/data/units_2020.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    province = cast.units["thua-thien-hue"]
    below = Unit.objects.under(province)
    assert {(unit.code, unit.name) for unit in below} == {(row["code"], row["name"]) for row in rows}
    assert below.filter(level=Level.DISTRICT).count() == 9
    assert below.filter(level=Level.COMMUNE).count() == 145
    nam_dong = cast.units["nam-dong"]
    communes = {row["code"] for row in rows if row["parent_code"] == nam_dong.code}
    assert set(Unit.objects.under(nam_dong).exclude(pk=nam_dong.pk).values_list("code", flat=True)) == communes
    assert nam_dong.name_in_sentence == "huyện Nam Đông"
    assert cast.units["hue"].label == "TP Huế"


def test_a_unit_moves_from_a_day_on(cast):
    commune = Unit.objects.get(code="20188")
    nam_dong, phu_loc = cast.units["nam-dong"], cast.units["phu-loc"]
    place(commune, phu_loc, date(2025, 1, 1))
    assert commune in Unit.objects.under(nam_dong, date(2024, 12, 31))
    assert commune not in Unit.objects.under(phu_loc, date(2024, 12, 31))
    assert commune in Unit.objects.under(phu_loc, date(2025, 1, 1))
    assert commune not in Unit.objects.under(nam_dong, date(2025, 1, 1))
    assert commune in Unit.objects.under(cast.units["thua-thien-hue"], date(2025, 1, 1))


def test_the_level_that_reports_is_data(cast):
    province = cast.units["thua-thien-hue"]
    assert names(Unit.objects.reporting_to(province, date(2020, 12, 14))) >= {"Nam Đông", "Huế"}
    ReportingLevel.objects.filter(root=province).update(valid_to=date(2025, 6, 30))
    ReportingLevel.objects.create(root=province, level=Level.COMMUNE, valid_from=REFORM)
    assert Unit.objects.reporting_to(province, date(2025, 6, 30)).count() == 9
    assert Unit.objects.reporting_to(province, REFORM).count() == 145


def test_a_code_may_name_two_units_in_turn(cast):
    again = {"code": "474", "name": "Quận Thuận Hóa", "short_name": "Thuận Hóa", "kind": "Quận", "slug": "thuan-hoa"}
    second = Unit.objects.create(**again, level=Level.DISTRICT, valid_from=date(2025, 1, 1))
    Succession.objects.create(predecessor=cast.units["hue"], successor=second, on=date(2025, 1, 1), is_whole=False)
    assert set(Unit.objects.filter(code="474")) == {cast.units["hue"], second}
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**again, level=Level.DISTRICT, valid_from=date(2025, 1, 1))


def test_a_ring_is_refused(cast):
    province, district = cast.units["thua-thien-hue"], cast.units["nam-dong"]
    before = Ancestry.objects.count()
    Placement.objects.filter(unit=province).update(parent=district)
    with pytest.raises(ValueError, match="lies in itself"):
        rebuild_ancestry()
    assert Ancestry.objects.count() == before


def test_any_depth(cast):
    upper = Unit.objects.get(code="20188")
    for number in range(5):
        lower = Unit.objects.create(
            code=f"sub{number}",
            name="Thôn",
            short_name="Thôn",
            kind="Thôn",
            slug="thon",
            level=Level.COMMUNE,
            valid_from=SINCE,
        )
        place(lower, upper, SINCE)
        upper = lower
    assert lower in Unit.objects.under(cast.units["nam-dong"])
    assert Ancestry.objects.get(unit=lower, ancestor__code="VN").depth == 8
