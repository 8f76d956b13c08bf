"""The page of a review: what stands beside what, pins, who may, the way from one report to the next."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from making import MAKERS, WHO_HANDS_IN, campaign, log_entry, plan
from reading import page_of, words

from core.accounts.models import Role, User
from core.indicators.catalogue import get_indicator
from department.outliers.flags import flags_of
from filing.models import Period, Remark, Submission, SubmissionState
from filing.records.saving import delete_record, save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.acts.transitions import version_shown
from filing.submissions.pins import pin_figure, pin_paragraph, pin_record
from reports.content.frozen.content import read
from reports.documents.composition import compose, internal_part
from reports.drafting.draft import printed


@pytest.fixture
def sent(cast):
    """Two talks and a plan of Nam Đông, with the year's report before the Department."""
    by = cast["officer"]
    filed = {
        "talk": save_record(campaign(cast, title="Hội nghị xã Thượng Long"), by=by),
        "other": save_record(campaign(cast, title="Tọa đàm", attendance=1150, female=690), by=by),
        "plan": save_record(plan(cast), by=by),
    }
    hand_in(cast)
    return filed


def hand_in(cast, slug="nam-dong"):
    officer, head = WHO_HANDS_IN[slug]
    verbs.submit(cast.submission(slug), compose, by=cast[officer])
    verbs.send(cast.submission(slug), by=cast[head])


def at(cast, page="review/", slug="nam-dong"):
    return f"/reports/{cast.submission(slug).pk}/{page}"


def pin_at(cast, **asked):
    return f"{at(cast, 'pins/new/')}?{urlencode(asked, safe=':')}"


def record_key(record):
    return f"{record._meta.label}:{record.pk}"


def texts(page, hook):
    return [words(one) for one in page.xpath(f"//*[@data-{hook}]")]


def test_the_page_holds_text_figures_and_records(cast, as_, sent):
    page = page_of(as_("province"), at(cast))
    (paper,) = page.find_class("paper")
    for section in printed(internal_part(read(cast.submission().snapshot.content))):
        for told in section.told:
            (spot,) = paper.xpath(".//*[@id=$id]", id=f"paragraph-{told.key}")
            assert words(spot).startswith(" ".join(told.text.split()))
            assert spot.xpath(".//a[contains(@href, $query)]", query=f"?paragraph={told.key}")
    row = page.get_element_by_id("figure-TT-02")
    assert [words(cell) for cell in row.findall("td")][:2] == [
        "1.250 lượt người, " + get_indicator("TT-02").name,
        "750 (60,0%)",
    ]
    unit = cast.units["nam-dong"].pk
    assert row.xpath("./td/a/@href")[0] == f"/communications/?unit={unit}&year=2020"
    for record in sent.values():
        line = page.get_element_by_id(f"record-{record._meta.label}-{record.pk}")
        assert line.xpath(".//a[@href=$url]", url=record.get_absolute_url())
        assert line.xpath(".//a[contains(@href, $query)]", query=f"?record={record_key(record)}")


def test_the_page_is_of_frozen_content(cast, as_):
    """What was filed in later days, which the report leaves open, is not in it."""
    free = Period(
        root=cast.units["thua-thien-hue"],
        kind="thematic",
        year=2020,
        start=date(2020, 11, 15),
        end=date(2020, 12, 15),
        due_on=date(2020, 12, 20),
        asked_number="1",
        asked_on=date(2020, 11, 1),
        asked_subject="Tháng hành động",
    )
    verbs.open_period(free, by=cast["province"])
    gone = save_record(campaign(cast, title="Mít tinh", started_on=date(2020, 11, 20)), by=cast["officer"])
    submission = free.submissions.get(unit=cast.units["nam-dong"])
    verbs.submit(submission, compose, by=cast["officer"])
    verbs.send(submission, by=cast["head"])
    save_record(campaign(cast, title="Sau khi gửi", started_on=date(2020, 11, 21)), by=cast["officer"])
    delete_record(gone, by=cast["officer"])
    page = page_of(as_("province"), f"/reports/{submission.pk}/review/")
    assert "Sau khi gửi" not in words(page)
    line = page.get_element_by_id(f"record-communications.Campaign-{gone.pk}")
    assert "Mít tinh" in words(line)
    assert line.xpath(".//a[@href=$url]", url=gone.get_absolute_url()) == []
    asked = urlencode({"record": record_key(gone)}, safe=":")
    response = as_("province").post(f"/reports/{submission.pk}/pins/new/?{asked}", {"text": "Sửa."})
    assert response.status_code == 404


