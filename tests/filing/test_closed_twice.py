"""What a return leaves open of days that two reports closed: what is pinned, or all without a pin."""

from datetime import date

import pytest
from closed_twice import AFTER_HALF, IN_HALF, changed, close_twice, give_back, half_of, refused, send
from making import campaign, hand_in, training

from core.indicators.catalogue import get_indicator
from filing.errors import ClosedDays, InvalidTransition
from filing.models import Period, Remark, SubmissionState
from filing.records.closed_days import closing_submission
from filing.records.saving import delete_record, save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.pins import pin_figure, pin_paragraph, pin_record
from filing.submissions.snapshots import digest
from reports.documents.composition import compose
from reports.papers.issuing import record_issue


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(close_twice)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


@pytest.fixture
def closed_twice(dwelling):
    return dwelling[1]


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
    verbs.send_back(cast.submission(), comment="Xem lại lần nữa.", by=cast["head"])
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
