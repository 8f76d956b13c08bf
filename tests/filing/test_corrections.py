"""Reasons pinned in a review, what a return with them leaves open, and until when a unit takes its report back."""

from datetime import date

import pytest
from closed_twice import changed, give_back, refused, send
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, plan, training

from core.indicators.catalogue import get_indicator
from core.lib.dates.clock import as_of
from filing.errors import InvalidTransition
from filing.models import Pinned, Remark, SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from filing.submissions.corrections import is_partial
from filing.submissions.pins import pin_figure, pin_paragraph, pin_record, unpin
from reports.documents.composition import compose


def test_a_reason_without_a_pin_opens_the_whole_window(cast):
    """New records included."""
    talk = save_record(campaign(cast), by=cast["officer"])
    send(cast)
    assert refused(changed, talk, cast, attendance=120)
    give_back(cast, "Xem lại toàn bộ.")
    assert not is_partial(cast.submission())
    assert changed(talk, cast, attendance=120).attendance == 120
    for make in (campaign, training, plan):
        assert save_record(make(cast), by=cast["officer"]).pk


def test_reopening_opens_all_of_the_window_again(cast):
    talk = save_record(campaign(cast), by=cast["officer"])
    send(cast)
    pin_record(cast.submission(), talk, "Thiếu số nữ.", by=cast["province"])
    give_back(cast)
    send(cast)
    verbs.approve(cast.submission(), compose, by=cast["province"])
    verbs.reopen(cast.submission(), comment="Bổ sung.", by=cast["province"])
    assert save_record(training(cast), by=cast["officer"]).pk


def test_the_unit_takes_back_until_the_review_is_opened(cast):
    send(cast)
    verbs.withdraw(cast.submission(), by=cast["officer"])
    submission = cast.submission()
    assert (submission.state, submission.sent_on, submission.closed_through) == (SubmissionState.DRAFT, None, None)
    assert submission.first_sent_on is None
    assert save_record(campaign(cast), by=cast["officer"]).pk
    send(cast)
    verbs.open_review(cast.submission(), by=cast["province"])
    for name in ("officer", "head"):
        with pytest.raises(InvalidTransition):
            verbs.withdraw(cast.submission(), by=cast[name])
    assert cast.submission().state == SubmissionState.SENT


def test_who_sends_again_may_take_back_again(cast):
    send(cast)
    verbs.open_review(cast.submission(), by=cast["province"])
    give_back(cast, "Xem lại.")
    send(cast)
    assert not cast.submission().is_under_review
    first = cast.submission().first_sent_on
    verbs.withdraw(cast.submission(), by=cast["head"])
    assert (cast.submission().sent_on, cast.submission().first_sent_on) == (date(2020, 12, 18), first)


def test_the_first_to_open_a_review_is_kept(cast):
    send(cast)
    verbs.open_review(cast.submission(), by=cast["province"])
    opened = cast.submission().review_opened_at
    second = type(cast["province"]).objects.create(
        username="second", full_name="Hai", unit=cast["province"].unit, role=cast["province"].role
    )
    verbs.open_review(cast.submission(), by=second)
    submission = cast.submission()
    assert (submission.review_opened_at, submission.review_opened_by) == (opened, cast["province"])


def test_pinning_opens_the_review_and_replaces_what_was_pinned(cast):
    talk = save_record(campaign(cast), by=cast["officer"])
    send(cast)
    for text in ("Thiếu số nữ.", " Thiếu số nam. "):
        pin_record(cast.submission(), talk, text, by=cast["province"])
        pin_figure(cast.submission(), get_indicator("TT-02"), text, by=cast["province"])
        pin_paragraph(cast.submission(), "plans.issued", "Trong năm", text, by=cast["province"])
    assert cast.submission().is_under_review
    found = [(one.target, one.label, one.text) for one in cast.submission().remarks.pending()]
    assert found == [
        (Pinned.RECORD, "Buổi truyền thông", "Thiếu số nam."),
        (Pinned.FIGURE, f"TT-02 {get_indicator('TT-02').name}", "Thiếu số nam."),
        (Pinned.PARAGRAPH, "Trong năm", "Thiếu số nam."),
    ]


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_pin_needs_a_reason_of_some_length(cast, text):
    send(cast)
    with pytest.raises(ValidationError) as refusal:
        pin_figure(cast.submission(), get_indicator("TT-02"), text, by=cast["province"])
    assert "text" in refusal.value.message_dict
    assert not Remark.objects.exists()


def test_only_the_department_pins_and_only_what_was_sent(cast):
    talk = save_record(campaign(cast), by=cast["officer"])
    with pytest.raises(InvalidTransition):
        pin_record(cast.submission(), talk, "Thiếu.", by=cast["province"])
    send(cast)
    for name in ("officer", "head", "neighbour", "leader", "admin", "stranger"):
        with pytest.raises(PermissionDenied):
            pin_record(cast.submission(), talk, "Thiếu.", by=cast[name])
    remark = pin_record(cast.submission(), talk, "Thiếu.", by=cast["province"])
    for name in ("officer", "leader", "stranger"):
        with pytest.raises(PermissionDenied):
            unpin(remark, by=cast[name])
    unpin(remark, by=cast["province"])
    assert not Remark.objects.exists()


def test_what_was_told_is_not_taken_away(cast):
    talk = save_record(campaign(cast), by=cast["officer"])
    send(cast)
    remark = pin_record(cast.submission(), talk, "Thiếu.", by=cast["province"])
    give_back(cast)
    send(cast)
    unpin(Remark.objects.get(pk=remark.pk), by=cast["province"])
    assert Remark.objects.filter(pk=remark.pk).exists()


def test_a_return_asks_for_a_reason_or_a_pin_and_a_day_to_come(cast):
    send(cast)
    with pytest.raises(ValidationError) as refusal:
        give_back(cast, "  ")
    assert "comment" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        verbs.return_(cast.submission(), comment="Sửa.", by=cast["province"], correct_by=date(2020, 12, 17))
    assert "correct_by" in refusal.value.message_dict
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    step = verbs.return_(cast.submission(), by=cast["province"], correct_by=date(2020, 12, 24))
    submission = cast.submission()
    assert (submission.correction, submission.correct_by) == (step, date(2020, 12, 24))
    with as_of(date(2020, 12, 26)):
        assert submission.days_overdue == 2


def test_what_is_filed_after_the_day_of_freezing_is_not_beneath(cast):
    """A report handed in before its period ends closes the days up to then; work goes on."""
    with as_of(date(2020, 12, 1)):
        send(cast)
    save_record(campaign(cast, started_on=date(2020, 12, 10)), by=cast["officer"])
    verbs.approve(cast.submission(), compose, by=cast["province"])
    assert cast.submission().state == SubmissionState.APPROVED
