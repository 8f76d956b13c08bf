"""A report is frozen in the language of the paper, whatever that of the person who freezes it."""

import pytest
from django.utils.translation import override
from making import MAKERS, hand_in

from filing.records.saving import save_record
from reports.content.summary_content import open_summary
from reports.documents.brief import compile_brief
from reports.documents.composition import compose


@pytest.fixture
def filed(cast):
    for make in MAKERS.values():
        save_record(make(cast), by=cast["officer"])
    return cast.submission()


def test_a_report_frozen_on_an_english_page_is_the_same(cast, filed):
    with override("vi"):
        paper = compose(filed)
    for language in ("en", None):
        with override(language, deactivate=language is None):
            assert compose(filed) == paper
    with override("en"):
        hand_in(cast, "nam-dong")
        summary = open_summary(filed.period, by=cast["province"])
        english = compose(summary)
    with override("vi"):
        assert compose(summary) == english


def test_the_leaders_page_too(cast, filed):
    with override("en"):
        english = compile_brief(filed.period, by=cast["province"]).content
    with override("vi"):
        assert compile_brief(filed.period, by=cast["province"]).content == english
