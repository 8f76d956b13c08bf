"""The officials' pages: who may do what with a place, what each step asks and says, and what the homes tell."""

import re
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from cast import TODAY
from counting import queries
from django.apps import apps
from django.db import connection
from django.utils import translation
from lxml import html
from making import site
from making_listings import SAID, fresh, listing, proposed, released

from filing.records.saving import save_record
from shelters import verbs
from shelters.models import Hotline, Listing, Part, Release, WrongEntry
from shelters.public.places import STALE_DAYS, directory

ACTS = ("edit/", "propose/", "withdraw/", "wrong/")
OUTSIDERS = ("neighbour", "neighbour-head", "admin", "stranger", "far-officer")


def page(response):
    return html.fromstring(response.content.decode())


def at(entry, act=""):
    return f"/directory/{entry.site_id}/{act}"


def words(element):
    return " ".join(element.text_content().split())


def typed(client, path, **changed):
    """What a browser sends from the page's form."""
    (form,) = page(client.get(path)).xpath("//form[contains(@class, 'form-panel')]")
    sent = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    return sent | changed


def listed(client, query=""):
    return page(client.get(f"/directory/{query}")).xpath("//table//th[@scope='row']/a/@href")


def test_a_place_on_its_way_to_the_public_and_back(cast, as_):
    place = save_record(site(cast), by=cast["officer"])
    path = f"/directory/{place.pk}/"
    sent = typed(as_("officer"), f"{path}edit/") | SAID | {"shelters_nobody": "on", "keeper": "Cán bộ xã"}
    sent |= {"consent_by": "Trạm trưởng", "consent_on": "4/5/2020", "consent_to": ["host", "phone", "help"]}
    assert as_("officer").post(f"{path}edit/", sent).url == path
    assert as_("province").post(f"{path}propose/", {"parts": ["phone", "host"]}).url == path
    release = Release.objects.get()
    assert release.parts == ["host", "phone"]
    confirm = f"/directory/releases/{release.pk}/confirm/"
    (link,) = page(as_("leader").get(path)).xpath(f"//a[@href='{confirm}']")
    assert "btn-primary" in link.get("class")
    asked = words(page(as_("leader").get(confirm)))
    assert SAID["phone"] in asked
    assert SAID["hours"] not in asked
    assert as_("leader").post(confirm).url == path
    (shown,) = page(as_("officer").get(path)).xpath("//section[@aria-labelledby='public']")
    assert SAID["phone"] in words(shown)
    assert SAID["hours"] not in words(shown)
    assert as_("province").post(f"{path}withdraw/", {"why": "Cơ sở đề nghị"}).url == path
    seen = page(as_("officer").get(path))
    assert SAID["phone"] not in words(seen.xpath("//section[@aria-labelledby='public']")[0])
    (history,) = seen.xpath("//section[@aria-labelledby='history']")
    for told in ("Cơ sở đề nghị", "province", "leader", "18/12/2020", str(Part.PHONE.label)):
        assert told in words(history)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_others_do_not_see_it(cast, as_, name):
    entry = listing(cast)
    release = proposed(cast, entry)
    wrong = verbs.report_wrong_entry(entry, "Sai số", by=cast["officer"])
    client = as_(name)
    for act in ("", *ACTS):
        assert client.get(at(entry, act)).status_code == 404
    for path in (*[at(entry, act) for act in (*ACTS, "still-right/")], f"/directory/wrong/{wrong.pk}/close/"):
        assert client.post(path, {"why": "a", "text": "a", "parts": ["host"]}).status_code == 404
    for method in (client.get, client.post):
        assert method(f"/directory/releases/{release.pk}/confirm/").status_code == 404
    assert at(entry) not in listed(client)
    assert fresh(release).confirmed_on is None


