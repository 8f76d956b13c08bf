"""A new entry that starts from another: what it takes over, what it leaves empty, whose entries it may start from."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from house import filled_in, form_in, typed
from making import campaign, log_entry, plan, site
from reading import page_of

from communications.models import Campaign
from filing.records.saving import delete_record, save_record
from plans.models import Plan


def form_from(client, record, new="/communications/new/"):
    """{name: value} of the form that starts from a record; an empty field and a tick that is not set are empty."""
    form = form_in(page_of(client, f"{new}?from={record.pk}"))
    return {one.name: "" for one in form.iter("input", "select", "textarea")} | filled_in(form)


@pytest.fixture
def record(cast):
    return save_record(
        campaign(
            cast,
            started_on=date(2020, 3, 8),
            place="Chợ",
            outcome="Đã hiểu",
            is_good_practice=True,
            good_practice_why="Dễ làm",
            note="Như mọi năm",
            status="planned",
        ),
        by=cast["officer"],
    )


def test_words_and_choices_are_taken_over(record, as_):
    begun = form_from(as_("officer"), record)
    expected = {"title": "Buổi truyền thông", "topic": "policy", "form": "talk", "place": "Chợ", "note": "Như mọi năm"}
    assert {name: begun[name] for name in expected} == expected
    assert begun["task"] == str(record.task_id)


def test_last_years_days_numbers_and_results_are_not(record, as_):
    begun = form_from(as_("officer"), record)
    empty = ("started_on", "ended_on", "attendance", "female", "minority", "cost_district", "outcome", "version")
    assert {name: begun[name] for name in empty} == dict.fromkeys(empty, "") | {"version": "0"}
    assert (begun["is_good_practice"], begun["good_practice_why"]) == ("", "")
    assert begun["status"] == "done"


def test_what_is_begun_so_is_a_new_record(cast, record, as_):
    path = f"/communications/new/?from={record.pk}"
    begun = typed(as_("officer"), path, started_on="8/3/2020", attendance="7")
    assert as_("officer").post(path, begun).status_code == 302
    new = Campaign.objects.exclude(pk=record.pk).get()
    assert (new.title, new.attendance, new.version, new.unit) == (record.title, 7, 1, cast.units["nam-dong"])
    assert not new.evidence.exists()


def test_a_plan_gets_no_number_and_not_the_old_year(cast, as_):
    old = save_record(plan(cast, year=2019, activities=[{"name": "Tập huấn", "when": "Quý II"}]), by=cast["officer"])
    begun = form_from(as_("officer"), old, "/plans/new/")
    assert begun["title"] == "Kế hoạch năm"
    assert begun["number"] == ""
    assert begun["year"] != "2019"


def test_rows_keep_their_words_and_lose_their_numbers(cast, as_):
    rows = [{"kind": "leaflet", "quantity": 500, "note": "Tờ rơi"}, {"kind": "banner", "quantity": 3, "note": ""}]
    old = save_record(campaign(cast, product_list=rows), by=cast["officer"])
    begun = form_from(as_("officer"), old)
    assert [begun[f"product_list-{row}-kind"] for row in (0, 1)] == ["leaflet", "banner"]
    assert begun["product_list-0-note"] == "Tờ rơi"
    assert [begun[f"product_list-{row}-quantity"] for row in (0, 1)] == ["", ""]


@pytest.mark.parametrize("given", ["0", "-1", "x", "", "1e9", "9" * 18, "9" * 30, "１"])
def test_what_names_no_entry_is_not_found(record, as_, given):
    assert as_("officer").get("/communications/new/", {"from": given}).status_code == 404


def test_only_the_units_own_entries_are_started_from(cast, record, as_):
    own = save_record(campaign(cast, slug="thua-thien-hue"), by=cast["province"])
    assert as_("province").get(f"/communications/new/?from={own.pk}").status_code == 200
    # The Department sees the district's record, and yet files its own.
    assert as_("province").get(record.get_absolute_url()).status_code == 200
    for name in ("province", "neighbour"):
        assert as_(name).get(f"/communications/new/?from={record.pk}").status_code == 404
    assert as_("head").get(f"/communications/new/?from={record.pk}").status_code == 403
    delete_record(record, by=cast["officer"])
    assert as_("officer").get(f"/communications/new/?from={record.pk}").status_code == 404


def model_links(client, record):
    path = f"/communications/new/?from={record.pk}"
    return page_of(client, record.get_absolute_url()).xpath("//main//a[@href=$path]", path=path)


def test_a_records_page_offers_it_to_those_who_file_for_the_unit(record, as_):
    assert model_links(as_("officer"), record)
    for name in ("head", "province"):
        assert not model_links(as_(name), record)


def starts_on(client, path):
    return page_of(client, path).xpath("//nav[contains(@class, 'notice')]//a/@href")


def test_the_latest_under_the_task_are_offered(cast, as_):
    days = [date(2020, 1, number) for number in range(1, 8)]
    made = [save_record(campaign(cast, started_on=day), by=cast["officer"]) for day in days]
    save_record(campaign(cast, task="comm.services"), by=cast["officer"])
    save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    save_record(campaign(cast, slug="thua-thien-hue"), by=cast["province"])
    offered = starts_on(as_("officer"), "/communications/new/?task=comm.policy")
    assert offered == [f"/communications/new/?from={one.pk}" for one in made[:1:-1]]
    assert len(starts_on(as_("province"), "/communications/new/?task=comm.policy")) == 1
    assert starts_on(as_("officer"), "/communications/new/") == []
    assert starts_on(as_("officer"), offered[0]) == []


def test_offers_are_asked_for_in_one_query(cast, as_):
    client, numbers = as_("officer"), []
    for number in (0, 1, 7):
        for _ in range(number):
            save_record(campaign(cast), by=cast["officer"])
        client.get("/communications/new/?task=comm.policy")
        with CaptureQueriesContext(connection) as asked:
            client.get("/communications/new/?task=comm.policy")
        numbers.append(len(asked))
    assert len(set(numbers)) == 1


def test_a_register_and_an_unknown_task_offer_nothing(cast, as_):
    save_record(site(cast), by=cast["officer"])
    save_record(campaign(cast), by=cast["officer"])
    assert starts_on(as_("officer"), "/models-sites/new/?task=model.run") == []
    assert starts_on(as_("officer"), "/communications/new/?task=khong-co") == []


def test_counts_of_a_log_are_never_taken_over(cast, as_):
    old = save_record(log_entry(cast), by=cast["officer"])
    begun = form_from(as_("officer"), old, "/models-sites/log/new/")
    numbers = [name for name in begun if name.startswith(("victims", "perpetrators", "funds", "activities"))]
    assert numbers
    assert {begun[name] for name in numbers} == {""}


def test_a_task_named_in_the_address_wins(cast, record, as_):
    path = f"/communications/new/?from={record.pk}&task=comm.services"
    assert typed(as_("officer"), path)["task"] == str(cast.tasks["comm.services"].pk)
    assert Plan.objects.count() == 0
