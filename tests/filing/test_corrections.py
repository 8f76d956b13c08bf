"""Reasons pinned in a review, and what a return with them leaves open: also in days that an earlier report closed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, hand_in, plan, training

from core.indicators.catalogue import get_indicator
from core.lib.dates.clock import as_of
from filing.errors import ClosedDays, InvalidTransition
from filing.models import Period, Pinned, Remark, Submission, SubmissionState
from filing.records.closed_days import closing_submission
from filing.records.saving import delete_record, save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.corrections import is_partial
from filing.submissions.pins import pin_figure, pin_paragraph, pin_record, unpin
from filing.submissions.snapshots import digest
from reports.documents.composition import compose
from reports.papers.issuing import record_issue

IN_HALF, AFTER_HALF = date(2020, 5, 5), date(2020, 9, 9)


def send(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])


def give_back(cast, comment=""):
    return verbs.return_(cast.submission(), comment, by=cast["province"])


def half_of(cast):
    return Submission.objects.select_related("period", "unit", "snapshot").get(
        period__kind="half", unit=cast.units["nam-dong"]
    )


def refused(act, *args, **given):
    """Whether the verb raises ClosedDays."""
    try:
        act(*args, **given)
    except ClosedDays:
        return True
    return False


def changed(record, cast, **given):
    """Save the record with those values; whether its days are closed is what ClosedDays tells."""
    fresh = type(record).objects.get(pk=record.pk)
    for name, value in given.items():
        setattr(fresh, name, value)
    return save_record(fresh, by=cast["officer"])


@pytest.fixture
def closed_twice(cast):
    """Two talks and a plan of the first half, approved with the half's report; the year's report is sent."""
    by = cast["officer"]
    talk, other = (save_record(campaign(cast, title=title), by=by) for title in ("Hội nghị", "Tọa đàm"))
    paper = save_record(plan(cast), by=by)
    save_record(campaign(cast, title="Mùa thu", started_on=AFTER_HALF), by=by)
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="half",
        year=2020,
        number=1,
        start=date(2019, 12, 15),
        end=date(2020, 6, 14),
        due_on=date(2020, 6, 22),
        asked_number="1/SLĐ",
        asked_on=date(2020, 5, 1),
        asked_subject="Báo cáo 6 tháng",
    )
    with as_of(date(2020, 6, 18)):
        verbs.open_period(period, by=cast["province"])
    verbs.submit(half_of(cast), compose, by=by)
    verbs.send(half_of(cast), by=cast["head"])
    verbs.approve(half_of(cast), compose, by=cast["province"])
    send(cast)
    return {"talk": talk, "other": other, "plan": paper}


def test_a_pinned_record_alone_is_open(cast, closed_twice):
    """Neither another of the same days, nor a new one, nor a deletion of another; whichever report closed them."""
    pin_record(cast.submission(), closed_twice["talk"], "Thiếu số nữ.", by=cast["province"])
    give_back(cast)
    assert changed(closed_twice["talk"], cast, attendance=150).attendance == 150
    for name in ("other", "plan"):
        assert refused(changed, closed_twice[name], cast, title="Sửa thêm")
        assert refused(delete_record, closed_twice[name], by=cast["officer"])
    for day in (IN_HALF, AFTER_HALF):
        assert refused(save_record, campaign(cast, started_on=day), by=cast["officer"])
    closing = closing_submission(closed_twice["other"])
    assert closing in (half_of(cast), cast.submission())


def test_a_pinned_record_may_get_another_day(cast, closed_twice):
    """A wrong day is a mistake like any other: it goes into closed days, and out of them."""
    pin_record(cast.submission(), closed_twice["talk"], "Sai ngày.", by=cast["province"])
    give_back(cast)
    moved = changed(closed_twice["talk"], cast, started_on=AFTER_HALF, ended_on=AFTER_HALF)
    assert moved.counted_on == AFTER_HALF
    assert changed(moved, cast, started_on=IN_HALF, ended_on=IN_HALF).counted_on == IN_HALF


def test_a_pinned_figure_opens_the_records_that_it_counts(cast, closed_twice):
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    give_back(cast)
    for name in ("talk", "other"):
        assert changed(closed_twice[name], cast, attendance=120).attendance == 120
    for day in (IN_HALF, AFTER_HALF):
        assert save_record(campaign(cast, started_on=day), by=cast["officer"]).pk
    delete_record(type(closed_twice["other"]).objects.get(pk=closed_twice["other"].pk), by=cast["officer"])
    assert refused(changed, closed_twice["plan"], cast, title="Sửa thêm")
    assert refused(save_record, training(cast), by=cast["officer"])


def test_a_pinned_figure_opens_no_day_outside_the_window(cast, closed_twice):
    """A talk of the year before lies in no window that was returned; what the month of then closed stays closed."""
    month = Period(
        root=cast.units["thua-thien-hue"],
        kind="month",
        year=2019,
        number=11,
        start=date(2019, 10, 15),
        end=date(2019, 11, 14),
        due_on=date(2019, 11, 20),
        asked_number="2/SLĐ",
        asked_on=date(2019, 10, 1),
        asked_subject="Báo cáo tháng",
    )
    old = save_record(campaign(cast, started_on=date(2019, 11, 1)), by=cast["officer"])
    verbs.open_period(month, by=cast["province"])
    verbs.submit(month.submissions.get(unit=cast.units["nam-dong"]), compose, by=cast["officer"])
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    give_back(cast)
    assert refused(changed, old, cast, attendance=120)


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


def test_a_reason_without_a_pin_opens_what_an_earlier_report_closed(cast, closed_twice):
    give_back(cast, "Xem lại toàn bộ.")
    for name in ("talk", "other", "plan"):
        assert changed(closed_twice[name], cast, title="Sửa lại").title == "Sửa lại"
    for day in (IN_HALF, AFTER_HALF):
        assert save_record(campaign(cast, started_on=day), by=cast["officer"]).pk


def test_a_pinned_paragraph_opens_no_record(cast, closed_twice):
    pin_paragraph(cast.submission(), "plans.issued", "Trong năm 2020", "Nêu rõ số văn bản.", by=cast["province"])
    give_back(cast)
    for name in ("talk", "plan"):
        assert refused(changed, closed_twice[name], cast, title="Sửa")
    by = cast["officer"]
    text_verbs.write_paragraph(cast.submission(), "plans.issued", "Đã ban hành 12/KH-UBND.", "", by=by)
    with pytest.raises(InvalidTransition):
        text_verbs.write_paragraph(cast.submission(), "communications.direct", "Thêm lời.", "", by=by)


def test_the_head_s_giving_back_opens_no_more(cast, closed_twice):
    pin_record(cast.submission(), closed_twice["talk"], "Thiếu số nữ.", by=cast["province"])
    give_back(cast)
    changed(closed_twice["talk"], cast, attendance=150)
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert refused(changed, closed_twice["talk"], cast, attendance=160)
    verbs.send_back(cast.submission(), "Xem lại lần nữa.", by=cast["head"])
    assert cast.submission().state == SubmissionState.DRAFT
    assert changed(closed_twice["talk"], cast, attendance=160).attendance == 160
    assert refused(changed, closed_twice["other"], cast, attendance=160)
    assert refused(save_record, campaign(cast, started_on=AFTER_HALF), by=cast["officer"])


def test_a_withdrawn_correction_opens_no_more(cast, closed_twice):
    pin_record(cast.submission(), closed_twice["talk"], "Thiếu số nữ.", by=cast["province"])
    give_back(cast)
    send(cast)
    verbs.withdraw(cast.submission(), by=cast["officer"])
    assert changed(closed_twice["talk"], cast, attendance=160).attendance == 160
    assert refused(changed, closed_twice["other"], cast, attendance=160)


def correct(cast, record, **given):
    """The record is returned, corrected with those values, sent again and approved."""
    pin_record(cast.submission(), record, "Kiểm tra.", by=cast["province"])
    give_back(cast)
    changed(record, cast, **given)
    send(cast)
    verbs.approve(cast.submission(), compose, by=cast["province"])


def test_an_earlier_report_that_holds_the_record_is_frozen_again(cast, closed_twice):
    """What was issued of it stays as it was, with its figures."""
    first = half_of(cast).snapshot
    issue = record_issue(half_of(cast), number="01/BC", issued_on=date(2020, 12, 1), by=cast["officer"])
    correct(cast, closed_twice["talk"], attendance=150, female=90)
    half = half_of(cast)
    assert (half.state, half.snapshot.version) == (SubmissionState.APPROVED, first.version + 1)
    assert [one.content["figures"]["now"]["TT-02"][0] for one in half.snapshots.all()] == [200, 250]
    issue.refresh_from_db()
    assert issue.snapshot == first
    assert digest(issue.snapshot.content) == first.sha256
    step = half.steps.order_by("-pk")[0]
    assert (step.verb, step.snapshot) == ("freeze_again", half.snapshot)
    assert refused(changed, closed_twice["talk"], cast, attendance=170)


def test_a_correction_that_changes_nothing_earlier_freezes_nothing_again(cast, closed_twice):
    autumn = type(closed_twice["talk"]).objects.get(title="Mùa thu")
    before = half_of(cast).snapshot
    correct(cast, autumn, attendance=150, female=90)
    assert half_of(cast).snapshot == before
    assert not half_of(cast).steps.filter(verb="freeze_again").exists()


def test_an_approval_gives_up_what_is_pinned_and_closes_all(cast, closed_twice):
    pin_record(cast.submission(), closed_twice["talk"], "Thiếu số nữ.", by=cast["province"])
    verbs.approve(cast.submission(), compose, by=cast["province"])
    assert not Remark.objects.exists()
    assert refused(changed, closed_twice["talk"], cast, attendance=150)


def test_reopening_opens_all_of_the_window_again(cast):
    talk = save_record(campaign(cast), by=cast["officer"])
    send(cast)
    pin_record(cast.submission(), talk, "Thiếu số nữ.", by=cast["province"])
    give_back(cast)
    send(cast)
    verbs.approve(cast.submission(), compose, by=cast["province"])
    verbs.reopen(cast.submission(), "Bổ sung.", by=cast["province"])
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
        verbs.return_(cast.submission(), "Sửa.", by=cast["province"], correct_by=date(2020, 12, 17))
    assert "correct_by" in refusal.value.message_dict
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    step = verbs.return_(cast.submission(), by=cast["province"], correct_by=date(2020, 12, 24))
    submission = cast.submission()
    assert (submission.correction, submission.correct_by) == (step, date(2020, 12, 24))
    with as_of(date(2020, 12, 26)):
        assert submission.days_overdue == 2


def test_another_unit_s_days_stay_as_they_are(cast, closed_twice):
    """A correction of Nam Đông opens nothing of Phú Lộc, whose report of the year is approved."""
    foreign = save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    hand_in(cast, "phu-loc")
    pin_figure(cast.submission(), get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
    give_back(cast)
    fresh = type(foreign).objects.get(pk=foreign.pk)
    fresh.attendance = 130
    with pytest.raises(ClosedDays):
        save_record(fresh, by=cast["neighbour"])
