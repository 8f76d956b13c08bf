"""What a person typed leaves only as the very text that the Department released, in whatever words.

Every text of a content is planted: all strings but those that the portal wrote or chose. What leaves is read from the
part and from the files. Controls open the gate.
"""

import json
import re
from copy import deepcopy
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import MAKERS, campaign
from msgspec import to_builtins
from planting import planted_province, primes
from reading_files import everything_in, numbers_in

from core.accounts.models import AuditEntry
from core.directives.law_names.names import name_in, usual_names
from core.directives.models import LawName
from core.lib.dates.clock import now
from filing.errors import InvalidTransition
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.content.disclosure_control import gate, releases, typed_text
from reports.content.disclosure_control.typed_text import text_digest, texts_of
from reports.content.frozen.content import read
from reports.documents import writing
from reports.documents.composition import compose
from reports.documents.editions import ReleasesChanged, part_of_content
from reports.documents.queue import request_document
from reports.models import CompilationType, Document, Edition, Format, TextRelease
from reports.writers.json_data import write_json

pytestmark = pytest.mark.django_db
REPORTS = (CompilationType.UNIT_REPORT, CompilationType.PROVINCIAL_SUMMARY)
# Sentences that tell of people without any word by which one would know it.
SENTENCES = (
    "nhà tạm lánh tiếp nhận {} chị em và 01 cháu nhỏ",
    "Số vụ BLGĐ: {}",
    "{} chị ở thôn 4 bị chồng đánh",
    "tạm lánh\n{} người;\nchuyển tuyến 01 người",
    "Đ/c Hoa, 0905 {}, nuôi con",
    "năm {}",
    "{}",
)
# What the portal itself wrote into a content, or somebody chose: keys, days, and names that the administrator keeps.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DOCUMENT_NUMBER = re.compile(r"\d+/[\w/-]+")
KEPT = {"unit", "place", "unit_name", "name", "missing", "snapshots", "withheld", "status"}
# In the frame of an outward tree: who writes to whom.
FRAME = {"signature", "recipients", "filing"}


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), planted_province(tmp_path_factory.mktemp("planted")) as made:
        yield made


class Planter:
    """Puts a sentence with a number of its own in place of every text that may have been typed."""

    def __init__(self, choose):
        self.choose, self.numbers, self.where = choose, primes(200_003, 400_000), {}

    def planted(self, content):
        """A copy of a content, with `where` telling {number: path of the text}."""
        return {name: self._in(value, (name,)) for name, value in deepcopy(content).items()}

    def _in(self, value, path):
        if isinstance(value, dict):
            return {name: self._in(item, (*path, name)) for name, item in value.items()}
        if isinstance(value, list):
            return [self._in(item, (*path, place)) for place, item in enumerate(value)]
        return self._sentence(path) if isinstance(value, str) and self._is_typed(value, path) else value

    def _is_typed(self, value, path):
        if not value or CODE.fullmatch(value) or DOCUMENT_NUMBER.fullmatch(value):
            return False
        if path[0] == "trees":
            return path[2] not in FRAME and (path[2] != "head" or path[3] == "subject")
        if path[0] == "period":
            return path[1] not in ("title", "compared_to")
        if path[0] == "records" and path[-1] == "title" and self.content["records"][path[1]]["kind"] in NAMED_BY_CHOICE:
            return False
        return not KEPT & {str(path[0]), str(path[-1])} and path[0] not in ("schema", "day")

    def _sentence(self, path):
        number = next(self.numbers)
        self.where[number] = path
        return self.choose(SENTENCES).format(number)

    def plant(self, content):
        self.content = content
        return self.planted(content)


NAMED_BY_CHOICE = {"plans.CommunePlan", "communications.CommuneJoined", "capacity.Standing"}


def told(part):
    """Every number of a part and its tree; no writer takes anything else."""
    return numbers_in([json.dumps(to_builtins(part), ensure_ascii=False), write_json(part).decode()])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(sort=st.sampled_from(REPORTS), chance=st.integers(0, 10**6), most=st.integers(1, 4))