def test_a_number_in_a_sentence_leads_to_its_figure(cast, as_, sent):
    paper = page_of(as_("province"), at(cast)).find_class("paper")[0]
    found = {words(one): one.get("href").partition("?")[2] for one in paper.find_class("fig")}
    assert found["1.250 lượt người"] == "figure=TT-02"


def test_the_period_before_stands_beside_it(cast, as_):
    """Of a quarter the one before; of a year that is last year's same period, which has its column already."""
    quarters = []
    for number, start, end in ((1, date(2019, 12, 15), date(2020, 3, 14)), (2, date(2020, 3, 15), date(2020, 6, 14))):
        period = Period(
            root=cast.units["thua-thien-hue"],
            kind="quarter",
            year=2020,
            number=number,
            start=start,
            end=end,
            due_on=end,
            asked_number="1",
            asked_on=start,
            asked_subject="Báo cáo quý",
        )
        verbs.open_period(period, by=cast["province"])
        save_record(campaign(cast, attendance=100 * number, started_on=end), by=cast["officer"])
        submission = period.submissions.get(unit=cast.units["nam-dong"])
        verbs.submit(submission, compose, by=cast["officer"])
        verbs.send(submission, by=cast["head"])
        quarters.append(submission)
    hand_in(cast)
    first, second = (page_of(as_("province"), f"/reports/{one.pk}/review/") for one in quarters)
    cells = [[words(cell) for cell in page.get_element_by_id("figure-TT-02").findall("td")] for page in (first, second)]
    assert [len(row) for row in cells] == [4, 5]
    assert cells[1][0].startswith("200 ")
    assert cells[1][3] == "100"
    assert second.xpath("//a[@href=$url]", url=f"/reports/{quarters[0].pk}/")
    year = page_of(as_("province"), at(cast))
    assert len(year.get_element_by_id("figure-TT-02").findall("td")) == 4


def test_the_review_is_begun_by_a_button(cast, as_, sent):
    """Until then the page says that the unit may still withdraw; looking alone changes nothing."""
    page = page_of(as_("province"), at(cast))
    assert page.xpath("//form[@action=$url]", url=at(cast, "review/open/"))
    assert len(page.xpath("//main//*[contains(@class, 'btn-primary')][not(ancestor::dialog)]")) == 1
    assert not cast.submission().is_under_review
    response = as_("province").post(at(cast, "review/open/"))
    assert response["Location"] == at(cast)
    assert cast.submission().is_under_review
    page = page_of(as_("province"), at(cast))
    assert not page.xpath("//form[@action=$url]", url=at(cast, "review/open/"))
    (primary,) = page.xpath("//main//*[contains(@class, 'btn-primary')][not(ancestor::dialog)]")
    assert primary.get("href").startswith(f"{at(cast, 'approve/')}?next=review&seen=")
    assert "withdraw/" not in page_of(as_("officer"), at(cast, "")).xpath("//a/@href")


def test_who_may(cast, as_, sent):
    for name, answer in (("officer", 403), ("head", 403), ("leader", 403), ("neighbour", 404), ("stranger", 404)):
        for method, page in (("get", "review/"), ("post", "review/open/"), ("get", "pins/new/?figure=TT-02")):
            assert getattr(as_(name), method)(at(cast, page)).status_code == answer, (name, page)
    assert not cast.submission().is_under_review


