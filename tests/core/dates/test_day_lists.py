"""Days of an official decision as people paste them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.dates.day_lists import read_day_list

IN_AUGUST = "hoán đổi ngày làm việc 31/8/2026 sang thứ Bảy, ngày 22/8/2026"
SWAP = "hoán đổi từ ngày làm việc thứ sáu (ngày 2/1/2026) sang ngày nghỉ hằng tuần thứ bảy (ngày 10/1/2026)"


def days(*pairs):
    return {date(2026, month, day) for day, month in pairs}


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        ("Nghỉ 2/1/2026", days((2, 1)), set()),
        ("nghỉ 02/01, 5.1.2026 và 6/1", days((2, 1), (5, 1), (6, 1)), set()),
        ("Làm bù: 10/1/2026", set(), days((10, 1))),
        ("Nghỉ:\n2/1\n31/8\nLàm bù:\n10/1\n22/8", days((2, 1), (31, 8)), days((10, 1), (22, 8))),
        ("làm bù thứ Bảy 22/8, nghỉ thứ Hai 31/8/2026", days((31, 8)), days((22, 8))),
        (SWAP, days((2, 1)), days((10, 1))),
        (f"{SWAP}\n{IN_AUGUST}", days((2, 1), (31, 8)), days((10, 1), (22, 8))),
        ("Nghỉ 16/2 - 18/2", days((16, 2), (17, 2), (18, 2)), set()),
        ("Nghỉ 16/2–17/2/2026", days((16, 2), (17, 2)), set()),
        ("Nghỉ từ thứ Hai ngày 16 tháng 2 năm 2026 đến hết thứ Ba, ngày 17/02/2026", days((16, 2), (17, 2)), set()),
        ("Nghỉ 2-1-2026; làm bù 10/1/26", days((2, 1)), days((10, 1))),
        ("Nghỉ 16-18/2/2026", days((16, 2), (17, 2), (18, 2)), set()),
        ("nghỉ các ngày 16, 17 và 18 tháng 2", days((16, 2), (17, 2), (18, 2)), set()),
        ("Nghỉ từ thứ Hai ngày 16 đến hết thứ Ba ngày 17/2/2026", days((16, 2), (17, 2)), set()),
        ("Trong tháng 2/2026 nghỉ thứ 2, 16/2, theo Nghị định 09/2019/NĐ-CP", days((16, 2)), set()),
        ("Thông báo: các cơ quan nghỉ ngày 2/1/2026 theo quy định.", days((2, 1)), set()),
        ("", set(), set()),
        ("Không có ngày nào.", set(), set()),
    ],
)
def test_days_are_read(text, off, worked):
    found = read_day_list(text, 2026)
    assert (found.off, found.worked, found.faults) == (off, worked, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Nghỉ 31/11/2026", (1, "31/11/2026")),
        ("Nghỉ 2/1/2025", (1, "2/1/2025")),
        ("2/1/2026", (1, "2/1/2026")),
        ("Nghỉ Tết\n18/2 - 16/2", (2, "16/2")),
        ("Nghỉ 1/1 đến 1/9", (1, "1/9")),
        ("Nghỉ 2/1/2026 và 2026/1/3", (1, "2026/1/3")),
        ("Nghỉ 2/1/226", (1, "2/1/226")),
        ("Nghỉ 16/2-18", (1, "16/2-18")),
        ("Nghỉ 31-11-2026", (1, "31-11-2026")),
    ],
)
def test_what_cannot_be_is_told_with_its_line(text, fault):
    assert read_day_list(text, 2026).faults == [fault]


@given(st.text(alphabet="nghỉ làm bù hoán đổi sang 0123456789/.-–\n()"), st.integers(2011, 2100))
def test_whatever_is_pasted_is_read_or_told(text, year):
    found = read_day_list(text, year)
    assert {day.year for day in found.off | found.worked} <= {year}
