"""The pages of quick reports: asking, the unit's one screen, the Department's totals as they come in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from house import filled_in, form_in, typed
from lxml import html
from making import campaign
from quick_report import answered, asked, districts, moved
from reading import page_of, words
from reforming import merge

from core.accounts.models import User
from department.models import QuestionKind, QuickAnswer, QuickReport, QuickVersion
from department.quick_reports import verbs
from department.quick_reports.forms import hours_field
from filing.records.saving import save_record
from reports.models import CompilationType, Document

NEW = "/quick/new/"
ASKED = {"title": "Tháng hành động", "hours": "4", "figures_TT": "TT-02", "start": "15/11/2020", "end": "18/12/2020"}
OWN = {
    "own-0-words": "Xã hưởng ứng",
    "own-0-kind": "number",
    "own-0-measure": "xã",
    "own-0-about_victims": "no",
}


def sent(cast, client, slugs=("nam-dong", "phu-loc"), **given):
    """The form of a new quick report as a browser sends it."""
    return typed(client, NEW, **ASKED | OWN | given) | {"units": [cast.units[slug].pk for slug in slugs]}


def refused(client, path, data):
    """The page that comes back, marked as wrong; nothing was kept."""
    before = list(QuickReport.objects.values()), list(QuickAnswer.objects.values())
    response = client.post(path, data)
    assert response.status_code == 422
    assert (list(QuickReport.objects.values()), list(QuickAnswer.objects.values())) == before
    return html.fromstring(response.content.decode())


def fields_of(report):
    return [f"q{one.pk}" for one in report.questions.all()]


def path_of(report, page=""):
    return f"/quick/{report.pk}/{page}"


def pairs(page):
    """{unit's slug: [cells]} of the totals."""
    rows = page.xpath("//section[@id='quick-totals']//tbody/tr")
    return {row.get("data-unit"): [words(cell) for cell in row.xpath("./td")] for row in rows}


def test_the_department_asks_on_one_page(cast, as_):
    client = as_("province")
    page = page_of(client, NEW)
    units = page.xpath("//input[@name='units']")
    assert len(units) == 9
    assert all("checked" in one.attrib for one in units)
    response = client.post(NEW, sent(cast, client))
    report = QuickReport.objects.get()
    assert response["Location"] == path_of(report)
    assert [(one.kind, one.indicator, one.label) for one in report.questions.all()] == [
        ("figure", "TT-02", "Lượt người tham dự truyền thông trực tiếp (lượt người)"),
        ("number", "", "Xã hưởng ứng (xã)"),
    ]
    assert {one.unit.slug for one in report.answers.all()} == {"nam-dong", "phu-loc"}
    assert report.days == "từ ngày 15/11/2020 đến ngày 18/12/2020"


def test_no_figure_of_victims_is_offered(cast, as_):
    offered = set(page_of(as_("province"), NEW).xpath("//input[starts-with(@name, 'figures_')]/@value"))
    assert {"TT-02", "MH-01.1"} <= offered
    assert not any(one.startswith(("MH-02", "MH-03")) for one in offered)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"hours": "0"}, "hours"),
        ({"hours": "1000"}, "hours"),
        ({"hours": "ngay"}, "hours"),
        ({"title": ""}, "title"),
        ({"end": "14/11/2020"}, "end"),
        ({"start": ""}, "start"),
        ({"start": "15/11/1920"}, "start"),
    ],
)
def test_bad_input_is_told_at_its_field(cast, as_, given, field):
    client = as_("province")
    page = refused(client, NEW, sent(cast, client, **given))
    assert "is-invalid" in page.xpath(f"//input[@name='{field}']")[0].get("class")
    assert page.xpath("//*[@data-error-summary]")
    assert form_in(page).fields["own-0-words"] == OWN["own-0-words"]


