from datetime import date

import pytest

from core.lib.dates.windows import PeriodKind, period_title


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("month", 1, "tháng 01 năm 2020"),
        ("month", 2, "tháng 02 năm 2020"),
        ("month", 6, "tháng 6 năm 2020"),
        ("month", 12, "tháng 12 năm 2020"),
        ("quarter", 1, "quý I năm 2020"),
        ("quarter", 4, "quý IV năm 2020"),
        ("half", 1, "6 tháng đầu năm 2020"),
        ("half", 2, "6 tháng cuối năm 2020"),
        ("nine_months", 1, "9 tháng năm 2020"),
        ("year", 1, "năm 2020"),
        ("calendar_year", 1, "năm 2020 (từ 01/01 đến 31/12)"),
    ],
)
def test_numbered_periods(kind, number, expected):
    assert period_title(kind, 2020, number) == expected


@pytest.mark.parametrize("kind", [PeriodKind.THEMATIC, PeriodKind.URGENT])
def test_free_periods_are_named_by_their_dates(kind):
    dates = date(2020, 11, 15), date(2020, 12, 15)
    assert period_title(kind, 2020, 1, *dates) == "từ ngày 15/11/2020 đến ngày 15/12/2020"
    with pytest.raises(ValueError, match="dates"):
        period_title(kind, 2020, 1)


def test_a_number_that_does_not_exist_has_no_title():
    with pytest.raises(ValueError, match="no period"):
        period_title("quarter", 2020, 5)
