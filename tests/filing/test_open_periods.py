"""An open period is put right: deleted while nothing was filed in it, a unit asked as well; none opens for nobody."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from reading import page_of, words

from core.accounts.models import AuditEntry
from core.units.models import Level, Placement, ReportingLevel, Unit
from core.units.tree import rebuild_ancestry
from filing.models import Edit, Estimate, Period, Submission
from filing.submissions import open_periods
from filing.submissions.verbs import open_period

ADDED = "/reports/periods/{}/units/new/"
DELETED = "/reports/periods/{}/delete/"


@pytest.fixture
def period(cast):
    """A half-year that was opened by mistake."""
    given = {"root": cast["province"].unit, "kind": "half", "year": 2020, "number": 1}
    given |= {"start": date(2019, 12, 15), "end": date(2020, 6, 14), "due_on": date(2020, 6, 22)}
    given |= {"asked_number": "908/BĐG", "asked_on": date(2020, 4, 14), "asked_subject": "Hướng dẫn"}
    return open_period(Period(**given), by=cast["province"])


def new_district(root, name="Huyện Mới", since=date(2020, 3, 1)):
    unit = Unit.objects.create(
        code="997", name=name, short_name="Mới", kind="Huyện", slug="moi", level=Level.DISTRICT, valid_from=since
    )
    Placement.objects.create(unit=unit, parent=root, valid_from=since)
    rebuild_ancestry()
    return unit


def test_a_period_opened_by_mistake_goes_after_a_question(period, as_):
    client = as_("province")
    assert DELETED.format(period.pk) in page_of(client, f"/reports/periods/{period.pk}/").xpath("//main//a/@href")
    page = page_of(client, DELETED.format(period.pk))
    assert "6 tháng đầu năm 2020" in words(page.xpath("//main")[0])
    assert Period.objects.filter(pk=period.pk).exists()
    answer = client.post(DELETED.format(period.pk))
    assert (answer.status_code, answer["Location"]) == (302, reverse("reports:home"))
    assert not Period.objects.filter(pk=period.pk).exists()
    assert not Submission.objects.filter(period=period.pk).exists()
    assert AuditEntry.objects.filter(action="period_deleted").count() == 1


TOUCHES = {
    "a text": lambda report: Submission.objects.filter(pk=report.pk).update(evaluation="Tốt"),
    "an extension": lambda report: Submission.objects.filter(pk=report.pk).update(extended_to=date(2020, 7, 1)),
    "a state": lambda report: Submission.objects.filter(pk=report.pk).update(state="with_head"),
    "a paragraph": lambda report: Edit.objects.create(
        submission=report, key="a", text="b", drafted="c", by=report.period.opened_by, at="2020-12-18T00:00:00Z"
    ),
    "an estimate": lambda report: Estimate.objects.create(submission=report, indicator="TT-02", value=1),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_period_with_anything_filed_stays(touch, period, as_):
    TOUCHES[touch](period.submissions.first())
    client = as_("province")
    assert DELETED.format(period.pk) not in page_of(client, f"/reports/periods/{period.pk}/").xpath("//main//a/@href")
    for answer in (client.get(DELETED.format(period.pk)), client.post(DELETED.format(period.pk))):
        assert answer["Location"] == f"/reports/periods/{period.pk}/"
    with pytest.raises(ValidationError):
        open_periods.delete_period(period, by=period.opened_by)
    assert Period.objects.filter(pk=period.pk).exists()


def test_a_document_made_of_it_keeps_a_period(period, as_):
    as_("province").post(f"/reports/periods/{period.pk}/brief/")
    assert not open_periods.is_untouched(period)


def test_a_unit_that_came_later_is_asked_too(period, as_, cast):
    client = as_("province")
    assert client.get(ADDED.format(period.pk)).status_code == 302
    unit = new_district(period.root)
    assert ADDED.format(period.pk) in page_of(client, f"/reports/periods/{period.pk}/").xpath("//main//a/@href")
    options = page_of(client, ADDED.format(period.pk)).xpath("//select[@name='unit']/option[@value!='']/@value")
    assert options == [str(unit.pk)]
    answer = client.post(ADDED.format(period.pk), {"unit": unit.pk})
    assert answer["Location"] == f"/reports/periods/{period.pk}/"
    assert period.submissions.filter(unit=unit).count() == 1
    answer = client.post(ADDED.format(period.pk), {"unit": unit.pk})
    assert period.submissions.filter(unit=unit).count() == 1


def test_a_unit_of_other_days_level_or_province_is_not_asked(period, cast):
    later = new_district(period.root, since=date(2020, 6, 15))
    commune = Unit.objects.filter(level=Level.COMMUNE).first()
    for unit in (later, commune, cast.units["huyen-khac"], period.root):
        with pytest.raises(ValidationError):
            open_periods.add_unit(period, unit, by=cast["province"])


@pytest.mark.parametrize(
    ("level", "told"), [(None, "Chưa quy định cấp nào báo cáo"), (Level.COUNTRY, "không có đơn vị nào thuộc cấp")]
)
def test_a_period_for_nobody_is_refused_with_the_reason(level, told, as_, cast):
    rule = ReportingLevel.objects.filter(root=cast["province"].unit)
    rule.update(level=level) if level else rule.delete()
    given = {"kind": "quarter", "year": "2020", "number": "2", "theme": "", "due_on": "22/6/2020"}
    given |= {"asked_number": "908", "asked_on": "14/4/2020", "asked_subject": "Hướng dẫn"}
    answer = as_("province").post("/reports/periods/new/", given)
    assert answer.status_code == 422
    (message,) = answer.context["form"].errors["year"]
    assert told in message
    assert "14/6/2020" in message
    free = given | {"kind": "urgent", "start": "1/5/2020", "end": "31/5/2020"}
    assert list(as_("province").post("/reports/periods/new/", free).context["form"].errors) == ["end"]
    assert Period.objects.filter(root=cast["province"].unit).count() == 1