def test_who_reads_but_may_not_act(cast, as_):
    """Method, path and answers to the district's officer and head, the Department's officer and leader."""
    entry = listing(cast)
    released(cast, entry)
    release = proposed(cast, entry, ["hours"])
    confirm = f"/directory/releases/{release.pk}/confirm/"
    wrong = verbs.report_wrong_entry(entry, "Sai số", by=cast["officer"])
    table = {
        at(entry): (200, 200, 200, 200),
        at(entry, "edit/"): (200, 403, 200, 403),
        at(entry, "propose/"): (403, 403, 200, 403),
        at(entry, "withdraw/"): (403, 403, 200, 200),
        at(entry, "wrong/"): (200, 200, 200, 200),
        confirm: (403, 403, 302, 200),
        f"/directory/hotlines/{Hotline.objects.first().pk}/": (403, 403, 200, 403),
    }
    people = ("officer", "head", "province", "leader")
    for path, answers in table.items():
        assert tuple(as_(name).get(path).status_code for name in people) == answers, path
    posted = {
        at(entry, "edit/"): (422, 403, 422, 403),
        at(entry, "propose/"): (403, 403, 422, 403),
        at(entry, "withdraw/"): (403, 403, 422, 422),
        at(entry, "wrong/"): (422, 422, 422, 422),
        at(entry, "still-right/"): (302, 403, 302, 403),
        f"/directory/wrong/{wrong.pk}/close/": (403, 403, 302, 403),
        confirm: (403, 403, 302, 302),
    }
    for path, answers in posted.items():
        assert tuple(as_(name).post(path).status_code for name in people) == answers, path
    assert fresh(release).confirmed_by == cast["leader"]


def test_the_buttons_are_those_of_the_rights(cast, as_):
    entry = listing(cast)
    released(cast, entry)

    def offered(name):
        seen = page(as_(name).get(at(entry)))
        paths = [*seen.xpath("//div[@class='page-actions']//a/@href"), *seen.xpath("//main//form/@action")]
        return {path.removeprefix(at(entry)) for path in paths}

    assert offered("officer") == {"edit/", "still-right/"}
    assert offered("head") == set()
    assert offered("province") == {"edit/", "still-right/", "propose/", "withdraw/"}
    assert offered("leader") == {"withdraw/"}
    for name in ("officer", "head", "province", "leader"):
        assert page(as_(name).get(at(entry))).xpath(f"//a[@href='{at(entry, 'wrong/')}']")


def test_whoever_proposed_is_told_why_not(cast, as_):
    entry = listing(cast)
    release = proposed(cast, entry)
    confirm = f"/directory/releases/{release.pk}/confirm/"
    seen = page(as_("province").get(at(entry)))
    assert not seen.xpath(f"//a[@href='{confirm}']")
    with translation.override("vi"):
        why = translation.gettext(
            "You proposed it, so you cannot confirm it. Another specialist of the Department, or the leader, decides."
        )
        refusal = translation.gettext("The person who proposed it cannot confirm it. A second person decides.")
    assert why in words(seen)
    for method in (as_("province").get, as_("province").post):
        assert refusal in words(page(method(confirm, follow=True)))
    assert fresh(release).confirmed_on is None


def test_what_may_not_be_published_cannot_be_chosen_and_says_why(cast, as_):
    entry = listing(cast, kind="shelter", hours="", consent_to=["host", "hours", "phone"])
    seen = page(as_("province").get(at(entry, "propose/")))
    boxes = {box.get("value"): box for box in seen.xpath("//input[@name='parts']")}
    assert {part for part, box in boxes.items() if box.get("disabled") is None} == {"host", "phone"}
    about = {part: words(seen.xpath(f"//div[@id='about-{part}']")[0]) for part in boxes}
    assert about["phone"] == SAID["phone"]
    with translation.override("vi"):
        assert about["address"] == translation.gettext(
            "The street address of a place where people stay overnight is never made public."
        )
        assert str(Part.HOURS.label) in about["hours"]
    answer = as_("province").post(at(entry, "propose/"), {"parts": ["host", "address"]})
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@data-error-summary]//li")
    assert [box.get("value") for box in page(answer).xpath("//input[@name='parts'][@checked]")] == ["host"]
    assert as_("province").post(at(entry, "propose/"), {"parts": ["nonsense"]}).status_code == 422
    assert as_("province").post(at(entry, "propose/"), {}).status_code == 422
    assert not Release.objects.exists()


