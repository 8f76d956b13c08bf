"""Lists: search without accents, order, totals."""

import unicodedata
from datetime import date

import pytest
from django.utils.translation import gettext as _
from listed import LIST, file_all, sheet_of, titles
from making import MAKERS, campaign, inspection, log_entry, plan
from reading import page_of, words

from communications.models import Campaign
from filing.records.saving import delete_record, save_record

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
        ("title", ["ăn", "Ấm", "bà"]),
        ("-title", ["bà", "Ấm", "ăn"]),
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
    unknown = f"…{_('no data')}"
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


def test_a_log_and_an_inspection_add_up_their_own_figures(cast, as_):
    save_record(log_entry(cast), by=cast["officer"])
    save_record(inspection(cast, bodies=3, cost_other=5), by=cast["officer"])
    assert totals(as_("officer"), "/models-sites/log/")[2:6] == ["2", "3", "2", "2"]
    assert totals(as_("officer"), "/capacity/inspections/")[2:] == ["3", "2", "1", "5"]
