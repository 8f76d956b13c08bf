"""The first page of a district: where each task stands, what came back, what can be done next."""

from datetime import date

import pytest
from cast import TODAY
from lxml import html
from making import campaign, hand_in, log_entry, return_with, site
from reading import NOTHING, STATUSES, acts_of, page_of, status_in, tasks_on, words

from core.accounts.models import User
from core.indicators.catalogue import get_indicator
from core.lib.dates.clock import as_of
from filing.models import Declaration, Period, Submission
from filing.records.saving import delete_record, save_record
from filing.submissions import verbs
from filing.submissions.pins import pin_figure, pin_paragraph
from filing.submissions.requests import ask_extension, refuse
from reports.documents.composition import compose


@pytest.mark.parametrize("name", ["officer", "head"])
def test_a_district_sees_where_each_task_stands(busy_year, as_, name):
    page = page_of(as_(name))
    tasks = tasks_on(page)
    assert {code: status_in(task.find_class("task-status")[0]) for code, task in tasks.items()} == STATUSES
    bar = page.find(".//progress")
    # Of 13 tasks 12 concern the unit: done, begun (also if late or planned only) or declared are five.
    assert (bar.get("value"), bar.get("max")) == ("5", "12")
    assert "5/12" in words(page.find_class("progress-line")[0])


def test_a_neighbour_sees_nothing_of_it(busy_year, as_):
    page = page_of(as_("neighbour"))
    found = {code: status_in(task.find_class("task-status")[0]) for code, task in tasks_on(page).items()}
    assert found == NOTHING
    assert page.find(".//progress").get("value") == "0"


def test_a_task_tells_its_figures_and_offers_the_next_step(cast, busy_year, as_):
    tasks = tasks_on(page_of(as_("officer")))
    details = {code: words(task.find_class("task-detail")[0]) for code, task in tasks.items()}
    assert details["1.a"] == "12/KH-UBND, ban hành 20/2/2020"
    assert "100 lượt người" in details["2.a"]
    assert "60,0%" in details["2.a"]
    assert details["4.b"] == ""
    declare = f"/reports/{cast.submission().pk}/none/{{}}/"
    withdraw = f"/reports/declarations/{Declaration.objects.get().pk}/withdraw/"
    pk = {code: task.pk for code, task in cast.tasks.items()}
    assert acts_of(tasks["1.a"]) == ["/plans/new/?task=plan.annual", f"/plans/?task={pk['plan.annual']}"]
    assert acts_of(tasks["1.b"]) == [declare.format("plan.politics"), "/plans/new/?task=plan.politics"]
    assert acts_of(tasks["2.đ"]) == [withdraw, "/communications/new/?task=comm.radio"]
    assert acts_of(tasks["3.c"])[0] == "/capacity/inspections/new/?task=cap.inspection"
    assert acts_of(tasks["4.a"])[-1] == "/models-sites/log/new/?task=model.run"
    assert acts_of(tasks["4.b"]) == []


def test_a_head_is_offered_no_filing(busy_year, as_):
    offered = {act for task in tasks_on(page_of(as_("head"))).values() for act in acts_of(task)}
    assert offered
    assert not [act for act in offered if "/new/" in act or "/none/" in act or "/withdraw/" in act]


def test_add_begins_with_the_task_chosen(cast, as_):
    page = page_of(as_("officer"), "/communications/new/?task=comm.services")
    assert page.xpath("//select[@name='task']/option[@selected]/@value") == [str(cast.tasks["comm.services"].pk)]


def test_nothing_occurred_is_declared_and_taken_back(cast, as_):
    client = as_("officer")

    def press():
        (form,) = tasks_on(page_of(client))["2.b"].xpath(".//form")
        response = client.post(form.get("action"))
        assert response["Location"] == "/"

    press()
    (declaration,) = Declaration.objects.all()
    window = cast.submission().period.window
    assert (declaration.task.code, declaration.start, declaration.end, declaration.by, declaration.day) == (
        "comm.labour-code",
        window.start,
        window.end,
        cast["officer"],
        TODAY,
    )
    assert status_in(tasks_on(page_of(client))["2.b"].find_class("task-status")[0])[0] == "none_declared"
    press()
    assert not Declaration.objects.exists()
    assert status_in(tasks_on(page_of(client))["2.b"].find_class("task-status")[0])[0] == "not_started"


