"""Rows that are pasted or uploaded: whatever stands between the cells, and what can't be read."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from core.lib.typed.rows import MAX_ROWS, decode_text, lines_of, read_rows

ROWS = [(1, ("19753", "Cán bộ", "Lê Thị Hoà, phó phòng")), (3, ("19774", "Lãnh đạo", ""))]


@pytest.mark.parametrize(
    "text",
    [
        "19753\tCán bộ\tLê Thị Hoà, phó phòng\r\n\t\t\r\n19774\tLãnh đạo\t\r\n",
        "19753; Cán bộ ;Lê Thị Hoà, phó phòng\n\n19774;Lãnh đạo;",
        '19753, Cán bộ, "Lê Thị Hoà, phó phòng"\n,,\n19774,Lãnh đạo,\n\n',
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_tabs_semicolons_and_commas_are_one(text, form):
    assert read_rows(unicodedata.normalize(form, text)) == ROWS


def test_an_empty_first_cell_stays_and_a_cell_holds_lines():
    assert read_rows('\t"KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"\n46\tx') == [
        (1, ("", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")),
        (3, ("46", "x")),
    ]
    assert lines_of("KT. CHỦ TỊCH | PHÓ CHỦ TỊCH") == lines_of("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n")


@pytest.mark.parametrize("text", ['46;"Lê Thị\n47;x', '45;y\n46;"Lê" Thị;x'])
def test_a_quotation_mark_left_open_is_told_with_its_line(text):
    with pytest.raises(ValidationError, match="Dòng|Line"):
        read_rows(text)


def test_ten_thousand_lines_are_refused_with_the_number_that_is_allowed():
    assert len(read_rows("46;x\n" * MAX_ROWS)) == MAX_ROWS
    with pytest.raises(ValidationError) as refusal:
        read_rows("46;x\n" * 10_000)
    assert "10.000" in refusal.value.messages[0]
    assert "1.000" in refusal.value.messages[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_sheets_save_is_read(encoding):
    assert read_rows(decode_text("19753\tPhường Thuận Hóa".encode(encoding))) == [(1, ("19753", "Phường Thuận Hóa"))]


@pytest.mark.parametrize("content", ["Phường Huế".encode()[:5] + b"\xff", b"PK\x03\x04\xff\xfe", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(ValidationError):
        decode_text(content)
