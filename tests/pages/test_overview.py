"""The first page of the Department and of the administrator: who has sent, where each task stands, the figures."""

from datetime import date

import pytest
from cast import TODAY
from making import campaign, hand_in, training
from reading import BEGUN, NOTHING, STATUSES, page_of, status_in, tasks_on, words

from core.indicators.models import Target
from core.lib.dates.clock import as_of, now
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.models import Period, Submission
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.submissions.requests import ask_extension
from reports.content.summary_content import open_summary
from reports.documents.composition import compose

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
        "TP Huế": "approved",
        "H. Phong Điền": "draft",
        "H. Quảng Điền": "draft",
        "H. Phú Vang": "approved",
        "TX Hương Thủy": "draft",
        "TX Hương Trà": "returned",
        "H. A Lưới": "with_head",
        "H. Phú Lộc": "sent",
        "H. Nam Đông": "draft",
    }
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


def row_of(page, name):
    return next(one for one in page.xpath("//table[@class='heat']/tbody/tr") if words(one.find(".//th")) == name)


def squares_of(page, name):
    """{clause: its link} of a unit's line."""
    codes = [words(head) for head in page.xpath("//table[@class='heat']/thead//th")][1:-1]
    return dict(zip(codes, row_of(page, name).xpath("./td[not(contains(@class, 'heat-report'))]/a"), strict=True))


def facts_of(page, name):
    """What stands below a unit's state: [(words, address or None), …]."""
    facts = row_of(page, name).xpath(".//ul[@class='heat-facts']/li")
    return [(words(one), next(iter(one.xpath(".//a/@href")), None)) for one in facts]


def listed(client, link):
    return page_of(client, link.get("href")).xpath("//table[@class='list']//th[@scope='row']/a/@href")


def test_every_square_leads_to_the_records_behind_it(cast, busy_province, as_):
    client = as_("leader")
    page = page_of(client)
    assert len(page.xpath("//table[@class='heat']/tbody//td/a[contains(@class, 'square')]")) == 9 * len(STATUSES)
    talk = cast.units["phu-loc"].communications_campaign.get()
    assert listed(client, squares_of(page, "H. Phú Lộc")["2.a"]) == [talk.get_absolute_url()]


def test_a_square_without_records_leads_to_an_empty_list(cast, busy_province, as_):
    """Also where the unit has no record of the kind at all, and others have."""
    client = as_("province")
    squares = squares_of(page_of(client), "H. A Lưới")
    for code in ("1.a", "2.a", "2.b"):
        assert listed(client, squares[code]) == []
        assert f"unit={cast.units['a-luoi'].pk}" in squares[code].get("href")


def test_a_square_leads_to_the_year_of_the_period(cast, busy_province, as_):
    save_record(campaign(cast, slug="phu-loc", started_on=date(2019, 6, 1)), by=cast["neighbour"])
    client = as_("province")
    assert len(listed(client, squares_of(page_of(client), "H. Phú Lộc")["2.a"])) == 1


def test_a_task_that_another_kind_alone_serves_leads_to_that_kind(cast, as_):
    course = save_record(training(cast, also=["comm.services"]), by=cast["officer"])
    client = as_("province")
    assert listed(client, squares_of(page_of(client), "H. Nam Đông")["2.c"]) == [course.get_absolute_url()]


def test_an_overdue_square_shows_its_days(busy_province, as_):
    square = squares_of(page_of(as_("province")), "H. Nam Đông")["1.b"]
    assert [words(one) for one in square.xpath("./span[@aria-hidden='true']")] == ["17"]


def put(cast, slug, **given):
    assert Submission.objects.filter(pk=cast.submission(slug).pk).update(**given) == 1


def test_the_line_of_a_unit_tells_what_is_to_be_known(cast, busy_province, as_):
    put(cast, "nam-dong", extended_to=date(2020, 12, 24))
    put(cast, "huong-tra", correct_by=date(2020, 12, 16), first_sent_on=TODAY)
    put(cast, "phu-vang", from_paper=True, first_sent_on=date(2020, 12, 23))
    put(cast, "phu-loc", review_opened_at=now(), review_opened_by=cast["province"])
    asked = ask_extension(cast.submission(), date(2020, 12, 28), "Bão lũ.", by=cast["officer"])
    raise_difficulty(Difficulty(unit=cast.units["nam-dong"], title="Thiếu kinh phí", text="…"), by=cast["officer"])
    page = page_of(as_("province"))
    facts = {name: facts_of(page, f"H. {name}") for name in ("Nam Đông", "Phú Vang", "Phú Lộc")}
    unit = cast.units["nam-dong"].pk
    assert [link for _text, link in facts["Nam Đông"]] == [
        None,
        f"/requests/{asked.pk}/",
        f"/difficulties/?state=open&unit={unit}",
    ]
    assert "24/12" in facts["Nam Đông"][0][0]
    assert "28/12" in facts["Nam Đông"][1][0]
    assert len(facts["Phú Vang"]) == 2
    assert len(facts["Phú Lộc"]) == 1
    (back,) = facts_of(page, "TX Hương Trà")
    assert "2" in back[0]
    assert row_of(page, "TX Hương Trà").xpath(".//li[@class='late']")
    assert facts_of(page, "TP Huế") == []


