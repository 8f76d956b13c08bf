"""Frozen contents of every schema are read; what the program's words become later changes nothing of them."""

import json
from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import call_command
from keep_contents import FOLDER, kept_in
from lxml import html
from making import campaign, hand_in
from msgspec import ValidationError, to_builtins
from msgspec.structs import replace

from filing.models import Snapshot
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.snapshots import digest
from filing.wording.narrative import DraftedText
from reports.content.disclosure_control.gate import part_of
from reports.content.frozen.content import SCHEMA, read, stored
from reports.documents.composition import compose
from reports.documents.differences import difference
from reports.drafting import draft as drafting
from reports.drafting.draft import printed
from reports.models import Edition
from reports.papers.verification_codes import code_of

# What is drafted again asks for the names of laws.
pytestmark = pytest.mark.django_db
KEPT = sorted(FOLDER.glob("*.json.xz"))
each_release = pytest.mark.parametrize("path", KEPT, ids=[path.name.partition(".")[0] for path in KEPT])


def test_of_every_schema_contents_are_kept():
    kept = {row["content"]["schema"] for path in KEPT for row in kept_in(path)}
    assert kept == set(range(1, SCHEMA + 1))


@each_release
def test_what_a_release_froze_is_read(path):
    for row in kept_in(path):
        content, before = row["content"], deepcopy(row["content"])
        part = part_of(read(content), Edition.INTERNAL)
        assert content == before
        assert printed(part)
        assert "\n".join(texts_of(to_builtins(part.tree))) == "\n".join(texts_of(tree_of(content)))
        frozen, current = content["figures"]["now"], part.account.current
        assert {key: current[key].records for key in frozen} == {key: sums[4] for key, sums in frozen.items()}
        if content["schema"] == 1:
            with pytest.raises(ValueError, match="no outward"):
                part_of(read(content), Edition.OUTWARD)


@each_release
def test_what_a_release_froze_has_its_code(path):
    for row in kept_in(path):
        assert digest(row["content"]) == row["sha256"]
        assert row["code"] in (None, code_of(Snapshot(pk=row["id"], sha256=row["sha256"]), Edition.INTERNAL))


@each_release
def test_what_a_release_froze_shows_no_change_of_words(cast, as_, path, monkeypatch):
    """The first two, of one unit, stand for two versions of one report under review."""
    old, new = (row["content"] for row in kept_in(path)[:2])
    hand_in(cast, "nam-dong", approve=False)
    verbs.return_(cast.submission(), comment="Xem lại.", by=cast["province"])
    hand_in(cast, "nam-dong", approve=False)
    for snapshot, content in zip(Snapshot.objects.order_by("version"), (old, new), strict=True):
        Snapshot.objects.filter(pk=snapshot.pk).update(content=content, sha256=digest(content))
    first = Snapshot.objects.earliest("version").pk
    report = f"/reports/{cast.submission().pk}/"
    pages, changes = [report, f"/reports/snapshots/{first}/"], (f"{report}review/", "//*[@data-changed]")
    before, changed = [words_of(as_("province"), page) for page in pages], words_of(as_("province"), *changes)
    say_it_otherwise(monkeypatch)
    assert [words_of(as_("province"), page) for page in pages] == before
    assert words_of(as_("province"), *changes).replace(" Câu mới.", "") == changed
    assert not difference(read(old), read(old)).number


def tree_of(content):
    """The document of a content, wherever its schema has it."""
    return content.get("tree") or content["trees"]["internal"]


def texts_of(tree):
    """What a reader finds of a document: the texts of its paragraphs and the cells of its tables."""
    blocks = [*tree["body"], *(block for appendix in tree["appendices"] for block in appendix["blocks"])]
    for block in blocks:
        rows = block.get("rows") or []
        yield block.get("text") or block.get("heading") or ""
        yield from (str(cell) for row in rows for cell in (row if isinstance(row, list) else row.get("cells", [])))


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
    verbs.return_(cast.submission(), comment="Thiếu một cuộc.", by=cast["province"])
    save_record(campaign(cast, title="Hội thi", attendance=30, female=20), by=cast["officer"])
    text_verbs.write_paragraph(cast.submission(), "plans.added", "Thêm một đoạn.", "", by=cast["officer"])
    hand_in(cast, "nam-dong", approve=False)
    return [one.content for one in Snapshot.objects.order_by("version")]


def say_it_otherwise(monkeypatch):
    """A later release: every drafted sentence ends otherwise, a heading has another name and another number."""
    sections, numbered = drafting._general_sections, drafting.numbered

    def renumbered(sections, edits):
        return [replace(one, number=f"Phần {one.number}") if one.number else one for one in numbered(sections, edits)]

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
    monkeypatch.setattr(drafting, "numbered", renumbered)


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
    sections = str(compose(cast.submission())["sections"])
    assert "Câu mới." in sections
    assert "Phần I" in sections
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


def words_of(client, address, where=".//main"):
    """What a page says, without what is new in each answer."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(" ".join(part.text_content() for part in html.fromstring(answer.content).xpath(where)).split())