def test_nothing_typed_leaves_unless_it_was_released_and_then_that_alone(planted, sort, chance, most):
    """In a unit's report and in the summary; a released text is told, and nothing besides."""
    luck = Random(chance)
    planter = Planter(luck.choice)
    content = read(planter.plant(planted.sources[sort].content))
    assert len(planter.where) > 60
    outward = part_of_content(content, Edition.OUTWARD)
    assert {planter.where[number] for number in told(outward) & planter.where.keys()} == set()
    texts = texts_of(content)
    chosen = luck.sample(texts, most)
    released = {text.digest for text in chosen}
    allowed = numbers_in([text.text for text in chosen]) & planter.where.keys()
    part = part_of_content(content, Edition.OUTWARD, released)
    assert told(part) & planter.where.keys() == allowed
    everything = told(part_of_content(content, Edition.OUTWARD, {text.digest for text in texts})) & planter.where.keys()
    assert allowed <= everything


@pytest.mark.parametrize("sort", REPORTS)
def test_an_open_gate_is_found_out(planted, monkeypatch, sort):
    planter = Planter(lambda sentences: sentences[0])
    content = read(planter.plant(planted.sources[sort].content))
    monkeypatch.setattr(gate, "text_digest", lambda text: "")
    assert told(part_of_content(content, Edition.OUTWARD, {""})) & planter.where.keys()
    monkeypatch.undo()
    monkeypatch.setattr(typed_text, "_is_chosen", lambda field, value: True)
    assert told(part_of_content(content, Edition.OUTWARD)) & planter.where.keys()


@pytest.mark.parametrize("sort", REPORTS)
@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX, Format.XLSX])
def test_no_file_tells_what_was_typed_but_what_was_released(planted, sort, form):
    snapshot = planted.sources[sort]
    kept = snapshot.content
    planter = Planter(lambda sentences: sentences[next(planter.numbers) % len(sentences)])
    snapshot.content = planter.plant(kept)
    try:
        assert _numbers(planted, sort, snapshot, form) & planter.where.keys() == set()
        texts = [
            text for text in texts_of(read(snapshot.content)) if text.where[0] == "evaluation" or "title" in text.where
        ]
        let = {texts[0], texts[-1]}
        released = {text.digest for text in let}
        TextRelease.objects.bulk_create(
            TextRelease(snapshot=snapshot, sha256=one, by=planted.cast["province"], at=now(), day=snapshot.day)
            for one in released
        )
        found = _numbers(planted, sort, snapshot, form, releases.digest_of(released)) & planter.where.keys()
        allowed = numbers_in([text.text for text in let]) & planter.where.keys()
        assert found <= allowed
        assert found
    finally:
        TextRelease.objects.filter(snapshot=snapshot).delete()
        snapshot.content = kept


def _numbers(planted, sort, snapshot, form, released=""):
    document = Document(
        sort=sort,
        format=form,
        edition=Edition.OUTWARD,
        released=released,
        unit=snapshot.submission.unit,
        period=snapshot.submission.period,
        snapshot=snapshot,
        asked_by=planted.cast["province"],
        asked_at=now(),
    )
    return numbers_in(everything_in(writing.write(document, lambda percent: None), f"a.{form}"))


def test_every_kind_of_record_is_planted(planted):
    kinds = {row["kind"] for row in planted.sources[CompilationType.UNIT_REPORT].content["records"]}
    assert len(kinds) >= len(MAKERS) - 2
    assert kinds >= NAMED_BY_CHOICE


# Who releases what.


@pytest.fixture
def report(cast):
    submission = cast.submission()
    submission.evaluation = "Phối hợp tốt.\nTiếp nhận 02 chị em và 01 cháu nhỏ."
    submission.save()
    verbs.submit(submission, compose, by=cast["officer"])
    return cast.submission()


def release(report, by, *words, shown=None):
    shown = shown or {text.digest for text in texts_of(read(report.snapshot.content))}
    return releases.release_texts(report, report.snapshot_id, shown, set(map(text_digest, words)), by=by)


def outward_of(report):
    part = part_of_content(read(report.snapshot.content), Edition.OUTWARD, releases.released_in(report.snapshot))
    return str(part)


def test_a_text_leaves_once_it_is_released_and_stays_once_it_is_taken_back(cast, report):
    good, telling = "Phối hợp tốt.", "Tiếp nhận 02 chị em và 01 cháu nhỏ."
    assert good not in outward_of(report)
    assert release(report, cast["province"], good) == (1, 0)
    assert good in outward_of(report)
    assert telling not in outward_of(report)
    (row,) = TextRelease.objects.all()
    assert (row.sha256, row.by, row.snapshot) == (text_digest(good), cast["province"], report.snapshot)
    (entry,) = AuditEntry.objects.filter(action="texts_released")
    assert entry.by == cast["province"]
    assert release(report, cast["province"], good) == (0, 0)
    assert AuditEntry.objects.filter(action="texts_released").count() == 1
    assert release(report, cast["province"]) == (0, 1)
    assert good not in outward_of(report)