def test_what_is_late_by_the_original_date_alone_says_so(cast, busy_province, as_):
    put(cast, "hue", first_sent_on=date(2020, 12, 23), extended_to=date(2020, 12, 24))
    put(cast, "phu-vang", first_sent_on=date(2020, 12, 23))
    with as_of(date(2020, 12, 28)):
        page = page_of(as_("province"))
    (late,) = facts_of(page, "H. Phú Vang")
    assert "2" in late[0]
    assert row_of(page, "H. Phú Vang").xpath(".//li[@class='late']")
    assert not row_of(page, "TP Huế").xpath(".//li[@class='late']")
    assert len(facts_of(page, "TP Huế")) == 2


def test_the_officer_reminds_and_reviews_from_the_line_and_the_leader_only_reads(cast, busy_province, as_):
    page, period = page_of(as_("province")), Period.objects.get()
    (form,) = row_of(page, "H. Nam Đông").xpath(".//form")
    assert form.get("action") == f"/reports/periods/{period.pk}/remind/"
    assert form.xpath(".//button/@value") == [str(cast.units["nam-dong"].pk)]
    assert f"/reports/{cast.submission('phu-loc').pk}/review/" in row_of(page, "H. Phú Lộc").xpath(".//a/@href")
    assert not row_of(page, "TP Huế").find_class("heat-act")
    assert not page_of(as_("leader")).find_class("heat-act")


def test_the_review_begins_with_the_report_that_waits(cast, busy_province, as_):
    period, pk = Period.objects.get().pk, cast.submission("phu-loc").pk
    chosen, remind = f"/reports/periods/{period}/", f"/reports/periods/{period}/remind/"
    actions = "//div[@class='page-actions']//"
    assert page_of(as_("province")).xpath(f"{actions}a/@href") == [chosen, remind, f"/reports/{pk}/review/"]
    assert page_of(as_("leader")).xpath(f"{actions}a/@href") == [chosen, f"/reports/{pk}/"]
    brief, summary = (f"/reports/periods/{period}/{name}/" for name in ("brief", "summary"))
    assert page_of(as_("province")).xpath(f"{actions}form/@action") == [brief, summary]
    assert page_of(as_("leader")).xpath(f"{actions}form/@action") == [brief]


def test_several_that_wait_can_be_approved_together(cast, busy_province, as_):
    several = f"/reports/periods/{Period.objects.get().pk}/approve/"
    assert several not in page_of(as_("province")).xpath("//a/@href")
    put(cast, "a-luoi", state="sent")
    assert several in page_of(as_("province")).xpath("//a/@href")
    assert several not in page_of(as_("leader")).xpath("//a/@href")


def timeliness_on(page):
    """{timeliness: [names by the granted date, by the original one, if that differs]}."""
    return {
        row.get("data-timeliness"): [[words(one) for one in cell.xpath(".//a")] for cell in row.xpath("./td")]
        for row in page.xpath("//tr[@data-timeliness]")
    }


def test_timeliness_is_told_by_the_granted_and_by_the_original_date(cast, as_):
    put(cast, "hue", state="approved", first_sent_on=date(2020, 12, 21), sent_on=date(2020, 12, 21))
    put(cast, "phu-vang", state="sent", first_sent_on=date(2020, 12, 22), sent_on=date(2020, 12, 22))
    client, others = as_("province"), ["H. Phong Điền", "H. Quảng Điền", "TX Hương Thủy", "TX Hương Trà", "H. A Lưới"]
    with as_of(date(2020, 12, 23)):
        page = page_of(client)
        assert timeliness_on(page) == {
            "on_time": [["TP Huế"]],
            "late": [["H. Phú Vang"]],
            "missing": [[*others, "H. Phú Lộc", "H. Nam Đông"]],
        }
        assert len(page.xpath("//svg[@class='shares']")) == 1
        put(cast, "phu-vang", extended_to=date(2020, 12, 24))
        put(cast, "nam-dong", extended_to=date(2020, 12, 24))
        page = page_of(client)
    assert timeliness_on(page) == {
        "on_time": [["TP Huế", "H. Phú Vang"], ["TP Huế"]],
        "late": [[], ["H. Phú Vang"]],
        "missing": [[*others, "H. Phú Lộc"], [*others, "H. Phú Lộc", "H. Nam Đông"]],
        "extended": [["H. Nam Đông"], []],
    }
    granted, original = page.xpath("//svg[@class='shares']")
    assert [one.get("width") for one in granted.xpath("./rect")] == ["2", "6", "1"]
    assert [one.get("width") for one in original.xpath("./rect")] == ["1", "1", "7"]


