"""Who works where, handing over a leaving officer's work, and the record of administrative acts."""

from datetime import date

import pytest
from cast import TODAY
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, hand_in
from reading import page_of, words
from reforming import end, merge

from core.accounts.audit import ACTIONS, log_action
from core.accounts.models import AuditEntry, Role, User
from core.lib.text.vietnamese import date_short
from core.notifications.models import Notice
from core.notifications.verbs import notify
from department.handover import handover
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.records.saving import save_record
from reports.models import Schedule
from reports.schedules.timetable import save_schedule


@pytest.fixture
def newcomer(cast):
    """A second officer of Nam Đông."""
    return User.objects.create(username="newcomer", full_name="Cán bộ mới", unit=cast.units["nam-dong"], role="officer")


@pytest.fixture
def busy(cast):
    """The officer of Nam Đông has a planned talk, a difficulty, and a notice that was not read."""
    save_record(campaign(cast, title="Hội thi", status="planned"), by=cast["officer"])
    matter = Difficulty(unit=cast.units["nam-dong"], title="Thiếu kinh phí", text="Chưa được cấp.")
    raise_difficulty(matter, by=cast["officer"])
    notify([cast["officer"]], occasion="test:1", subject="Báo cáo bị trả lại", text="Xem lại.", path="/")


def test_the_list_tells_unit_role_and_last_login(cast, client, as_):
    client.force_login(cast["officer"])
    page = page_of(as_("head"), "/people/")
    rows = {words(row.xpath("./th")[0]): words(row) for row in page.xpath("//tbody/tr")}
    assert {name.split()[0] for name in rows} == {"officer", "head"}
    assert all(str(cast.units["nam-dong"]) in row for row in rows.values())
    assert date_short(TODAY) in rows["officer officer"]


@pytest.mark.parametrize(("name", "number"), [("head", 2), ("province", 7), ("leader", 7), ("admin", 7)])
def test_everybody_in_sight_and_nobody_else(cast, as_, name, number):
    page = page_of(as_(name), "/people/")
    assert len(page.xpath("//tbody/tr")) == number
    assert "far-officer" not in words(page)


def test_work_is_handed_over(cast, busy, newcomer, as_):
    client = as_("head")
    page = page_of(client, f"/people/{cast['officer'].pk}/hand-over/")
    assert "Hội thi" in words(page)
    assert "Thiếu kinh phí" in words(page)
    given = {"successor": newcomer.pk, "reason": "Chuyển công tác"}
    assert client.post(f"/people/{cast['officer'].pk}/hand-over/", given).status_code == 302
    leaver = User.objects.get(username="officer")
    assert not leaver.is_active
    told = Notice.objects.visible_to(newcomer)
    assert {one.occasion for one in told} == {"test:1", f"handover:{leaver.pk}"}
    (entry,) = AuditEntry.objects.filter(action="handed_over")
    assert (entry.by, entry.unit, entry.reason) == (cast["head"], cast.units["nam-dong"], "Chuyển công tác")
    client.force_login(newcomer)
    assert "Hội thi" in words(page_of(client, f"/people/{leaver.pk}/taken-over/"))


def test_who_left_is_out_at_once(cast, newcomer, as_):
    client = as_("officer")
    assert client.get("/").status_code == 200
    handover.hand_over(cast["officer"], newcomer, "Nghỉ việc", by=cast["head"])
    assert client.get("/").status_code == 302
    assert as_("head").get(f"/people/{cast['officer'].pk}/hand-over/").status_code == 404


def test_a_schedule_goes_on_telling_the_successor(cast):
    other = User.objects.create(username="other", unit=cast.units["thua-thien-hue"], role=Role.PROVINCE_OFFICER)
    schedule = Schedule(root=cast.units["thua-thien-hue"])
    save_schedule(schedule, [cast["province"], cast["leader"]], by=cast["province"])
    handover.hand_over(cast["province"], other, "Nghỉ hưu", by=cast["admin"])
    assert set(schedule.people.all()) == {other, cast["leader"]}


def test_it_goes_to_somebody_of_the_same_unit_and_work_alone(cast, newcomer):
    for wrong in (cast["head"], cast["neighbour"], cast["officer"]):
        with pytest.raises(ValidationError):
            handover.hand_over(cast["officer"], wrong, "Nghỉ việc", by=cast["head"])
    with pytest.raises(ValidationError):
        handover.hand_over(cast["officer"], newcomer, " ", by=cast["head"])
    assert User.objects.get(username="officer").is_active


@pytest.mark.parametrize("name", ["officer", "neighbour", "neighbour-head", "leader", "stranger", "far-officer"])
def test_others_hand_nothing_over(cast, newcomer, as_, name):
    with pytest.raises(PermissionDenied):
        handover.hand_over(cast["officer"], newcomer, "Nghỉ việc", by=cast[name])
    assert as_(name).get(f"/people/{cast['officer'].pk}/hand-over/").status_code in (403, 404)


