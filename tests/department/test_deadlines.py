"""The pages of due dates: requests, answers, declared days off, reminding units."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from house import typed
from lxml import html
from making import hand_in
from reading import page_of, words
from refusing import assert_told_at

from core.accounts.models import Role, User
from core.lib.dates.clock import as_of
from core.lib.dates.windows import Window
from core.notifications.models import Notice
from filing.models import DayOff, Request, RequestState, Submission, SubmissionState
from filing.submissions import days_off, requests

REASON = "Bão lụt, chưa đủ số liệu."


def ask(cast, slug="nam-dong", by="officer", until=date(2020, 12, 28)):
    return requests.ask_extension(cast.submission(slug), until, REASON, by=cast[by])


def post(client, path, **sent):
    return client.post(path, sent)


# Asking


def test_a_unit_asks_and_sees_its_request(cast, as_):
    path = f"/reports/{cast.submission().pk}/extension/"
    client = as_("officer")
    answer = post(client, path, until="27/12/2020", reason=REASON)
    asked = Request.objects.get()
    assert answer.url == f"/requests/{asked.pk}/"
    assert asked.until == date(2020, 12, 28)
    page = page_of(client, answer.url)
    assert REASON in words(page)
    assert "28/12/2020" in words(page)
    assert not page.xpath("//input[@name='decision']")
    (row,) = page_of(client, "/requests/").xpath("//tr[@data-request]")
    assert row.xpath(".//form/@action") == [f"/requests/{asked.pk}/take-back/"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"until": "21/12/2020", "reason": REASON}, "until"),
        ({"until": "khi nào xong", "reason": REASON}, "until"),
        ({"until": "1/1/2060", "reason": REASON}, "until"),
        ({"until": "28/12/2020", "reason": "  "}, "reason"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(cast, as_, sent, field):
    response = as_("officer").post(f"/reports/{cast.submission().pk}/extension/", sent)
    assert response.status_code == 422
    page = page_from(response)
    (control,) = page.xpath(f"//*[@name='{field}']")
    assert "is-invalid" in control.get("class")
    (until,) = page.xpath("//input[@name='until']")
    assert until.get("value") == sent["until"]
    assert not Request.objects.exists()


def page_from(response):
    return html.fromstring(response.content.decode())


def test_a_second_request_is_refused_on_the_form(cast, as_):
    ask(cast)
    response = post(as_("head"), f"/reports/{cast.submission().pk}/extension/", until="30/12/2020", reason=REASON)
    assert response.status_code == 422
    assert page_from(response).xpath("//*[@data-error-summary]//li")
    assert Request.objects.count() == 1


@pytest.mark.parametrize(("page", "approve"), [("extension", True), ("extension", False), ("reopening", False)])
def test_what_makes_no_sense_leads_back(cast, as_, page, approve):
    hand_in(cast, "nam-dong", approve=approve)
    path = f"/reports/{cast.submission().pk}/"
    client = as_("officer")
    for response in (client.get(f"{path}{page}/"), post(client, f"{path}{page}/", until="28/12/2020", reason=REASON)):
        assert response.url == path
    assert not Request.objects.exists()


def test_opening_again_is_asked_for_and_granted(cast, as_):
    hand_in(cast, "nam-dong")
    post(as_("head"), f"/reports/{cast.submission().pk}/reopening/", reason="Sai số người.")
    asked = Request.objects.get()
    client = as_("province")
    assert not page_of(client, f"/requests/{asked.pk}/").xpath("//input[@name='until']")
    assert post(client, f"/requests/{asked.pk}/", decision="grant", answer="").url == "/requests/"
    assert cast.submission().state == SubmissionState.RETURNED


# Answering


def test_the_department_grants_another_day(cast, as_):
    asked = ask(cast)
    client = as_("province")
    given = typed(client, f"/requests/{asked.pk}/", decision="grant")
    assert given["until"] == "28/12/2020"
    assert client.post(f"/requests/{asked.pk}/", given | {"until": "23/12/2020"}).url == "/requests/"
    assert cast.submission().due_on == date(2020, 12, 23)


def test_a_refusal_needs_its_reason(cast, as_):
    asked = ask(cast)
    client, path = as_("province"), f"/requests/{asked.pk}/"
    for sent in ({"decision": "refuse", "answer": ""}, {"answer": "Không."}, {"decision": "maybe", "answer": "Không."}):
        assert client.post(path, sent).status_code == 422
        assert Request.objects.get().state == RequestState.OPEN
    assert client.post(path, {"decision": "refuse", "answer": "Đã đến hạn tổng hợp."}).url == "/requests/"
    assert "Đã đến hạn tổng hợp." in words(page_of(as_("officer"), path))


def test_the_message_stands_at_the_field(cast, as_):
    asked = ask(cast)
    response = as_("province").post(f"/requests/{asked.pk}/", {"decision": "grant", "until": "21/12/2020"})
    assert response.status_code == 422
    page = page_from(response)
    (message,) = [words(one) for one in page.xpath("//*[@name='until']/..//*[@class='invalid-feedback']")]
    assert_told_at(page, "until", message)


def test_what_was_answered_meanwhile_is_said_not_done(cast, as_):
    asked = ask(cast)
    requests.take_back(asked, by=cast["officer"])
    answer = as_("province").post(f"/requests/{asked.pk}/", {"decision": "grant"})
    assert answer.url == f"/requests/{asked.pk}/"
    assert cast.submission().extended_to is None
    assert as_("officer").post(f"/requests/{asked.pk}/take-back/").status_code == 302
    assert Request.objects.get().state == RequestState.TAKEN_BACK


def test_timeliness_against_both_dates_stands_beside_the_request(cast, as_):
    requests.grant(ask(cast), by=cast["province"])
    with as_of(date(2020, 12, 30)):
        hand_in(cast, "nam-dong")
        asked = requests.ask_reopening(cast.submission(), "Sai.", by=cast["officer"])
    (row,) = page_of(as_("province"), f"/requests/{asked.pk}/").xpath("//table[@data-timeliness]/tbody/tr")
    cells = [words(cell) for cell in row.xpath("./td[contains(@class, 'num')]")]
    assert cells == ["21/12/2020", "28/12/2020", "30/12/2020", "9", "2"]


def test_waiting_stands_first(cast, as_):
    first = ask(cast, "phu-loc", "neighbour")
    second = ask(cast)
    requests.refuse(second, "Không.", by=cast["province"])
    rows = page_of(as_("leader"), "/requests/").xpath("//tr/@data-request")
    assert rows == [str(first.pk), str(second.pk)]
    assert page_of(as_("officer"), "/requests/").xpath("//tr/@data-request") == [str(second.pk)]
    assert page_of(as_("stranger"), "/requests/").xpath("//*[@class='empty']")


def people_of_all(cast):
    """An officer and a head for each district, so that all may ask and be told."""
    for submission in Submission.objects.select_related("unit"):
        for role in (Role.OFFICER, Role.HEAD):
            User.objects.get_or_create(
                username=f"{submission.unit.slug}-{role}", unit=submission.unit, role=role, full_name="Người"
            )


def queries(client, path):
    page_of(client, path)
    with CaptureQueriesContext(connection) as asked:
        page_of(client, path)
    return len(asked)


def test_as_many_queries_for_one_request_as_for_many(cast, as_):
    asked = ask(cast)
    pages = ("/requests/", f"/requests/{asked.pk}/")
    few = [queries(as_("province"), page) for page in pages]
    people_of_all(cast)
    for submission in Submission.objects.exclude(unit=asked.submission.unit_id):
        officer = User.objects.get(username=f"{submission.unit.slug}-{Role.OFFICER}")
        requests.ask_extension(submission, date(2020, 12, 28), REASON, by=officer)
    for until in (date(2020, 12, 29), date(2020, 12, 30)):
        requests.grant(Request.objects.waiting().get(submission=cast.submission()), by=cast["province"])
        ask(cast, until=until)
    assert Request.objects.count() == 11
    assert [queries(as_("province"), page) for page in pages] == few
    assert queries(as_("officer"), "/requests/") == few[0]


# Days off


def test_the_department_declares_and_is_told_what_moved(cast, as_):
    client = as_("province")
    given = {"start": "21/12/2020", "end": "22/12/2020", "reason": "Bão số 14"}
    page = page_from(client.post("/days-off/", given, follow=True))
    assert "Báo cáo năm 2020: 21/12/2020 → 23/12/2020" in words(page)
    assert cast.submission().due_on == date(2020, 12, 23)
    for name in ("officer", "leader"):
        page = page_of(as_(name), "/days-off/")
        assert len(page.xpath("//tbody/tr")) == 2
        assert not page.xpath("//main//form")
    assert page_of(as_("stranger"), "/days-off/").xpath("//*[@class='empty']")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"start": "22/12/2020", "end": "21/12/2020", "reason": "Bão"}, "end"),
        ({"start": "1/12/2020", "end": "31/1/2021", "reason": "Bão"}, "end"),
        ({"start": "", "end": "", "reason": "Bão"}, "start"),
        ({"start": "21/12/2020", "end": "", "reason": " "}, "reason"),
    ],
)
def test_bad_days_are_told_at_their_field(cast, as_, sent, field):
    response = as_("province").post("/days-off/", sent)
    assert response.status_code == 422
    (control,) = page_from(response).xpath(f"//*[@name='{field}']")
    assert "is-invalid" in control.get("class")
    assert not DayOff.objects.exists()


def test_a_single_day_and_taking_it_back(cast, as_):
    client = as_("province")
    client.post("/days-off/", {"start": "24/12/2020", "end": "", "reason": "Lũ"})
    (link,) = page_of(client, "/days-off/").xpath("//tbody//a/@href")
    assert "Lũ" in words(page_of(client, link))
    assert DayOff.objects.count() == 1
    assert client.post(link).url == "/days-off/"
    assert not DayOff.objects.exists()


def test_as_many_queries_for_one_day_as_for_many(cast, as_):
    counted = set()
    for window in (Window(date(2020, 12, 24), date(2020, 12, 24)), Window(date(2021, 1, 4), date(2021, 1, 29))):
        days_off.declare(window, "Lũ", by=cast["province"])
        counted |= {queries(as_(name), "/days-off/") for name in ("province", "officer")}
    assert len(counted) == 1


# Reminding


def remind_path(cast):
    return f"/reports/periods/{cast.submission().period_id}/remind/"


def test_the_page_says_who_would_be_told_and_when_they_last_were(cast, as_):
    hand_in(cast, "phu-loc")
    client, path = as_("province"), remind_path(cast)
    rows = page_of(client, path).xpath("//tbody/tr")
    assert len(rows) == 8
    chosen = page_of(client, path).xpath("//input[@name='unit'][not(@disabled)]/@value")
    assert chosen == [str(cast.units["nam-dong"].pk)]
    Notice.objects.all().delete()
    assert client.post(path, {"unit": chosen}).url == f"/reports/periods/{cast.submission().period_id}/"
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"officer", "head"}
    page = page_of(client, path)
    assert not page.xpath("//input[@name='unit'][not(@disabled)]")
    (row,) = [row for row in page.xpath("//tbody/tr") if "Nam Đông" in words(row)]
    assert "18/12/2020" in words(row)


def test_one_unit_is_chosen_by_the_link_that_leads_here(cast, as_):
    unit = cast.units["phu-loc"].pk
    page = page_of(as_("province"), f"{remind_path(cast)}?unit={unit}")
    assert page.xpath("//input[@name='unit'][@checked]/@value") == [str(unit)]


def test_all_that_owe(cast, as_):
    as_("province").post(remind_path(cast), {"everybody": "yes"})
    assert Notice.objects.count() == 4
    as_("province").post(remind_path(cast), {"everybody": "yes"})
    assert Notice.objects.count() == 4


@pytest.mark.parametrize("sent", [{}, {"unit": "x"}, {"unit": ["999999", "' or 1=1"]}])
def test_nothing_chosen(cast, as_, sent):
    response = as_("province").post(remind_path(cast), sent)
    assert response.status_code == 422
    assert page_from(response).xpath("//*[@data-error-summary]")
    assert not Notice.objects.exists()


def test_as_many_queries_for_two_accounts_as_for_all(cast, as_):
    client, path = as_("province"), remind_path(cast)
    few = queries(client, path)
    people_of_all(cast)
    assert len(page_of(client, path).xpath("//input[@name='unit'][not(@disabled)]")) == 9
    client.post(path, {"everybody": "yes"})
    assert queries(client, path) == few


SWAP = "Hoán đổi từ thứ Hai 21/12 sang ngày nghỉ hằng tuần thứ Bảy 26/12/2020"
YEAR = {"year": "2020", "days": SWAP, "reason": "Văn bản số 9"}
UNREADABLE = ["", "Nghỉ 31/11/2020", "Nghỉ 2/1/2021", "21/12/2020", "Không có ngày nào", "Nghỉ 1/1 làm bù 1/1"]


def test_the_days_of_a_year_are_shown_as_read_and_then_saved(cast, as_):
    client = as_("province")
    page = page_from(client.post("/days-off/year/", YEAR))
    assert [words(row).split(" ")[-1] for row in page.xpath("//tbody/tr")] == ["mới", "mới"]
    assert "21/12/2020 → 22/12/2020" in words(page)
    assert not DayOff.objects.exists()
    assert cast.submission().due_on == date(2020, 12, 21)
    (seen,) = page.xpath("//input[@name='seen']/@value")
    page = page_from(client.post("/days-off/year/", YEAR | {"seen": seen}, follow=True))
    assert "21/12/2020 → 22/12/2020" in words(page)
    assert set(DayOff.objects.values_list("day", "is_worked")) == {
        (date(2020, 12, 21), False),
        (date(2020, 12, 26), True),
    }
    (link,) = page.xpath("//tbody/tr[contains(., '26/12/2020')]//a/@href")
    assert client.post(link).url == "/days-off/"
    assert DayOff.objects.get().day == date(2020, 12, 21)


def test_days_changed_after_they_were_shown_are_shown_anew(as_):
    client = as_("province")
    (seen,) = page_from(client.post("/days-off/year/", YEAR)).xpath("//input[@name='seen']/@value")
    response = client.post("/days-off/year/", YEAR | {"days": "Nghỉ 22/12", "seen": seen})
    assert response.status_code == 200
    assert not DayOff.objects.exists()


@pytest.mark.parametrize("days", UNREADABLE)
def test_days_that_cannot_be_read_are_told(as_, days):
    response = as_("province").post("/days-off/year/", YEAR | {"days": days})
    assert response.status_code == 422
    (control,) = page_from(response).xpath("//textarea[@name='days']")
    assert "is-invalid" in control.get("class")
    assert (control.text or "").strip() == days


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin"])
def test_others_declare_no_year(as_, name):
    assert as_(name).get("/days-off/year/").status_code == 403
    assert as_(name).post("/days-off/year/", YEAR).status_code == 403
