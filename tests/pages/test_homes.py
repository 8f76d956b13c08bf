"""The first page of each role: where each task stands, what came back, what can be done next."""

import re
from datetime import date

import pytest
from cast import TODAY
from lxml import html
from making import campaign, inspection, log_entry, plan, site

from calendars.clock import as_of
from directives.models import Clause, Exemption
from progress import verbs
from progress.filing import declare_none, delete_record, save_record
from progress.models import Declaration, Period, Submission
from reports.composition import compose


def page_of(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def status_in(element):
    """(status, the number in its words) of the one pill or square within."""
    (found,) = element.xpath(".//*[contains(@class, 'status-')]")
    status = re.search(r"status-(\w+)", found.get("class"))[1]
    number = re.search(r"\d+", words(found).partition(":")[2] or words(found))
    return status, int(number[0]) if number else None


def tasks_on(page):
    """{clause: its element} of a district's home."""
    return {words(task.find_class("task-code")[0]): task for task in page.xpath("//li[@class='task']")}


def acts_of(task):
    """The addresses that a task's buttons and links lead to."""
    return task.xpath(".//form/@action | .//a/@href")


@pytest.fixture
def busy_year(cast):
    """A task in each status: 1.a done, 1.b overdue, 1.c overdue though begun, 2.a begun, 2.đ none, 4.b not asked."""
    officer, window = cast["officer"], cast.submission().period.window
    save_record(plan(cast), by=officer)
    save_record(plan(cast, task="plan.action-month", status="under_way", number="", issued_on=None), by=officer)
    save_record(campaign(cast), by=officer)
    save_record(inspection(cast, status="planned"), by=officer)
    declare_none(cast.units["nam-dong"], cast.tasks["comm.radio"], window, by=officer)
    Clause.objects.filter(task=cast.tasks["plan.politics"]).update(due_on=date(2020, 12, 1))
    Clause.objects.filter(task=cast.tasks["plan.action-month"]).update(due_on=date(2020, 12, 17))
    Exemption.objects.create(
        unit=cast.units["nam-dong"], task=cast.tasks["model.extend"], valid_from=date(2019, 1, 1), reason="Không"
    )


STATUSES = {
    "1.a": ("done", None),
    "1.b": ("overdue", 17),
    "1.c": ("overdue", 1),
    "2.a": ("in_progress", None),
    "2.b": ("not_started", None),
    "2.c": ("not_started", None),
    "2.d": ("awaits_guidance", None),
    "2.đ": ("none_declared", None),
    "3.a": ("not_started", None),
    "3.b": ("not_started", None),
    "3.c": ("in_progress", None),
    "4.a": ("not_started", None),
    "4.b": ("not_applicable", None),
}


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
    late = {"1.a": ("overdue", 217), "1.b": ("overdue", 17), "1.c": ("overdue", 1)}
    rest = dict.fromkeys(STATUSES, ("not_started", None)) | {"2.d": ("awaits_guidance", None)}
    assert found == rest | late
    assert page.find(".//progress").get("value") == "0"


def test_a_task_tells_its_figures_and_offers_the_next_step(cast, busy_year, as_):
    tasks = tasks_on(page_of(as_("officer")))
    details = {code: words(task.find_class("task-detail")[0]) for code, task in tasks.items()}
    assert details["1.a"].startswith("1 văn bản")
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
        "comm.labour-code", window.start, window.end, cast["officer"], TODAY
    )  # fmt: skip
    assert status_in(tasks_on(page_of(client))["2.b"].find_class("task-status")[0])[0] == "none_declared"
    press()
    assert not Declaration.objects.exists()
    assert status_in(tasks_on(page_of(client))["2.b"].find_class("task-status")[0])[0] == "not_started"


def test_nothing_occurred_is_refused_where_work_is_filed(cast, as_):
    """A home left open in a second window still has the button."""
    save_record(campaign(cast, task="comm.labour-code"), by=cast["officer"])
    response = as_("officer").post(f"/reports/{cast.submission().pk}/none/comm.labour-code/", follow=True)
    page = html.fromstring(response.content.decode())
    assert page.find_class("message-error")
    assert not Declaration.objects.exists()


def test_a_frozen_report_takes_no_declaration(cast, as_):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    page = page_of(as_("officer"))
    assert not page.xpath("//li[@class='task']//form")
    response = as_("officer").post(f"/reports/{cast.submission().pk}/none/comm.radio/", follow=True)
    assert html.fromstring(response.content.decode()).find_class("message-error")
    assert not Declaration.objects.exists()


def return_report(cast, *remarks):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    verbs.return_(cast.submission(), "Thiếu số liệu quý IV.", remarks, by=cast["province"])