def test_the_administrator_sees_how_much_but_not_what(cast, busy, newcomer, as_):
    page = words(page_of(as_("admin"), f"/people/{cast['officer'].pk}/hand-over/"))
    assert "Hội thi" not in page
    assert "kinh phí" not in page


def test_without_a_successor_it_says_so(cast, as_):
    page = page_of(as_("head"), f"/people/{cast['officer'].pk}/hand-over/")
    assert not page.xpath("//form[contains(@class, 'form-panel')]")


def test_wrong_input_stays_and_nothing_happens(cast, newcomer, as_):
    response = as_("head").post(f"/people/{cast['officer'].pk}/hand-over/", {"successor": "x", "reason": "Chuyển"})
    assert response.status_code == 422
    assert "Chuyển" in response.content.decode()
    assert User.objects.get(username="officer").is_active


def subjects(client, path):
    return [words(cell) for cell in page_of(client, path).xpath("//tbody/tr/td[1]")]


def test_the_record_of_acts_tells_each_office_its_own(cast, as_):
    log_action("period_opened", "năm 2020", by=cast["province"], unit=cast.units["thua-thien-hue"])
    log_action("handed_over", "A → B", by=cast["head"], unit=cast.units["nam-dong"], reason="Chuyển công tác")
    assert subjects(as_("province"), "/acts/") == ["A → B Chuyển công tác", "năm 2020"]
    assert subjects(as_("head"), "/acts/") == ["A → B Chuyển công tác"]
    assert subjects(as_("neighbour-head"), "/acts/") == []
    assert subjects(as_("province"), "/acts/?action=period_opened") == ["năm 2020"]
    assert as_("officer").get("/acts/").status_code == 403


def test_what_has_no_words_is_not_put_on_record(cast):
    with pytest.raises(KeyError):
        log_action("something", "x", by=cast["province"])


def test_every_act_that_the_code_records_has_words():
    assert all(str(words) for words in ACTIONS.values())


def test_pages_ask_as_often_for_many_as_for_few(cast, as_):
    client = as_("province")
    for number in (3, 60):
        User.objects.bulk_create(
            User(username=f"p{number}-{one}", unit=cast.units["phu-loc"], role="officer") for one in range(number)
        )
        for _one in range(number):
            log_action("period_opened", "năm 2020", by=cast["province"], unit=cast.units["thua-thien-hue"])
            save_record(campaign(cast, status="planned"), by=cast["officer"])
        for path, queries in (("/people/", 8), ("/acts/", 7), (f"/people/{cast['officer'].pk}/hand-over/", 20)):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            assert len(asked) == queries, path


def test_a_closed_report_is_no_open_work(cast):
    hand_in(cast, "nam-dong")
    assert handover.open_work_of(cast["officer"]).number == 0


def test_the_work_of_a_unit_that_ended_is_handed_over_in_what_keeps_it(cast, busy, as_):
    """By its head, to one of its officers; open reports and acts of the ended unit are known there."""
    former = cast.units["nam-dong"]
    new = merge([former], cast.units["thua-thien-hue"], date(2020, 12, 1))
    colleague = User.objects.create(username="colleague", full_name="Cán bộ", unit=new, role="officer")
    User.objects.filter(pk=cast["head"].pk).update(unit=new)
    log_action("handed_over", "A → B", by=cast["admin"], unit=former, reason="Nghỉ")
    client, leaver = as_("head"), cast["officer"]
    assert "officer" in words(page_of(client, "/people/"))
    assert "A → B" in words(page_of(client, "/acts/"))
    page = words(page_of(client, f"/people/{leaver.pk}/hand-over/"))
    assert "Hội thi" in page
    assert cast.submission().period.title in page
    given = {"successor": colleague.pk, "reason": "Chuyển công tác"}
    assert client.post(f"/people/{leaver.pk}/hand-over/", given).status_code == 302
    assert not User.objects.get(pk=leaver.pk).is_active
    client.force_login(colleague)
    assert "Hội thi" in words(page_of(client, f"/people/{leaver.pk}/taken-over/"))
    # Whoever leaves the new unit has the ended one's open report as well.
    assert cast.submission().period.title in {matter.title[8:] for matter in handover.open_work_of(colleague).drafts}


def test_the_administrator_looks_after_people_of_a_province_that_went_into_another(cast, as_):
    old, district = cast.units["tinh-khac"], cast.units["huyen-khac"]
    assert "far-officer" not in words(page_of(as_("admin"), "/administration/people/"))
    end(district, date(2020, 12, 1), None, parts=None)
    end(old, date(2020, 12, 1), cast.units["thua-thien-hue"])
    assert "far-officer" in words(page_of(as_("admin"), "/administration/people/"))
    assert as_("admin").get(f"/administration/people/{cast['far-officer'].pk}/").status_code == 200
    assert as_("admin").get(f"/administration/units/{district.pk}/").status_code == 200