@pytest.mark.parametrize("page", ["review/", "pins/new/?figure=TT-02"])
def test_what_is_not_sent_is_not_reviewed(cast, as_, page):
    for step in (None, "submit"):
        if step:
            verbs.submit(cast.submission(), compose, by=cast["officer"])
        response = as_("province").get(at(cast, page))
        assert (response.status_code, response["Location"]) == (302, at(cast, ""))
    response = as_("province").post(at(cast, "review/open/"), follow=True)
    assert response.redirect_chain[-1][0] == at(cast, "")
    assert html.fromstring(response.content.decode()).find_class("message-error")


def test_a_reason_is_pinned_to_each_sort_of_thing(cast, as_, sent):
    client = as_("province")
    asked = {
        "record": (record_key(sent["talk"]), f"record-communications.Campaign-{sent['talk'].pk}"),
        "figure": ("TT-02", "figure-TT-02"),
        "paragraph": ("plans.issued", "paragraph-plans.issued"),
    }
    for name, (key, anchor) in asked.items():
        page = page_of(client, pin_at(cast, **{name: key}))
        assert page.xpath("//form[@method='post']//textarea[@name='text'][@maxlength='1000']")
        response = client.post(pin_at(cast, **{name: key}), {"text": f"Kiểm tra {name}."})
        assert response["Location"] == f"{at(cast)}#{anchor}"
    found = Remark.objects.pending().values_list("target", "text", "label")
    titles = {target: label for target, _text, label in found}
    assert {target: text for target, text, _label in found} == {name: f"Kiểm tra {name}." for name in asked}
    assert (titles["record"], titles["figure"]) == ("Hội nghị xã Thượng Long", f"TT-02 {get_indicator('TT-02').name}")
    assert titles["paragraph"].startswith("Trong năm 2020")
    assert cast.submission().is_under_review
    page = page_of(client, at(cast))
    assert len(texts(page, "pinned")) == 3
    for _key, anchor in asked.values():
        assert "is-pinned" in page.get_element_by_id(anchor).get("class")


def test_a_pin_is_edited_and_taken_away(cast, as_, sent):
    client = as_("province")
    client.post(pin_at(cast, figure="TT-02"), {"text": "Tách theo xã."})
    page = page_of(client, pin_at(cast, figure="TT-02"))
    assert page.xpath("//textarea")[0].text.strip() == "Tách theo xã."
    client.post(pin_at(cast, figure="TT-02"), {"text": "Tách theo thôn."})
    remark = Remark.objects.get()
    assert remark.text == "Tách theo thôn."
    page = page_of(client, at(cast))
    assert page.xpath("//form[@action=$url]", url=f"/reports/pins/{remark.pk}/delete/")
    assert client.post(f"/reports/pins/{remark.pk}/delete/")["Location"] == at(cast)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_a_pin_without_a_proper_reason_is_refused(cast, as_, sent, text):
    response = as_("province").post(pin_at(cast, figure="TT-02"), {"text": text})
    assert response.status_code == 422
    page = html.fromstring(response.content.decode())
    assert page.xpath("//*[@data-error-summary]//a[@href='#id_text']")
    assert page.get_element_by_id("id_text").text.strip() == text.strip()
    assert not Remark.objects.exists()


def test_nothing_else_can_be_pinned(cast, as_, sent):
    """Another unit's record, one that the report does not hold, a hidden or unknown figure, a foreign paragraph."""
    foreign = save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    planned = save_record(campaign(cast, started_on=date(2020, 12, 28), status="planned"), by=cast["officer"])
    asked = [
        {"record": record_key(foreign)},
        {"record": record_key(planned)},
        {"record": "plans.Plan:x"},
        {"record": f"plans.Plan:{sent['talk'].pk}9"},
        {"record": f"accounts.User:{cast['officer'].pk}"},
        {"figure": "TT-99"},
        {"figure": "TT-11.1"},
        {"figure": ""},
        {"paragraph": "plans.khong-co"},
        {},
        {"figure": "TT-02", "paragraph": "plans.issued"},
    ]
    for one in asked:
        for method in ("get", "post"):
            response = getattr(as_("province"), method)(
                pin_at(cast, **one), {"text": "Sửa."} if method == "post" else {}
            )
            assert response.status_code == 404, (method, one)
    assert not Remark.objects.exists()