def test_the_departments_name_of_a_law_leaves_once_it_is_released(cast):
    name = "Bộ luật mà 07 chị ở thôn 4 chờ"
    LawName.objects.create(key="labour_code", name=name)
    save_record(campaign(cast, task="comm.labour-code", topic="labour_code"), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    report = cast.submission()
    assert name in str(report.snapshot.content["sections"])
    assert name not in outward_of(report)
    assert name_in(usual_names(), "labour_code", 2020) in outward_of(report)
    assert release(report, cast["province"], name) == (1, 0)
    # As it was called when the report was handed in.
    LawName.objects.update(name="Bộ luật khác")
    assert name in outward_of(report)


def test_only_what_was_shown_is_released_or_taken_back(cast, report):
    good, telling = "Phối hợp tốt.", "Tiếp nhận 02 chị em và 01 cháu nhỏ."
    release(report, cast["province"], good)
    assert release(report, cast["province"], telling, shown={text_digest("Khác")}) == (0, 0)
    assert releases.released_in(report.snapshot) == {text_digest(good)}


def test_a_changed_text_and_a_new_version_lose_the_release(cast, report):
    release(report, cast["province"], "Phối hợp tốt.")
    assert text_digest("Phối hợp  tốt.\n") == text_digest("Phối hợp tốt.") != text_digest("Phối hợp tốt")
    former, once = report.snapshot_id, {text_digest("Phối hợp tốt.")}
    verbs.send_back(report, comment="Sửa.", by=cast["head"])
    with pytest.raises(InvalidTransition):
        releases.release_texts(report, former, set(), set(), by=cast["province"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert "Phối hợp tốt." not in outward_of(cast.submission())
    with pytest.raises(InvalidTransition):
        releases.release_texts(report, former, once, once, by=cast["province"])


@pytest.mark.parametrize("name", ["officer", "head", "leader", "neighbour", "admin", "stranger"])
def test_nobody_but_an_officer_of_the_department_releases(cast, report, name):
    with pytest.raises(PermissionDenied):
        release(report, cast[name], "Phối hợp tốt.")
    assert not TextRelease.objects.exists()


def asked(cast, report, edition=Edition.OUTWARD):
    given = {"sort": CompilationType.UNIT_REPORT, "unit": report.unit, "period": report.period}
    return request_document(snapshot=report.snapshot, edition=edition, by=cast["province"], **given)


def test_a_document_states_with_which_releases_it_was_made(cast, report):
    first, inside = asked(cast, report), asked(cast, report, Edition.INTERNAL)
    assert asked(cast, report) == first
    release(report, cast["province"], "Phối hợp tốt.")
    second = asked(cast, report)
    assert second != first
    assert second.code != first.code
    assert asked(cast, report) == second
    assert asked(cast, report, Edition.INTERNAL) == inside
    release(report, cast["province"])
    assert asked(cast, report) == first
    # What was asked for with other releases than there are isn't made any more.
    with pytest.raises(ReleasesChanged):
        writing.write(second, lambda percent: None)


def test_what_was_asked_for_before_there_were_releases_is_another_paper(cast, report):
    given = {"sort": "unit_report", "unit": report.unit, "period": report.period, "asked_by": cast["province"]}
    former = Document.objects.create(
        snapshot=report.snapshot, edition=Edition.OUTWARD, state="ready", sha256="a" * 64, asked_at=now(), **given
    )
    assert asked(cast, report) != former
    former.refresh_from_db()
    assert (former.state, former.sha256) == ("ready", "a" * 64)
    release(report, cast["province"], "Phối hợp tốt.")
    # Had it failed, it would be made with nothing released.
    assert "Phối hợp tốt." not in "".join(everything_in(writing.write(former, lambda percent: None)))


def test_a_tree_that_was_frozen_outward_is_read_no_more(cast, report):
    content = report.snapshot.content
    frozen = {**content, "trees": {**content["trees"], "outward": {"body": [{"text": "07 chị em"}]}}}
    assert "07 chị em" not in str(part_of_content(read(frozen), Edition.OUTWARD))
