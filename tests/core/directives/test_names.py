"""The names of laws and programmes, by the year of the report that tells of them."""

import pytest
from django.conf import settings
from house import typed

from core.accounts.models import AuditEntry
from core.directives.law_names.names import name_in, names_in_use, usual_names, with_names
from core.directives.models import LawName
from core.indicators.catalogue import all_indicators
from core.indicators.figures import Figures
from filing import areas
from filing.wording.narrative import Account


@pytest.mark.parametrize(
    ("key", "year", "ends"),
    [
        ("strategy", 2020, "2011-2020"),
        ("strategy", 2026, "2021-2030"),
        ("scheme", 2020, "2016-2020"),
        ("scheme", 2026, "giới"),
    ],
)
def test_a_name_is_that_of_the_year(key, year, ends):
    name = name_in(usual_names(), key, year)
    assert name.endswith(ends)
    account = Account(Figures(), Figures(), f"năm {year}", "", "huyện Nam Đông")
    assert with_names(f"tổng kết {{{key}}}.", account) == f"tổng kết {name}."


@pytest.mark.parametrize(
    ("when", "year"),
    [("năm 2020", 2020), ("6 tháng đầu năm 2026", 2026), ("từ ngày 15/12/2019 đến ngày 14/3/2020", 2020)],
)
def test_a_report_knows_its_year(when, year):
    assert Account(Figures(), Figures(), when, "", "huyện Nam Đông").year == year


def test_a_closing_review_is_called_by_the_reports_year():
    row = {"kind": "capacity.Review", "task": "cap.review", "title": "Thống kê", "day": "2026-05-01", "status": "done"}
    filed = [row | {"form": "going_on", "programmes": ["strategy"]}]
    for when, name in (("năm 2020", "2011-2020"), ("năm 2026", "2021-2030")):
        told = areas.area("capacity").narrate(
            Account(Figures(), Figures(), when, "", "huyện Nam Đông", filed=filed, none=frozenset())
        )
        assert not told or name in " ".join(one.text for one in told)


def test_no_figure_is_called_by_a_year_or_a_term():
    assert settings.AREAS
    for indicator in all_indicators().values():
        assert not any(sign.isdigit() for sign in indicator.name.replace("01", "")), indicator.name


PAGE = "/directives/names/"


def test_the_department_says_what_a_programme_is_called(cast, as_):
    client = as_("province")
    shown = typed(client, PAGE)
    assert shown["strategy"].splitlines()[1] == "2021; Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030"
    assert client.post(PAGE, shown).status_code == 302
    assert not LawName.objects.exists()
    sent = shown | {"scheme": "Đề án cũ\n2026; Chương trình phòng ngừa mới"}
    assert client.post(PAGE, sent)["Location"] == PAGE
    stored = [(0, "Đề án cũ"), (2026, "Chương trình phòng ngừa mới")]
    assert list(LawName.objects.values_list("since", "name")) == stored
    assert AuditEntry.objects.filter(action="law_names_saved").count() == 1
    assert name_in(names_in_use(), "scheme", 2026) == "Chương trình phòng ngừa mới"
    assert name_in(names_in_use(), "scheme", 2025) == "Đề án cũ"
    # An emptied field gives the program's names back.
    assert client.post(PAGE, typed(client, PAGE, scheme="")).status_code == 302
    assert names_in_use() == usual_names()


@pytest.mark.parametrize("text", ["hai nghìn; Chiến lược", "2021;", "21; A", "2021; A\n2021; B", "2021; " + "a" * 301])
def test_a_line_that_names_no_year_or_nothing_is_refused(cast, as_, text):
    answer = as_("province").post(PAGE, {"strategy": text})
    assert answer.status_code == 422
    assert "strategy" in answer.context["form"].errors
    assert text in answer.content.decode().replace("\r\n", "\n")
    assert not LawName.objects.exists()


def test_two_who_name_different_programmes_keep_both(cast, as_):
    client = as_("province")
    mine, theirs = (typed(client, PAGE, **{key: f"2026; {key}"}) for key in ("scheme", "strategy"))
    assert [client.post(PAGE, sent).status_code for sent in (theirs, mine)] == [302, 302]
    assert {name_in(names_in_use(), key, 2026) for key in ("scheme", "strategy")} == {"scheme", "strategy"}
    # The same field by both is asked about.
    again = typed(client, PAGE, scheme="2026; thứ nhất")
    assert client.post(PAGE, typed(client, PAGE, scheme="2026; thứ hai")).status_code == 302
    assert client.post(PAGE, again).status_code == 422


def test_names_are_the_departments_alone(cast, as_):
    assert as_("officer").get(PAGE).status_code == 403
    assert as_("admin").post(PAGE, {"strategy": "2021; A"}).status_code == 403
