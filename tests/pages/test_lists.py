"""Lists: search without accents, order, totals, Excel as shown, a change of several, thirty days to undo a deletion."""

import unicodedata
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.utils.translation import gettext as _
from making import MAKERS, campaign, commune_plan, inspection, log_entry, plan, site, training
from python_calamine import CalamineWorkbook
from reading import page_of, words

from calendars.clock import as_of, local_day, now
from communications.models import Campaign
from plans.models import CommunePlan, Plan
from progress import lists, verbs
from progress.filing import RESTORABLE_DAYS, delete_record, save_record
from reports.composition import compose

LIST = "/communications/"


def titles(client, path=LIST):
    return [words(link) for link in page_of(client, path).xpath("//tbody//th/a")]


def file_all(cast, *titles, make=campaign, by="officer", **given):
    return [save_record(make(cast, title=title, **given), by=cast[by]) for title in titles]


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def sheet_of(response):
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()


# Search

FOUND = [
    ("hue", "Hội thi ở Huế"),
    ("HUẾ", "Hội thi ở Huế"),
    ("loc dien", "Tọa đàm tại Lộc Điền"),
    ("điền lộc", "Tọa đàm tại Lộc Điền"),
    ("dien", "Tọa đàm tại Lộc Điền"),
    ("đ", "Tọa đàm tại Lộc Điền"),
    ("khong co", None),
    ("100%", None),
    ("_", None),
]


@pytest.mark.parametrize(("typed", "found"), FOUND)
def test_search_needs_no_accents(cast, as_, typed, found):
    file_all(cast, "Hội thi ở Huế", "Tọa đàm tại Lộc Điền")
    assert titles(as_("officer"), f"{LIST}?q={typed.replace('%', '%25')}") == ([found] if found else [])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_either_place_of_the_accent_is_found(cast, as_, form):
    both = ["Nhạc hòa tấu", "Nhạc hoà tấu"]
    file_all(cast, *(unicodedata.normalize(form, one) for one in both), "Nhạc khác")
    for typed in ("hoa", "hòa", "hoà", unicodedata.normalize("NFD", "hòa")):
        found = [unicodedata.normalize("NFC", one) for one in titles(as_("officer"), f"{LIST}?q={typed}")]
        assert sorted(found) == sorted(both), typed


def test_every_way_of_writing_fills_what_is_searched(cast, as_):
    client = as_("officer")
    Campaign.objects.bulk_create([campaign(cast, title="Huế một")])
    assert titles(client, f"{LIST}?q=hue") == ["Huế một"]
    (record,) = file_all(cast, "Sẽ đổi")
    record.title = "Huế hai"
    save_record(record, by=cast["officer"])
    delete_record(record, by=cast["officer"])
    assert titles(client, f"{LIST}?q=hue+hai") == []
    client.post(f"{LIST}{record.pk}/restore/")
    assert titles(client, f"{LIST}?q=hue+hai") == ["Huế hai"]
    assert titles(client, f"{LIST}?q=doi") == []


def test_a_task_finds_what_serves_it_besides(cast, as_):
    radio = cast.tasks["comm.radio"]
    file_all(cast, "Đài", task="comm.radio")
    file_all(cast, "Cũng", also=["comm.radio"])
    file_all(cast, "Khác")
    assert set(titles(as_("officer"), f"{LIST}?task={radio.pk}")) == {"Đài", "Cũng"}


def test_the_search_box_is_what_the_key_leads_to(cast, as_):
    """On a register of sites too, which has no other filter."""
    for path in (LIST, "/models-sites/"):
        first = page_of(as_("officer"), path).xpath("//main//form[@class='filters']//*[self::input or self::select]")[0]
        assert (first.get("type"), first.get("name")) == ("search", "q")


# Order


