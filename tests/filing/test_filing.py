"""Saving a record: what is refused, what is kept, what is marked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from making import campaign, log_entry, plan, review, site, standing

from core.indicators.figures import figures_by_unit
from filing.errors import ClosedDays, Conflict
from filing.models import Declaration
from filing.records.saving import declare_none, delete_record, restore_record, save_record
from filing.submissions import verbs
from reports.documents.composition import compose


def value(cast, key, window, slug="nam-dong"):
    unit = cast.units[slug]
    return figures_by_unit([unit], window)[unit.pk][key].value


def test_a_saved_record_is_counted_and_has_a_history(cast):
    record = save_record(campaign(cast), by=cast["officer"])
    assert value(cast, "TT-02", cast.submission().period.window) == 100
    record.attendance = 130
    save_record(record, by=cast["officer"])
    assert value(cast, "TT-02", cast.submission().period.window) == 130
    assert [one.attendance for one in record.history.order_by("history_id")] == [100, 130]
    assert {one.history_user for one in record.history.all()} == {cast["officer"]}


@pytest.mark.parametrize("name", ["head", "neighbour", "province", "leader", "admin", "stranger"])
def test_nobody_else_writes_a_units_records(cast, name):
    with pytest.raises(PermissionDenied, match="đơn vị"):
        save_record(campaign(cast), by=cast[name])


def test_the_department_files_its_own(cast):
    record = save_record(campaign(cast, slug="thua-thien-hue"), by=cast["province"])
    assert record.pk
    assert not type(record).objects.visible_to(cast["officer"]).filter(pk=record.pk).exists()


def test_the_second_of_two_savings_is_told(cast):
    mine = save_record(campaign(cast), by=cast["officer"])
    stale = type(mine).objects.get(pk=mine.pk)
    mine.title = "Trước"
    save_record(mine, by=cast["officer"])
    stale.title = "Sau"
    with pytest.raises(Conflict):
        save_record(stale, by=cast["officer"])
    assert type(mine).objects.get(pk=mine.pk).title == "Trước"


def test_closed_days_refuse_old_and_new_date(cast):
    inside = save_record(campaign(cast), by=cast["officer"])
    later = save_record(campaign(cast, started_on=date(2020, 12, 16)), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    for record, day in ((inside, date(2020, 12, 16)), (later, date(2020, 5, 5)), (inside, date(2020, 5, 6))):
        record.started_on = record.ended_on = day
        with pytest.raises(ClosedDays) as refusal:
            save_record(record, by=cast["officer"])
        assert "18/12/2020" in refusal.value.messages[0]
    with pytest.raises(ClosedDays):
        delete_record(type(inside).objects.get(pk=inside.pk), by=cast["officer"])
    with pytest.raises(ClosedDays):
        save_record(campaign(cast), by=cast["officer"])


def test_a_day_after_the_window_stays_open(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    assert save_record(campaign(cast, started_on=date(2020, 12, 15)), by=cast["officer"]).pk


def test_a_register_stays_open_when_days_close(cast):
    place = save_record(site(cast), by=cast["officer"])
    entry = save_record(log_entry(cast, site=place), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    place.phone = "0234 3 000 000"
    assert save_record(place, by=cast["officer"]).phone
    entry.activities = 9
    with pytest.raises(ClosedDays):
        save_record(entry, by=cast["officer"])


def test_a_deletion_leaves_every_figure_and_can_be_undone(cast):
    window = cast.submission().period.window
    record = save_record(campaign(cast), by=cast["officer"])
    delete_record(record, by=cast["officer"])
    assert value(cast, "TT-02", window) is None
    assert not type(record).objects.filter(pk=record.pk).exists()
    restore_record(record, by=cast["officer"])
    assert value(cast, "TT-02", window) == 100


def test_filing_withdraws_a_nothing_occurred(cast):
    submission = cast.submission()
    declare_none(submission.unit, cast.tasks["comm.policy"], submission.period.window, by=cast["officer"])
    save_record(campaign(cast), by=cast["officer"])
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("make", "given", "field"),
    [
        (campaign, {"female": 101}, "female"),
        (campaign, {"minority": 101}, "minority"),
        (campaign, {"attendance": None}, "female"),
        (campaign, {"ended_on": date(2020, 5, 4)}, "ended_on"),
        (campaign, {"started_on": date(1999, 1, 1)}, "started_on"),
        (campaign, {"started_on": date(2020, 12, 19)}, "started_on"),
        (plan, {"number": ""}, "number"),
        (plan, {"issued_on": date(2020, 1, 1)}, "submitted_on"),
        (log_entry, {"ended_on": date(2020, 4, 13)}, "ended_on"),
        (log_entry, {"victims_helped": 4}, "victims_helped"),
        (site, {"closed_on": date(2019, 3, 1)}, "closed_on"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_at_its_field(cast, make, given, field):
    with pytest.raises(ValidationError) as refusal:
        save_record(make(cast, **given), by=cast["officer"])
    assert field in refusal.value.message_dict


def test_a_figure_as_of_a_day_is_no_work_under_its_task(cast):
    """It neither keeps a unit from saying that nothing occurred, nor takes that back; a review does both."""
    window, task = cast.submission().period.window, cast.tasks["cap.review"]
    save_record(standing(cast), by=cast["officer"])
    declare_none(cast.units["nam-dong"], task, window, by=cast["officer"])
    save_record(standing(cast, measure="deputies"), by=cast["officer"])
    assert Declaration.objects.filter(task=task).exists()
    save_record(review(cast), by=cast["officer"])
    assert not Declaration.objects.filter(task=task).exists()
    with pytest.raises(ValidationError):
        declare_none(cast.units["nam-dong"], task, window, by=cast["officer"])


def test_what_a_record_serves_besides_is_filed_under_too(cast):
    window, task = cast.submission().period.window, cast.tasks["comm.services"]
    declare_none(cast.units["nam-dong"], task, window, by=cast["officer"])
    save_record(campaign(cast, also=["comm.services"]), by=cast["officer"])
    assert not Declaration.objects.filter(task=task).exists()
    with pytest.raises(ValidationError):
        declare_none(cast.units["nam-dong"], task, window, by=cast["officer"])