def test_nothing_occurred_is_refused_where_work_is_filed(cast, as_):
    """A home left open in a second window still has the button."""
    save_record(campaign(cast, task="comm.labour-code"), by=cast["officer"])
    response = as_("officer").post(f"/reports/{cast.submission().pk}/none/comm.labour-code/", follow=True)
    (told,) = html.fromstring(response.content.decode()).find_class("message-error")
    assert "không thể khai không phát sinh" in words(told)
    assert not Declaration.objects.exists()


def test_a_frozen_report_takes_no_declaration(cast, as_):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    page = page_of(as_("officer"))
    assert not page.xpath("//li[@class='task']//form")
    response = as_("officer").post(f"/reports/{cast.submission().pk}/none/comm.radio/", follow=True)
    (told,) = html.fromstring(response.content.decode()).find_class("message-error")
    assert words(told).startswith("Số liệu từ ngày 15/12/2019 đến ngày 14/12/2020 đã khóa từ ngày 18/12/2020")
    assert not Declaration.objects.exists()


def return_report(cast, *remarks):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    return_with(cast, remarks, "Thiếu số liệu quý IV.")


def notices(page):
    """(words, links) of what came back."""
    return [(words(one), one.xpath(".//a/@href")) for one in page.find_class("notice-returned")]


@pytest.mark.parametrize("name", ["officer", "head"])
def test_a_pinned_figure_of_no_area_leads_nowhere(cast, as_, name):
    """Difficulties belong to no area: their figure is told all the same."""
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    pin_figure(cast.submission(), get_indicator("VM-01.1"), "Còn thiếu.", by=cast["province"])
    verbs.return_(cast.submission(), by=cast["province"])
    (told,) = [one for one in notices(page_of(as_(name))) if "Còn thiếu." in one[0]]
    assert told[1] == []


def test_a_report_offers_no_second_request_while_one_waits(cast, as_):
    path, own = f"/reports/{cast.submission().pk}/", f"/reports/{cast.submission().pk}/extension/"
    assert own in page_of(as_("officer"), path).xpath("//main//a/@href")
    assert own not in page_of(as_("province"), path).xpath("//main//a/@href")
    ask_extension(cast.submission(), date(2020, 12, 28), "Bão lũ", by=cast["officer"])
    links = page_of(as_("officer"), path).xpath("//main//a/@href")
    assert own not in links
    assert "/requests/" in links


@pytest.mark.parametrize("name", ["officer", "head"])
def test_what_came_back_stands_on_top_with_its_remarks(cast, as_, name):
    talk = save_record(campaign(cast), by=cast["officer"])
    place = save_record(site(cast), by=cast["officer"])
    log = save_record(log_entry(cast, site=place), by=cast["officer"])
    return_report(cast, (talk, "Số nữ chưa khớp."), (log, "Thiếu quý III."))
    report, first, second = notices(page_of(as_(name)))
    assert "Thiếu số liệu quý IV. – province, 18/12/2020" in report[0]
    assert report[1] == [f"/reports/{cast.submission().pk}/"]
    assert first[0].startswith("Buổi truyền thông: Số nữ chưa khớp.")
    assert first[1] == [talk.get_absolute_url()]
    assert second[0].startswith("Địa chỉ tin cậy, 15/3/2020–14/4/2020: Thiếu quý III.")
    assert second[1] == [log.get_absolute_url()]
    detail = page_of(as_(name), talk.get_absolute_url())
    assert notices(detail)[0][0].startswith("Số nữ chưa khớp.")


