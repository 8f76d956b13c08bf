"""What is done with a list: Excel as shown, a change of several, thirty days to undo a deletion."""

from datetime import date, timedelta

import pytest
from django.utils.translation import gettext as _
from listed import LIST, file_all, sheet_of, titles, told
from making import campaign, commune_plan, plan, site, training
from reading import page_of, words

from communications.models import Campaign
from core.lib.dates.clock import as_of, official_now, today
from filing.lists import views
from filing.records.saving import RESTORABLE_DAYS, delete_record, save_record
from filing.submissions import verbs
from plans.models import CommunePlan, Plan
from reports.documents.composition import compose


@pytest.fixture
def closed_year(cast):
    """A record in days that a report has closed, and one after them."""

    (before,) = file_all(cast, "Trong năm", started_on=date(2020, 5, 5))
    (after,) = file_all(cast, "Sau đó", started_on=date(2020, 12, 16))
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    return before, after


# Excel


def column(rows, name):
    place = rows[0].index(str(Campaign._meta.get_field(name).verbose_name))
    return [row[place] for row in rows[1:]]


def test_excel_is_the_list_as_shown(cast, as_):
    client, query = as_("officer"), "?q=hue&sort=title&status=done"
    products = [{"kind": "leaflet", "quantity": 1_200, "note": "in"}, {"kind": "banner", "quantity": 3, "note": ""}]
    file_all(
        cast,
        "Huế b",
        product_list=products,
        audiences=["women", "youth"],
        is_good_practice=True,
        good_practice_why="Rẻ",
    )
    file_all(cast, "=1+1 ở Huế", "Huế a", "@SUM(A1) Huế", attendance=None, female=None, minority=None)
    file_all(cast, "Huế sau", status="planned")
    file_all(cast, "Chỗ khác")
    response = client.get(f"{LIST}export/{query}")
    rows = sheet_of(response)
    assert column(rows, "title")[:-1] == titles(client, LIST + query)
    assert column(rows, "title") == ["@SUM(A1) Huế", "=1+1 ở Huế", "Huế a", "Huế b", ""]
    assert column(rows, "started_on") == [date(2020, 5, 5)] * 4 + [""]
    assert column(rows, "attendance") == ["", "", "", 100, 100]
    assert column(rows, "status")[3] == str(Campaign(status="done").get_status_display())
    assert column(rows, "cost") == [1_000_000] * 4 + [4_000_000]
    assert column(rows, "is_good_practice")[2:4] == [_("no"), _("yes")]
    groups = Campaign._meta.get_field("audiences").words(["women", "youth"])
    assert column(rows, "audiences")[3] == groups.replace("; ", "\n")
    assert len(column(rows, "product_list")[3].splitlines()) == 2
    assert column(rows, "created_by")[0] == str(cast["officer"])
    assert str(Campaign._meta.get_field("unit").verbose_name) not in rows[0]
    assert "4" in rows[-1][0]


def test_the_file_is_handed_out_as_one(cast, as_):
    file_all(cast, "Huế")
    response = as_("officer").get(f"{LIST}export/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Disposition"].endswith('-2020-12-18.xlsx"')
    assert response.getvalue() == as_("officer").get(f"{LIST}export/").getvalue()


def test_the_file_has_what_the_person_sees(cast, as_):
    file_all(cast, "Của ta")
    file_all(cast, "Của bạn", slug="phu-loc", by="neighbour")
    foreign = cast.units["phu-loc"].pk
    for query in ("", f"?unit={foreign}"):
        assert column(sheet_of(as_("officer").get(f"{LIST}export/{query}")), "title")[:-1] == ["Của ta"]
    assert column(sheet_of(as_("province").get(f"{LIST}export/?unit={foreign}")), "title")[:-1] == ["Của bạn"]


def test_too_long_a_list_is_refused_with_words(cast, as_, monkeypatch):
    monkeypatch.setattr(views, "MAX_ROWS", 2)
    file_all(cast, "Một", "Hai")
    assert as_("officer").get(f"{LIST}export/").status_code == 200
    file_all(cast, "Ba")
    response = as_("officer").get(f"{LIST}export/?q=a&sort=title")
    assert response.status_code == 200
    response = as_("officer").get(f"{LIST}export/?sort=title")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?sort=title")
    assert "3" in told(response)


