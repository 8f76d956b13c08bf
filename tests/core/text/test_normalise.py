import unicodedata

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.lib.text.normalise import clean, clean_data, fold

# Any code point, halves of a pair too, and often those that cleaning is about.
TEXTS = st.text(
    st.characters(exclude_categories=[])
    | st.sampled_from("eêưđĐ \r\n\t\v\u0300\u0301\u0302\u0303\u0309\u0323\u200b\u200d\u202e\ufeff０９\x00\x85")
)
INVISIBLE = {
    "\u00ad",
    "\u200b",
    "\u200f",
    "\u202a",
    "\u202e",
    "\u2060",
    "\u2064",
    "\u2066",
    "\u2069",
    "\ufeff",
}


@given(text=TEXTS)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(text=TEXTS)
def test_clean_text_is_composed_and_can_be_stored(text):
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not INVISIBLE & set(cleaned)
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            unicodedata.normalize("NFD", "Kế hoạch bình đẳng giới ở Thuỷ Biều"),
            "Kế hoạch bình đẳng giới ở Thuỷ Biều",
        ),
        ("e\u200b\u0302\u0301", "ế"),
        ("A\u200b L\u200dướ\ufeffi", "A Lưới"),
        ("\u202eNam\u202c \u2066Đông\u2069", "Nam Đông"),
        ("tập\u00adhuấn", "tậphuấn"),
        ("một\r\nhai\rba\nbốn\tnăm", "một\nhai\nba\nbốn\tnăm"),
        ("Lộc Điền\vHương Văn", "Lộc Điền\nHương Văn"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("x\U000e0041\U000e007fy", "xy"),
        ("a\ud800b", "ab"),
        ("０７ cuộc, １２３４５６７８９", "07 cuộc, 123456789"),
        ("2 < 3 & <b>", "2 < 3 & <b>"),
        ("", ""),
    ],
)
def test_clean(typed, expected):
    assert clean(typed) == expected


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Huế", "hue"),
        (unicodedata.normalize("NFD", "Huế"), "hue"),
        ("Thuỷ", "thuy"),
        ("Thủy", "thuy"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("A Roằng", "a roang"),
        ("A Roàng", "a roang"),
        ("  ĐIỀN\u00a0LỘC \n", "dien loc"),
        ("Ðông", "dong"),
        ("Thành phố Hương Trà\u200b", "thanh pho huong tra"),
        ("ưỡng ượt ẩm ĩnh", "uong uot am inh"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(text=TEXTS)
def test_folding_does_not_see_how_a_text_was_typed(text):
    assert fold(text) == fold(clean(text)) == fold(unicodedata.normalize("NFD", text))


@given(text=st.text("aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ\u0300\u0301\u0303\u0309\u0323 \u200b"))
def test_folded_vietnamese_is_plain_latin(text):
    folded = fold(text)
    assert folded == fold(folded)
    assert set(folded) <= set("adeiouy ")


def test_clean_data_keeps_every_value_of_a_form_and_passwords_as_typed():
    typed = QueryDict("title=%E2%80%8BN%C4%83m&forms=a%00&forms=b&new_password1=p%E2%80%8Bw&Password=%EF%BC%90")
    cleaned = clean_data(typed)
    assert cleaned["title"] == "Năm"
    assert cleaned.getlist("forms") == ["a", "b"]
    assert cleaned["new_password1"] == "p\u200bw"
    assert cleaned["Password"] == "０"
    assert typed["title"] == "\u200bNăm"


def test_clean_data_leaves_the_given_dict_and_other_values_alone():
    typed = {"title": "Na\u0306m", "women": 3, "forms": ["a\u200b", 7], "file": None, "password": "０"}
    assert clean_data(typed) == {
        "title": "Năm",
        "women": 3,
        "forms": ["a", 7],
        "file": None,
        "password": "０",
    }
    assert typed["title"] == "Na\u0306m"


def test_clean_data_passes_none_through():
    assert clean_data(None) is None


# One of each sort that takes no place, or an empty one.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200d\u2060\u2065\u2800\u3164\ufe0f\ufeff\uffa0\ufff9"
    "\U000e0041\U000e0101"
)


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_text_that_nobody_sees_is_empty(sign):
    assert clean(sign * 3).strip() == ""
    assert clean(f" {sign}\u00a0{sign} ").strip() == ""
    assert clean(f"Nam{sign} Đông").split() == ["Nam", "Đông"]


def test_all_signs_that_are_ignored_by_default_are_gone():
    """Unicode's own list (Default_Ignorable_Code_Point), but for what stands within text as blank."""
    for begin, end in ((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F)):
        assert clean("".join(map(chr, range(begin, end + 1)))) == ""
    assert clean("".join(map(chr, range(0xE0000, 0xE1000)))) == ""


def test_the_signs_of_words_lists_become_what_they_look_like():
    assert clean("\uf0b7 một\n\uf0a7 hai\n\uf0d8 ba\n\uf0fc bốn") == "• một\n▪ hai\n➢ ba\n✓ bốn"
