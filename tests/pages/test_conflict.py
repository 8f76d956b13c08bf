"""Two officers on one record: the second sees whose change came first, both values side by side, and chooses."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from house import filled_in, form_in, typed
from lxml import html
from making import campaign
from uploading import pdf

from communications.models import Campaign
from core.accounts.models import User
from filing.records.saving import delete_record, save_record
from filing.submissions import verbs
from reports.documents.composition import compose


@pytest.fixture
def record(cast):
    return save_record(campaign(cast, note="Cũ", place="Nhà văn hóa"), by=cast["officer"])


@pytest.fixture
def colleague(cast):
    """Another officer of the same unit, logged in."""
    unit = cast.units["nam-dong"]
    person = User.objects.create(username="colleague", full_name="Đồng nghiệp", unit=unit, role="officer")
    client = Client()
    client.force_login(person)
    return client


def edit_of(record):
    return f"{record.get_absolute_url()}edit/"


def saved(client, path, sent):
    assert client.post(path, sent).status_code == 302
    return Campaign.objects.get()


def refused(client, path, sent):
    response = client.post(path, sent)
    assert response.status_code == 422
    return html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def sides(page):
    """{field: (theirs, mine, the side chosen)} of the table."""
    found = {}
    for row in page.xpath("//section[@id='conflict']//tbody/tr"):
        theirs, mine = (words(label).rpartition(": ")[2] for label in row.xpath(".//label"))
        (chosen,) = row.xpath(".//input[@checked]")
        found[chosen.get("name").removeprefix("keep-")] = (theirs, mine, chosen.get("value"))
    return found


def beginning(record, as_, colleague):
    """What the officer is about to send, when the colleague saved a new place and a new number first."""
    sent = typed(as_("officer"), edit_of(record), title="Tên của tôi", attendance="150")
    saved(colleague, edit_of(record), typed(colleague, edit_of(record), place="Chợ", attendance="140"))
    return sent


def test_both_values_stand_side_by_side_with_who_and_when(record, as_, colleague):
    sent = beginning(record, as_, colleague)
    page = refused(as_("officer"), edit_of(record), sent)
    assert sides(page) == {
        "title": ("Buổi truyền thông", "Tên của tôi", "mine"),
        "attendance": ("140", "150", "mine"),
        "place": ("Chợ", "Nhà văn hóa", "theirs"),
    }
    for heading in (page.xpath("//section[@id='conflict']//th[2]")[0], page.xpath("//*[@data-error-summary]")[0]):
        assert "Đồng nghiệp" in words(heading)
        assert f"{Campaign.objects.get().changed_at.astimezone():%H:%M}" in words(heading)
    assert page.xpath("//*[@data-error-summary]//a[@href='#conflict']")
    assert filled_in(form_in(page))["title"] == "Tên của tôi"
    assert Campaign.objects.get().title == "Buổi truyền thông"


def test_the_choice_is_saved(record, as_, colleague):
    page = refused(as_("officer"), edit_of(record), beginning(record, as_, colleague))
    again = filled_in(form_in(page)) | {"keep-attendance": "theirs"}
    kept = saved(as_("officer"), edit_of(record), again)
    assert (kept.title, kept.attendance, kept.place, kept.version) == ("Tên của tôi", 140, "Chợ", 3)


def test_what_the_other_wrote_is_replaced_where_that_is_chosen(record, as_, colleague):
    page = refused(as_("officer"), edit_of(record), beginning(record, as_, colleague))
    again = filled_in(form_in(page)) | {"keep-title": "theirs", "keep-place": "mine"}
    kept = saved(as_("officer"), edit_of(record), again)
    assert (kept.title, kept.attendance, kept.place) == ("Buổi truyền thông", 150, "Nhà văn hóa")


def test_a_third_saving_in_between_shows_the_conflict_anew(record, as_, colleague):
    page = refused(as_("officer"), edit_of(record), beginning(record, as_, colleague))
    again = filled_in(form_in(page)) | {"keep-attendance": "theirs"}
    saved(colleague, edit_of(record), typed(colleague, edit_of(record), attendance="145", outcome="Tốt"))
    page = refused(as_("officer"), edit_of(record), again)
    assert sides(page) == {
        "title": ("Buổi truyền thông", "Tên của tôi", "mine"),
        "attendance": ("145", "150", "theirs"),
        "place": ("Chợ", "Nhà văn hóa", "theirs"),
        "outcome": ("Tốt", "–", "theirs"),
    }
    kept = saved(as_("officer"), edit_of(record), filled_in(form_in(page)))
    assert (kept.title, kept.attendance, kept.place, kept.outcome) == ("Tên của tôi", 145, "Chợ", "Tốt")


def test_an_error_in_a_field_given_up_does_not_count(record, as_, colleague):
    sent = beginning(record, as_, colleague) | {"attendance": "nhiều"}
    page = refused(as_("officer"), edit_of(record), sent)
    assert sides(page)["attendance"] == ("140", "nhiều", "mine")
    again = filled_in(form_in(page))
    assert sides(refused(as_("officer"), edit_of(record), again))["attendance"] == ("140", "nhiều", "mine")
    kept = saved(as_("officer"), edit_of(record), again | {"keep-attendance": "theirs"})
    assert (kept.attendance, kept.title) == (140, "Tên của tôi")


def test_another_error_keeps_the_choice_open(record, as_, colleague):
    page = refused(as_("officer"), edit_of(record), beginning(record, as_, colleague))
    again = filled_in(form_in(page)) | {"keep-title": "theirs", "started_on": ""}
    page = refused(as_("officer"), edit_of(record), again)
    assert sides(page)["title"] == ("Buổi truyền thông", "Tên của tôi", "theirs")
    kept = saved(as_("officer"), edit_of(record), filled_in(form_in(page)) | {"started_on": "5/5/2020"})
    assert (kept.title, kept.attendance) == ("Buổi truyền thông", 150)


def test_a_refusal_by_closed_days_keeps_the_choice_open(cast, record, as_, colleague):
    record.started_on = record.ended_on = date(2020, 12, 16)
    save_record(record, by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    page = refused(as_("officer"), edit_of(record), beginning(record, as_, colleague))
    again = filled_in(form_in(page)) | {"keep-title": "theirs", "started_on": "5/5/2020", "ended_on": "5/5/2020"}
    page = refused(as_("officer"), edit_of(record), again)
    assert page.xpath("//*[@data-error-summary]//a[@href='#id_ended_on']")
    assert sides(page)["title"] == ("Buổi truyền thông", "Tên của tôi", "theirs")


def test_a_choice_of_one_who_was_not_asked_is_not_taken(record, as_, colleague):
    """The version that is sent is older than the record: no value of the record stands in for what was typed."""
    sent = beginning(record, as_, colleague) | {"keep-title": "theirs"}
    page = refused(as_("officer"), edit_of(record), sent)
    assert sides(page)["title"] == ("Buổi truyền thông", "Tên của tôi", "theirs")
    assert Campaign.objects.get().version == 2


def test_the_same_saved_twice_is_no_conflict(record, as_):
    """The answer to the first saving got lost on the way."""
    sent = typed(as_("officer"), edit_of(record), title="Tên mới", ended_on="")
    saved(as_("officer"), edit_of(record), sent)
    assert saved(as_("officer"), edit_of(record), sent).title == "Tên mới"


def test_what_was_typed_into_a_deleted_record_can_be_saved_as_a_new_one(cast, record, as_, colleague):
    sent = typed(as_("officer"), edit_of(record), title="Tên của tôi")
    delete_record(record, by=cast["officer"])
    page = refused(as_("officer"), edit_of(record), sent)
    (form,) = [one for one in page.forms if "form-panel" in (one.get("class") or "")]
    assert form.get("action") == "/communications/new/"
    assert filled_in(form)["title"] == "Tên của tôi"
    assert not Campaign.objects.exists()
    kept = saved(as_("officer"), form.get("action"), filled_in(form))
    assert kept.pk != record.pk
    assert (kept.title, kept.version, kept.unit) == ("Tên của tôi", 1, cast.units["nam-dong"])


def test_a_deletion_is_told_beside_other_errors(cast, record, as_):
    sent = typed(as_("officer"), edit_of(record), title="", note="Đang gõ")
    delete_record(record, by=cast["officer"])
    page = refused(as_("officer"), edit_of(record), sent)
    assert page.xpath("//form[@action='/communications/new/']//textarea[@name='note'][contains(., 'Đang gõ')]")
    assert as_("officer").get(edit_of(record)).status_code == 404


def test_nobody_else_learns_of_a_deleted_record(cast, record, as_):
    sent = typed(as_("officer"), edit_of(record))
    delete_record(record, by=cast["officer"])
    assert as_("neighbour").post(edit_of(record), sent).status_code == 404
    assert as_("head").post(edit_of(record), sent).status_code == 403


def test_files_chosen_in_a_conflict_are_asked_for_again(record, as_, colleague):
    sent = beginning(record, as_, colleague) | {"upload": SimpleUploadedFile("a.pdf", pdf())}
    page = refused(as_("officer"), edit_of(record), sent)
    assert page.xpath("//*[@data-error-summary]//a[@href='#id_upload']")
    assert not record.evidence.exists()


def test_days_are_compared_as_days(record, as_, colleague):
    sent = typed(as_("officer"), edit_of(record), started_on="05/05/2020", ended_on="6/5/2020")
    saved(colleague, edit_of(record), typed(colleague, edit_of(record), ended_on="7/5/2020"))
    page = refused(as_("officer"), edit_of(record), sent)
    assert list(sides(page)) == ["ended_on"]
    assert saved(as_("officer"), edit_of(record), filled_in(form_in(page))).ended_on == date(2020, 5, 6)


def test_several_choices_and_rows_are_chosen_whole(record, as_, colleague):
    sent = typed(as_("officer"), edit_of(record), **rows("leaflet", "12"), audiences=["women", "men"])
    saved(colleague, edit_of(record), typed(colleague, edit_of(record), **rows("banner", "3"), audiences=["youth"]))
    page = refused(as_("officer"), edit_of(record), sent)
    assert {name: side for name, (*_, side) in sides(page).items()} == {"audiences": "mine", "product_list": "mine"}
    assert "12" in sides(page)["product_list"][1]
    again = sent | {"version": "2", "keep-audiences": "mine", "keep-product_list": "theirs"}
    kept = saved(as_("officer"), edit_of(record), again)
    assert kept.audiences == ["women", "men"]
    assert [(row["kind"], row["quantity"]) for row in kept.product_list] == [("banner", 3)]
    assert kept.products == 3


def rows(kind, quantity):
    return {"product_list-0-kind": kind, "product_list-0-quantity": quantity}
