"""Frozen contents of every schema are read; what the program's words become later changes nothing of them."""

import json
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import call_command
from lxml import html
from making import campaign, hand_in
from msgspec import ValidationError, to_builtins
from sample_tree import sample_tree

from filing.models import Snapshot
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from filing.wording.narrative import DraftedText
from reports.content.disclosure_control import part_of
from reports.content.frozen import read, stored
from reports.documents.composition import compose
from reports.documents.differences import difference
from reports.drafting import draft as drafting
from reports.drafting.draft import printed
from reports.models import Edition

# As the first release froze it, and the second before it kept targets, its own text and the unit's other editions.
FIRST = {
    "schema": 1,
    "unit": {"id": 1, "code": "483", "name": "Huyện Nam Đông"},
    "period": {
        "title": "năm 2020",
        "start": "2019-12-15",
        "end": "2020-12-14",
        "kind": "year",
        "asked_number": "908/SLĐTBXH-BĐG",
        "asked_on": "2020-04-14",
    },
    "figures": {"now": {"TT-01": [4, 0, 0, 0, 4, 4]}, "before": {}, "cumulative": {"TT-01": [4, 0, 0, 0, 4, 4]}},
}
FIRST_UNIT = FIRST | {
    "records": [],
    "none": [],
    "exempt": {},
    "text": dict.fromkeys(("evaluation", "difficulties", "next_steps", "proposals"), ""),
    "difficulties": [],
    "tree": to_builtins(sample_tree()),
}
FIRST_SUMMARY = FIRST | {
    "withheld": ["MH-02.1"],
    "snapshots": [[7, "a" * 64]],
    "missing": ["Huyện Phú Lộc"],
    "tree": to_builtins(sample_tree()),
}


@pytest.mark.parametrize("content", [FIRST_UNIT, FIRST_SUMMARY], ids=["unit", "summary"])
def test_what_the_first_release_froze_is_read(content):
    before = deepcopy(content)
    part = part_of(read(content), Edition.INTERNAL)
    assert content == before
    assert part.tree == sample_tree()
    assert part.account.current["TT-01"].value == 4
    assert part.account.so_far is None
    assert printed(part)
    with pytest.raises(ValueError, match="no outward"):
        part_of(read(content), Edition.OUTWARD)


def test_what_is_frozen_is_read_as_it_was(cast):
    save_record(campaign(cast), by=cast["officer"])
    content = compose(cast.submission())
    assert content == json.loads(json.dumps(content))
    assert json.loads(json.dumps(stored(read(content)))) == content


@pytest.mark.parametrize(("key", "value"), [("figures", []), ("records", {}), ("unit", None), ("sections", [{}])])
def test_what_is_no_content_is_refused(cast, key, value):
    with pytest.raises(ValidationError, match=key):
        read(compose(cast.submission()) | {key: value})


def test_its_json_schema_is_printed():
    out = StringIO()
    call_command("describe_content", stdout=out)
    schema = json.loads(out.getvalue())
    assert {"unit", "figures", "sections", "trees"} <= set(schema["$defs"]["Content"]["properties"])


@pytest.fixture
def corrected(cast):
    """A report that came back and was handed in again: one figure more, and one paragraph by a person."""
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    hand_in(cast, "nam-dong", approve=False)
    verbs.return_(cast.submission(), "Thiếu một cuộc.", by=cast["province"])
    save_record(campaign(cast, title="Hội thi", attendance=30, female=20), by=cast["officer"])
    text_verbs.write_paragraph(cast.submission(), "plans.added", "Thêm một đoạn.", "", by=cast["officer"])
    hand_in(cast, "nam-dong", approve=False)
    return [one.content for one in Snapshot.objects.order_by("version")]


def say_it_otherwise(monkeypatch):
    """A later release: every drafted sentence ends otherwise, and a heading has another name."""
    sections = drafting._general_sections

    def reworded(account, part):
        return [
            type(one)(
                one.key,
                f"{one.heading} (mới)",
                one.level,
                [DraftedText(told.key, f"{told.text} Câu mới.") for told in one.told],
            )
            for one in sections(account, part)
        ]

    monkeypatch.setattr(drafting, "_general_sections", reworded)


def paragraphs(old, new):
    return {one.key: (one.old, one.new) for one in difference(read(old), read(new)).paragraphs}


def without_text(content):
    """As it was frozen before its text was kept."""
    return {key: value for key, value in content.items() if key != "sections"}


def test_other_words_of_the_program_are_no_change_of_a_frozen_report(cast, as_, corrected, monkeypatch):
    old, new = corrected
    report = f"/reports/{cast.submission().pk}/"
    addresses = [report, f"{report}review/", f"/reports/snapshots/{Snapshot.objects.earliest('version').pk}/"]
    before = paragraphs(old, new)
    pages = [words_of(as_("province"), address) for address in addresses]
    assert "plans.added" in before
    say_it_otherwise(monkeypatch)
    assert "Câu mới." in str(compose(cast.submission())["sections"])
    assert paragraphs(old, new) == before
    assert [words_of(as_("province"), address) for address in addresses] == pages
    # Frozen by two releases: the same paragraphs changed, the words of the newer one are the newer one's.
    assert paragraphs(old, compose(cast.submission())).keys() == before.keys()


def test_of_what_has_no_frozen_text_the_records_alone_make_a_difference(cast, corrected, monkeypatch):
    old, new = corrected
    before = paragraphs(old, new)
    assert paragraphs(without_text(old), without_text(new)) == before
    say_it_otherwise(monkeypatch)
    assert paragraphs(without_text(old), new).keys() == before.keys()
    assert paragraphs(without_text(old), old) == {}
    assert paragraphs(without_text(old), without_text(new)).keys() == before.keys()


def words_of(client, address):
    """What a page says, without what is new in each answer."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())
