"""Names of files as other computers give them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.files.names import LONGEST, normalise_file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Biên bản.pdf", "Biên bản.pdf"),
        (unicodedata.normalize("NFD", "Biên bản.pdf"), "Biên bản.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Tài liệu\\a.pdf", "a.pdf"),
        ("a\r\nb\tc.pdf", "a b c.pdf"),
        ("a" * 300 + ".docx", "a" * 250 + ".docx"),
        (".pdf", "minh chứng.pdf"),
        ("..", "minh chứng"),
        ("", "minh chứng"),
        ("không đuôi", "không đuôi"),
        ("v1.2 bản cuối.xlsx", "v1.2 bản cuối.xlsx"),
    ],
)
def test_a_name_is_brought_to_one_form(given_name, kept):
    assert normalise_file_name(given_name) == kept


def test_another_ending_takes_the_place_of_the_own():
    assert normalise_file_name("IMG_0001.HEIC", ".jpg") == "IMG_0001.jpg"
    assert normalise_file_name("a" * 300 + ".heic", ".jpg") == "a" * 251 + ".jpg"


@given(st.text(max_size=400))
def test_every_name_becomes_one_that_stays(text):
    name = normalise_file_name(text)
    assert 0 < len(name) <= LONGEST
    assert not set("/\\\n\r\t\0") & set(name)
    assert unicodedata.is_normalized("NFC", name)
    assert normalise_file_name(name) == name