def filed_three(cast):
    file_all(cast, "ăn", started_on=date(2020, 5, 2), status="cancelled")
    file_all(cast, "Ấm", started_on=date(2020, 5, 3), status="done")
    file_all(cast, "bà", started_on=date(2020, 5, 1), status="planned")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["Ấm", "ăn", "bà"]),
        ("-title", ["bà", "ăn", "Ấm"]),
        ("counted_on", ["bà", "ăn", "Ấm"]),
        ("-counted_on", ["Ấm", "ăn", "bà"]),
        ("status", ["bà", "Ấm", "ăn"]),
        ("-status", ["ăn", "Ấm", "bà"]),
        ("", ["Ấm", "ăn", "bà"]),
        ("password", ["Ấm", "ăn", "bà"]),
        ("unit__users__password", ["Ấm", "ăn", "bà"]),
        ("--title", ["Ấm", "ăn", "bà"]),
    ],
)
def test_order(cast, as_, sort, order):
    filed_three(cast)
    assert titles(as_("officer"), f"{LIST}?sort={sort}") == order


def test_units_are_in_the_official_order(cast, as_):
    file_all(cast, "Ở Phú Lộc", slug="phu-loc", by="neighbour")
    file_all(cast, "Ở Nam Đông")
    codes = sorted(
        (cast.units[slug].code, title) for slug, title in (("phu-loc", "Ở Phú Lộc"), ("nam-dong", "Ở Nam Đông"))
    )
    assert titles(as_("province"), f"{LIST}?sort=unit") == [title for _code, title in codes]
    assert titles(as_("province"), f"{LIST}?sort=-unit") == [title for _code, title in codes][::-1]


def test_a_head_says_how_it_is_sorted_and_turns_it_round(cast, as_):
    filed_three(cast)
    client = as_("officer")

    def heads(query):
        found = page_of(client, f"{LIST}{query}").xpath("//thead//th[@aria-sort]")
        return [(head.get("aria-sort"), head.find("a").get("href")) for head in found]

    assert heads("") == [("descending", "?sort=counted_on")]
    assert heads("?sort=title") == [("ascending", "?sort=-title")]
    assert heads("?q=a&sort=-title&page=1") == [("descending", "?q=a&sort=title")]


def test_pages_of_equal_rows_show_each_once(cast, as_):
    Campaign.objects.bulk_create([campaign(cast, title=f"Số {number}") for number in range(120)])
    for sort in ("", "status", "-status", "counted_on"):
        seen = [one for page in (1, 2, 3) for one in titles(as_("officer"), f"{LIST}?sort={sort}&page={page}")]
        assert len(seen) == len(set(seen)) == 120, sort


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_can_be_searched_sorted_and_saved(cast, as_, kind):
    record = save_record(MAKERS[kind](cast), by=cast["officer"])
    path = record.get_absolute_url().removesuffix(f"{record.pk}/")
    # The stage has sites of its own.
    number = type(record).objects.visible_to(cast["officer"]).count()
    for sort in ("title", "-unit", "status", "-counted_on"):
        assert len(titles(as_("officer"), f"{path}?sort={sort}")) == number
        assert len(titles(as_("province"), f"{path}?sort={sort}")) >= number
    assert titles(as_("officer"), f"{path}?q=khongcodau") == []
    rows = sheet_of(as_("province").get(f"{path}export/?unit={record.unit_id}"))
    assert [row[0] for row in rows[1:-1]] == [str(cast.units["nam-dong"])] * number


# Totals


def totals(client, path=LIST):
    return [words(one) for one in page_of(client, path).xpath("//dl[@class='totals']//dd")]