def notices(page):
    """(words, links) of what came back."""
    return [(words(one), one.xpath(".//a/@href")) for one in page.find_class("notice-returned")]


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
    assert len(notices(page_of(client))) == 1
    report = page_of(client, f"/reports/{cast.submission().pk}/")
    assert "Trùng với bản ghi khác." in words(report)
    assert talk.get_absolute_url() not in report.xpath("//a/@href")


def test_what_was_sent_again_no_longer_stands_as_returned(cast, as_):
    return_report(cast)
    assert len(notices(page_of(as_("officer")))) == 1
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert notices(page_of(as_("officer"))) == []


@pytest.mark.parametrize(
    ("day", "number"), [(date(2020, 12, 18), "3"), (date(2020, 12, 21), "0"), (date(2020, 12, 24), "3")]
)
def test_the_heading_counts_the_days(as_, day, number):
    with as_of(day):
        heading = words(page_of(as_("officer")).find(".//h1"))
    assert number in re.findall(r"\d+", heading.replace("2020", ""))


@pytest.mark.parametrize(
    ("state", "officer", "head"),
    [
        ("draft", ["submit"], []),
        ("with_head", [], ["send"]),
        ("sent", [], []),
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


# Of nine districts: where each report is, and the Department's heading and columns.
SENT = {"phu-loc": "sent", "huong-tra": "returned", "a-luoi": "with_head", "hue": "approved", "phu-vang": "approved"}


@pytest.fixture
def busy_province(cast, busy_year):
    for slug, state in SENT.items():
        rows = Submission.objects.filter(period=Period.objects.get(), unit=cast.units[slug])
        rows.update(state=state, sent_on=TODAY)
    save_record(campaign(cast, slug="phu-loc", attendance=300, female=100), by=cast["neighbour"])


@pytest.mark.parametrize("name", ["province", "leader"])
def test_the_overview_counts_reports_and_adds_figures_up(cast, busy_province, as_, name):
    page = page_of(as_(name))
    assert re.findall(r"\d+", words(page.find(".//h1"))) == ["6", "1"]
    cells = {
        words(row.find(".//th")): status_in(row.xpath("./td[@class='heat-report']")[0])[0]
        for row in page.xpath("//table[@class='heat']/tbody/tr")
    }
    assert cells == {
        "TP Huế": "approved", "H. Phong Điền": "draft", "H. Quảng Điền": "draft", "H. Phú Vang": "approved",
        "TX Hương Thủy": "draft", "TX Hương Trà": "returned", "H. A Lưới": "with_head", "H. Phú Lộc": "sent",
        "H. Nam Đông": "draft",
    }  # fmt: skip
    metric = next(one for one in page.find_class("metric") if "400" in words(one.find_class("metric-value")[0]))
    assert "40,0%" in words(metric)


def test_the_heat_map_has_the_status_of_every_unit_and_task(busy_province, as_):
    page = page_of(as_("province"))
    codes = [words(head) for head in page.xpath("//table[@class='heat']/thead//th")][1:-1]
    assert codes == list(STATUSES)
    rows = {words(row.find(".//th")): row.xpath("./td")[:-1] for row in page.xpath("//table[@class='heat']/tbody/tr")}
    found = dict(zip(codes, map(status_in, rows["H. Nam Đông"]), strict=True))
    assert found == STATUSES
    others = dict(zip(codes, map(status_in, rows["H. Phú Lộc"]), strict=True))
    assert (others["2.a"], others["1.a"]) == (("in_progress", None), ("overdue", 217))


def test_a_square_leads_to_the_records_behind_it(cast, busy_province, as_):
    client = as_("leader")
    page = page_of(client)
    row = next(one for one in page.xpath("//table[@class='heat']/tbody/tr") if words(one.find(".//th")) == "H. Phú Lộc")
    (link,) = row.xpath("./td/a/@href")
    listed = page_of(client, link).xpath("//table[@class='list']//th[@scope='row']/a/@href")
    assert listed == [cast.units["phu-loc"].communications_campaign.get().get_absolute_url()]


def test_the_review_begins_with_the_report_that_waits(cast, busy_province, as_):
    waiting = page_of(as_("province")).xpath("//div[@class='page-actions']//a/@href")
    assert waiting == [f"/reports/{cast.submission('phu-loc').pk}/"]
    assert page_of(as_("province")).xpath("//div[@class='page-actions']//form/@action") == [
        f"/reports/periods/{Period.objects.get().pk}/summary/"
    ]
    assert page_of(as_("leader")).xpath("//div[@class='page-actions']//form/@action") == []


def test_without_a_period_the_department_is_invited_to_open_one(cast, as_):
    offered = "/reports/periods/new/"
    assert offered in page_of(as_("stranger")).xpath("//a/@href")
    assert tasks_on(page_of(as_("far-officer")))


def test_the_administrator_sees_the_set_up_and_no_work(busy_year, as_):
    page = page_of(as_("admin"))
    assert "/admin/" in page.xpath("//main//a/@href")
    assert not tasks_on(page)
    assert not page.find_class("heat")
