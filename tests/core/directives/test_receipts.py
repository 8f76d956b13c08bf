"""Who acknowledged a directive, and who is reminded to."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from reading import page_of, words
from reforming import end, made, merge

from core.accounts.models import AuditEntry, User
from core.directives import receipts, verbs
from core.directives.models import Acknowledgement, Directive
from core.notifications.models import Notice
from core.units.models import Unit


def where(cast):
    return f"/directives/{cast.directive.pk}/"


@pytest.mark.parametrize("name", ["officer", "head"])
def test_officer_or_head_acknowledges_once(cast, as_, name):
    client = as_(name)
    assert where(cast) in page_of(client, "/").xpath("//a/@href")
    (form,) = page_of(client, where(cast)).xpath("//form[contains(@action, 'acknowledge')]")
    for _ in range(2):
        assert client.post(form.get("action"))["Location"] == where(cast)
    receipt = Acknowledgement.objects.get()
    assert (receipt.unit, receipt.by, receipt.day) == (cast.units["nam-dong"], cast[name], date(2020, 12, 18))
    assert AuditEntry.objects.filter(action="directive_acknowledged").count() == 1
    page = page_of(client, where(cast))
    assert not page.xpath("//form[contains(@action, 'acknowledge')]")
    assert "18/12/2020" in words(page)
    assert not page_of(client, "/").xpath(f"//div[@class='notice']/a[@href='{where(cast)}']")
    # Another unit's word is not shown to the neighbours, and stays theirs to give.
    assert page_of(as_("neighbour"), where(cast)).xpath("//form[contains(@action, 'acknowledge')]")


def test_the_department_sees_who_has_not(cast, as_):
    receipts.acknowledge(cast.directive, by=cast["head"])
    for name in ("province", "leader"):
        (panel,) = page_of(as_(name), where(cast)).xpath("//section[@aria-labelledby='received']")
        missing = words(panel.find_class("panel-body")[0])
        assert "Phú Lộc" in missing
        assert "Nam Đông" not in missing
        assert "Nam Đông" in words(panel.xpath(".//tbody")[0])
    assert not page_of(as_("officer"), where(cast)).xpath("//section[@aria-labelledby='received']")


def test_nobody_else_acknowledges(cast):
    for name in ("province", "leader", "admin", "stranger"):
        with pytest.raises(PermissionDenied):
            receipts.acknowledge(cast.directive, by=cast[name])
    draft = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    with pytest.raises(PermissionDenied):
        receipts.acknowledge(draft, by=cast["head"])


def test_those_who_have_not_are_reminded_once_a_day(cast, as_):
    receipts.acknowledge(cast.directive, by=cast["head"])
    for _ in range(2):
        assert as_("province").post(f"{where(cast)}remind/").status_code == 302
    told = Notice.objects.filter(subject__contains=cast.directive.number)
    assert cast["neighbour"].pk in told.values_list("person", flat=True)
    assert cast["officer"].pk not in told.values_list("person", flat=True)
    assert told.values("person").distinct().count() == told.count()
    assert told.first().path == where(cast)
    for unit in receipts.units_without(cast.directive):
        Acknowledgement.objects.create(directive=cast.directive, unit=unit, by=cast["head"], day=date(2020, 5, 1))
    with pytest.raises(ValidationError):
        receipts.remind(cast.directive, by=cast["province"])
    with pytest.raises(PermissionDenied):
        receipts.remind(cast.directive, by=cast["leader"])


def test_publishing_tells_the_units(cast):
    draft = verbs.copy(cast.directive, "15/SLĐ", date(2021, 1, 15), 2021, "Năm 2021", by=cast["province"])
    assert not Notice.objects.filter(path=f"/directives/{draft.pk}/")
    verbs.publish(draft, by=cast["province"])
    told = set(Notice.objects.filter(path=f"/directives/{draft.pk}/").values_list("person", flat=True))
    assert {cast["officer"].pk, cast["head"].pk} <= told
    assert not told & {cast["province"].pk, cast["admin"].pk, cast["stranger"].pk}


def test_what_one_acknowledged_is_known_to_the_unit_that_keeps_its_files(cast, as_):
    """A unit made of one that did is not asked again, one made of those that did not is."""
    receipts.acknowledge(cast.directive, by=cast["head"])
    root, day = cast.units["thua-thien-hue"], date(2020, 12, 1)
    new = merge([cast.units["nam-dong"]], root, day)
    other = merge([cast.units["phu-loc"]], root, day, name="Huyện Khác", code="M2")
    assert set(receipts.units_without(cast.directive)) & {new, other} == {other}
    for name, unit in (("head", new), ("neighbour", other)):
        User.objects.filter(pk=cast[name].pk).update(unit=unit)
        page = page_of(as_(name), where(cast))
        assert bool(page.xpath("//form[contains(@action, 'acknowledge')]")) == (unit == other)
        assert Directive.objects.owed_receipt(unit.pk).exists() == (unit == other)
    assert receipts.acknowledge(cast.directive, by=User.objects.get(username="head")).unit == cast.units["nam-dong"]


def test_the_directives_of_a_province_that_was_replaced_stay_to_be_read(cast):
    new = made(Unit.objects.get(code="VN"), date(2020, 12, 1), name="Thành phố Mới", code="M0")
    end(cast.units["thua-thien-hue"], date(2020, 12, 1), new)
    User.objects.filter(pk=cast["province"].pk).update(unit=new)
    assert cast.directive in Directive.objects.visible_to(User.objects.get(username="province"))
    assert cast.directive in Directive.objects.visible_to(cast["officer"])
    assert cast.directive not in Directive.objects.visible_to(cast["stranger"])
