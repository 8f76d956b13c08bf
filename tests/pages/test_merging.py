"""Two people on one form: each changes what they changed, and where both changed the same, one is asked to choose."""

from datetime import date, time

import pytest
from django.db import transaction
from django.test import Client
from edited_by_two import THINGS, schedule_of
from house import filled_in, form_in, typed
from lxml import html
from making import campaign, site

from core.accounts.models import User
from core.indicators.models import Target
from core.lib.dates.clock import as_of
from core.lib.pages.merging import MergingMixin
from core.units.models import Placement, Signer
from filing.records.saving import save_record
from filing.submissions.text_verbs import write_paragraph
from shelters.models import Listing

ADDED = "evaluation.added"
# Forms that are merged and have a test of their own, here or beside their page.
ALONE = {
    "ParagraphForm",
    "EstimateForm",
    "TargetForm",
    "SignerForm",
    "PlacementForm",
    "QuickAnswerForm",
    "LawNamesForm",
}
# What has a form that is merged for its parent, and makes something new; and parents that are on no page.
OF_SOMETHING_NEW = {"CopyForm", "NewForm", "ClauseForm", "InvitationForm", "NewUnitForm", "NewBodyForm", "DatedForm"}


@pytest.fixture
def two(cast, client):
    """two("officer"): the person, and a colleague of the same unit and role, both logged in."""

    def log_in(name):
        person = cast[name]
        colleague = User.objects.create(username="colleague", full_name="Khác", unit=person.unit, role=person.role)
        clients = Client(), Client()
        for one, user in zip(clients, (person, colleague), strict=True):
            one.force_login(user)
        return clients

    return log_in


def shown(rows, name):
    value = rows.values_list(name, flat=True)[0]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else str(value)


def refused(client, path, sent):
    response = client.post(path, sent)
    assert response.status_code == 422
    return html.fromstring(response.content.decode())


def sides(page):
    """{field: (theirs, mine, the side chosen)} of the table."""
    found = {}
    for row in page.xpath("//section[contains(@id, 'conflict')]//tbody/tr"):
        theirs, mine = (" ".join(label.text_content().split()).rpartition(": ")[2] for label in row.xpath(".//label"))
        (chosen,) = row.xpath(".//input[@checked]")
        found[chosen.get("name").removeprefix("keep-")] = (theirs, mine, chosen.get("value"))
    return found


@pytest.mark.parametrize("thing", THINGS)
def test_what_each_changed_is_kept(cast, two, thing):
    who, path, mine, theirs, rows = THINGS[thing](cast)
    me, other = two(who)
    sent = typed(me, path, **dict([mine]))
    assert other.post(path, typed(other, path, **dict([theirs]))).status_code == 302
    assert me.post(path, sent).status_code == 302
    assert [shown(rows, name) for name, _value in (mine, theirs)] == [mine[1], theirs[1]]


def merged_forms(parent=MergingMixin):
    for form in parent.__subclasses__():
        yield form.__name__
        yield from merged_forms(form)


def test_every_form_that_is_merged_is_sent_by_two(cast, as_):
    of_things = set()
    for make in THINGS.values():
        with transaction.atomic():
            who, path, *_more = make(cast)
            of_things.add(type(as_(who).get(path).context["form"]).__name__)
            # Several of them are drafts of one number.
            transaction.set_rollback(True)
    assert set(merged_forms()) == of_things | ALONE | OF_SOMETHING_NEW


def test_without_merging_the_second_saving_wipes_the_first(cast, two, monkeypatch):
    """The control."""
    monkeypatch.setattr(MergingMixin, "_base", lambda form: None)
    who, path, mine, theirs, rows = THINGS["text"](cast)
    me, other = two(who)
    sent = typed(me, path, **dict([mine]))
    other.post(path, typed(other, path, **dict([theirs])))
    assert me.post(path, sent).status_code == 302
    assert [shown(rows, name) for name, _value in (mine, theirs)] == [mine[1], ""]


@pytest.mark.parametrize("side", ["theirs", "mine"])
@pytest.mark.parametrize("thing", THINGS)
def test_of_what_both_changed_one_is_chosen(cast, two, thing, side):
    who, path, (name, value), _another, rows = THINGS[thing](cast)
    me, other = two(who)
    sent, another = typed(me, path, **{name: value}), f"{value}1" if value.isdigit() else f"{value} hai"
    assert other.post(path, typed(other, path, **{name: another})).status_code == 302
    page = refused(me, path, sent)
    assert sides(page) == {name: (another, value, "mine")}
    assert shown(rows, name) == another
    again = filled_in(form_in(page))
    assert again[name] == value
    assert me.post(path, again | {f"keep-{name}": side}).status_code == 302
    assert shown(rows, name) == (value if side == "mine" else another)