def test_the_form_keeps_an_address_only_where_nobody_sleeps(cast, as_):
    entry = listing(cast)
    client = as_("officer")
    sent = typed(client, at(entry, "edit/"))
    del sent["shelters_nobody"]
    answer = client.post(at(entry, "edit/"), sent)
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@data-error-summary]//a[@href='#id_address']")
    assert len(page(answer).xpath("//*[@data-error-summary]//li")) == 1
    shelter = listing(cast, kind="shelter")
    seen = page(client.get(at(shelter, "edit/")))
    assert not seen.xpath("//input[@name='address' or @name='shelters_nobody']")
    sent = typed(client, at(shelter, "edit/")) | {"address": "12 đường Khe Tre", "shelters_nobody": "on"}
    assert client.post(at(shelter, "edit/"), sent).status_code == 302
    assert (fresh(shelter).address, fresh(shelter).shelters_nobody) == ("", False)


def test_a_number_is_pointed_out_but_not_the_phone_to_call(cast, as_):
    entry = listing(cast)
    client = as_("officer")
    sent = typed(client, at(entry, "edit/"), phone="0234 3000 777")
    assert client.post(at(entry, "edit/"), sent).status_code == 302
    assert fresh(entry).phone == "0234 3000 777"
    for name in ("who_answers", "what_happens", "keeper", "consent_by"):
        sent = typed(client, at(entry, "edit/"), **{name: "Gọi 0905 123 456"})
        answer = client.post(at(entry, "edit/"), sent)
        assert answer.status_code == 422
        assert page(answer).xpath(f"//*[@data-error-summary]//a[@href='#id_{name}']")
        assert page(answer).xpath("//input[@name='not_a_victim']")
    assert client.post(at(entry, "edit/"), sent | {"not_a_victim": "on"}).status_code == 302


def test_of_two_who_change_it_the_second_is_told_and_loses_nothing(cast, as_):
    entry = listing(cast)
    mine = typed(as_("officer"), at(entry, "edit/"), hours="Cả ngày")
    theirs = typed(as_("province"), at(entry, "edit/"), hours="Ban ngày")
    assert as_("province").post(at(entry, "edit/"), theirs).status_code == 302
    answer = as_("officer").post(at(entry, "edit/"), mine)
    assert answer.status_code == 422
    assert page(answer).xpath("//input[@name='hours']/@value") == ["Cả ngày"]
    assert fresh(entry).hours == "Ban ngày"


def test_the_unit_is_that_of_the_site(cast, as_):
    place = save_record(site(cast, "phu-loc"), by=cast["neighbour"])
    path = f"/directory/{place.pk}/edit/"
    sent = typed(as_("province"), path, keeper="Cán bộ xã") | {
        "unit": cast.units["nam-dong"].pk,
        "reviewed_on": "1/1/2020",
    }
    assert as_("province").post(path, sent).status_code == 302
    entry = Listing.objects.get()
    assert (entry.unit, entry.site, entry.reviewed_on) == (cast.units["phu-loc"], place, None)


def wrong_entries_listed(client, entry):
    listed_ones = page(client.get("/directory/?state=all"))
    return words(listed_ones.xpath(f"//tr[th/a[@href='{at(entry)}']]/td[last()]")[0])


def test_a_wrong_entry_is_reported_by_who_sees_it_and_closed_by_the_department(cast, as_):
    entry = listing(cast)
    assert as_("head").post(at(entry, "wrong/"), {"text": "Số máy không liên lạc được."}).url == at(entry)
    wrong = WrongEntry.objects.get()
    assert (wrong.by, wrong.on) == (cast["head"], TODAY)
    close = f"/directory/wrong/{wrong.pk}/close/"
    assert not page(as_("officer").get(at(entry))).xpath(f"//form[@action='{close}']")
    assert page(as_("province").get(at(entry))).xpath(f"//form[@action='{close}']")
    assert wrong_entries_listed(as_("province"), entry) == "1"
    assert as_("province").post(close).url == at(entry)
    wrong.refresh_from_db()
    assert (wrong.closed_by, wrong.closed_on) == (cast["province"], TODAY)
    assert not page(as_("province").get(at(entry))).xpath(f"//form[@action='{close}']")
    assert wrong_entries_listed(as_("province"), entry) == ""
    answer = as_("head").post(at(entry, "wrong/"), {"text": "Gọi 0905 123 456"})
    assert answer.status_code == 422
    assert page(answer).xpath("//input[@name='not_a_victim']")


