"""The provincial summary's way: composed, submitted, given back, approved, opened again, out of date."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, hand_in

from filing.errors import InvalidTransition
from filing.models import Submission, SubmissionState
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from reports.content.disclosure_control.typed_text import text_digest
from reports.content.frozen.content import read
from reports.content.staleness import is_stale, stale_reports
from reports.content.summary_content import open_summary
from reports.documents.composition import compose
from reports.documents.editions import part_of_source


def sum_up(cast):
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    hand_in(cast, "nam-dong")
    return open_summary(cast.submission().period, by=cast["province"])


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(sum_up)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


@pytest.fixture
def summary(dwelling):
    return dwelling[1]


def fresh(summary):
    return Submission.objects.select_related("period", "unit", "snapshot").get(pk=summary.pk)


def approved(cast, summary):
    verbs.submit_summary(summary, compose, by=cast["province"])
    verbs.approve_summary(summary, by=cast["leader"])
    return fresh(summary)


def test_it_is_one_report_however_often_it_is_opened(cast, summary):
    assert open_summary(summary.period, by=cast["province"]) == summary
    assert summary.is_summary
    assert not cast.submission().is_summary


def test_the_specialist_edits_and_the_leader_decides(cast, summary):
    summary.evaluation = "Công tác phối hợp được duy trì."
    text_verbs.save_text(summary, by=cast["province"])
    verbs.submit_summary(summary, compose, by=cast["province"])
    assert fresh(summary).state == SubmissionState.WITH_LEADER
    with pytest.raises(ValidationError):
        verbs.send_back_summary(summary, comment=" ", by=cast["leader"])
    verbs.send_back_summary(summary, comment="Bổ sung đánh giá.", by=cast["leader"])
    assert verbs.last_return_step(fresh(summary)).comment == "Bổ sung đánh giá."
    final = approved(cast, summary)
    assert final.state == SubmissionState.APPROVED
    assert final.snapshot.version == 2
    words = "Công tác phối hợp được duy trì."
    assert words in str(final.snapshot.content["trees"]["internal"])
    assert words not in str(part_of_source(final.snapshot, "outward"))
    assert words in str(part_of_source(final.snapshot, "outward", {text_digest(words)}).tree)


@pytest.mark.parametrize("name", ["officer", "head", "province", "admin", "stranger"])
def test_nobody_but_the_leader_approves(cast, summary, name):
    verbs.submit_summary(summary, compose, by=cast["province"])
    with pytest.raises(PermissionDenied):
        verbs.approve_summary(summary, by=cast[name])
    with pytest.raises(PermissionDenied):
        verbs.send_back_summary(summary, comment="Không.", by=cast[name])


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_nobody_but_the_specialist_submits(cast, summary, name):
    with pytest.raises(PermissionDenied):
        verbs.submit_summary(summary, compose, by=cast[name])


def test_the_acts_of_districts_are_not_its_own(cast, summary):
    with pytest.raises(InvalidTransition):
        verbs.submit(summary, compose, by=cast["province"])
    with pytest.raises(InvalidTransition):
        verbs.submit_summary(cast.submission("phu-loc"), compose, by=cast["neighbour"])


def test_it_names_what_it_adds_up_and_says_when_that_is_out_of_date(cast, summary):
    final = approved(cast, summary)
    frozen = final.snapshot.content
    assert frozen["snapshots"] == [[cast.submission().snapshot_id, cast.submission().snapshot.sha256]]
    assert not stale_reports(read(frozen), final.period)
    assert not is_stale(final.snapshot)
    hand_in(cast, "phu-loc")
    assert [unit.slug for unit in stale_reports(read(frozen), final.period)] == ["phu-loc"]
    verbs.reopen(cast.submission(), comment="Số liệu sai.", by=cast["province"])
    assert {unit.slug for unit in stale_reports(read(frozen), final.period)} == {"phu-loc", "nam-dong"}
    hand_in(cast, "nam-dong")
    assert {unit.slug for unit in stale_reports(read(frozen), final.period)} == {"phu-loc", "nam-dong"}
    assert is_stale(final.snapshot)


def test_the_leader_approves_none_whose_report_was_opened_again(cast, summary):
    """A report that joins later leaves what was added up as right as it was."""
    verbs.submit_summary(summary, compose, by=cast["province"])
    hand_in(cast, "phu-loc")
    verbs.reopen(cast.submission(), comment="Số liệu sai.", by=cast["province"])
    with pytest.raises(InvalidTransition):
        verbs.approve_summary(fresh(summary), by=cast["leader"])
    hand_in(cast, "nam-dong")
    with pytest.raises(InvalidTransition):
        verbs.approve_summary(fresh(summary), by=cast["leader"])
    verbs.send_back_summary(fresh(summary), comment="Số liệu đã thay đổi.", by=cast["leader"])
    assert approved(cast, fresh(summary)).state == SubmissionState.APPROVED


def test_a_units_report_has_changed_when_its_records_have(cast, summary):
    snapshot = cast.submission().snapshot
    assert not is_stale(snapshot)
    verbs.reopen(cast.submission(), comment="Bổ sung.", by=cast["province"])
    save_record(campaign(cast, attendance=7, female=3, minority=0), by=cast["officer"])
    assert is_stale(snapshot)


def test_its_days_are_closed_for_the_department_itself_while_it_is_with_the_leader(cast, summary):
    verbs.submit_summary(summary, compose, by=cast["province"])
    with pytest.raises(ValidationError):
        save_record(campaign(cast, slug="thua-thien-hue"), by=cast["province"])
    verbs.send_back_summary(summary, comment="Còn thiếu.", by=cast["leader"])
    save_record(campaign(cast, slug="thua-thien-hue"), by=cast["province"])


def test_estimates_add_up_with_what_others_have(cast, summary):
    verbs.reopen(cast.submission(), comment="Bổ sung ước.", by=cast["province"])
    text_verbs.save_estimates(cast.submission(), {"TT-02": 180}, by=cast["officer"])
    hand_in(cast, "nam-dong")
    save_record(campaign(cast, slug="phu-loc", attendance=40, female=10, minority=0), by=cast["neighbour"])
    hand_in(cast, "phu-loc")
    content = compose(fresh(summary))
    assert content["estimates"] == {"TT-02": 220}
    table = content["trees"]["internal"]["appendices"][0]["blocks"][0]
    labels = [column["label"] for column in table["columns"]]
    row = next(row for row in table["rows"] if isinstance(row, list) and row[0] == "TT-02")
    assert row[labels.index("Ước cả kỳ")] == "220"
    assert row[labels.index("Kỳ này")] == "140"
