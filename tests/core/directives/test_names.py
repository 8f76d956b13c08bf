"""The names of laws and programmes, by the year of the report that tells of them."""

import pytest
from django.conf import settings

from core.directives.names import name_in, with_names
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
    assert name_in(key, year).endswith(ends)
    assert with_names(f"tổng kết {{{key}}}.", year) == f"tổng kết {name_in(key, year)}."


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