def test_taking_back_wants_a_reason_and_something_to_take_back(cast, as_):
    entry = listing(cast)
    for method in (as_("province").get, as_("province").post):
        assert method(at(entry, "withdraw/")).url == at(entry)
    released(cast, entry)
    assert as_("leader").post(at(entry, "withdraw/"), {"why": " "}).status_code == 422
    assert Release.objects.standing().exists()


def test_still_right_brings_a_stale_place_back(cast, as_):
    entry = listing(cast)
    released(cast, entry, on=TODAY - timedelta(days=STALE_DAYS + 1))
    assert not any(district.places for district in directory("vi").districts)
    (button,) = page(as_("officer").get(at(entry))).xpath(f"//form[@action='{at(entry, 'still-right/')}']/button")
    assert "btn-primary" in button.get("class")
    assert as_("officer").get(at(entry, "still-right/")).status_code == 405
    assert as_("officer").post(at(entry, "still-right/")).url == at(entry)
    assert any(district.places for district in directory("vi").districts)


@pytest.fixture
def in_every_state(cast):
    """{state: site's address}; the register's two shelters of the directive stand beside them, never recorded."""
    made = {name: listing(cast) for name in ("published", "waiting", "withdrawn", "due", "out", "recorded")}
    released(cast, made["published"])
    proposed(cast, made["waiting"])
    released(cast, made["withdrawn"])
    verbs.withdraw(made["withdrawn"], "Cơ sở đề nghị", by=cast["leader"])
    released(cast, made["due"], on=TODAY - timedelta(days=STALE_DAYS - 30))
    released(cast, made["out"], on=TODAY - timedelta(days=STALE_DAYS + 1))
    return {name: at(entry) for name, entry in made.items()}


def test_the_department_reads_by_state(cast, as_, in_every_state):
    client = as_("province")

    def found(state):
        paths = listed(client, f"?state={state}")
        return {name for name, path in in_every_state.items() if path in paths}

    assert found("published") == found("") == found("nonsense") == {"published", "due"}
    assert found("waiting") == {"waiting"}
    assert found("unpublished") == {"withdrawn", "recorded"}
    assert found("stale") == {"due", "out"}
    assert found("all") == set(in_every_state)
    tabs = page(client.get("/directory/")).xpath("//nav[@class='tabs']/a")
    numbers = [int(words(tab).rpartition("(")[2].rstrip(")")) for tab in tabs]
    assert numbers == [2, 1, 4, 2, 8]


def test_every_site_that_helps_people_is_listed_and_no_other(cast, as_):
    helping = save_record(site(cast), by=cast["officer"])
    other = save_record(site(cast, kind_id="prevention"), by=cast["officer"])
    paths = listed(as_("officer"))
    assert f"/directory/{helping.pk}/" in paths
    assert f"/directory/{other.pk}/" not in paths
    assert as_("officer").get(f"/directory/{other.pk}/").status_code == 404


def test_a_district_reads_its_own_in_one_table(cast, as_, in_every_state):
    listing(cast, "phu-loc")
    for name in ("officer", "head"):
        assert set(listed(as_(name))) == set(in_every_state.values())
        assert not page(as_(name).get("/directory/")).xpath("//nav[@class='tabs']")


def test_the_list_says_when_a_place_is_to_be_confirmed(cast, as_, in_every_state):
    rows = {
        row.xpath(".//th/a/@href")[0]: words(row)
        for row in page(as_("officer").get("/directory/")).xpath("//table[1]//tbody/tr[th/a]")
    }
    assert "17/1/2021" in rows[in_every_state["due"]]
    assert "17/12/2020" in rows[in_every_state["out"]]
    assert "2021" not in rows[in_every_state["published"]]
    assert "leader" in rows[in_every_state["published"]]


def test_the_administrator_sees_nothing_of_it(cast, as_, in_every_state):
    seen = page(as_("admin").get("/directory/"))
    assert not seen.xpath("//table")
    assert not page_of_reminder(as_("admin"))