def test_totals_of_all_pages_and_only_of_what_is_done(cast, as_):
    made = [campaign(cast, attendance=100, female=60, minority=None, cost_district=1_000_000) for _number in range(60)]
    made += [campaign(cast, attendance=None, female=None, minority=None, cost_district=None)]
    made += [campaign(cast, attendance=5_000, status="planned", started_on=date(2020, 12, 30))]
    Campaign.objects.bulk_create(made)
    deleted = campaign(cast, attendance=7, female=0, minority=0)
    Campaign.objects.bulk_create([deleted])
    delete_record(deleted, by=cast["officer"])
    unknown = f"…{_('not known')}"
    assert totals(as_("officer")) == ["62", "61", "6.000", "3.600", unknown, unknown, "60.000.000"]
    assert totals(as_("officer"), f"{LIST}?status=planned") == ["1", "0", *[unknown] * 5]


def test_totals_of_a_kind_without_sums(cast, as_):
    save_record(plan(cast), by=cast["officer"])
    assert totals(as_("officer"), "/plans/") == ["1"]


def test_totals_stay_within_sight(cast, as_):
    file_all(cast, "Của ta", attendance=10, female=1, minority=0)
    file_all(cast, "Của bạn", slug="phu-loc", by="neighbour", attendance=30, female=1, minority=0)
    assert totals(as_("officer"))[2] == "10"
    assert totals(as_("neighbour"))[2] == "30"
    assert totals(as_("province"))[2] == "40"


# Excel


def column(rows, name):
    place = rows[0].index(str(Campaign._meta.get_field(name).verbose_name))
    return [row[place] for row in rows[1:]]


def test_excel_is_the_list_as_shown(cast, as_):
    client, query = as_("officer"), "?q=hue&sort=title&status=done"
    products = [{"kind": "leaflet", "quantity": 1_200, "note": "in"}, {"kind": "banner", "quantity": 3, "note": ""}]
    file_all(cast, "Huế b", product_list=products, audiences=["women", "youth"], is_good_practice=True,
             good_practice_why="Rẻ")  # fmt: skip
    file_all(cast, "=1+1 ở Huế", "Huế a", "@SUM(A1) Huế", attendance=None, female=None, minority=None)
    file_all(cast, "Huế sau", status="planned")
    file_all(cast, "Chỗ khác")
    response = client.get(f"{LIST}export/{query}")
    rows = sheet_of(response)
    assert column(rows, "title")[:-1] == titles(client, LIST + query)
    assert column(rows, "title") == ["=1+1 ở Huế", "@SUM(A1) Huế", "Huế a", "Huế b", ""]
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
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
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
        with django_assert_num_queries(5):
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
        assert _("No longer here, or not of your unit: %s.") % 1 in told(response)
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
    client, day = as_("officer"), local_day(now())
    with as_of(day + timedelta(days=RESTORABLE_DAYS)):
        assert len(client.get(f"{LIST}deleted/").context["rows"]) == 2
        client.post(f"{LIST}{last.pk}/restore/")
    with as_of(day + timedelta(days=RESTORABLE_DAYS + 1)):
        assert client.get(f"{LIST}deleted/").context["rows"] == []
        assert "30" in told(client.post(f"{LIST}{late.pk}/restore/"))
    assert titles(client) == ["Kịp"]


def test_closed_days_stay_as_they_were_handed_in(cast, as_, closed_year):
    before, _after = closed_year
    Campaign.everything.filter(pk=before.pk).update(deleted_at=now())
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


def test_a_log_and_an_inspection_add_up_their_own_figures(cast, as_):
    save_record(log_entry(cast), by=cast["officer"])
    save_record(inspection(cast, bodies=3, cost_other=5), by=cast["officer"])
    assert totals(as_("officer"), "/models-sites/log/")[2:6] == ["2", "3", "2", "2"]
    assert totals(as_("officer"), "/capacity/inspections/")[2:] == ["3", "2", "1", "5"]


@pytest.fixture
def closed_year(cast):
    """A record in days that a report has closed, and one after them."""

    (before,) = file_all(cast, "Trong năm", started_on=date(2020, 5, 5))
    (after,) = file_all(cast, "Sau đó", started_on=date(2020, 12, 16))
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    return before, after