def test_a_file_takes_as_many_queries_for_many_rows(cast, as_, django_assert_num_queries):
    client = as_("province")
    client.get(f"{LIST}export/")
    for number in (1, 60):
        Campaign.objects.bulk_create(
            [campaign(cast, also=["comm.radio"], created_by=cast["officer"]) for _number in range(number)]
        )
        # One of them puts the download on record.
        with django_assert_num_queries(6):
            client.get(f"{LIST}export/").getvalue()


# A change of several


def change(client, records, path=LIST, query="", **given):
    picked = {"pick": [record if isinstance(record, int | str) else record.pk for record in records]}
    return client.post(f"{path}bulk/{query}", picked | given)


def test_several_change_at_once_and_leave_their_history(cast, as_):
    records = file_all(cast, "Một", "Hai", "Ba")
    task = cast.tasks["comm.services"]
    response = change(as_("officer"), records[:2], query="?q=a", status="under_way", task=task.pk)
    assert response["Location"] == f"{LIST}?q=a"
    assert _("Changed: %s.") % 2 in told(response)
    assert [Campaign.objects.get(pk=one.pk).status for one in records] == ["under_way", "under_way", "done"]
    changed = Campaign.objects.get(pk=records[0].pk)
    assert (changed.task, changed.version, changed.history.count()) == (task, 2, 2)
    assert changed.history.latest().history_user == cast["officer"]
    assert Campaign.objects.get(pk=records[2].pk).history.count() == 1


def test_what_is_so_already_is_not_saved_again(cast, as_):
    (record,) = file_all(cast, "Một")
    change(as_("officer"), [record], status="done")
    assert Campaign.objects.get(pk=record.pk).version == 1


def test_one_is_refused_and_the_others_change(cast, as_):
    done = save_record(plan(cast, title="Có số", status="done"), by=cast["officer"])
    drafted = {"number": "", "issued_on": None, "status": "under_way"}
    open_ = save_record(plan(cast, title="Chưa có số", task="plan.politics", **drafted), by=cast["officer"])
    named = save_record(plan(cast, title="Bỏ", task="plan.action-month", **drafted), by=cast["officer"])
    response = change(as_("officer"), [done, open_], path="/plans/", status="done")
    assert "Chưa có số" in told(response)
    assert Plan.objects.get(pk=open_.pk).status == "under_way"
    response = change(as_("officer"), [done, open_, named], path="/plans/", status="cancelled")
    assert [one.status for one in Plan.objects.order_by("pk")] == ["cancelled"] * 3
    response = change(as_("officer"), [done, open_, named], path="/plans/", status="done")
    assert [one.status for one in Plan.objects.order_by("pk")] == ["done", "cancelled", "cancelled"]
    assert "Bỏ" in told(response)
    assert "Có số" not in told(response)
    assert Plan.objects.get(pk=open_.pk).history.count() == 2


def test_closed_days_are_refused_by_name(cast, as_, closed_year):
    before, after = closed_year
    response = change(as_("officer"), [before, after], status="cancelled")
    assert [Campaign.objects.get(pk=one.pk).status for one in (before, after)] == ["done", "cancelled"]
    assert before.title in told(response)


def test_another_units_records_stay_as_they_are(cast, as_):
    (own,) = file_all(cast, "Của ta")
    (foreign,) = file_all(cast, "Của bạn", slug="phu-loc", by="neighbour")
    for name, records in (("officer", [own, foreign]), ("province", [foreign]), ("far-officer", [foreign])):
        response = change(as_(name), records, status="cancelled")
        assert _("No longer in the list, or not from your unit: %s.") % 1 in told(response)
        assert "Của bạn" not in told(response)
    foreign.refresh_from_db()
    assert (foreign.status, foreign.version) == ("done", 1)
    assert Campaign.objects.get(pk=own.pk).status == "cancelled"


@pytest.mark.parametrize(
    ("picked", "given"),
    [
        (["abc", "-1", "²", "9" * 40], {"status": "cancelled"}),
        ([], {"status": "cancelled"}),
        (["own"], {}),
        (["own"], {"status": "nonsense"}),
        (["own"], {"task": "0"}),
        (["own"], {"task": "of another kind"}),
        (["own", *range(10_000, 10_200)], {"status": "cancelled"}),
    ],
)
def test_nonsense_changes_nothing(cast, as_, picked, given):
    (own,) = file_all(cast, "Của ta")
    if given.get("task") == "of another kind":
        given = {"task": cast.tasks["plan.annual"].pk}
    response = change(as_("officer"), [own.pk if one == "own" else one for one in picked], **given)
    assert response.status_code == 302
    assert told(response)
    own.refresh_from_db()
    assert (own.status, own.task, own.version) == ("done", cast.tasks["comm.policy"], 1)