def test_hotlines_are_changed_by_the_department(cast, as_):
    hotline = Hotline.objects.get(number="1900 969 680")
    path = f"/directory/hotlines/{hotline.pk}/"
    assert page(as_("province").get("/directory/")).xpath(f"//a[@href='{path}']")
    assert not page(as_("leader").get("/directory/")).xpath(f"//a[@href='{path}']")
    assert hotline.name in words(page(as_("officer").get("/directory/")))
    client = as_("province")
    answer = client.post(path, typed(client, path, checked_on="19/12/2020"))
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@data-error-summary]//a[@href='#id_checked_on']")
    sent = typed(client, path, checked_on="18/12/2020", about_en="Advice.")
    del sent["is_shown"]
    assert client.post(path, sent | {"number": "999"}).status_code == 302
    hotline.refresh_from_db()
    told = (hotline.number, hotline.checked_on, hotline.about_en, hotline.is_shown)
    assert told == ("1900 969 680", date(2020, 12, 18), "Advice.", False)


def test_a_hotline_that_nobody_called_has_no_day(cast, as_, client):
    """What comes with the program was called by nobody; the Department is asked to, and the public reads no day."""
    assert set(Hotline.objects.values_list("checked_on", flat=True)) == {None}
    assert "chưa ai gọi thử" in words(page(as_("province").get("/directory/")))
    assert "4" in page_of_reminder(as_("province"))
    assert page_of_reminder(as_("officer")) == ""
    assert "kiểm tra số ngày" not in client.get("/shelters/").content.decode()
    Hotline.objects.update(checked_on=TODAY)
    assert page_of_reminder(as_("province")) == ""


def test_an_installation_of_before_forgets_the_day_that_nobody_gave(cast, settings):
    """Only the demonstration keeps it; a day that somebody gave since stays."""
    forget = import_module("shelters.migrations.0003_hotlines_nobody_called").forget
    Hotline.objects.update(checked_on=date(2020, 12, 1))
    forget(apps, SimpleNamespace(connection=connection))
    assert not Hotline.objects.filter(checked_on=None).exists()
    Hotline.objects.filter(number="113").update(checked_on=TODAY)
    settings.DEMO_TODAY = None
    forget(apps, SimpleNamespace(connection=connection))
    assert list(Hotline.objects.exclude(checked_on=None).values_list("number", flat=True)) == ["113"]


def page_of_reminder(client):
    return client.get("/directory/reminder/").content.decode().strip()


def test_the_homes_ask_for_the_reminder_and_it_is_empty_where_nothing_is_due(cast, as_):
    Hotline.objects.update(checked_on=TODAY)
    released(cast, listing(cast))
    for name in ("officer", "head", "province", "leader"):
        assert page(as_(name).get("/")).xpath("//div[@hx-get='/directory/reminder/'][@hx-trigger='load']"), name
        assert page_of_reminder(as_(name)) == ""


def test_the_reminder_counts_what_is_published_and_in_sight(cast, as_, in_every_state):
    Hotline.objects.update(checked_on=TODAY)
    for name in ("officer", "head", "province", "leader"):
        notice = html.fromstring(page_of_reminder(as_(name)))
        assert notice.xpath("//a/@href") == ["/directory/?state=stale"]
        assert sorted(re.findall(r"\d+", words(notice))) == ["1", "1", "30"]
        assert "notice-late" in notice.xpath("//div[@data-reminder]/@class")[0]
    for name in ("neighbour", "stranger", "admin"):
        assert page_of_reminder(as_(name)) == ""


def test_pages_take_a_fixed_number_of_queries(cast, as_):
    entry = listing(cast)
    for number in (1, 40):
        for _ in range(number):
            released(cast, listing(cast))
            entry = fresh(entry)
            released(cast, entry, ["host"])
            verbs.report_wrong_entry(entry, "Sai", by=cast["head"])
        assert queries(as_("officer"), "/directory/") == 7
        assert queries(as_("province"), "/directory/?state=all") == 7
        assert queries(as_("officer"), "/directory/reminder/") == 3
        assert queries(as_("officer"), at(entry)) == 12