def an_earlier_period(cast):
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="half",
        year=2020,
        number=1,
        start=date(2019, 12, 15),
        end=date(2020, 6, 14),
        due_on=date(2020, 6, 19),
        asked_number="1",
        asked_on=date(2020, 5, 4),
        asked_subject="Báo cáo",
    )
    return verbs.open_period(period, by=cast["province"])


def test_what_is_overdue_in_another_period_never_disappears(cast, as_):
    assert not page_of(as_("province")).xpath("//*[@id='elsewhere']")
    half = an_earlier_period(cast)
    half.submissions.exclude(unit=cast.units["nam-dong"]).update(state="sent", sent_on=TODAY, first_sent_on=TODAY)
    report = half.submissions.get(unit=cast.units["nam-dong"])
    (notice,) = page_of(as_("leader")).xpath("//section[@aria-labelledby='elsewhere']")
    assert notice.xpath(".//li//a/@href") == [f"/reports/periods/{half.pk}/", f"/reports/{report.pk}/"]
    assert "H. Nam Đông 182 " in words(notice)
    # On the page of that period it stands in the line of the unit, and the year's reports are not overdue yet.
    page = page_of(as_("leader"), f"/reports/periods/{half.pk}/")
    assert not page.xpath("//*[@id='elsewhere']")
    assert "182" in facts_of(page, "H. Nam Đông")[0][0]
    with as_of(date(2020, 12, 22)):
        page = page_of(as_("leader"), f"/reports/periods/{half.pk}/")
        assert len(page.xpath("//section[@aria-labelledby='elsewhere']//li//a")) == 1 + 9


def test_the_overdue_of_another_province_is_nobody_elses(cast, as_):
    half = an_earlier_period(cast)
    assert half.submissions.exists()
    far = Period.objects.get(kind="year")
    far.pk, far.root = None, cast.units["tinh-khac"]
    verbs.open_period(far, by=cast["stranger"])
    page = page_of(as_("stranger"))
    assert not page.xpath("//*[@id='elsewhere']")
    assert page.xpath("//details[contains(@class, 'choice')]//a/@href") == [f"/reports/periods/{far.pk}/"]


def test_the_chooser_counts_the_reports_of_each_period(cast, busy_province, as_):
    half, year = an_earlier_period(cast), Period.objects.get(kind="year")
    half.submissions.update(state="approved")
    page = page_of(as_("leader"), f"/reports/periods/{half.pk}/")
    links = page.xpath("//details[contains(@class, 'choice')]//a")
    assert [one.get("href") for one in links] == [f"/reports/periods/{one.pk}/" for one in (year, half)]
    assert [one.get("aria-current") for one in links] == [None, "page"]
    of_year, of_half = (words(one.find_class("sub")[-1]) for one in links)
    assert "2/9" in of_year
    assert "9/9" in of_half
    assert "15/12/2019 – 14/6/2020" in words(links[1])


def metric(page, key_words):
    return next(one for one in page.find_class("metric") if key_words in words(one))


def test_a_key_figure_stands_against_the_target_of_the_province(cast, busy_province, as_):
    """400 attendances of 500 in the year; a district's own target is not the province's."""
    name = "Lượt người tham dự truyền thông trực tiếp"
    assert not metric(page_of(as_("province")), name).find_class("metric-target")
    Target.objects.create(unit=cast.units["nam-dong"], year=2020, indicator="TT-02", value=100)
    Target.objects.create(unit=cast.units["thua-thien-hue"], year=2019, indicator="TT-02", value=100)
    assert not metric(page_of(as_("province")), name).find_class("metric-target")
    Target.objects.create(unit=cast.units["thua-thien-hue"], year=2020, indicator="TT-02", value=500)
    (told,) = metric(page_of(as_("province")), name).find_class("metric-target")
    assert "80%" in words(told)
    assert "500" in words(told)
    half = an_earlier_period(cast)
    save_record(campaign(cast, attendance=100, female=50, started_on=date(2020, 8, 1)), by=cast["officer"])
    page = page_of(as_("province"), f"/reports/periods/{half.pk}/")
    assert "400" in words(metric(page, name).find_class("metric-value")[0])
    (told,) = metric(page, name).find_class("metric-target")
    assert "2020" in words(told)
    assert "500" in words(told)
    assert "100%" in words(told)


