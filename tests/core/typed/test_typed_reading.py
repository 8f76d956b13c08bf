"""What people type, read in both languages: a value, a question with both readings, or a refusal."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lib.typed.amounts import DAYS, HOURS, MULTIPLIERS, NOUNS, WORDS, read_amount, scale_of, words_of
from core.lib.typed.days import read_day, write_day
from core.lib.typed.numbers import ENGLISH, VIETNAMESE, read_number, write_number
from core.lib.typed.results import Question, Reading, Reason, Refusal

TODAY = date(2020, 12, 18)
languages = st.sampled_from((VIETNAMESE, ENGLISH))
whole = st.integers(0, 10**13)
decimals = st.decimals(0, 10**12, places=6)


@given(value=whole | decimals, language=languages)
def test_what_is_written_is_read_again(value, language):
    assert read_number(write_number(value, language), language) == Reading(Decimal(value))


@given(value=whole, language=languages)
def test_a_number_without_separators_is_read(value, language):
    assert read_number(str(value), language) == Reading(Decimal(value))


@given(front=st.integers(1, 999), behind=st.integers(0, 999), language=languages)
def test_one_separator_with_three_digits_is_the_language_s_own_or_asked_about(front, behind, language):
    thousand, fraction = Decimal(front * 1000 + behind), Decimal(front) + Decimal(behind) / 1000
    own, other = (f"{front}{sign}{behind:03}" for sign in language)
    assert read_number(own, language) == Reading(thousand)
    assert read_number(other, language) == Question((thousand, fraction))
    assert read_number(own, language.other) == Question((thousand, fraction))


@given(front=st.integers(1, 10**7), behind=st.integers(0, 999), groups=st.booleans(), language=languages)
def test_three_decimals_are_never_read_unseen(front, behind, groups, language):
    whole = write_number(front, language) if groups else str(front)
    result = read_number(f"{whole}{language.decimal}{behind:03}", language)
    assert isinstance(result, Question) or not result.is_plain


@given(value=st.integers(10**6, 10**13), language=languages)
def test_several_groups_of_the_other_language_are_shown_back(value, language):
    assert read_number(write_number(value, language.other), language) == Reading(Decimal(value), is_plain=False)


@given(value=st.integers(1000, 10**13), blank=st.sampled_from(" \u00a0\u202f\u2009"), language=languages)
def test_groups_in_blanks_are_shown_back(value, blank, language):
    assert read_number(f"{value:,}".replace(",", blank), language) == Reading(Decimal(value), is_plain=False)


@given(text=st.text() | st.from_regex(r"[0-9.,\- _eE+kđ%]{1,12}", fullmatch=True), language=languages)
def test_any_text_has_one_of_three_outcomes(text, language):
    for result in (read_number(text, language), read_amount(text, separators=language, scale=10**6, percent=True)):
        assert isinstance(result, Reading | Question | Refusal)
        if isinstance(result, Reading):
            assert result.value >= 0
            assert read_number(write_number(result.value, language), language) == Reading(result.value)
    assert isinstance(read_day(text, TODAY), Reading | Refusal)


@given(value=st.integers(0, 999), word=st.sampled_from(sorted(WORDS)), language=languages)
def test_a_listed_noun_is_shown_back(value, word, language):
    assert read_amount(f"{value} {word}", separators=language) == Reading(Decimal(value), is_plain=False)


@given(value=st.integers(1, 999), word=st.sampled_from(list(MULTIPLIERS)), language=languages)
def test_a_multiplier_multiplies(value, word, language):
    expected = Reading(Decimal(value * MULTIPLIERS[word]), is_plain=False)
    for text in (f"{value} {word}", f"{value}{word}", f"{value} {word.upper()} đồng"):
        assert read_amount(text, separators=language) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("02 lớp", 2),
        ("50 người", 50),
        ("5 triệu", 5_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("2 tỷ 500 triệu", 2_500_000_000),
        ("1.250 lượt người", 1250),
        ("300k", 300_000),
        ("62.5", "62.5"),
        ("1 234,5", "1234.5"),
    ],
)
def test_lists_and_hurry_are_shown_back(text, value):
    assert read_amount(text, separators=VIETNAMESE) == Reading(Decimal(value), is_plain=False)


@pytest.mark.parametrize(("text", "value"), [("07", 7), ("12,50", "12.5"), ("0,125", "0.125"), ("1250,5", "1250.5")])
def test_the_own_form_needs_no_second_look(text, value):
    assert read_amount(text, separators=VIETNAMESE) == Reading(Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        *("1.00.0", "1.234.56", "14.4.2020", "1_000", "1e3", "NaN", "inf", "+5", "007", "1,2,3", "1..5", "12,", ",5"),
        *("٣٤", "１２", "१२", "½", "²", "5-6", "5+6", "~50", "khoảng 50", "2 trăm", "3 tá", "50 nghìn nghìn", "1tr2"),
        *("500 triệu 2 tỷ", "1 triệu 2000 nghìn", "12 34", "1 2345", "50%", "người", "50 người 3 lớp", "0912345678"),
    ],
)
def test_what_is_not_listed_is_refused(text):
    for language in (VIETNAMESE, ENGLISH):
        assert read_amount(text, separators=language) == Refusal()


def test_signs_are_told_apart():
    for text in ("-5", "−5", "- 1.250"):
        assert read_amount(text, separators=VIETNAMESE) == Refusal(Reason.NEGATIVE)


def test_a_field_of_millions_takes_words_in_dong():
    for text, value in (("5", 5), ("5.000.000 đồng", 5), ("500 nghìn", "0.5"), ("1,5 tỷ", 1500)):
        result = read_amount(text, scale=10**6, separators=VIETNAMESE)
        assert result.value == Decimal(value), text
    assert read_amount("5 lớp", scale=10**6, separators=VIETNAMESE) == Refusal()
    assert read_amount("1,500 triệu", separators=VIETNAMESE) == Question((Decimal(1_500_000_000), Decimal(1_500_000)))


def test_a_word_of_another_measure_is_no_number_of_this_one():
    for text, words, value in (("24 giờ", HOURS, 24), ("3 ngày", DAYS, 3), ("5 nghìn người", NOUNS, 5000)):
        assert read_amount(text, words=words, separators=VIETNAMESE) == Reading(Decimal(value), is_plain=False)
    for text, words in (("2 ngày", HOURS), ("2 tháng", DAYS), ("5.000 đồng", NOUNS), ("5 triệu đồng", NOUNS)):
        assert read_amount(text, words=words, separators=VIETNAMESE) == Refusal()
    assert [words_of(measure) for measure in ("Người", "giờ", "kỳ")] == [NOUNS, HOURS, WORDS]
    assert [scale_of(measure) for measure in ("triệu đồng", "Nghìn đồng", "người", "triệu")] == [10**6, 1000, 1, 1]


def test_a_percent_sign_only_where_it_belongs():
    assert read_amount("62,5%", percent=True, separators=VIETNAMESE) == Reading(Decimal("62.5"), is_plain=False)


@given(day=st.dates())
def test_a_written_day_is_read_again(day):
    assert read_day(write_day(day), TODAY) == read_day(day.isoformat(), TODAY) == Reading(day)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), mark=st.sampled_from("/.-"))
def test_short_years_and_other_marks_are_shown_back(day, mark):
    short = f"{day.day:02}{mark}{day.month:02}{mark}{day.year % 100:02}"
    assert read_day(short, TODAY) == Reading(day, is_plain=False)


@given(day=st.dates(date(2012, 1, 1), date(2040, 12, 31)), today=st.dates(date(2012, 1, 1), date(2040, 12, 31)))
def test_a_day_without_a_year_is_the_nearest_on_its_side(day, today):
    text = f"{day.day}/{day.month}"
    last, first = read_day(text, today).value, read_day(text, today, ahead=True).value
    assert last <= today <= first
    assert {(one.day, one.month) for one in (last, first)} == {(day.day, day.month)}


@pytest.mark.parametrize("text", ["2/12", "02/12/20", "2.12.2020", "2-12-2020", "ngày 02 tháng 12 năm 2020", "2 - 12"])
def test_days_in_lists_and_hurry(text):
    assert read_day(text, TODAY) == Reading(date(2020, 12, 2), is_plain=False)


@pytest.mark.parametrize("text", ["31/11/2020", "4/14/2020", "30/2", "0/1/2020", "29/2/2019", "1/1/0000"])
def test_a_day_that_no_calendar_has_is_told_as_such(text):
    assert read_day(text, TODAY) == Refusal(Reason.NO_SUCH_DAY)


@pytest.mark.parametrize("text", ["hôm qua", "2020", "2/12-2020", "1/2/3/4", "٢/١٢/٢٠٢٠", "2/12/020", "12"])
def test_what_is_no_day_is_refused(text):
    assert read_day(text, TODAY) == Refusal()
