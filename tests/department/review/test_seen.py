"""What was not seen is not approved: the unit sends another report while the old page stands open."""

import pytest
from house import filled_in, form_in
from lxml import html
from making import campaign, hand_in
from reading import page_of, words

from filing.models import SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.submissions.acts.transitions import version_shown
from filing.submissions.pins import pin_record
from reports.documents.composition import compose


@pytest.fixture
def talk(cast):
    """In the report of Nam Đông, which waits for the Department like that of Phú Lộc."""
    record = save_record(campaign(cast, title="Hội nghị"), by=cast["officer"])
    for slug in ("nam-dong", "phu-loc"):
        hand_in(cast, slug, approve=False)
    return record


def at(cast, page, slug="nam-dong"):
    return f"/reports/{cast.submission(slug).pk}/{page}"


def send_another(cast, talk):
    """The unit takes its report back, rewrites it and sends it again."""
    verbs.withdraw(cast.submission(), by=cast["head"])
    changed = type(talk).objects.get(pk=talk.pk)
    changed.attendance = 915
    save_record(changed, by=cast["officer"])
    hand_in(cast, "nam-dong", approve=False)


def link_to(client, cast, act):
    """The address to which the page of the review leads for an act."""
    (link,) = page_of(client, at(cast, "review/")).xpath(f"//a[contains(@href, '/{act}/?')]/@href")
    return link


@pytest.mark.parametrize(("act", "typed"), [("approve", {}), ("return", {"comment": "Thiếu số nữ."})])
def test_an_old_page_decides_nothing(cast, as_, talk, act, typed):
    """It is refused with the difference, what was typed stays, and whoever has seen the difference may decide."""
    client = as_("province")
    path = link_to(client, cast, act)
    form = filled_in(form_in(page_of(client, path))) | typed
    send_another(cast, talk)
    response = client.post(path, form)
    assert (response.status_code, cast.submission().state) == (422, SubmissionState.SENT)
    page = html.fromstring(response.content.decode())
    assert any("Hội nghị" in words(change) and "915" in words(change) for change in page.xpath("//*[@data-changed]"))
    again = filled_in(form_in(page))
    assert {name: again[name] for name in typed} == typed
    assert client.post(path, again).status_code == 302
    assert cast.submission().state == {"approve": SubmissionState.APPROVED, "return": SubmissionState.RETURNED}[act]


def test_the_difference_is_told_before_anything_is_pressed(cast, as_, talk):
    """The page of the review stood open; its button leads to the question with what changed since."""
    client = as_("province")
    path = link_to(client, cast, "approve")
    assert not page_of(client, path).xpath("//*[@data-changed]")
    send_another(cast, talk)
    assert page_of(client, path).xpath("//*[@data-changed]")


def test_who_has_not_read_the_report_is_led_to_it(cast, as_, talk):
    response = as_("province").get(at(cast, "approve/"))
    assert (response.status_code, response["Location"]) == (302, at(cast, "review/"))
    assert as_("province").post(at(cast, "approve/"), {"seen": ""}).status_code == 422
    assert cast.submission().state == SubmissionState.SENT


def test_the_version_of_another_report_shows_nothing_of_it(cast, as_, talk):
    theirs = version_shown(cast.submission("phu-loc"))
    response = as_("province").post(at(cast, "approve/"), {"seen": theirs})
    assert response.status_code == 422
    assert not html.fromstring(response.content.decode()).xpath("//*[@data-changed]")


def test_a_pin_that_somebody_set_meanwhile_is_not_given_up_unseen(cast, as_, talk):
    path = link_to(as_("province"), cast, "approve")
    form = filled_in(form_in(page_of(as_("province"), path)))
    pin_record(cast.submission(), talk, "Thiếu số nữ.", by=cast["province"])
    response = as_("province").post(path, form)
    assert response.status_code == 422
    assert "Thiếu số nữ." in response.content.decode()
    assert cast.submission().remarks.pending().count() == 1


def test_of_several_the_changed_one_is_left_out_and_leads_to_what_changed(cast, as_, talk):
    client, path = as_("province"), f"/reports/periods/{cast.submission().period_id}/approve/"
    page = page_of(client, path)
    form = {one.get("name"): one.get("value") for one in page.xpath("//input[starts-with(@name, 'seen-')]")}
    send_another(cast, talk)
    picked = [cast.submission(slug).pk for slug in ("nam-dong", "phu-loc")]
    response = client.post(path, form | {"pick": picked}, follow=True)
    states = {slug: cast.submission(slug).state for slug in ("nam-dong", "phu-loc")}
    assert states == {"nam-dong": SubmissionState.SENT, "phu-loc": SubmissionState.APPROVED}
    (message,) = html.fromstring(response.content.decode()).find_class("message-error")
    assert "Nam Đông" in words(message)
    assert page_of(client, message.xpath(".//a/@href")[0]).xpath("//*[@data-changed]")


def test_a_summary_is_handed_in_as_its_page_showed_it(cast, as_, talk):
    """A report that is approved meanwhile would be added up unseen."""
    verbs.approve(cast.submission(), compose, by=cast["province"])
    client = as_("province")
    client.post(f"/reports/periods/{cast.submission().period_id}/summary/")
    path = f"/reports/{cast.submission('thua-thien-hue').pk}/submit-summary/"
    form = filled_in(form_in(page_of(client, path))) | {"is_incomplete": "on"}
    verbs.approve(cast.submission("phu-loc"), compose, by=cast["province"])
    assert client.post(path, form).status_code == 422
    assert cast.submission("thua-thien-hue").state == SubmissionState.DRAFT