def test_a_key_figure_leads_to_its_records(cast, busy_province, as_):
    client = as_("province")
    page = page_of(client)
    (link,) = metric(page, "Lượt người tham dự truyền thông trực tiếp").xpath(".//p[@class='metric-value']/a")
    assert len(listed(client, link)) == 2


def test_requests_and_reviews_are_counted_on_top(cast, as_):
    head = "//div[@class='page-header-text']//a/@href"
    assert "/requests/" not in page_of(as_("province")).xpath(head)
    ask_extension(cast.submission(), date(2020, 12, 28), "Bão lũ.", by=cast["officer"])
    assert "/requests/" in page_of(as_("province")).xpath(head)


def rows_of_list(page):
    """{unit: [words of its cells]} of the only period on the list of reports."""
    rows = page.xpath("//table[@class='list']/tbody/tr")
    return {words(row.find(".//th")): [words(cell) for cell in row.xpath("./td")] for row in rows}


def test_the_list_of_reports_tells_both_dates(cast, as_):
    put(cast, "hue", state="approved", first_sent_on=date(2020, 12, 23), sent_on=date(2020, 12, 23))
    put(cast, "phu-vang", state="approved", first_sent_on=date(2020, 12, 23), sent_on=date(2020, 12, 27))
    put(cast, "phu-vang", extended_to=date(2020, 12, 24), from_paper=True)
    with as_of(date(2020, 12, 28)):
        rows = rows_of_list(page_of(as_("province"), "/reports/"))
    assert rows["Thành phố Huế"][1:] == ["–", "23/12/2020", "2", "2"]
    phu_vang = next(row for name, row in rows.items() if name.startswith("Huyện Phú Vang "))
    assert phu_vang[1] == "24/12/2020"
    assert phu_vang[2].startswith("23/12/2020 ")
    assert phu_vang[2].endswith("27/12/2020")
    assert phu_vang[3:] == ["–", "2"]
    assert rows["Huyện Nam Đông"][1:] == ["–", "–", "7", "7"]


def test_the_list_of_reports_is_narrowed_by_state(cast, busy_province, as_):
    client, slugs = as_("province"), {"sent": ["phu-loc"], "returned": ["huong-tra"], "approved": ["hue", "phu-vang"]}
    tabs = page_of(client, "/reports/").xpath("//nav[@class='tabs']/a")
    assert [one.get("href") for one in tabs] == [f"?state={one}" for one in ("all", "owed", *slugs)]
    assert [words(one).rpartition("(")[2] for one in tabs] == ["9)", "6)", "1)", "1)", "2)"]
    for state, expected in slugs.items():
        rows = page_of(client, f"/reports/?state={state}").xpath("//table[@class='list']/tbody/tr/th/a/@href")
        assert rows == [f"/reports/{cast.submission(slug).pk}/" for slug in expected]
    Submission.objects.update(state="draft")
    page = page_of(client, "/reports/?state=approved")
    assert page.xpath("//div[@class='empty']//a/@href") == ["/reports/"]
    assert len(rows_of_list(page_of(client, "/reports/?state=nonsense"))) == 9


def test_a_district_has_no_states_to_choose(cast, as_):
    hand_in(cast, "nam-dong")
    page = page_of(as_("officer"), "/reports/?state=owed")
    assert not page.xpath("//nav[@class='tabs']")
    assert list(rows_of_list(page)) == ["Huyện Nam Đông"]


def test_without_a_period_the_department_is_invited_to_open_one(cast, as_):
    offered = "/reports/periods/new/"
    assert offered in page_of(as_("stranger")).xpath("//a/@href")
    assert tasks_on(page_of(as_("far-officer")))


def test_the_administrator_sees_the_set_up_and_no_work(busy_year, as_):
    page = page_of(as_("admin"))
    assert "/administration/people/" in page.xpath("//main//a/@href")
    assert not tasks_on(page)
    assert not page.find_class("heat")


def test_the_leader_finds_the_summary_that_waits(cast, busy_year, as_):
    hand_in(cast, "nam-dong")
    summary = open_summary(cast.submission().period, by=cast["province"])
    assert not page_of(as_("leader")).xpath("//*[@data-summaries]")
    verbs.submit_summary(summary, compose, by=cast["province"])
    (notice,) = page_of(as_("leader")).xpath("//*[@data-summaries]")
    assert notice.xpath(".//a/@href") == [f"/reports/{summary.pk}/"]
    assert "chờ anh/chị duyệt" in words(notice)
    assert not page_of(as_("province")).xpath("//*[@data-summaries]")
