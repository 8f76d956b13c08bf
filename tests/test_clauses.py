"""docs/clauses.md is what the code says, and the code leaves no clause and no figure out."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import resolve

from core.indicators.catalogue import visible_indicators
from reports.content.clauses import clauses, figures_under, pages, pages_under
from reports.content.directive_sentences import SENTENCES
from reports.management.commands import describe_clauses

CODES = ["1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "2.đ", "2.e", "3.a", "3.b", "3.c", "4.a", "4.b", "5"]


def test_the_file_is_what_the_command_writes():
    assert describe_clauses.FILE.read_text(encoding="utf-8") == describe_clauses.described()
    call_command("describe_clauses", check=True)


def test_a_file_that_differs_is_found_out_and_written_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(describe_clauses, "FILE", Path(tmp_path) / "clauses.md")
    monkeypatch.setattr(describe_clauses.settings, "BASE_DIR", tmp_path)
    for text in (None, "old"):
        if text:
            describe_clauses.FILE.write_text(text)
        with pytest.raises(SystemExit):
            call_command("describe_clauses", check=True)
    call_command("describe_clauses")
    call_command("describe_clauses", check=True)


def test_every_clause_is_answered_by_entries_and_figures():
    assert [clause["code"] for clause in clauses()] == CODES
    for clause in clauses():
        assert pages_under(clause), clause["code"]
        assert figures_under(clause), clause["code"]


def test_what_every_sentence_asks_for_is_filed_shown_and_told():
    texts, fields = {one["code"]: one["text"] for one in clauses()}, {page.label: page.fields for page in pages()}
    codes = {figure.key for figure in visible_indicators()}
    for one in SENTENCES:
        assert one.words in texts[one.clause]
        assert all(set(names) <= fields[label] for label, names in one.filed.items()), one.words
        assert one.told
        assert set(one.figures) <= codes
        assert all(resolve(address) for address in one.addresses)


def test_every_clause_is_told_in_paragraphs_that_reports_have():
    assert list(dict.fromkeys(one.clause for one in SENTENCES)) == CODES
    golden = Path(__file__).parent / "reports" / "drafting" / "golden" / "paragraphs.txt"
    drafted = {line.partition(": ")[0] for line in golden.read_text(encoding="utf-8").splitlines()}
    # Of records, units and difficulties, which the figures of that file have not.
    drafted |= {"plans.coming", "communications.practices", "difficulties.raised", "proposals.difficulties"}
    drafted |= {"models.unreported", "funds.spent"}
    assert {key for one in SENTENCES for key in one.told} <= drafted


def test_every_figure_and_every_entry_stands_under_a_clause():
    told = [(figures_under(clause), [page.label for page in pages_under(clause)]) for clause in clauses()]
    assert [figure.key for figure in visible_indicators() if not any(figure in shown for shown, _entries in told)] == []
    assert [page.label for page in pages() if not any(page.label in entries for _shown, entries in told)] == []


def test_every_field_of_every_form_is_told():
    text = describe_clauses.described()
    for page in pages():
        fields = set(page.fields)
        assert fields, page.label
        part = text.partition(f"`{page.label}`")[2].partition("\n##")[0]
        assert set(re.findall(r"`(\w+)`", part)) == fields


def test_what_fields_take_and_what_is_refused_is_told():
    part = describe_clauses.described().partition("`capacity.Training`")[2].partition("###")[0]
    assert "`title` Title (up to 300 letters)" in part
    assert "`days` Days (0 to 366)" in part
    assert part.count("- Women cannot be more than all participants.\n") == 1