def test_the_unit_sees_nothing_of_what_is_pinned(cast, as_, sent):
    """Neither on the record's page, nor at home, nor on the report, until it is returned; nor can it touch a pin."""
    secret = "Bí mật cho đến khi trả lại"
    remark = pin_record(cast.submission(), sent["talk"], secret, by=cast["province"])
    pin_figure(cast.submission(), get_indicator("TT-02"), secret, by=cast["province"])
    pin_paragraph(cast.submission(), "plans.issued", secret, secret, by=cast["province"])
    pages = ("/", at(cast, ""), sent["talk"].get_absolute_url(), "/reports/")
    for name in ("officer", "head"):
        for path in pages:
            assert secret not in words(page_of(as_(name), path)), (name, path)
        assert as_(name).post(f"/reports/pins/{remark.pk}/delete/").status_code == 404
    assert as_("leader").post(f"/reports/pins/{remark.pk}/delete/").status_code == 403
    assert secret not in words(page_of(as_("leader"), at(cast, "")))
    assert Remark.objects.pending().count() == 3
    verbs.return_(cast.submission(), by=cast["province"])
    for path in pages[1:3]:
        assert secret in words(page_of(as_("officer"), path)), path


def test_the_foot_says_how_much_is_returned(cast, as_, sent):
    """The return takes what was pinned, with a day; it goes on to the next report."""
    client = as_("province")
    client.post(pin_at(cast, figure="TT-02"), {"text": "Tách theo xã."})
    client.post(pin_at(cast, record=record_key(sent["talk"])), {"text": "Thiếu số nữ."})
    page = page_of(client, at(cast))
    (link,) = page.xpath("//*[@class='action-bar']//a[contains(@href, '/return/')]")
    assert "2" in words(link)
    asked = page_of(client, link.get("href"))
    assert "Tách theo xã." in words(asked)
    assert "Thiếu số nữ." in words(asked)
    hand_in(cast, "phu-loc")
    response = client.post(link.get("href"), {"comment": "", "correct_by": "24/12/2020"})
    assert response["Location"] == at(cast, "review/next/")
    assert client.get(response["Location"])["Location"] == at(cast, slug="phu-loc")
    submission = cast.submission()
    assert (submission.state, submission.correct_by) == (SubmissionState.RETURNED, date(2020, 12, 24))
    assert submission.correction.remarks.count() == 2


def test_a_day_off_moves_the_day_of_the_correction(cast, as_, sent):
    path = f"{at(cast, 'return/')}?next=review"
    as_("province").post(path, {"comment": "Sửa.", "correct_by": "26/12/2020"})
    assert cast.submission().correct_by == date(2020, 12, 28)


def test_approving_asks_first_and_says_what_is_given_up(cast, as_, sent):
    client, path = as_("province"), f"{at(cast, 'approve/')}?next=review"
    client.post(pin_at(cast, figure="TT-02"), {"text": "Tách theo xã."})
    seen = version_shown(cast.submission())
    assert "Tách theo xã." in words(page_of(client, f"{path}&seen={seen}"))
    assert cast.submission().state == SubmissionState.SENT
    response = client.post(path, follow=True)
    assert response.redirect_chain[-1][0] == f"/reports/periods/{cast.submission().period_id}/"
    assert "Nam Đông" in words(html.fromstring(response.content.decode()).find_class("message-success")[0])
    assert (cast.submission().state, Remark.objects.count()) == (SubmissionState.APPROVED, 0)


def test_a_refused_act_leads_back_to_the_report(cast, as_, sent):
    path = f"{at(cast, 'approve/')}?next=review"
    verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"])
    response = as_("province").post(path, follow=True)
    assert response.redirect_chain[-1][0] == at(cast, "")
    assert html.fromstring(response.content.decode()).find_class("message-error")
    assert cast.submission().state == SubmissionState.RETURNED