def test_a_remark_on_a_record_deleted_since_leads_nowhere(cast, as_):
    talk = save_record(campaign(cast), by=cast["officer"])
    return_report(cast, (talk, "Trùng với bản ghi khác."))
    delete_record(talk, by=cast["officer"])
    client = as_("officer")
    told = notices(page_of(client))
    assert told[1:] == [("Buổi truyền thông: Trùng với bản ghi khác.", [])]
    report = page_of(client, f"/reports/{cast.submission().pk}/")
    assert "Trùng với bản ghi khác." in words(report)
    assert talk.get_absolute_url() not in report.xpath("//a/@href")


def test_what_was_sent_again_no_longer_stands_as_returned(cast, as_):
    return_report(cast)
    assert len(notices(page_of(as_("officer")))) == 1
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert notices(page_of(as_("officer"))) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 12, 18), "còn 3 ngày"),
        (date(2020, 12, 21), "hôm nay hết hạn"),
        (date(2020, 12, 24), "quá hạn 3 ngày"),
    ],
)
def test_the_heading_counts_the_days(as_, day, said):
    with as_of(day):
        assert words(page_of(as_("officer")).find(".//h1")) == f"Báo cáo năm 2020: {said}"


@pytest.mark.parametrize(
    ("state", "officer", "head"),
    [
        ("draft", ["submit"], []),
        ("with_head", [], ["send"]),
        ("sent", ["withdraw"], ["withdraw"]),
        ("returned", ["submit"], []),
        ("approved", [], []),
    ],
)
def test_the_next_step_of_the_report_is_offered_to_who_may(cast, as_, state, officer, head):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    Submission.objects.filter(pk=cast.submission().pk).update(state=state)
    where = f"/reports/{cast.submission().pk}/"
    for name, expected in (("officer", officer), ("head", head)):
        offered = page_of(as_(name)).xpath("//div[@class='page-actions']//a/@href")
        assert offered == [where, *(f"{where}{act}/" for act in expected)]


def sent(cast, slug="nam-dong"):
    hand_in(cast, slug, approve=False)
    return cast.submission(slug)


