"""The preview on screen has every part of the paper, on the report's page and at the Department's desk."""

import pytest
from reading import page_of, words

from filing.submissions import verbs
from reports.content.frozen.content import read
from reports.documents.composition import compose
from reports.writers.markup import paper_context


@pytest.fixture
def sent(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    return cast.submission()


def missing(parts, shown):
    """The parts that an element does not show; a line break in it is no space."""
    text = "".join(words(shown).split())
    return [part for part in parts if "".join(part.split()) not in text]


def head_of(paper):
    head = paper["head"]
    parts = [head["superior"], head["body"], f"/{head['symbol']}", head["place"], head["type"], head["subject"]]
    return [*parts, f"tháng {head['month']} năm {head['year']}", "Độc lập - Tự do", "Kính gửi:", *head["addressees"]]


def test_a_preview_has_every_part_of_the_paper(sent, as_):
    paper = paper_context(read(sent.snapshot.content).trees["internal"])
    (shown,) = page_of(as_("head"), f"/reports/{sent.pk}/").find_class("paper")
    foot = ["Nơi nhận:", *paper["recipients"], *paper["signature"].lines]
    attached = [text for one in paper["appendices"] for text in (one["name"], one["title"], one["attached"])]
    assert attached
    (*_lines, last) = paper["blocks"][-1]["lines"]
    assert last.endswith("./.")
    assert missing([*head_of(paper), *foot, *attached, last], shown) == []
    # Rules under the body's name and under the subject, and one as long as the motto.
    assert (len(shown.find_class("paper-ruled")), len(shown.find_class("paper-motto"))) == (2, 1)


def test_the_desk_shows_the_head_of_the_paper(sent, as_):
    paper = paper_context(read(sent.snapshot.content).trees["internal"])
    (shown,) = page_of(as_("province"), f"/reports/{sent.pk}/review/").find_class("paper")
    assert missing(head_of(paper), shown) == []