def test_a_corrected_name_does_not_move_a_person_back(cast, two):
    _who, path, (name, value), *_rest = THINGS["person"](cast)
    me, other = two("admin")
    sent = typed(me, path, **{name: value})
    moved = typed(other, path, unit=str(cast.units["phu-loc"].pk))
    assert other.post(path, moved).status_code == 302
    assert me.post(path, sent).status_code == 302
    person = User.objects.get(username="officer")
    assert (person.full_name, person.unit) == (value, cast.units["phu-loc"])


@pytest.mark.parametrize("descending", [False, True])
def test_choices_that_were_left_are_nobodys_change(cast, two, descending):
    """However the page lists the people, those who were ticked before are as before."""
    schedule = schedule_of(cast)
    path = f"/reports/schedules/{schedule.pk}/"
    me, other = two("province")
    both = {str(cast[name].pk) for name in ("province", "leader")}
    sent = typed(me, path, working_days="3") | {"people": sorted(both, reverse=descending)}
    alone = typed(other, path) | {"people": [str(cast["leader"].pk)]}
    assert other.post(path, alone).status_code == 302
    assert me.post(path, sent).status_code == 302
    schedule.refresh_from_db()
    assert (schedule.working_days, schedule.people.get()) == (3, cast["leader"])


def test_a_listing_that_somebody_made_meanwhile_is_merged(cast, two):
    place = save_record(site(cast), by=cast["officer"])
    path = f"/directory/{place.pk}/edit/"
    me, other = two("officer")
    mine = {"keeper": "Trưởng phòng", "hours": "Cả ngày"}
    sent = typed(me, path, **mine)
    assert other.post(path, typed(other, path, keeper="Phó phòng", phone="0234 3000 999")).status_code == 302
    page = refused(me, path, sent)
    assert sides(page) == {"keeper": ("Phó phòng", "Trưởng phòng", "mine")}
    assert me.post(path, filled_in(form_in(page))).status_code == 302
    stored = Listing.objects.get(site=place)
    assert (stored.keeper, stored.hours, stored.phone) == ("Trưởng phòng", "Cả ngày", "0234 3000 999")


def test_a_third_saving_in_between_is_asked_about_anew(cast, two):
    path = f"/reports/{cast.submission().pk}/text/"
    me, other = two("officer")
    sent = typed(me, path, evaluation="Một")
    other.post(path, typed(other, path, evaluation="Hai"))
    again = filled_in(form_in(refused(me, path, sent))) | {"keep-evaluation": "theirs"}
    other.post(path, typed(other, path, evaluation="Ba"))
    page = refused(me, path, again)
    assert sides(page) == {"evaluation": ("Ba", "Một", "theirs")}
    assert me.post(path, filled_in(form_in(page))).status_code == 302
    assert cast.submission().evaluation == "Ba"


def test_another_error_keeps_the_choice_and_what_was_typed(cast, two):
    path = f"/reports/{cast.submission().pk}/text/"
    me, other = two("officer")
    sent = typed(me, path, evaluation="Một")
    other.post(path, typed(other, path, evaluation="Hai"))
    again = filled_in(form_in(refused(me, path, sent))) | {"keep-evaluation": "theirs", "proposals": "x" * 10_001}
    page = refused(me, path, again)
    assert sides(page) == {"evaluation": ("Hai", "Một", "theirs")}
    fields = filled_in(form_in(page))
    assert (fields["evaluation"], len(fields["proposals"])) == ("Một", 10_001)


def test_the_same_saved_twice_is_no_conflict(cast, two):
    path = f"/reports/{cast.submission().pk}/text/"
    me, _other = two("officer")
    sent = typed(me, path, evaluation="Một\nHai")
    assert [me.post(path, sent).status_code for _time in range(2)] == [302, 302]


def test_a_paragraph(cast, two):
    report = cast.submission()
    path = f"/reports/{report.pk}/paragraphs/{ADDED}/"
    me, other = two("officer")
    sent, left = typed(me, path, text="Một"), typed(me, path)
    other.post(path, typed(other, path, text="Hai"))
    page = refused(me, path, sent)
    assert sides(page) == {"text": ("Hai", "Một", "mine")}
    # Sent as it was opened it changes nothing.
    assert me.post(path, left).status_code == 302
    assert report.edits.get().text == "Hai"
    assert me.post(path, filled_in(form_in(page))).status_code == 302
    assert report.edits.get().text == "Một"


def test_a_paragraph_that_was_given_up_meanwhile_is_asked_about(cast, two):
    report = cast.submission()
    write_paragraph(report, ADDED, "Cũ", "", by=cast["officer"])
    path = f"/reports/{report.pk}/paragraphs/{ADDED}/"
    me, other = two("officer")
    sent = typed(me, path, text="Một")
    assert other.post(f"{path}anew/", typed(other, f"{path}anew/")).status_code == 302
    assert sides(refused(me, path, sent)) == {"text": ("–", "Một", "mine")}


