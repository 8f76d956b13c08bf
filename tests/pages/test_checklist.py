"""The communes' checklist: one page for all communes of a district, saved together or not at all."""

from datetime import date

import pytest
from counting import queries
from house import filled_in
from lxml import html
from making import commune_joined, commune_of, commune_plan

from communications.models import CommuneJoined
from core.lib.text.alphabetical import alphabetical
from core.units.models import Unit
from filing.records.saving import delete_record, save_record
from filing.submissions import verbs
from plans.models import CommunePlan
from reports.documents.composition import compose

PLANS, JOINED = "/plans/communes/checklist/", "/communications/communes/checklist/"


@pytest.fixture
def communes(cast):
    return list(Unit.objects.under(cast.units["nam-dong"]).filter(level="commune").order_by("code"))


def page_at(client, path=PLANS, **given):
    response = client.get(path, given if "?" in path else {"year": "2020"} | given)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def form_on(page):
    return page.xpath("//form[@data-checklist]")[0]


def typed(client, path=PLANS, **given):
    """What a browser sends: the form as it stands, with cells given as `c12_day="1/3/2020"` for `c12-day`."""
    sent = filled_in(form_on(page_at(client, path))) | {key.replace("__", "-"): value for key, value in given.items()}
    return {name: value for name, value in sent.items() if value is not None}


def cell(commune, name):
    return f"c{commune.pk}__{name}"


def row(commune, **cells):
    return {cell(commune, name): value for name, value in cells.items()}


def tally(page):
    bar = page.find(".//progress")
    return bar.get("value"), bar.get("max")


def faults(page):
    """{id of the cell: message} as the summary on top tells them; each stands at its cell too."""
    told = {}
    for link in page.xpath("//*[@data-error-summary]//a"):
        at = page.get_element_by_id(link.get("href")[1:])
        assert at.get("aria-invalid") == "true"
        message = page.get_element_by_id(at.get("aria-describedby")).text_content()
        assert link.text_content().strip().endswith(message)
        told[at.get("name")] = message
    return told


def test_all_communes_stand_in_order_and_what_is_filed_is_in_the_cells(cast, as_, communes):
    save_record(commune_plan(cast, commune=communes[2]), by=cast["officer"])
    page = page_at(as_("officer"))
    labels = [one.text_content() for one in page.xpath("//tbody//label[@class='form-check-label']")]
    assert labels == [one.name for one in sorted(communes, key=lambda one: alphabetical(one.short_name))]
    assert tally(page) == ("1", str(len(communes)))
    cells = filled_in(form_on(page))
    at = f"c{communes[2].pk}"
    assert (cells[f"{at}-day"], cells[f"{at}-detail"], cells[f"{at}-version"]) == ("02/03/2020", "7/KH-UBND", "1")
    assert f"{at}-tick" in cells
    assert f"c{communes[0].pk}-tick" not in cells


def test_ticks_are_filed_changed_and_taken_away_in_one_go(cast, as_, communes):
    first, second, third = communes[:3]
    for commune in (first, second):
        save_record(commune_plan(cast, commune=commune), by=cast["officer"])
    sent = typed(
        as_("officer"), **row(first, day="3/3/2020"), **row(third, tick="on", day="05/03/2020", detail=" 9/KH ")
    )
    del sent[f"c{second.pk}-tick"]
    response = as_("officer").post(f"{PLANS}?year=2020", sent, follow=True)
    assert response.redirect_chain == [(f"{PLANS}?year=2020", 302)]
    assert tally(html.fromstring(response.content.decode())) == ("2", str(len(communes)))
    filed = {one.commune_id: (one.day, one.detail, one.version) for one in CommunePlan.objects.all()}
    assert filed == {first.pk: (date(2020, 3, 3), "7/KH-UBND", 2), third.pk: (date(2020, 3, 5), "9/KH", 1)}
    record = CommunePlan.objects.get(commune=third)
    assert (record.unit, record.year, record.status) == (cast.units["nam-dong"], 2020, "done")
    assert record.task == cast.tasks["plan.annual"]
    assert record.created_by == cast["officer"]


def test_what_was_not_touched_is_not_written(cast, as_, communes):
    save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    client = as_("officer")
    assert client.post(f"{PLANS}?year=2020", typed(client)).status_code == 302
    assert [one.version for one in CommunePlan.objects.all()] == [1]