def test_the_page_opens_on_what_changed_since_the_return(cast, as_, sent):
    """The reasons first, each with whether its thing changed; then the changes; marks at the things themselves."""
    by = cast["province"]
    pin_record(cast.submission(), sent["talk"], "Thiếu số nữ.", by=by)
    pin_record(cast.submission(), sent["plan"], "Sai số văn bản.", by=by)
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=by)
    verbs.return_(cast.submission(), comment="Xem lại số liệu.", by=by)
    talk = type(sent["talk"]).objects.get(pk=sent["talk"].pk)
    talk.attendance, talk.female = 170, 77
    save_record(talk, by=cast["officer"])
    delete_record(type(talk).objects.get(pk=sent["other"].pk), by=cast["officer"])
    came = save_record(
        campaign(cast, title="Hội thi mới", attendance=None, female=None, minority=None, cost_district=None),
        by=cast["officer"],
    )
    hand_in(cast)
    page = page_of(as_("province"), at(cast))
    (aside,) = page.xpath("//aside")
    assert aside.xpath("./*[1]//h2/@id") == ["changes"]
    reasons = dict(zip(("talk", "plan", "figure"), page.xpath("//*[@data-reason]"), strict=True))
    tones = {name: one.xpath(".//*[contains(@class, 'pill')]/@class")[0] for name, one in reasons.items()}
    assert tones == {"talk": "pill tone-done", "plan": "pill tone-late", "figure": "pill tone-done"}
    told = " | ".join(texts(page, "changed"))
    for expected in ("1.250; nữ 750 (60,0%) → 170; nữ 77 (45,3%)", "60 → 77", "Hội thi mới", "Tọa đàm"):
        assert expected in told
    assert "Xem lại số liệu." in words(aside)
    assert page.get_element_by_id(f"record-communications.Campaign-{came.pk}").find_class("tone-info")
    assert not page.get_element_by_id(f"record-plans.Plan-{sent['plan'].pk}").find_class("tone-info")
    assert page.get_element_by_id("figure-TT-02").find_class("tone-info")


def test_the_page_opens_on_what_changed_since_it_was_reopened(cast, as_, sent):
    verbs.approve(cast.submission(), compose, by=cast["province"])
    verbs.reopen(cast.submission(), comment="Bổ sung lớp tập huấn.", by=cast["province"])
    save_record(campaign(cast, title="Hội thi mới"), by=cast["officer"])
    hand_in(cast)
    page = page_of(as_("province"), at(cast))
    assert "Bổ sung lớp tập huấn." in words(page.xpath("//aside")[0])
    assert "Hội thi mới" in " ".join(texts(page, "changed"))


def test_a_number_that_the_records_do_not_bear_out_is_listed(cast, as_):
    save_record(plan(cast), by=cast["officer"])
    text = "Đã ban hành 77 kế hoạch."
    text_verbs.write_paragraph(cast.submission(), "plans.issued", text, "Có 12 kế hoạch.", by=cast["officer"])
    hand_in(cast)
    page = page_of(as_("province"), at(cast))
    (doubt,) = page.xpath("//*[@data-doubt]")
    assert doubt.xpath(".//a/@href")[0] == "#paragraph-plans.issued"
    assert "77" in words(doubt)


def test_what_is_flagged_leads_to_its_place(cast, as_):
    """Every flag is there, in its order, with its words, and leads to what it is about; here one talk filed twice."""
    for _ in range(2):
        save_record(campaign(cast, title="Hội nghị xã Thượng Long"), by=cast["officer"])
    hand_in(cast)
    expected = flags_of(cast.submission(), read(cast.submission().snapshot.content))
    assert expected
    page = page_of(as_("province"), at(cast))
    found = page.xpath("//*[@data-flag]")
    assert [words(one.find("p")) for one in found] == [" ".join(one.reason.split()) for one in expected]
    for one in found:
        assert page.get_element_by_id(one.xpath(".//a/@href")[0].removeprefix("#")) is not None


def open_month(cast, number):
    """A month of 2020 with a report of Nam Đông that is sent."""
    start, end = date(2020, number - 1, 15), date(2020, number, 14)
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="month",
        year=2020,
        number=number,
        start=start,
        end=end,
        due_on=end,
        asked_number="1",
        asked_on=start,
        asked_subject="Báo cáo tháng",
    )
    verbs.open_period(period, by=cast["province"])
    submission = period.submissions.get(unit=cast.units["nam-dong"])
    verbs.submit(submission, compose, by=cast["officer"])
    verbs.send(submission, by=cast["head"])
    return submission