def test_a_draft_that_follows_the_records_is_nobodys_change(cast, two):
    report = cast.submission()
    talk = save_record(campaign(cast, attendance=100), by=cast["officer"])
    path = f"/reports/{report.pk}/paragraphs/communications.direct/"
    me, _other = two("officer")
    drafted, sent = typed(me, path)["text"], typed(me, path, text="Của tôi")
    talk.attendance = 130
    save_record(talk, by=cast["officer"])
    assert typed(me, path)["text"] != drafted
    assert me.post(path, sent).status_code == 302
    assert report.edits.get().text == "Của tôi"


def test_estimates(cast, two):
    with as_of(date(2020, 11, 30)):
        report = cast.submission()
        path = f"/reports/{report.pk}/estimates/"
        me, other = two("officer")
        sent = typed(me, path, figure_0="10")
        other.post(path, typed(other, path, figure_1="20"))
        assert me.post(path, sent).status_code == 302
        assert report.estimates.count() == 2
        sent = typed(me, path, figure_0="11")
        other.post(path, typed(other, path, figure_0="1.200"))
        page = refused(me, path, sent)
        assert sides(page) == {"figure_0": ("1.200", "11", "mine")}


def test_targets(cast, two):
    near, far = (f"unit_{cast.units[slug].pk}" for slug in ("nam-dong", "phu-loc"))
    path = "/targets/new/?figure=TT-02&year=2020"
    me, other = two("province")
    sent = typed(me, path, **{near: "100", "source": "Kế hoạch 1"})
    other.post(path, typed(other, path, **{far: "200"}))
    assert me.post(path, sent).status_code == 302
    assert sorted(Target.objects.values_list("value", flat=True)) == [100, 200]
    sent = typed(me, path, **{near: "110"})
    other.post(path, typed(other, path, **{near: "120"}))
    page = refused(me, path, sent)
    assert sides(page) == {near: ("120", "110", "mine")}
    assert me.post(path, filled_in(form_in(page))).status_code == 302
    assert Target.objects.get(unit=cast.units["nam-dong"]).value == 110


def test_a_target_that_the_page_did_not_show_is_asked_about(cast, two):
    near = f"unit_{cast.units['nam-dong'].pk}"
    me, other = two("province")
    other.post("/targets/new/", {"indicator": "TT-02", "year": "2020", near: "100"})
    given = {"indicator": "TT-02", "year": "2020", near: "90"}
    page = refused(me, "/targets/new/", typed(me, "/targets/new/", **given))
    assert sides(page) == {near: ("100", "90", "mine")}


def test_rows_of_signers_and_of_where_a_unit_lies(cast, two):
    body = cast.units["nam-dong"].bodies.first()
    body.signers.all().delete()
    Signer.objects.create(body=body, lines="TRƯỞNG PHÒNG", name="Cũ", valid_from=date(2015, 1, 1))
    path = f"/administration/bodies/{body.pk}/"
    me, other = two("admin")
    sent = typed(me, path, **{"signers-0-name": "Của tôi"})
    other.post(path, typed(other, path, **{"signers-0-lines": "PHÓ TRƯỞNG PHÒNG"}))
    assert me.post(path, sent).status_code == 302
    signer = body.signers.get()
    assert (signer.name, signer.lines) == ("Của tôi", "PHÓ TRƯỞNG PHÒNG")
    sent = typed(me, path, **{"signers-0-name": "Một"})
    other.post(path, typed(other, path, **{"signers-0-name": "Hai"}))
    assert sides(refused(me, path, sent)) == {"signers-0-name": ("Hai", "Một", "mine")}
    unit = cast.units["nam-dong"]
    path = f"/administration/units/{unit.pk}/placements/"
    prefix = [name for name in typed(me, path) if name.endswith("-0-valid_from")][0].removesuffix("valid_from")
    first = str(Placement.objects.get(unit=unit).valid_from.year)
    sent = typed(me, path, **{f"{prefix}valid_from": f"2/1/{first}"})
    other.post(path, typed(other, path, **{f"{prefix}valid_to": "31/12/2030"}))
    assert me.post(path, sent).status_code == 302
    placed = Placement.objects.get(unit=unit)
    assert (placed.valid_from.day, placed.valid_to) == (2, date(2030, 12, 31))


def test_a_row_that_somebody_added_meanwhile_counts(cast, two):
    body = cast.units["nam-dong"].bodies.first()
    body.signers.all().delete()
    path = f"/administration/bodies/{body.pk}/"
    me, other = two("admin")
    row = {"signers-0-lines": "TRƯỞNG PHÒNG", "signers-0-name": "A", "signers-0-valid_from": "1/1/2020"}
    sent = typed(me, path, **row)
    assert other.post(path, typed(other, path, **row | {"signers-0-name": "B"})).status_code == 302
    assert me.post(path, sent).status_code == 422
    assert body.signers.count() == 1


def test_a_form_that_says_nothing_of_its_beginning_is_taken_as_sent(cast, two):
    path = f"/reports/{cast.submission().pk}/text/"
    me, _other = two("officer")
    assert me.post(path, {"evaluation": "Một", "began": "{"}).status_code == 302
    assert cast.submission().evaluation == "Một"