def test_days_are_no_hours():
    for text, code in (("24 giờ", "understood"), ("2 ngày", "invalid"), ("50 người", "invalid")):
        with pytest.raises(ValidationError) as refusal:
            hours_field().clean(text)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    "given",
    [
        {"figures_TT": "", **dict.fromkeys(OWN, "")},
        {
            f"own-{number}-{name}": value
            for number in range(21)
            for name, value in (("words", f"Câu {number}"), ("kind", "yes_no"))
        },
        {"own-0-words": "Số nạn nhân được hỗ trợ"},
        {"own-0-words": "Số vụ BLGĐ", "own-0-about_victims": "yes"},
        {"own-0-words": "Số vụ BLGĐ", "own-0-about_victims": ""},
        {"own-0-measure": "x" * 61},
        {"figures_MH": "MH-02.1"},
    ],
    ids=["no question", "too many", "victims", "said to be victims", "unsaid", "long unit", "sensitive"],
)
def test_wrong_questions_are_refused_and_what_was_typed_stays(cast, as_, given):
    client = as_("province")
    page = refused(client, NEW, sent(cast, client, **given))
    assert page.xpath("//*[@data-error-summary]//li")
    assert form_in(page).fields["title"] == ASKED["title"]


def test_units_of_another_province_do_not_count(cast, as_):
    client = as_("province")
    refused(client, NEW, sent(cast, client) | {"units": []})
    refused(client, NEW, sent(cast, client, slugs=("huyen-khac",)))