def test_something_typed_counts_as_ticked(cast, as_, communes):
    client = as_("officer")
    client.post(f"{PLANS}?year=2020", typed(client, **row(communes[0], day="3/3/2020")))
    assert CommunePlan.objects.get().commune == communes[0]
    sent = typed(client, **row(communes[1], detail="8/KH"))
    page = html.fromstring(client.post(f"{PLANS}?year=2020", sent).content.decode())
    assert list(faults(page)) == [f"c{communes[1].pk}-day"]


def test_a_day_for_all_fills_those_without_one(cast, as_, communes):
    first, second, third = communes[:3]
    sent = typed(as_("officer"), all_day="1/3/2020", **row(first, tick="on"), **row(second, tick="on", day="4/3/2020"))
    as_("officer").post(f"{PLANS}?year=2020", sent)
    days = {one.commune_id: one.day for one in CommunePlan.objects.all()}
    assert days == {first.pk: date(2020, 3, 1), second.pk: date(2020, 3, 4)}
    assert third.pk not in days


def test_the_action_month_suggests_its_day(cast, as_):
    assert filled_in(form_on(page_at(as_("officer"), JOINED)))["all_day"] == "15/11/2020"
    assert filled_in(form_on(page_at(as_("officer"), JOINED, year="2021"))).get("all_day", "") == ""
    assert filled_in(form_on(page_at(as_("officer"), PLANS))).get("all_day", "") == ""


def test_nothing_is_saved_and_nothing_typed_is_lost_where_a_cell_is_wrong(cast, as_, communes):
    first, second, third, fourth = communes[:4]
    sent = typed(
        as_("officer"),
        **row(first, tick="on", day="3/3/2020", detail="<b>1/KH</b>"),
        **row(second, tick="on", day="31/2/2020"),
        **row(third, tick="on"),
        **row(fourth, tick="on", day="1/1/2021", detail="x" * 61),
    )
    response = as_("officer").post(f"{PLANS}?year=2020", sent)
    assert response.status_code == 422
    assert not CommunePlan.everything.exists()
    page = html.fromstring(response.content.decode())
    assert set(faults(page)) == {f"c{second.pk}-day", f"c{third.pk}-day", f"c{fourth.pk}-detail"}
    left = filled_in(form_on(page))
    for name, value in sent.items():
        if name != "csrfmiddlewaretoken":
            assert left[name] == value, name
    assert b"<b>1/KH" not in response.content
    assert tally(page) == ("0", str(len(communes)))


def test_what_the_record_itself_refuses_is_told_at_its_cell(cast, as_, communes):
    sent = typed(as_("officer"), **row(communes[0], day="1/1/2021"), **row(communes[1], day="3/3/2020"))
    page = html.fromstring(as_("officer").post(f"{PLANS}?year=2020", sent).content.decode())
    assert list(faults(page)) == [f"c{communes[0].pk}-day"]
    assert not CommunePlan.everything.exists()


def test_a_wrong_day_for_all_is_told_once_and_there(cast, as_, communes):
    sent = typed(as_("officer"), all_day="31/2/2020", **row(communes[0], tick="on"))
    response = as_("officer").post(f"{PLANS}?year=2020", sent)
    assert response.status_code == 422
    assert list(faults(html.fromstring(response.content.decode()))) == ["all_day"]


