"""Numbers and days in hurry come back once as they were understood; what has two readings is asked about."""

import pytest
from house import filled_in, form_in, typed
from lxml import html
from refusing import assert_told_at, form_of, refused, words

from communications.models import Campaign
from core.indicators.models import Target

ONLY = {"female": "", "minority": ""}


def readings(page, name):
    return page.xpath("//input[@type='radio'][@name=$name]/@value", name=f"{name}-as")


@pytest.mark.parametrize(
    ("hurried", "shown", "kept"),
    [
        ("1 234", "1.234", 1234),
        ("50 người", "50", 50),
        ("02 lớp", "2", 2),
        ("5 nghìn", "5.000", 5000),
        ("1,234,567", "1.234.567", 1_234_567),
    ],
)
def test_a_count_in_hurry_is_shown_back_and_then_saved(cast, as_, hurried, shown, kept):
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | ONLY | {"attendance": hurried})
    assert_told_at(page, "attendance", f"Đã hiểu là {shown}; kiểm tra rồi lưu.")
    again = filled_in(form_in(page))
    assert again["attendance"] == shown
    assert client.post(path, again).status_code == 302
    assert Campaign.objects.get().attendance == kept


@pytest.mark.parametrize("hurried", ["5/5", "05/05/20", "5.5.2020", "5-5-2020", "ngày 05 tháng 5 năm 2020"])
def test_a_day_in_hurry_is_shown_back_and_then_saved(cast, as_, hurried):
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | {"started_on": hurried, "ended_on": ""})
    assert_told_at(page, "started_on", "Đã hiểu là 5/5/2020; kiểm tra rồi lưu.")
    assert client.post(path, filled_in(form_in(page))).status_code == 302
    assert f"{Campaign.objects.get().ended_on:%d/%m/%Y}" == "05/05/2020"


@pytest.mark.parametrize(("chosen", "kept"), [("250.000", 250_000), ("250", 250)])
def test_two_readings_are_offered_and_the_chosen_one_is_saved(cast, as_, chosen, kept):
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | ONLY | {"attendance": "250,000"})
    assert readings(page, "attendance") == ["250.000", "250"]
    assert not page.xpath("//input[@type='radio'][@name='attendance-as'][@checked]")
    again = filled_in(form_in(page))
    assert again["attendance"] == "250,000"
    # Sent again without a choice, it is asked again.
    refused(client, path, again)
    assert client.post(path, again | {"attendance-as": chosen}).status_code == 302
    assert Campaign.objects.get().attendance == kept


def test_a_choice_is_void_once_the_text_changes(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    again = filled_in(form_in(refused(client, path, good | ONLY | {"attendance": "250,000"})))
    again |= {"attendance-as": "250.000", "attendance": "300,000"}
    page = refused(client, path, again)
    assert readings(page, "attendance") == ["300.000", "300"]
    assert client.post(path, again | {"attendance": "77"}).status_code == 302
    assert Campaign.objects.get().attendance == 77


def test_a_choice_stands_while_another_field_is_wrong(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    sent = good | ONLY | {"attendance": "250,000", "attendance-of": "250,000", "attendance-as": "250", "title": ""}
    again = filled_in(form_in(refused(client, path, sent)))
    assert again["attendance-as"] == "250"
    assert client.post(path, again | {"title": "Hội nghị"}).status_code == 302
    assert Campaign.objects.get().attendance == 250


def test_on_the_english_page_the_dot_is_asked_about(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    client.cookies["django_language"] = "en"
    good = typed(client, path)
    page = refused(client, path, good | ONLY | {"attendance": "1.000"})
    assert readings(page, "attendance") == ["1,000", "1"]
    assert client.post(path, good | ONLY | {"attendance": "1,250"}).status_code == 302
    assert Campaign.objects.get().attendance == 1250
    assert filled_in(form_in(html.fromstring(client.get(path).content.decode())))["attendance"] == "1,250"


def test_what_cannot_be_a_count_is_not_offered(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | ONLY | {"attendance": "1,234"})
    assert readings(page, "attendance") == ["1.234"]


def test_rows_ask_and_show_back_in_their_cells(cast, as_):
    client, path, good = form_of(cast, as_, "plans:")
    row = {"activities-0-what": "Hội nghị", "activities-0-budget": "250,000"}
    page = refused(client, path, good | row)
    assert readings(page, "activities-0-budget") == ["250.000", "250"]
    again = filled_in(form_in(page)) | {"activities-0-budget-as": "250.000"}
    assert client.post(path, again).status_code == 302
    page = refused(client, path, good | row | {"activities-0-budget": "5 triệu"})
    again = filled_in(form_in(page))
    assert again["activities-0-budget"] == "5.000.000"
    assert "Đã hiểu là 5.000.000; kiểm tra rồi lưu." in [
        words(one) for one in page.xpath("//*[@class='invalid-feedback']")
    ]


def test_targets_are_read_in_the_unit_of_their_figure(cast, as_):
    client, path, name = as_("province"), "/targets/new/", f"unit_{cast.units['nam-dong'].pk}"
    of_money = {"indicator": "MH-04.1", "year": "2020", "source": "Sở giao"}
    for hurried in ("500 triệu", "500.000.000 đồng", "0,5 tỷ"):
        assert filled_in(form_in(refused(client, path, of_money | {name: hurried})))[name] == "500"
    for indicator, typed_there in (("TT-02", "62,5%"), ("TT-02", "500 đồng"), ("NL-04", "50 người")):
        page = refused(client, path, of_money | {"indicator": indicator, name: typed_there})
        assert_told_at(page, name, "Nhập một số, ví dụ 1.250 hoặc 62,5.")


def test_a_day_in_a_row_lies_within_the_days_of_the_portal(cast, as_):
    client, path, good = form_of(cast, as_, "plans:")
    row = {"activities-0-what": "Hội nghị", "activities-0-day": "14/4/0020"}
    page = refused(client, path, good | row)
    assert any("1/1/2011" in words(one) for one in page.xpath("//*[@class='invalid-feedback']"))


def test_targets_ask_and_take_a_percent_sign(cast, as_):
    client, path, name = as_("province"), "/targets/new/", f"unit_{cast.units['nam-dong'].pk}"
    good = {"indicator": "NL-04", "year": "2020", "source": "Sở giao"}
    page = refused(client, path, good | {name: "62,5%"})
    assert filled_in(form_in(page))[name] == "62,5"
    assert readings(refused(client, path, good | {name: "1,500"}), name) == ["1.500", "1,5"]
    assert client.post(path, good | {name: "62,50"}).status_code == 302
    assert str(Target.objects.get().value) == "62.50"
