"""Every way of writing a record leaves who did it, in a history that a person can read."""

from datetime import date

import pytest
from django.core.management import call_command
from making import MAKERS, campaign, commune_of, commune_plan

from communications.models import Campaign
from filing.records.history import changes_of
from filing.records.saving import delete_record, restore_record, save_record
from models_sites.models import Site
from plans.models import CommunePlan


def told(entry):
    """[(who, what)] newest first."""
    return [(str(change.who), str(change.what)) for change in changes_of(entry)]


@pytest.mark.parametrize("make", MAKERS.values(), ids=list(MAKERS))
def test_saving_deleting_and_restoring_leave_a_line_each(cast, make):
    record = save_record(make(cast), by=cast["officer"])
    delete_record(record, by=cast["officer"])
    restore_record(record, by=cast["officer"])
    assert [who for who, _what in told(record)] == ["officer"] * 3
    assert record.history.count() == 3


def test_a_change_says_from_what_to_what(cast):
    record = save_record(campaign(cast), by=cast["officer"])
    record.attendance, record.audiences = 120, ["women", "youth"]
    record.product_list = [{"kind": "leaflet", "quantity": 200, "note": ""}]
    save_record(record, by=cast["officer"])
    changed = {str(label): (str(before), str(after)) for label, before, after in changes_of(record)[0].fields}
    assert changed["Tổng lượt người tham dự"] == ("100", "120")
    assert changed["Nhóm đối tượng"] == ("–", "Phụ nữ; Thanh thiếu niên, học sinh")
    assert "200" in changed["Sản phẩm truyền thông"][1]


def test_the_form_the_bulk_edit_and_the_checklist_leave_a_line(cast, as_):
    client = as_("officer")
    record = save_record(campaign(cast), by=cast["officer"])
    assert client.post("/communications/bulk/", {"pick": record.pk, "status": "cancelled"}).status_code == 302
    ticked = commune_of(cast)
    client.post("/plans/communes/checklist/", {f"c{ticked.pk}-tick": "on", f"c{ticked.pk}-day": "2/3/2020"})
    for one in (Campaign.objects.get(), CommunePlan.objects.get()):
        assert {who for who, _what in told(one)} == {"officer"}
    assert Campaign.objects.get().history.count() == 2


def test_what_the_portal_itself_loads_has_a_history_without_a_person(cast):
    Site.everything.all().delete()
    call_command("load_sites", verbosity=0)
    assert {one.history.count() for one in Site.objects.all()} == {1}
    assert told(Site.objects.first())[0][0] == ""


def test_a_bulk_creation_leaves_a_line_and_fills_what_lists_are_searched_by(cast):
    communes = [commune_of(cast, number=number) for number in range(3)]
    rows = [commune_plan(cast, commune=one, version=1, created_by=cast["officer"]) for one in communes]
    for row in rows:
        row._history_user, row.day = cast["officer"], date(2020, 3, 2)
    CommunePlan.history.bulk_history_create(CommunePlan.objects.bulk_create(rows))
    assert {one.history.count() for one in CommunePlan.objects.all()} == {1}
    assert all(one.searched for one in CommunePlan.objects.all())
