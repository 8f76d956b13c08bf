"""Thematic reports tell their own matter alone; a closing review sets the years side by side."""

from datetime import date

import pytest
from making import campaign, commune_joined, log_entry, plan, review, training

from filing.models import Period, Submission, Theme
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose


def thematic(cast, theme, start, end):
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="thematic",
        theme=theme,
        year=end.year,
        start=start,
        end=end,
        due_on=date(2020, 12, 21),
        asked_number="1/SLĐTBXH",
        asked_on=date(2020, 11, 1),
        asked_subject="Báo cáo chuyên đề",
    )
    verbs.open_period(period, by=cast["province"])
    return Submission.objects.select_related("period__root", "unit").get(period=period, unit=cast.units["nam-dong"])


def text_of(content):
    return "\n".join(block["text"] for block in content["trees"]["internal"]["body"])


def test_the_action_month_tells_of_the_month_alone(cast):
    launch = {"task": "comm.action-month", "launch": "ceremony", "title": "Lễ phát động Tháng hành động"}
    save_record(campaign(cast, started_on=date(2020, 11, 16), **launch), by=cast["officer"])
    save_record(commune_joined(cast), by=cast["officer"])
    save_record(campaign(cast, started_on=date(2020, 5, 5), title="Hội thi tháng Năm"), by=cast["officer"])
    save_record(training(cast, started_on=date(2020, 11, 20)), by=cast["officer"])
    days = {"started_on": date(2020, 11, 15), "ended_on": date(2020, 11, 30)}
    save_record(log_entry(cast, **days), by=cast["officer"])
    content = compose(thematic(cast, Theme.ACTION_MONTH, date(2020, 11, 15), date(2020, 12, 15)))
    text = text_of(content)
    assert "Lễ phát động Tháng hành động" in text
    assert "tập huấn" not in text
    assert "nạn nhân" not in text
    assert "nhiệm vụ được giao" not in text
    head = content["trees"]["internal"]["head"]
    assert head["subject"].startswith("Kết quả triển khai Tháng hành động")
    assert "từ ngày 15/11/2020 đến ngày 15/12/2020" in head["subject"]


def test_a_closing_review_sets_the_years_side_by_side(cast):
    save_record(review(cast), by=cast["officer"])
    for year in (2018, 2020):
        save_record(training(cast, started_on=date(year, 6, 1)), by=cast["officer"])
    save_record(plan(cast), by=cast["officer"])
    content = compose(thematic(cast, Theme.CLOSING_REVIEW, date(2015, 12, 15), date(2020, 12, 14)))
    assert "Tổng kết" in text_of(content)
    assert list(content["years"]) == ["2016", "2017", "2018", "2019", "2020"]
    years = content["trees"]["internal"]["appendices"][0]["blocks"][0]
    assert [column["label"] for column in years["columns"]][3:] == ["2016", "2017", "2018", "2019", "2020"]
    row = next(row for row in years["rows"] if isinstance(row, list) and row[0] == "NL-02")
    assert row[3:] == ["…", "…", "40", "…", "40"]


@pytest.mark.parametrize("theme", [Theme.ACTION_MONTH, Theme.CLOSING_REVIEW, Theme.GENERAL])
def test_with_nothing_filed_it_is_short_and_says_no_zero(cast, theme):
    text = text_of(compose(thematic(cast, theme, date(2020, 11, 15), date(2020, 12, 15))))
    assert " 0 " not in text
    assert "None" not in text