def test_the_next_and_the_one_before(cast, as_, sent):
    """In a ring: the period's own by the day when they were sent, then those of other periods."""
    hand_in(cast, "phu-loc")
    Submission.objects.filter(pk=cast.submission("phu-loc").pk).update(sent_on=date(2020, 12, 17))
    month = open_month(cast, 3)
    ring = [cast.submission("phu-loc").pk, cast.submission().pk, month.pk]
    for place, pk in enumerate(ring):
        page = page_of(as_("province"), f"/reports/{pk}/review/")
        for key, other in (("next", ring[(place + 1) % 3]), ("previous", ring[place - 1])):
            assert page.xpath(f"//a[@data-key-{key}]/@href") == [f"/reports/{other}/review/"]
    verbs.approve(cast.submission(), compose, by=cast["province"])
    response = as_("province").get(at(cast, "review/next/"))
    assert response["Location"] == at(cast, slug="phu-loc")


def test_the_last_one_leads_to_the_overview(cast, as_, sent):
    page = page_of(as_("province"), at(cast))
    assert page.xpath("//a[@data-key-next] | //a[@data-key-previous]") == []
    response = as_("province").get(at(cast, "review/next/"))
    assert response["Location"] == f"/reports/periods/{cast.submission().period_id}/"


def test_the_report_s_page_leads_to_the_review(cast, as_, sent):
    page = page_of(as_("province"), at(cast, ""))
    primary = page.xpath("//*[@class='action-bar']//a[contains(@class, 'btn-primary')]/@href")
    assert primary == [at(cast)]
    for name in ("officer", "leader"):
        assert at(cast) not in page_of(as_(name), at(cast, "")).xpath("//a/@href")
    verbs.approve(cast.submission(), compose, by=cast["province"])
    assert at(cast) not in page_of(as_("province"), at(cast, "")).xpath("//a/@href")


def several(cast):
    return f"/reports/periods/{cast.submission().period_id}/approve/"


def picks(page):
    return {int(one.get("value")): one.get("checked") is not None for one in page.xpath("//input[@name='pick']")}


def test_several_are_approved_at_once(cast, as_, sent):
    hand_in(cast, "phu-loc")
    page = page_of(as_("province"), several(cast))
    mine, theirs = cast.submission().pk, cast.submission("phu-loc").pk
    assert picks(page) == {mine: True, theirs: True}
    response = as_("province").post(several(cast), {"pick": [mine, theirs]}, follow=True)
    assert {cast.submission(slug).state for slug in WHO_HANDS_IN} == {SubmissionState.APPROVED}
    (message,) = html.fromstring(response.content.decode()).find_class("message-success")
    assert "Nam Đông" in words(message)
    assert "Phú Lộc" in words(message)


def test_what_has_pins_is_not_ticked_beforehand(cast, as_, sent):
    hand_in(cast, "phu-loc")
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    assert picks(page_of(as_("province"), several(cast))) == {
        cast.submission().pk: False,
        cast.submission("phu-loc").pk: True,
    }


def test_one_that_fails_is_named_and_keeps_no_other_back(cast, as_, sent):
    hand_in(cast, "phu-loc")
    verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"])
    asked = {"pick": [cast.submission().pk, cast.submission("phu-loc").pk]}
    seen = {f"seen-{pk}": version_shown(Submission.objects.get(pk=pk)) for pk in asked["pick"]}
    response = as_("province").post(several(cast), asked | seen, follow=True)
    page = html.fromstring(response.content.decode())
    assert "Nam Đông" in words(page.find_class("message-error")[0])
    assert "Phú Lộc" in words(page.find_class("message-success")[0])
    assert (cast.submission().state, cast.submission("phu-loc").state) == (
        SubmissionState.RETURNED,
        SubmissionState.APPROVED,
    )


