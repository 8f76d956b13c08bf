"""The pages of the schedules: kept by the Department's officers, each of their own Department alone."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import override
from reading import page_of, words

from core.accounts.models import User
from core.lib.dates.clock import as_of
from filing.submissions import verbs
from reports.documents.composition import compose
from reports.models import Document, Schedule
from reports.schedules import timetable

LIST, NEW = "/reports/schedules/", "/reports/schedules/new/"
# Who belongs to no Department, and who does but does not steer.
REFUSED = ("officer", "head", "leader", "admin", "far-officer")


@pytest.fixture
def make(cast):
    def made(by="province", **given):
        schedule = Schedule(root=cast[by].unit, **{"working_days": 1, "at": time(17)} | given)
        with as_of(date(2020, 12, 1)):
            timetable.save_schedule(schedule, [cast[by]], by=cast[by])
        return schedule

    return made


def approve_one(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    verbs.approve(cast.submission(), compose, by=cast["province"])


def typed(cast, *people, **changed):
    return {"working_days": "2", "at": "8:30", "people": [cast[name].pk for name in people]} | changed


def test_the_empty_list_has_a_next_step_and_the_documents_lead_to_it(cast, as_):
    assert page_of(as_("province"), "/reports/documents/").xpath(f"//main//a[@href='{LIST}']")
    assert page_of(as_("province"), LIST).xpath(f"//main//*[@class='empty']//a[@href='{NEW}']")
    assert not page_of(as_("leader"), "/reports/documents/").xpath(f"//main//a[@href='{LIST}']")


def test_a_new_one_is_of_ones_own_department_and_begins_today(cast, as_):
    answer = as_("province").post(NEW, typed(cast, "province", "leader", root=cast.units["tinh-khac"].pk))
    assert (answer.status_code, answer.url) == (302, LIST)
    made = Schedule.objects.get()
    assert (made.working_days, made.at, made.root) == (2, time(8, 30), cast.units["thua-thien-hue"])
    assert (made.made_by, made.since) == (cast["province"], date(2020, 12, 18))
    assert {one.username for one in made.people.all()} == {"province", "leader"}


@pytest.mark.parametrize("written", ["17:00", "17h00", "17h"])
def test_the_hour_as_officials_write_it(cast, as_, written):
    as_("province").post(NEW, typed(cast, "leader", at=written))
    assert Schedule.objects.get().at == time(17)


@pytest.mark.parametrize(
    ("field", "value"),
    [("working_days", ""), ("working_days", "-1"), ("working_days", "31"), ("at", "25:00"), ("at", ""), ("people", [])],
)
def test_what_cannot_be_is_refused_at_its_field(cast, as_, field, value):
    answer = as_("province").post(NEW, typed(cast, "province", **{field: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Schedule.objects.exists()


def test_the_people_are_those_of_the_department_who_read_its_summaries(cast, as_):
    User.objects.filter(username="leader").update(email="leader@example.vn")
    gone = User.objects.create(
        username="gone", full_name="gone", unit=cast["province"].unit, role="province_officer", is_active=False
    )
    page = page_of(as_("province"), NEW)
    offered = {
        words(page.xpath(f"//label[@for='{one.get('id')}']")[0]): int(one.get("value"))
        for one in page.xpath("//input[@name='people']")
    }
    assert set(offered.values()) == {cast["province"].pk, cast["leader"].pk}
    only_here = _("no email address: notified only in the system")
    assert [label.split(",")[0] for label in offered if only_here in label] == ["province"]
    assert page.xpath("//input[@name='people']/following-sibling::label/span[@lang='vi']/text()") == [
        "leader",
        "province",
    ]
    for name in ("officer", "stranger", "admin"):
        assert as_("province").post(NEW, typed(cast, name)).status_code == 422
    assert as_("province").post(NEW, typed(cast, people=[gone.pk])).status_code == 422


def test_the_form_shows_what_is_kept_and_changes_it(cast, as_, make):
    schedule = make()
    page = page_of(as_("province"), f"{LIST}{schedule.pk}/")
    assert page.xpath("//input[@name='at']/@value") == ["17:00"]
    assert page.xpath("//input[@name='people'][@checked]/@value") == [str(cast["province"].pk)]
    as_("province").post(f"{LIST}{schedule.pk}/", typed(cast, "leader"))
    schedule.refresh_from_db()
    assert (schedule.working_days, schedule.at, schedule.since) == (2, time(8, 30), date(2020, 12, 1))
    assert [one.username for one in schedule.people.all()] == ["leader"]


def test_a_schedule_is_deleted_behind_a_question(cast, as_, make):
    schedule = make()
    approve_one(cast)
    timetable.run_schedule(schedule, cast.submission().period)
    path = f"{LIST}{schedule.pk}/delete/"
    assert page_of(as_("province"), path).xpath("//form[not(@action)]//button[contains(@class, 'btn-danger')]")
    assert Schedule.objects.exists()
    assert as_("province").post(path).url == LIST
    assert not Schedule.objects.exists()
    assert Document.objects.exists()


def test_the_list_tells_what_was_done_last_and_what_comes_next(cast, as_, make):
    make(working_days=0)
    (row,) = page_of(as_("province"), LIST).xpath("//main//tbody/tr")
    _people, last, following = (words(one) for one in row.xpath("td")[:3])
    assert last == _("None yet")
    assert following == "năm 2020, 17:00 21/12/2020"

    approve_one(cast)
    timetable.run_schedule(Schedule.objects.get(), cast.submission().period)
    (row,) = page_of(as_("province"), LIST).xpath("//main//tbody/tr")
    assert "năm 2020" in words(row.xpath("td")[1])
    assert row.xpath("td[2]//a/@href") == [f"/reports/documents/{Document.objects.get().pk}/"]
    assert "1/12/2020" in words(row.xpath("td")[2])


def test_the_list_says_when_one_rests(cast, as_, make):
    make(working_days=5)
    other = User.objects.create(
        username="other", full_name="Người khác", unit=cast["province"].unit, role="province_officer"
    )
    assert not page_of(as_("province"), LIST).xpath("//main//tbody//th//*[@class='sub']")
    Schedule.objects.update(made_by=other)
    User.objects.filter(pk=other.pk).update(is_active=False)
    (said,) = page_of(as_("province"), LIST).xpath("//main//tbody//th//*[@class='sub']")
    assert "Người khác" in words(said)
    assert page_of(as_("province"), LIST).xpath("normalize-space(//main//tbody/tr/td[3])") == "–"


def test_another_departments_schedules_do_not_exist_here(cast, as_, make):
    schedule = make(by="stranger")
    assert not page_of(as_("province"), LIST).xpath("//main//tbody")
    for path in (f"{LIST}{schedule.pk}/", f"{LIST}{schedule.pk}/delete/"):
        assert as_("province").get(path).status_code == 404
        assert as_("province").post(path, typed(cast, "province")).status_code == 404
    schedule.refresh_from_db()
    assert schedule.working_days == 1


@pytest.mark.parametrize("name", REFUSED)
def test_only_officers_of_the_department_keep_schedules(cast, as_, make, name):
    schedule, client = make(), as_(name)
    for path in (LIST, NEW):
        assert client.get(path).status_code == 403
    for path in (f"{LIST}{schedule.pk}/", f"{LIST}{schedule.pk}/delete/"):
        # The leader sees the Department, the others nothing of it.
        expected = 403 if name == "leader" else 404
        assert client.get(path).status_code == expected
        assert client.post(path, typed(cast, "leader")).status_code == expected
    assert client.post(NEW, typed(cast, "leader")).status_code == 403
    assert list(Schedule.objects.values_list("working_days", flat=True)) == [1]


def test_the_list_asks_the_database_as_often_for_many(cast, as_, make):
    approve_one(cast)
    client, asked = as_("province"), []
    for number in (1, 12):
        for _one in range(number):
            timetable.run_schedule(make(), cast.submission().period)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_both_languages_have_the_page(cast, as_, make):
    make(working_days=0)
    client = as_("province")
    for language in ("vi", "en"):
        client.cookies["django_language"] = language
        with override(language):
            expected = _("At %(at)s on the units' due date") % {"at": "17:00"}
            assert words(page_of(client, LIST).xpath("//main//tbody//th")[0]) == expected
