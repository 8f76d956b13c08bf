"""Phone and identity numbers are found however they are written; what only looks long is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.text.personal_numbers import personal_numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gọi 0905123456 nhé", ["0905123456"]),
        ("ĐT: 0905 123 456.", ["0905 123 456"]),
        ("0905.123.456", ["0905.123.456"]),
        ("0905-12-34-56", ["0905-12-34-56"]),
        ("(0905) 123 456", ["(0905) 123 456"]),
        ("+84 905 123 456", ["+84 905 123 456"]),
        ("(+84) 905.123.456", ["(+84) 905.123.456"]),
        ("(0905123456)", ["0905123456"]),
        ("+84.905.123.456", ["+84.905.123.456"]),
        ("0084905123456", ["0084905123456"]),
        ("84905123456", ["84905123456"]),
        ("0123 456 7890", ["0123 456 7890"]),
        ("máy bàn 0234.3822123", ["0234.3822123"]),
        ("0234 3 822 123 hoặc 0234-3822124", ["0234 3 822 123", "0234-3822124"]),
        ("0234 3.822.123", ["0234 3.822.123"]),
        ("02343822123", ["02343822123"]),
        ("liên hệ chị A0905123456", ["0905123456"]),
        ("CMND 191234567", ["191234567"]),
        ("CMND số 191.234.567 cấp ngày 14/4/2020", ["191.234.567"]),
        ("191 234 567", ["191 234 567"]),
        ("căn cước công dân số: 046190001234", ["046190001234"]),
        ("046 190 001 234", ["046 190 001 234"]),
        ("CCCD 0461 9000 1234, ĐT 0905123456", ["0461 9000 1234", "0905123456"]),
        ("chi 150.000.000 đồng, gọi 0905123456", ["0905123456"]),
        ("ngày 14/4/2020 0905123456", ["0905123456"]),
        ("0905123456, 0905123456", ["0905123456"]),
    ],
)
def test_found(text, found):
    assert personal_numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "từ ngày 14/4/2020 đến ngày 14/12/2020",
        "14.4.2020 và 05.02.2020",
        "05.02.2020 10 cuộc",
        "15-12-2019-14-12-2020",
        "2020-04-14 15:30",
        "kinh phí 150.000.000 đồng",
        "1.250.000",
        "12.345.678.901,5 đồng",
        "1.012.345.678 5 lớp",
        "150 000 000 đồng",
        "150000000 đồng",
        "tổng 150000000.",
        "123456789 VNĐ",
        "150,000,000",
        "Công văn số 908/SLĐTBXH-BĐG ngày 14/4/2020",
        "Nghị định số 70/2008/NĐ-CP, 48/2009/NĐ-CP và 09/2019/NĐ-CP",
        "Quyết định 2351/QĐ-TTg, 1696/QĐ-TTg, 1464/QĐ-TTg",
        "giai đoạn 2016-2020 1696 lượt",
        "các năm 2018 2019 2020, 2018-2019-2020",
        "07 cuộc, 412 lượt người, nữ 268 (65,0%)",
        "tổng đài 111, 113, 1900 969 680",
        "mã đơn vị 20143 20011 20029",
        "12345678",
        "số 1234567890123456",
    ],
)
def test_not_found(text):
    assert personal_numbers(text) == []


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ .,;:/()-+“”\n"


@given(st.lists(st.text(LETTERS, max_size=12), max_size=9))
def test_prose_with_fewer_than_nine_digits_is_never_pointed_out(pieces):
    assert personal_numbers("7".join(pieces)) == []
    assert personal_numbers("0".join(pieces)) == []


@given(st.text(LETTERS, max_size=30), st.text("0123456789", min_size=8, max_size=8), st.text(LETTERS, max_size=30))
def test_a_mobile_number_is_found_in_any_prose(before, digits, after):
    assert personal_numbers(f"{before}x 09{digits} x{after}") == [f"09{digits}"]