def test_the_units_screen_has_what_was_counted_typed_in(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    report = asked(cast)
    figure, number, text, yes_no = fields_of(report)
    page = page_of(as_("officer"), path_of(report, "answer/"))
    form = form_in(page)
    assert form.fields[figure] == "100"
    assert not form.fields[number]
    assert [one.get("inputmode") for one in page.xpath(f"//input[@name='{figure}' or @name='{number}']")] == [
        "numeric"
    ] * 2
    assert len(page.xpath("//main//button[contains(@class, 'btn-primary')]")) == 1
    assert form.get("data-draft") == f"{cast['officer'].pk}:{cast['officer'].unit_id}:{path_of(report, 'answer/')}"
    given = {figure: "1.250", number: "3", text: "Xong", yes_no: "yes"}
    response = as_("officer").post(
        path_of(report, "answer/"), typed(as_("officer"), path_of(report, "answer/"), **given)
    )
    assert response["Location"] == path_of(report)
    row = report.answers.get(unit=cast.units["nam-dong"])
    assert list(row.values.values()) == [1250, 3, "Xong", True]
    assert list(row.counted.values()) == [100]
    shown = words(page_of(as_("officer"), path_of(report)))
    assert "1.250" in shown
    assert "Xong" in shown


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (0, ""),
        (0, "-1"),
        (0, "nhiều"),
        (1, "1.000.000.000.001"),
        (2, ""),
        (2, "x" * 501),
        (2, "Gọi 0905123456"),
        (3, ""),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_lost(cast, as_, place, wrong):
    report = asked(cast)
    path, names = path_of(report, "answer/"), fields_of(report)
    good = dict(zip(names, ("5", "6", "Đã xong", "no"), strict=True))
    page = refused(as_("officer"), path, typed(as_("officer"), path, **good | {names[place]: wrong}))
    assert page.xpath(f"//*[@data-error-summary]//a[contains(@href, '{names[place]}')]")
    fields = filled_in(form_in(page))
    assert {name: fields[name] for name in names if name != names[place]} == {
        name: value for name, value in good.items() if name != names[place]
    }


def test_two_first_answers_are_asked_about_and_what_was_counted_is_none(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    report = asked(cast)
    path, (figure, number, text, yes_no) = path_of(report, "answer/"), fields_of(report)
    opened = typed(as_("head"), path, **{number: "9", text: "Xong", yes_no: "yes"})
    assert opened[figure] == "100"
    answered(cast, report, 120, 9, "Xong", True)
    page = refused(as_("head"), path, opened)
    (field,) = page.xpath("//section[contains(@id, 'conflict')]//tbody/tr//input[@checked]/@name")
    assert field == f"keep-{figure}"
    assert form_in(page).fields[figure] == "100"


def test_what_the_portal_counts_meanwhile_changes_no_first_answer(cast, as_):
    report = asked(cast)
    path, (figure, number, text, yes_no) = path_of(report, "answer/"), fields_of(report)
    opened = typed(as_("head"), path, **{figure: "0", number: "9", text: "Xong", yes_no: "yes"})
    save_record(campaign(cast), by=cast["officer"])
    assert as_("head").post(path, opened).status_code == 302
    assert [*report.answers.get(unit=cast.units["nam-dong"]).values.values()][0] == 0


def test_two_who_correct_an_answer_keep_both_corrections(cast, as_):
    report = asked(cast, QuestionKind.NUMBER, QuestionKind.TEXT)
    answered(cast, report, 5, "Xong")
    path, (number, text) = path_of(report, "answer/"), fields_of(report)
    opened = typed(as_("head"), path, **{number: "9"})
    assert as_("officer").post(path, typed(as_("officer"), path, **{text: "Chưa xong"})).status_code == 302
    assert as_("head").post(path, opened).status_code == 302
    assert [*report.answers.get(unit=cast.units["nam-dong"]).values.values()] == [9, "Chưa xong"]


def test_the_second_of_two_officers_sees_both_and_loses_nothing(cast, as_):
    report = asked(cast, QuestionKind.NUMBER, QuestionKind.YES_NO)
    path, (number, yes_no) = path_of(report, "answer/"), fields_of(report)
    opened = typed(as_("head"), path, **{number: "9", yes_no: "yes"})
    answered(cast, report, 5, True)
    page = refused(as_("head"), path, opened)
    (theirs, mine) = page.xpath("//section[contains(@id, 'conflict')]//tbody/tr//label")
    assert [words(one).rpartition(": ")[2] for one in (theirs, mine)] == ["5", "9"]
    again = form_in(page)
    assert again.fields[number] == "9"
    assert as_("head").post(path, dict(again.form_values())).status_code == 302
    row = report.answers.get(unit=cast.units["nam-dong"])
    assert (list(row.values.values()), row.version) == ([9, True], 2)
    changed = page_of(as_("province"), path_of(report)).xpath(
        "//section[@aria-labelledby='quick-versions']//li[@class='step']"
    )
    assert [("officer" in words(one), "head" in words(one)) for one in changed] == [(False, True), (True, False)]


def test_money_is_typed_in_million_and_comes_back_as_typed(cast, as_):
    report = asked(cast, verbs.question_of(verbs.catalogue.get_indicator("MH-04.3")))
    path, (name,) = path_of(report, "answer/"), fields_of(report)
    sent_form = typed(as_("officer"), path, **{name: "12,5"})
    assert as_("officer").post(path, sent_form).status_code == 302
    assert list(report.answers.get(unit=cast.units["nam-dong"]).values.values()) == [12_500_000]
    assert form_in(page_of(as_("officer"), path)).fields[name] == "12,5"
    assert pairs(page_of(as_("province"), path_of(report)))["nam-dong"][0] == "12,5"


def test_who_may_not_answer_is_told_who_may(cast, as_):
    report = asked(cast, slugs=("nam-dong",))
    for name, status in (("province", 403), ("leader", 403), ("neighbour", 404), ("admin", 404), ("stranger", 404)):
        assert as_(name).get(path_of(report, "answer/")).status_code == status
        assert as_(name).post(path_of(report, "answer/"), {}).status_code == status


def test_totals_appear_as_answers_come_in(cast, as_):
    report = asked(cast)
    client = as_("province")
    (section,) = page_of(client, path_of(report)).xpath("//section[@id='quick-totals']")
    assert section.get("hx-trigger") == "every 5s"
    poll = section.get("hx-get")
    assert client.get(poll).status_code == 204
    answered(cast, report, 1250, 3, "Xong", True)
    response = client.get(poll)
    assert response.status_code == 200
    (section,) = html.fragments_fromstring(response.content.decode())
    assert section.get("id") == "quick-totals"
    assert section.get("hx-get") not in (None, poll)
    cells = pairs(html.fromstring(f"<main>{response.content.decode()}</main>"))
    assert cells["nam-dong"][:2] == ["1.250", "3"]
    assert cells["phu-loc"][:2] == ["…", "…"]
    assert section.xpath(".//progress/@value") == ["1"]


def test_what_is_complete_or_closed_asks_no_more(cast, as_):
    report = asked(cast, QuestionKind.NUMBER)
    answered(cast, report, 5)
    live = "//section[@id='quick-totals']/@hx-get"
    assert page_of(as_("province"), path_of(report)).xpath(live)
    answered(cast, report, 6, slug="phu-loc", by="neighbour")
    page = page_of(as_("province"), path_of(report))
    assert not page.xpath(live)
    assert [words(one) for one in page.xpath("//tfoot//td")][0] == "11"
    other = asked(cast, QuestionKind.NUMBER)
    verbs.close(other, by=cast["province"])
    assert not page_of(as_("province"), path_of(other)).xpath(live)


def test_late_answers_are_marked(cast, as_):
    report = moved(asked(cast, QuestionKind.NUMBER), hours=30)
    owed = "//tr[@data-unit='{}']//span[contains(@class, 'tone-late')]"
    assert page_of(as_("province"), path_of(report)).xpath(owed.format("nam-dong"))
    answered(cast, report, 5)
    page = page_of(as_("province"), path_of(report))
    (mark,) = page.xpath(owed.format("nam-dong"))
    assert mark.xpath(".//*[@href='#i-done']")


def test_a_unit_sees_nothing_of_another(cast, as_):
    report = asked(cast)
    answered(cast, report, 987_654, 3, "Việc của Phú Lộc", True, slug="phu-loc", by="neighbour")
    for path in (path_of(report), path_of(report, "answer/"), "/quick/"):
        shown = words(page_of(as_("officer"), path))
        assert "987.654" not in shown
        assert "Phú Lộc" not in shown
    assert as_("officer").get(path_of(report, "totals/")).status_code == 403
    assert as_("officer").post(path_of(report, "document/"), {"format": "pdf"}).status_code == 403


def test_closing_asks_first_and_more_time_opens_again(cast, as_):
    report, client = asked(cast), as_("province")
    page = page_of(client, path_of(report, "close/"))
    assert "Huyện Phú Lộc, Huyện Nam Đông" in words(page)
    assert QuickReport.objects.get().is_open
    assert client.post(path_of(report, "close/")).status_code == 302
    assert not QuickReport.objects.get().is_open
    closed = as_("officer").get(path_of(report, "answer/"))
    assert (closed.status_code, closed["Location"]) == (302, path_of(report))
    assert not page_of(as_("officer"), path_of(report)).xpath(f"//main//a[@href='{path_of(report, 'answer/')}']")
    assert as_("province").post(path_of(report, "extend/"), {"hours": "0"}).status_code == 422
    assert as_("province").post(path_of(report, "extend/"), {"hours": "8"}).status_code == 302
    assert page_of(as_("officer"), path_of(report, "answer/")).xpath("//form[@data-draft]")


def test_an_answer_to_what_was_closed_meanwhile_stays_on_the_page(cast, as_):
    report = asked(cast, QuestionKind.NUMBER)
    (name,) = fields_of(report)
    opened = typed(as_("officer"), path_of(report, "answer/"), **{name: "77"})
    verbs.close(report, by=cast["province"])
    page = refused(as_("officer"), path_of(report, "answer/"), opened)
    assert form_in(page).fields[name] == "77"


def test_a_shorter_deadline_is_none(cast, as_):
    report = asked(cast, hours=48)
    assert as_("province").post(path_of(report, "extend/"), {"hours": "4"}).status_code == 422
    assert QuickReport.objects.get().due_at == report.due_at


def test_the_second_reminder_within_the_hour_is_refused_with_words(cast, as_):
    report, client = asked(cast), as_("province")
    for kind in ("success", "error"):
        client.post(path_of(report, "remind/"))
        page = page_of(client, path_of(report))
        assert page.xpath(f"//div[contains(@class, 'message-{kind}')]")


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("name", ["province", "leader"])
def test_it_is_exported_like_any_report(cast, as_, name, format):
    report = asked(cast)
    response = as_(name).post(path_of(report, "document/"), {"format": format})
    document = Document.objects.get()
    assert (document.sort, document.format, document.edition) == (CompilationType.QUICK_REPORT, format, "internal")
    assert response["Location"] == f"/reports/documents/{document.pk}/"
    page = page_of(as_(name), response["Location"])
    assert sorted([format, *page.xpath("//button[@name='format']/@value")]) == ["docx", "pdf", "xlsx"]
    assert document.file_name == f"bao-cao-nhanh-thua-thien-hue-2020-12-18.{format}"


def test_a_format_that_there_is_not(cast, as_):
    report = asked(cast)
    for format in ("zip", ""):
        assert as_("province").post(path_of(report, "document/"), {"format": format}).status_code == 404
    assert not Document.objects.exists()


def test_the_list_leads_a_unit_to_what_it_owes(cast, as_):
    empty = page_of(as_("officer"), "/quick/")
    assert empty.find_class("empty")
    report = asked(cast)
    page = page_of(as_("officer"), "/quick/")
    assert path_of(report, "answer/") in page.xpath("//main//a/@href")
    answered(cast, report, 1, 2, "Không", False)
    page = page_of(as_("officer"), "/quick/")
    assert path_of(report, "answer/") not in page.xpath("//main//a/@href")
    assert path_of(report) in page.xpath("//main//a/@href")
    assert page_of(as_("neighbour-head"), "/quick/").xpath("//main//a[contains(@href, '/answer/')]")


def queries(client, path):
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)


def answered_by_all(cast, units):
    """A quick report of those units that all but the last have answered twice."""
    report = asked(cast, units=units)
    keys = [str(one.pk) for one in report.questions.all()]
    said = dict(zip(keys, (5, 6, "Xong", True), strict=True))
    rows = report.answers.exclude(unit=units[-1])
    given = {"values": said, "counted": {keys[0]: 7}}
    rows.update(**given, version=2, first_at=report.asked_at, answered_at=report.asked_at, answered_by=cast["officer"])
    QuickVersion.objects.bulk_create(
        QuickVersion(**given, answer=row, version=version, at=report.asked_at, by=cast["officer"])
        for row in rows
        for version in (1, 2)
    )
    return report


def test_pages_ask_as_often_for_40_units_as_for_3(cast, as_):
    save_record(campaign(cast), by=cast["officer"])
    for number in (3, 40):
        report = answered_by_all(cast, districts(cast, number))
        assert [
            queries(as_("province"), path)
            for path in (path_of(report), path_of(report, "totals/"), path_of(report, "close/"), NEW, "/quick/")
        ] == [9, 5, 7, 6, 7]
        assert [queries(as_("officer"), path) for path in (path_of(report), path_of(report, "answer/"), "/quick/")] == [
            10,
            27,
            7,
        ]


def test_who_keeps_two_units_that_were_asked_answers_for_each(cast, as_):
    """The first that is owed is offered, and none is taken for the other."""
    report, units = asked(cast, "number"), [cast.units["nam-dong"], cast.units["phu-loc"]]
    new = merge(units, cast.units["thua-thien-hue"], date(2020, 12, 1))
    User.objects.filter(pk=cast["officer"].pk).update(unit=new)
    client, (field,) = as_("officer"), fields_of(report)
    for unit, number in zip(sorted(units, key=lambda unit: unit.code), (3, 5), strict=True):
        assert page_of(client, "/").xpath("//div[@data-quick-owed]")
        here = client.get(path_of(report, "answer/"))["Location"]
        assert here.endswith(f"?of={unit.pk}")
        page = page_of(client, here)
        assert unit.name in words(page)
        assert client.post(here, filled_in(form_in(page)) | {field: number}).status_code == 302
    assert not page_of(client, "/").xpath("//div[@data-quick-owed]")
    said = {answer.unit_id: list(answer.values.values()) for answer in report.answers.all()}
    assert said == {unit.pk: [number] for unit, number in zip(sorted(units, key=lambda u: u.code), (3, 5), strict=True)}
    assert client.get(path_of(report, f"answer/?of={new.pk}")).status_code == 404
    links = page_of(client, path_of(report)).xpath("//a[contains(@href, 'answer/?of=')]/@href")
    assert len(links) == 2