def test_nothing_ticked_is_a_question_again(cast, as_, sent):
    response = as_("province").post(several(cast), {"pick": ["x", "", "²", "9" * 5000]})
    assert response.status_code == 422
    page = html.fromstring(response.content.decode())
    target = page.xpath("//*[@data-error-summary]//a/@href")[0].removeprefix("#")
    assert page.get_element_by_id(target).get("name") == "pick"
    assert picks(page) == {cast.submission().pk: False}


def test_only_reports_of_that_period_and_province_are_approved(cast, as_, sent):
    month = open_month(cast, 3)
    as_("province").post(several(cast), {"pick": [month.pk, 999_999]})
    month.refresh_from_db()
    assert (month.state, cast.submission().state) == (SubmissionState.SENT, SubmissionState.SENT)
    for name, answer in (("officer", 403), ("leader", 403), ("stranger", 404)):
        assert as_(name).post(several(cast), {"pick": [cast.submission().pk]}).status_code == answer
    assert cast.submission().state == SubmissionState.SENT


def test_a_period_without_waiting_reports_says_so(cast, as_):
    page = page_of(as_("province"), several(cast))
    assert page.find_class("empty")
    assert page.xpath("//input[@name='pick']") == []


def test_the_officer_who_files_from_paper_does_not_review_it(cast, as_, sent):
    User.objects.filter(pk=cast["province"].pk).update(acting_for=cast.units["nam-dong"])
    cast["province"].refresh_from_db()
    assert as_("province").get(at(cast)).status_code == 403
    assert picks(page_of(as_("province"), several(cast))) == {}


def queries(client, path):
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def file_of_each(cast, number):
    """That many records of every kind that may stand there often."""
    for where in set(MAKERS) - {"plans:communes-", "communications:communes-", "capacity:standing-", "models_sites:"}:
        for _ in range(number):
            save_record(MAKERS[where](cast), by=cast["officer"])


def hand_in_of_others(cast):
    for slug in ("a-luoi", "hue", "phu-vang", "quang-dien"):
        for role in (Role.OFFICER, Role.HEAD):
            User.objects.create(username=f"{role}-{slug}", unit=cast.units[slug], role=role)
        verbs.submit(cast.submission(slug), compose, by=User.objects.get(username=f"{Role.OFFICER}-{slug}"))
        verbs.send(cast.submission(slug), by=User.objects.get(username=f"{Role.HEAD}-{slug}"))


def test_queries_of_the_review(cast, as_):
    """The same with few and with many records, pins, reasons and other reports that wait."""
    client, asked = as_("province"), []
    for number in (1, 8):
        file_of_each(cast, number)
        hand_in(cast)
        content = cast.submission().snapshot.content
        rows = [one for one in content["records"] if one["kind"] == "communications.Campaign"][:number]
        for told in ("Lần đầu.", "Lần sau."):
            for row in rows:
                client.post(pin_at(cast, record=f"{row['kind']}:{row['id']}"), {"text": told})
            client.post(pin_at(cast, figure="TT-02"), {"text": told})
            if told == "Lần đầu.":
                verbs.return_(cast.submission(), by=cast["province"])
                save_record(campaign(cast), by=cast["officer"])
                hand_in(cast)
        asked.append((queries(client, at(cast)), queries(client, pin_at(cast, figure="TT-02"))))
        if number == 1:
            verbs.return_(cast.submission(), by=cast["province"])
            verbs.submit(cast.submission(), compose, by=cast["officer"])
            verbs.send_back(cast.submission(), comment="Mở lại cho đủ.", by=cast["head"])
            Submission.objects.filter(pk=cast.submission().pk).update(correction=None, closed_through=None)
            hand_in_of_others(cast)
    assert asked[0] == asked[1]


def test_sensitive_figures_stand_inside(cast, as_):
    """The Department reads them in full: this page is internal."""
    save_record(log_entry(cast, victims=3), by=cast["officer"])
    hand_in(cast)
    row = page_of(as_("province"), at(cast)).get_element_by_id("figure-MH-02.1")
    assert words(row.findall("td")[0]).startswith("3 ")
