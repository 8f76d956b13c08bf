"""What is frozen is in the language of papers, whatever language the person who makes it reads pages in."""

import re

import pytest
from compiled import AFTER
from django.utils.translation import override
from making import MAKERS, hand_in, standing

from core.lib.dates.clock import as_of
from core.lib.dates.windows import PeriodKind, window_of
from department.models import QuickQuestion, QuickReport
from department.quick_reports import verbs as quick_verbs
from department.quick_reports.document import compile_quick
from filing.errors import InvalidTransition
from filing.records.saving import save_record
from filing.submissions.beneath import is_overtaken
from filing.submissions.pins import pin_record
from reports.content.summary_content import open_summary
from reports.documents.brief import compile_brief
from reports.documents.composition import compose, draft_summary
from reports.documents.late_letter import compile_letter
from reports.dossiers.gathering import compile_dossier
from reports.models import Compilation


@pytest.fixture
def filed(cast):
    """A record of each kind, some of whose titles are words of a list; Phú Lộc's report is approved."""
    records = [save_record(make(cast), by=cast["officer"]) for make in MAKERS.values()]
    records.append(save_record(standing(cast, measure="committees", part=4), by=cast["officer"]))
    hand_in(cast, "phu-loc")
    return records


def in_both(make):
    """Return what a function makes for a person with Vietnamese pages, and for one with English ones."""
    made = []
    for language in ("vi", "en"):
        with override(language):
            made.append(make())
    return made


def test_the_records_have_titles_in_both_languages(filed):
    vietnamese, english = in_both(lambda: {str(record) for record in filed})
    assert vietnamese != english


def test_a_report_is_the_same_in_both(cast, filed):
    vietnamese, english = in_both(lambda: compose(cast.submission()))
    assert english == vietnamese


def test_a_summary_is_the_same_in_both(cast, filed):
    summary = open_summary(cast.submission().period, by=cast["province"])
    vietnamese, english = in_both(lambda: compose(summary))
    assert english == vietnamese


@pytest.mark.parametrize("kind", ["summary", "brief", "letter", "dossier", "quick report"])
def test_whatever_is_compiled_is_the_same_in_both(cast, filed, kind):
    period, by = cast.submission().period, cast["province"]
    quick = QuickReport(root=by.unit, title="Báo cáo nhanh")
    question = QuickQuestion(kind="yes_no", words="Đã nộp?")
    quick_verbs.ask(quick, [question], [cast.units["nam-dong"]], 4, by=by)
    compilers = {
        "summary": lambda: draft_summary(period, by=by),
        "brief": lambda: compile_brief(period, by=by),
        "letter": lambda: compile_letter(period, by=by),
        "dossier": lambda: compile_dossier(cast.units["nam-dong"], window_of(PeriodKind.YEAR, 2020), by=by),
        "quick report": lambda: compile_quick(quick, by=by),
    }
    with as_of(AFTER):
        vietnamese, english = in_both(compilers[kind])
    # The same content is kept once.
    assert english.pk == vietnamese.pk


def test_a_dashboard_is_made_in_vietnamese(cast, filed, as_, settings):
    client = as_("province")
    contents = []
    for language in ("vi", "en"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert client.post("/dashboards/capacity/document/?year=2020").status_code == 302
        trees = Compilation.objects.latest("pk").content["trees"]
        # Each chart tells the minute in which it was drawn.
        contents.append(re.sub(r"\d\d:\d\d ngày", "", str(trees)))
    assert contents[0] == contents[1]


def test_what_a_remark_is_pinned_to_is_named_in_vietnamese(cast, filed):
    hand_in(cast, "nam-dong", approve=False)
    with override("vi"):
        name = str(filed[-1])
    with override("en"):
        remark = pin_record(cast.submission(), filed[-1], "Xem lại.", by=cast["province"])
    assert remark.label == name


def test_a_refusal_is_in_the_language_of_the_page(cast):
    with override("en"), pytest.raises(InvalidTransition) as refusal:
        compile_letter(cast.submission().period, by=cast["province"])
    with override("en"):
        assert str(refusal.value.messages[0]) == "No unit is late with this report, so no letter is needed."


def test_a_title_that_was_frozen_in_other_words_is_no_change_beneath(cast, filed):
    hand_in(cast, "nam-dong", approve=False)
    snapshot = cast.submission().snapshot
    for record in snapshot.content["records"]:
        if record["kind"] == "capacity.Standing":
            record["title"] = "People's Committees, 30/06/2020"
    snapshot.save()
    assert not is_overtaken(cast.submission(), compose)
    for record in snapshot.content["records"]:
        if record["kind"] == "communications.Campaign":
            record["title"] = "Another title"
    snapshot.save()
    assert is_overtaken(cast.submission(), compose)
