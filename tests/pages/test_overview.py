"""The first page of the Department and of the administrator: who has sent, where each task stands, the figures."""

import pytest
from cast import TODAY
from making import campaign
from reading import BEGUN, NOTHING, STATUSES, page_of, status_in, tasks_on, words

from progress.filing import save_record
from progress.models import Period, Submission

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
    assert words(page.find(".//h1")) == "6 đơn vị chưa gửi, 1 báo cáo chờ duyệt"
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
    assert others == NOTHING | {"2.a": BEGUN}


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
    brief, summary = (f"/reports/periods/{Period.objects.get().pk}/{name}/" for name in ("brief", "summary"))
    assert page_of(as_("province")).xpath("//div[@class='page-actions']//form/@action") == [brief, summary]
    assert page_of(as_("leader")).xpath("//div[@class='page-actions']//form/@action") == [brief]


def test_without_a_period_the_department_is_invited_to_open_one(cast, as_):
    offered = "/reports/periods/new/"
    assert offered in page_of(as_("stranger")).xpath("//a/@href")
    assert tasks_on(page_of(as_("far-officer")))


def test_the_administrator_sees_the_set_up_and_no_work(busy_year, as_):
    page = page_of(as_("admin"))
    assert "/admin/" in page.xpath("//main//a/@href")
    assert not tasks_on(page)
    assert not page.find_class("heat")