def test_ticks_are_for_those_who_file_and_for_their_own(cast, as_):
    (own,) = file_all(cast, "Của ta")

    def ticks(name, path=LIST):
        page = page_of(as_(name), path)
        return page.xpath("//input[@name='pick']/@value"), bool(page.xpath("//form[@id='bulk']"))

    assert ticks("officer") == ([str(own.pk)], True)
    assert ticks("head") == ([], False)
    assert ticks("province") == ([], False)
    save_record(site(cast), by=cast["officer"])
    assert ticks("officer", "/models-sites/") == ([], False)
    assert as_("officer").post("/models-sites/bulk/").status_code == 404
    assert change(as_("head"), [own], status="cancelled").status_code == 403
    assert as_("officer").get(f"{LIST}bulk/").status_code == 405


def test_a_task_is_offered_where_there_are_several(cast, as_):
    for make, path, tasks in ((training, "/capacity/", 0), (campaign, LIST, 6)):
        save_record(make(cast), by=cast["officer"])
        assert len(page_of(as_("officer"), path).xpath("//form[@id='bulk']//select[@name='task']/option")) == tasks


# What was deleted


def test_what_was_deleted_can_be_brought_back(cast, as_):
    first, second = file_all(cast, "Một", "Hai")
    (foreign,) = file_all(cast, "Của bạn", slug="phu-loc", by="neighbour")
    for record, name in ((first, "officer"), (second, "officer"), (foreign, "neighbour")):
        delete_record(record, by=cast[name])
    client = as_("officer")
    rows = page_of(client, f"{LIST}deleted/").xpath("//tbody/tr")
    assert [row.find("th").text.strip() for row in rows] == ["Hai", "Một"]
    assert str(cast["officer"]) in words(rows[0])
    assert client.post(rows[1].xpath(".//form/@action")[0]).status_code == 302
    assert titles(client) == ["Một"]
    assert len(page_of(client, f"{LIST}deleted/").xpath("//tbody/tr")) == 1
    assert as_("province").get(f"{LIST}deleted/").context["rows"] == []
    assert as_("head").get(f"{LIST}deleted/").status_code == 403


def test_thirty_days_to_undo_a_deletion(cast, as_):
    last, late = file_all(cast, "Kịp", "Muộn")
    for record in (last, late):
        delete_record(record, by=cast["officer"])
    client, day = as_("officer"), today()
    with as_of(day + timedelta(days=RESTORABLE_DAYS)):
        assert len(client.get(f"{LIST}deleted/").context["rows"]) == 2
        client.post(f"{LIST}{last.pk}/restore/")
    with as_of(day + timedelta(days=RESTORABLE_DAYS + 1)):
        assert client.get(f"{LIST}deleted/").context["rows"] == []
        assert "30" in told(client.post(f"{LIST}{late.pk}/restore/"))
    assert titles(client) == ["Kịp"]


def test_closed_days_stay_as_they_were_handed_in(cast, as_, closed_year):
    before, _after = closed_year
    Campaign.everything.filter(pk=before.pk).update(deleted_at=official_now())
    as_("officer").post(f"{LIST}{before.pk}/restore/")
    assert Campaign.everything.get(pk=before.pk).deleted_at


def test_what_was_filed_anew_is_not_brought_back_besides(cast, as_):
    first = save_record(commune_plan(cast), by=cast["officer"])
    delete_record(first, by=cast["officer"])
    save_record(commune_plan(cast), by=cast["officer"])
    response = as_("officer").post(f"/plans/communes/{first.pk}/restore/")
    assert response.status_code == 302
    assert told(response)
    assert CommunePlan.objects.count() == 1


def test_the_list_leads_those_who_file_to_what_was_deleted(cast, as_):
    for name, there in (("officer", 1), ("head", 0), ("leader", 0)):
        assert len(page_of(as_(name), LIST).xpath(f"//a[@href='{LIST}deleted/']")) == there
    (record,) = file_all(cast, "Một")
    assert "30" in words(page_of(as_("officer"), f"{LIST}{record.pk}/delete/").xpath("//main")[0])
