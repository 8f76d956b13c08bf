"""What a unit is asked for once a year: on the page of a report of a year, in its sections, and nowhere outward."""

import re

import pytest
from django.urls import reverse

from core.lib.dates.windows import window_of
from filing.models import Period, Submission
from filing.submissions import text_verbs, verbs
from filing.submissions.text_verbs import YEARLY_TEXTS
from reports.content.frozen.content import read
from reports.documents.composition import compose
from reports.documents.editions import part_of_content
from reports.drafting.draft import printed

SAID = {name: f"Nội dung {place} của đơn vị." for place, name in enumerate(YEARLY_TEXTS, start=1)}

OF_2019 = "Ban gồm 15 thành viên."


def written(cast, **texts):
    report = cast.submission()
    for name, text in texts.items():
        setattr(report, name, text)
    text_verbs.save_text(report, by=cast["officer"])
    return read(compose(report))


def headings(content, edition="internal"):
    """{heading: paragraphs} of what is printed with a number."""
    sections = printed(part_of_content(content, edition))
    return {one.heading: [told.text for told in one.told] for one in sections if one.number}


def test_each_stands_under_a_heading_of_its_own(cast):
    found = headings(written(cast, **SAID))
    told = {heading: texts[0] for heading, texts in found.items() if texts and texts[0] in SAID.values()}
    assert list(told) == [
        "Tình hình chung",
        "Ban Vì sự tiến bộ của phụ nữ, cán bộ làm công tác bình đẳng giới",
        "Kết quả thực hiện các mục tiêu, chỉ tiêu",
        "Lồng ghép vấn đề bình đẳng giới",
        "Hoạt động của các cơ quan, ban, ngành, đoàn thể",
    ]
    assert list(told.values()) == list(SAID.values())
    assert next(iter(found)) == "Đặc điểm, tình hình"


def test_without_them_there_is_no_heading(cast):
    content = written(cast, evaluation="Đạt yêu cầu.")
    assert content.yearly == {}
    assert "Đặc điểm, tình hình" not in headings(content)


def test_they_stay_inside(cast):
    content = written(cast, **SAID)
    outward = part_of_content(content, "outward")
    assert outward.yearly == {}
    assert not any(text in str(outward.document) for text in SAID.values())


def test_the_page_of_a_year_asks_for_them(cast, as_):
    path = reverse("reports:text", args=[cast.submission().pk])
    page = as_("officer").get(path)
    assert set(YEARLY_TEXTS) <= set(page.context["form"].fields)
    sent = {name: "" for name in text_verbs.OWN_TEXTS} | SAID | {"began": page.context["form"].began}
    assert as_("officer").post(path, sent).status_code == 302
    assert cast.submission().committee == SAID["committee"]


@pytest.mark.parametrize("kind", ["half", "quarter"])
def test_a_shorter_period_does_not_ask(cast, as_, kind):
    year = cast.submission().period
    given = {name: getattr(year, name) for name in ("root", "asked_number", "asked_on", "asked_subject", "due_on")}
    days = window_of(kind, 2020, 1)
    period = Period(kind=kind, year=2020, number=1, start=days.start, end=days.end, **given)
    verbs.open_period(period, by=cast["province"])
    report = period.submissions.get(unit=cast.units["nam-dong"])
    page = as_("officer").get(reverse("reports:text", args=[report.pk]))
    assert list(page.context["form"].fields) == list(text_verbs.OWN_TEXTS)


@pytest.fixture
def report(cast):
    """The report of this year, after one of the year before that said something of two of them."""
    this_year = cast.submission()
    year = this_year.period
    given = {name: getattr(year, name) for name in ("root", "asked_number", "asked_on", "asked_subject", "due_on")}
    days = window_of("year", 2019)
    verbs.open_period(
        Period(kind="year", year=2019, number=1, start=days.start, end=days.end, **given), by=cast["province"]
    )
    earlier = Submission.objects.filter(period__year=2019, unit=cast.units["nam-dong"])
    assert earlier.update(committee=OF_2019, situation=OF_2019) == 1
    return this_year


def test_last_years_text_is_offered_where_the_field_is_empty_and_taken_only_when_asked_for(as_, report):
    path = reverse("reports:text", args=[report.pk])
    Submission.objects.filter(pk=report.pk).update(situation="Của năm nay.")
    shown = as_("officer").get(path)
    assert shown.context["form"]["committee"].value() == ""
    assert re.findall(r'name="reuse"\s+value="(\w+)"', shown.content.decode()) == ["committee"]
    sent = {"evaluation": "Đang viết.", "situation": "Của năm nay.", "began": shown.context["form"].began}
    page = as_("officer").post(path, sent | {"reuse": "committee"})
    assert page.status_code == 200
    form = page.context["form"]
    assert (form["committee"].value(), form["evaluation"].value()) == (OF_2019, "Đang viết.")
    report.refresh_from_db()
    assert report.committee == ""
    # What is there already is never replaced.
    again = as_("officer").post(path, sent | {"reuse": "situation"})
    assert again.context["form"]["situation"].value() == "Của năm nay."
    assert as_("officer").post(path, sent | {"committee": OF_2019}).status_code == 302
    report.refresh_from_db()
    assert report.committee == OF_2019


def test_markup_in_last_years_text_is_text(as_, report):
    Submission.objects.filter(period__year=2019).update(committee="{{ request.user.password }}<b>{% now 'Y' %}")
    page = as_("officer").get(reverse("reports:text", args=[report.pk])).content.decode()
    assert "{{ request.user.password }}&lt;b&gt;{% now" in page