def test_closed_days_are_refused_at_the_row(cast, as_, communes):
    first, second, third = communes[:3]
    for commune in (first, second):
        save_record(commune_plan(cast, commune=commune), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    sent = typed(as_("officer"), **row(first, detail="8/KH"), **row(third, day="16/12/2020"))
    del sent[f"c{second.pk}-tick"]
    response = as_("officer").post(f"{PLANS}?year=2020", sent)
    assert response.status_code == 422
    page = html.fromstring(response.content.decode())
    assert set(faults(page)) == {f"c{first.pk}-day", f"c{second.pk}-day"}
    assert {one.detail for one in CommunePlan.objects.all()} == {"7/KH-UBND"}
    assert tally(page) == ("2", str(len(communes)))


def test_another_ones_change_is_told_at_the_row_and_can_be_replaced(cast, as_, communes):
    record = save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    client = as_("officer")
    sent = typed(client, **row(communes[0], detail="mine"), **row(communes[1], day="4/3/2020"))
    record.detail = "theirs"
    save_record(record, by=cast["officer"])
    page = html.fromstring(client.post(f"{PLANS}?year=2020", sent).content.decode())
    ((name, message),) = faults(page).items()
    assert name == f"c{communes[0].pk}-tick"
    assert "officer" in message
    assert "2/3/2020 · theirs" in message
    assert [one.detail for one in CommunePlan.objects.all()] == ["theirs"]
    assert client.post(f"{PLANS}?year=2020", filled_in(form_on(page))).status_code == 302
    assert {one.detail for one in CommunePlan.objects.all()} == {"mine", ""}


def test_a_row_that_counted_as_ticked_is_shown_so(cast, as_, communes):
    sent = typed(as_("officer"), **row(communes[0], day="4/3/2020"), **row(communes[1], day="31/2/2020"))
    page = html.fromstring(as_("officer").post(f"{PLANS}?year=2020", sent).content.decode())
    assert filled_in(form_on(page))[f"c{communes[0].pk}-tick"] == "on"


def test_taking_away_what_another_changed_is_a_conflict_too(cast, as_, communes):
    record = save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    sent = typed(as_("officer"))
    del sent[f"c{communes[0].pk}-tick"]
    record.detail = "theirs"
    save_record(record, by=cast["officer"])
    assert as_("officer").post(f"{PLANS}?year=2020", sent).status_code == 422
    assert CommunePlan.objects.get().detail == "theirs"


def test_what_another_filed_or_deleted_meanwhile(cast, as_, communes):
    first, second = communes[:2]
    gone = save_record(commune_plan(cast, commune=first), by=cast["officer"])
    sent = typed(as_("officer"), **row(first, detail="mine"), **row(second, day="4/3/2020"))
    delete_record(gone, by=cast["officer"])
    save_record(commune_plan(cast, commune=second), by=cast["officer"])
    page = html.fromstring(as_("officer").post(f"{PLANS}?year=2020", sent).content.decode())
    assert set(faults(page)) == {f"c{first.pk}-tick", f"c{second.pk}-tick"}
    assert as_("officer").post(f"{PLANS}?year=2020", filled_in(form_on(page))).status_code == 302
    filed = {one.commune_id: (one.day, one.detail) for one in CommunePlan.objects.all()}
    assert filed == {first.pk: (date(2020, 3, 2), "mine"), second.pk: (date(2020, 3, 4), "")}


def test_what_another_did_to_a_row_i_left_alone_stands(cast, as_, communes):
    first, second, third, fourth = communes[:4]
    changed, gone = (save_record(commune_plan(cast, commune=one), by=cast["officer"]) for one in (first, second))
    sent = typed(as_("officer"), **row(fourth, day="4/3/2020"))
    changed.detail = "theirs"
    save_record(changed, by=cast["officer"])
    delete_record(gone, by=cast["officer"])
    save_record(commune_plan(cast, commune=third, detail="new"), by=cast["officer"])
    assert as_("officer").post(f"{PLANS}?year=2020", sent).status_code == 302
    filed = {one.commune_id: one.detail for one in CommunePlan.objects.all()}
    assert filed == {first.pk: "theirs", third.pk: "new", fourth.pk: ""}


@pytest.mark.parametrize("version", ["99", "-1", "x", "9" * 5000, "²", ""])
def test_a_version_nobody_gave_out_overwrites_nothing(cast, as_, communes, version):
    save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    given = row(communes[0], detail="mine", version=version) | row(communes[1], tick="on", day="4/3/2020")
    assert as_("officer").post(f"{PLANS}?year=2020", typed(as_("officer"), **given)).status_code == 422
    assert CommunePlan.objects.get().detail == "7/KH-UBND"
    given = row(communes[1], tick="on", day="4/3/2020", version="99")
    assert as_("officer").post(f"{PLANS}?year=2020", typed(as_("officer"), **given)).status_code == 422


def test_what_is_planned_is_not_ticked_and_ticking_does_it(cast, as_, communes):
    save_record(commune_plan(cast, commune=communes[0], status="planned"), by=cast["officer"])
    client = as_("officer")
    assert tally(page_at(client)) == ("0", str(len(communes)))
    assert client.post(f"{PLANS}?year=2020", typed(client)).status_code == 302
    assert CommunePlan.objects.get().status == "planned"
    client.post(f"{PLANS}?year=2020", typed(client, **row(communes[0], tick="on")))
    assert (CommunePlan.objects.get().status, CommunePlan.objects.get().version) == ("done", 2)


def test_each_year_is_its_own(cast, as_, communes):
    save_record(commune_plan(cast, commune=communes[0], year=2019, day=date(2019, 3, 1)), by=cast["officer"])
    client = as_("officer")
    assert tally(page_at(client, year="2019"))[0] == "1"
    assert tally(page_at(client, year="2020"))[0] == "0"
    assert client.post(f"{PLANS}?year=2020", typed(client, **row(communes[0], day="1/3/2020"))).status_code == 302
    assert sorted(CommunePlan.objects.values_list("year", flat=True)) == [2019, 2020]


@pytest.mark.parametrize("query", ["year=abc", "year=1890", "year=", "year=2.020", "year=²"])
def test_a_year_that_is_not_offered_is_not_found(cast, as_, query):
    assert as_("officer").get(f"{PLANS}?{query}").status_code == 404
    assert as_("officer").post(f"{PLANS}?{query}", {}).status_code == 404


def test_communes_of_others_cannot_be_ticked(cast, as_, communes):
    foreign = commune_of(cast, "phu-loc")
    sent = typed(as_("officer"), **row(foreign, tick="on", day="1/3/2020", detail="x"))
    assert as_("officer").post(f"{PLANS}?year=2020&unit={cast.units['phu-loc'].pk}", sent).status_code == 302
    assert not CommunePlan.everything.exists()


def test_a_commune_that_is_no_more_keeps_its_row_while_something_is_filed(cast, as_, communes):
    Unit.objects.filter(pk=communes[0].pk).update(valid_to=date(2020, 6, 30))
    Unit.objects.filter(pk=communes[1].pk).update(valid_to=date(2020, 6, 30))
    save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    cells = filled_in(form_on(page_at(as_("officer"))))
    assert f"c{communes[0].pk}-day" in cells
    assert f"c{communes[1].pk}-day" not in cells
    whole = ("1", str(len(communes) - 1))
    assert tally(page_at(as_("officer"))) == whole
    page = page_at(as_("province"))
    (told,) = page.xpath("//tbody/tr[th/a[contains(., 'Nam Đông')]]/td")
    assert told.text == "/".join(whole)


def test_others_read_without_inputs(cast, as_, communes):
    save_record(commune_joined(cast, commune=communes[0], detail="mít tinh"), by=cast["officer"])
    where = {"unit": str(cast.units["nam-dong"].pk), "year": "2020"}
    for name, given in (("head", {}), ("province", where), ("leader", where)):
        page = page_at(as_(name), JOINED, **given)
        assert not page.xpath("//main//input[@type='checkbox'] | //main//form[@method='post']")
        text = " ".join(page.find(".//main").text_content().split())
        assert "mít tinh" in text
        assert tally(page) == ("1", str(len(communes)))
        assert as_(name).post(f"{JOINED}?year=2020", {}).status_code == 403
    assert not CommuneJoined.everything.exclude(version=1).exists()


def test_the_department_chooses_among_its_districts(cast, as_, communes):
    save_record(commune_plan(cast, commune=communes[0]), by=cast["officer"])
    page = page_at(as_("province"))
    rows = {one.xpath("string(th)").strip(): one.xpath("string(td)") for one in page.xpath("//tbody/tr")}
    assert rows["Huyện Nam Đông"] == f"1/{len(communes)}"
    assert len(rows) == 9
    (link,) = page.xpath("//tbody//a[contains(., 'Nam Đông')]/@href")
    assert tally(page_at(as_("province"), f"{PLANS}{link}")) == ("1", str(len(communes)))
    for strange in ("huyen-khac", "thua-thien-hue"):
        assert as_("province").get(PLANS, {"unit": cast.units[strange].pk}).status_code == 404
    for wrong in ("abc", "²", "9" * 30, "0"):
        assert as_("province").get(PLANS, {"unit": wrong}).status_code == 404
    assert not page_at(as_("admin")).xpath("//tbody/tr")


def test_the_pages_ask_as_often_for_one_as_for_many(cast, as_, communes):
    own = f"{PLANS}?year=2020"
    where = f"{own}&unit={cast.units['nam-dong'].pk}"
    asked = []
    for number in (1, len(communes)):
        for commune in communes[:number]:
            if not CommunePlan.objects.filter(commune=commune).exists():
                save_record(commune_plan(cast, commune=commune), by=cast["officer"])
        asked.append([queries(as_("officer"), own), queries(as_("province"), where), queries(as_("province"), own)])
    assert asked[0] == asked[1] == [6, 7, 8]
