"""Which verb may follow which state, for whom; what a submission freezes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, plan, return_with

from core.lib.dates.clock import as_of
from filing.errors import InvalidTransition
from filing.models import Period, Submission, SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.submissions.acts.forms import ReasonForm
from filing.submissions.acts.registry import ACTS
from filing.submissions.pins import pin_record
from filing.submissions.snapshots import digest
from reports.content.summary_content import open_summary
from reports.documents.composition import compose

# role: verb: from which states it leads to which. What is missing is refused.
ALLOWED = {
    ("officer", "submit", "draft"): "with_head",
    ("officer", "submit", "returned"): "with_head",
    ("head", "send", "with_head"): "sent",
    ("head", "send_back", "with_head"): "draft",
    ("officer", "withdraw", "sent"): "draft",
    ("head", "withdraw", "sent"): "draft",
    ("province", "return", "sent"): "returned",
    ("province", "approve", "sent"): "approved",
    ("province", "reopen", "approved"): "returned",
}
# The same of the provincial summary.
ALLOWED_OF_SUMMARY = {
    ("province", "submit_summary", "draft"): "with_leader",
    ("province", "submit_summary", "returned"): "with_leader",
    ("leader", "send_back_summary", "with_leader"): "draft",
    ("leader", "approve_summary", "with_leader"): "approved",
    ("province", "reopen", "approved"): "returned",
}


def do(verb, submission, person):
    act = ACTS[verb.replace("_", "-")]
    answers = {"comment": "Thiếu số liệu."} if issubclass(act.form, ReasonForm) else {}
    return act(submission, compose, by=person, **answers)


def bring_to(cast, state):
    """The unit's submission in that state, by the verbs that lead there."""
    submission = cast.submission()
    way = {
        "draft": [],
        "with_head": ["submit"],
        "sent": ["submit", "send"],
        "returned": ["submit", "send", "return"],
        "approved": ["submit", "send", "approve"],
    }[state]
    who = {"submit": "officer", "send": "head", "return": "province", "approve": "province"}
    for verb in way:
        do(verb, submission, cast[who[verb]])
    return cast.submission()


@pytest.mark.parametrize("state", [state.value for state in SubmissionState if state != SubmissionState.WITH_LEADER])
def test_role_by_verb_by_state(cast, state):
    hold(cast, bring_to(cast, state), state, ALLOWED)


@pytest.mark.parametrize("state", ["draft", "with_leader", "returned", "approved"])
def test_role_by_verb_by_state_of_the_summary(cast, state):
    for verb, name in (("submit", "officer"), ("send", "head"), ("approve", "province")):
        do(verb, cast.submission(), cast[name])
    summary = open_summary(cast.submission().period, by=cast["province"])
    verbs.submit_summary(summary, compose, by=cast["province"])
    hold(cast, bring_back(summary, state), state, ALLOWED_OF_SUMMARY)


def hold(cast, submission, state, allowed):
    """Every person tries every verb: what the table has leads on, everything else is refused and changes nothing."""
    for name in ("officer", "head", "neighbour", "neighbour-head", "province", "leader", "admin", "stranger"):
        for verb in (act.verb for act in ACTS.values()):
            if (name, verb, state) not in allowed:
                with pytest.raises((PermissionDenied, InvalidTransition)):
                    do(verb, submission, cast[name])
                assert fresh(submission).state == state
    for (name, verb, source), target in allowed.items():
        if source == state:
            step = do(verb, bring_back(submission, state), cast[name])
            assert (step.source, step.target, step.by, step.day) == (state, target, cast[name], date(2020, 12, 18))
            assert fresh(submission).state == target


def fresh(submission):
    return Submission.objects.select_related("period", "unit").get(pk=submission.pk)


def bring_back(submission, state):
    """The same submission in that state again, as if the last verb had not been."""
    Submission.objects.filter(pk=submission.pk).update(state=state)
    return fresh(submission)


@pytest.mark.parametrize(
    ("state", "verb", "name"), [("with_head", "send_back", "head"), ("sent", "return", "province")]
)
def test_a_report_is_not_given_back_without_a_reason(cast, state, verb, name):
    submission = bring_to(cast, state)
    act = {"send_back": verbs.send_back, "return": verbs.return_}[verb]
    with pytest.raises(ValidationError) as refusal:
        act(submission, comment="  ", by=cast[name])
    assert "comment" in refusal.value.message_dict


def test_a_snapshot_keeps_what_was_true(cast):
    record = save_record(campaign(cast), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    first = cast.submission().snapshot
    assert first.content["figures"]["now"]["TT-02"][0] == 100
    assert [row["title"] for row in first.content["records"]] == ["Buổi truyền thông"]
    assert first.sha256 == digest(first.content)
    verbs.send_back(cast.submission(), comment="Sửa số người.", by=cast["head"])
    record.attendance = 150
    save_record(record, by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    second = cast.submission().snapshot
    first.refresh_from_db()
    assert (first.content["figures"]["now"]["TT-02"][0], second.content["figures"]["now"]["TT-02"][0]) == (
        100,
        150,
    )
    assert (first.version, second.version) == (1, 2)


def test_a_report_before_the_cut_off_leaves_later_days_open(cast):
    with as_of(date(2020, 12, 1)):
        verbs.submit(cast.submission(), compose, by=cast["officer"])
        assert cast.submission().closed_through == date(2020, 12, 1)
    with as_of(date(2020, 12, 10)):
        assert save_record(campaign(cast, started_on=date(2020, 12, 5)), by=cast["officer"]).pk


def test_free_periods_freeze_and_close_nothing(cast):
    free = Period(
        root=cast.units["thua-thien-hue"],
        kind="thematic",
        year=2020,
        start=date(2020, 11, 15),
        due_on=TODAY,
        end=date(2020, 12, 15),
        asked_number="1",
        asked_on=date(2020, 11, 1),
        asked_subject="Tháng hành động",
    )
    verbs.open_period(free, by=cast["province"])
    submission = free.submissions.get(unit=cast.units["nam-dong"])
    verbs.submit(submission, compose, by=cast["officer"])
    assert save_record(campaign(cast, started_on=date(2020, 11, 20)), by=cast["officer"]).pk


TODAY = date(2020, 12, 18)


def test_a_period_is_opened_once_and_asks_every_district(cast):
    given = {
        "root": cast.units["thua-thien-hue"],
        "kind": "quarter",
        "year": 2020,
        "number": 1,
        "start": date(2019, 12, 15),
        "end": date(2020, 3, 14),
        "due_on": date(2020, 3, 20),
        "asked_number": "1",
        "asked_on": date(2020, 1, 2),
        "asked_subject": "Báo cáo quý",
    }
    period = verbs.open_period(Period(**given), by=cast["province"])
    assert period.submissions.count() == 9
    with pytest.raises(ValidationError):
        verbs.open_period(Period(**given), by=cast["province"])


def test_a_remark_is_tied_to_a_record_of_that_unit_alone(cast):
    mine = save_record(plan(cast), by=cast["officer"])
    foreign = save_record(plan(cast, slug="phu-loc"), by=cast["neighbour"])
    submission = bring_to(cast, "sent")
    with pytest.raises(ValueError, match="another unit"):
        pin_record(submission, foreign, "Sai ngày.", by=cast["province"])
    step = return_with(cast, [(mine, "Sai ngày.")])
    assert [(remark.record, remark.text) for remark in step.remarks.all()] == [(mine, "Sai ngày.")]
    assert verbs.last_return_step(cast.submission()) == step