def test_what_is_pinned_leads_to_where_it_is_mended_and_the_rest_is_said_to_be_closed(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    report = sent(cast)
    pin_figure(report, get_indicator("TT-02"), "Cao gấp ba năm trước.", by=cast["province"])
    pin_paragraph(report, "plans.issued", "UBND huyện ban hành", "Ghi số văn bản.", by=cast["province"])
    verbs.return_(report, by=cast["province"], correct_by=date(2020, 12, 24))
    client = as_("officer")
    page = page_of(client)
    _returned, figure, paragraph = notices(page)
    unit = cast.units["nam-dong"].pk
    assert figure[0].startswith("TT-02 Lượt người tham dự truyền thông trực tiếp: Cao gấp ba năm trước.")
    assert figure[1] == [f"/communications/?unit={unit}&year=2020"]
    assert len(page_of(client, figure[1][0]).xpath("//table[@class='list']/tbody/tr")) == 1
    assert paragraph[1] == [f"/reports/{report.pk}/paragraphs/plans.issued/"]
    assert page.xpath("//*[@id='only-this']")
    assert "24/12/2020" in words(page.get_element_by_id("due"))
    assert "còn 6 ngày" in words(page.find(".//h1"))


def test_pins_stay_on_the_home_when_the_head_gives_the_correction_back(cast, as_):
    talk = save_record(campaign(cast), by=cast["officer"])
    return_report(cast, (talk, "Số nữ chưa khớp."))
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert not page_of(as_("officer")).xpath("//*[@id='only-this']")
    verbs.send_back(cast.submission(), comment="Chưa sửa số nữ.", by=cast["head"])
    page = page_of(as_("officer"))
    back, pinned = notices(page)
    assert "Chưa sửa số nữ." in back[0]
    assert pinned[1] == [talk.get_absolute_url()]
    assert page.xpath("//*[@id='only-this']")


def test_a_return_of_the_whole_closes_nothing_and_counts_no_days(cast, as_):
    return_report(cast)
    with as_of(date(2020, 12, 28)):
        page = page_of(as_("officer"))
    assert not page.xpath("//*[@id='only-this']")
    assert "7" not in words(page.find(".//h1"))


def test_the_due_date_tells_what_was_granted(cast, as_):
    assert words(page_of(as_("officer")).get_element_by_id("due")).startswith("hạn nộp 21/12/2020")
    Submission.objects.filter(pk=cast.submission().pk).update(extended_to=date(2020, 12, 24))
    with as_of(date(2020, 12, 23)):
        page = page_of(as_("officer"))
    assert words(page.find(".//h1")) == "Báo cáo năm 2020: còn 1 ngày"
    due = words(page.get_element_by_id("due"))
    assert "21/12/2020" in due
    assert "24/12/2020" in due


def asks(page):
    """The ways to ask the Department that the home offers."""
    links = page.xpath("//main//a/@href")
    return [link for link in links if link.endswith(("/extension/", "/reopening/"))]


@pytest.mark.parametrize("name", ["officer", "head"])
def test_a_later_date_is_asked_for_once_and_only_before_the_first_sending(cast, as_, name):
    report = cast.submission()
    assert asks(page_of(as_(name))) == [f"/reports/{report.pk}/extension/"]
    asked = ask_extension(report, date(2020, 12, 28), "Bão lũ.", by=cast["officer"])
    page = page_of(as_(name))
    assert asks(page) == []
    assert "28/12/2020" in words(page.get_element_by_id("asking"))
    refuse(asked, "Đã gia hạn một lần.", by=cast["province"])
    page = page_of(as_(name))
    assert asks(page) == [f"/reports/{report.pk}/extension/"]
    assert "Đã gia hạn một lần." in words(page.get_element_by_id("asking"))
    return_report(cast)
    assert asks(page_of(as_(name))) == []


def test_an_approved_report_may_be_asked_to_be_opened_again(cast, as_):
    assert not page_of(as_("officer")).xpath("//*[@id='asking']")
    hand_in(cast, "nam-dong")
    assert asks(page_of(as_("head"))) == [f"/reports/{cast.submission().pk}/reopening/"]
    next_year(cast)
    assert f"/reports/{cast.submission().pk}/reopening/" in asks(page_of(as_("officer")))


def next_year(cast):
    """A later period of the Department, owed by all."""
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="half",
        year=2021,
        number=1,
        start=date(2020, 12, 15),
        end=date(2021, 6, 14),
        due_on=date(2021, 6, 18),
        asked_number="1",
        asked_on=TODAY,
        asked_subject="Báo cáo",
    )
    return verbs.open_period(period, by=cast["province"]).submissions.get(unit=cast.units["nam-dong"])


def test_what_else_is_owed_stands_on_the_home_and_overdue_in_red(cast, as_):
    later = next_year(cast)
    page = page_of(as_("officer"))
    (notice,) = page.xpath("//div[@data-owed]")
    assert (notice.get("data-owed"), notice.find_class("pill")[0].get("class")) == (str(later.pk), "pill status-draft")
    assert f"/reports/{later.pk}/" in notice.xpath(".//a/@href")
    assert "năm 2020" in words(page.find(".//h1"))
    with as_of(date(2021, 6, 21)):
        page = page_of(as_("officer"))
    (notice,) = page.xpath("//div[@data-owed and contains(@class, 'notice-late')]")
    assert "Quá hạn 3 ngày" in words(notice)
    assert "năm 2020" in words(page.find(".//h1"))


def test_who_files_a_paper_works_at_the_home_of_that_unit(cast, busy_year, as_):
    User.objects.filter(pk=cast["province"].pk).update(acting_for=cast.units["nam-dong"])
    page = page_of(as_("province"))
    assert {code: status_in(task.find_class("task-status")[0]) for code, task in tasks_on(page).items()} == STATUSES
    assert not page.find_class("heat")
    assert "Huyện Nam Đông" in words(page.find_class("page-lead")[0])
    offered = page.xpath("//div[@class='page-actions']//a/@href")
    assert f"/reports/{cast.submission().pk}/submit/" in offered
    assert asks(page) == []
    User.objects.filter(pk=cast["province"].pk).update(acting_for=None)
    cast["province"].refresh_from_db()
    assert page_of(as_("province")).find_class("heat")
