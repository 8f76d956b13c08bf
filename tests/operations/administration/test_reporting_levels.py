"""Which level reports from when: one rule after the other, and none for units that are not there."""

from datetime import date

import pytest
from house import filled_in, form_in
from lxml import html
from reading import page_of, words

from core.accounts.models import AuditEntry
from core.units.models import Level, ReportingLevel, Unit
from core.units.reporting import set_level

PAGE = "/administration/reporting/"


def rules(root):
    return list(root.reporting_levels.order_by("valid_from").values_list("level", "valid_from", "valid_to"))


def test_the_administrator_lets_another_level_report_from_a_day(cast, as_):
    client, root = as_("admin"), cast["admin"].unit
    assert PAGE in page_of(client, f"/administration/units/{root.pk}/").xpath("//main//a/@href")
    assert "Cấp huyện: 9 đơn vị" in words(page_of(client, PAGE).xpath("//main")[0])
    answer = client.post(PAGE, {"level": "commune", "valid_from": "1/7/2021"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert rules(root)[0][2] == date(2021, 6, 30)
    assert rules(root)[1] == ("commune", date(2021, 7, 1), None)
    assert {unit.level for unit in Unit.objects.reporting_to(root, date(2021, 7, 1))} == {Level.COMMUNE}
    assert {unit.level for unit in Unit.objects.reporting_to(root, date(2021, 6, 30))} == {Level.DISTRICT}
    assert AuditEntry.objects.filter(action="reporting_level_set").count() == 1
    assert ReportingLevel.objects.get(root=cast.units["tinh-khac"]).level == Level.DISTRICT


def test_of_two_administrators_the_second_sees_first_what_the_other_set(cast, as_):
    root = cast["admin"].unit
    (seen,) = page_of(as_("admin"), PAGE).xpath("//input[@name='seen']/@value")
    set_level(root, Level.COMMUNE, date(2021, 7, 1))
    old = {"level": "district", "valid_from": "1/7/2021", "seen": seen}
    answer = as_("admin").post(PAGE, old)
    assert answer.status_code == 422
    assert rules(root)[-1] == ("commune", date(2021, 7, 1), None)
    page = html.fromstring(answer.content.decode())
    assert "cấp xã" in words(page.xpath("//section[@aria-labelledby='rules']")[0])
    again = filled_in(form_in(page))
    assert (again["level"], again["valid_from"]) == ("district", "1/7/2021")
    assert as_("admin").post(PAGE, again).status_code == 302
    assert rules(root)[-1] == ("district", date(2021, 7, 1), None)


def test_a_rule_of_the_same_day_is_replaced_and_one_between_ends_before_the_next(cast):
    root = cast["admin"].unit
    first = rules(root)[0][1]
    set_level(root, Level.COMMUNE, date(2025, 7, 1))
    set_level(root, Level.COMMUNE, date(2022, 1, 1))
    set_level(root, Level.DISTRICT, date(2025, 7, 1))
    assert rules(root) == [
        ("district", first, date(2021, 12, 31)),
        ("commune", date(2022, 1, 1), date(2025, 6, 30)),
        ("district", date(2025, 7, 1), None),
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"level": "commune", "valid_from": "1/1/2015"}, "level"),
        ({"level": "province", "valid_from": "1/1/2021"}, "level"),
        ({"level": "commune", "valid_from": "31/2/2021"}, "valid_from"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(sent, field, cast, as_):
    answer = as_("admin").post(PAGE, sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert len(rules(cast["admin"].unit)) == 1
