"""Registers and figures that hold on: what a report counted of them changes by a correction alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from making import hand_in, log_entry, return_with, site, standing
from refusing import form_of

from core.indicators.figures import figures_by_unit
from filing.errors import ClosedDays
from filing.records.saving import delete_record, restore_record, save_record
from filing.submissions import verbs
from models_sites.models import Site
from reports.documents.composition import compose

# The report of 2020 closes 15/12/2019 to 14/12/2020; today is the 18th.
INSIDE, AFTER = date(2020, 11, 1), date(2020, 12, 15)
PAUSE = [{"since": "2020-03-01", "until": "2020-05-01", "why": ""}]


@pytest.fixture
def place(cast):
    return save_record(site(cast), by=cast["officer"])


def changed(record, cast, **given):
    record = type(record).everything.get(pk=record.pk)
    for name, value in given.items():
        setattr(record, name, value)
    return save_record(record, by=cast["officer"])


def stock(cast, key="MH-01.1"):
    unit = cast.units["nam-dong"]
    return figures_by_unit([unit], cast.submission().period.window)[unit.pk][key].value


@pytest.mark.parametrize(
    "given",
    [
        {"closed_on": INSIDE},
        # The first day closed already counts at the end of the window.
        {"closed_on": date(2020, 12, 14)},
        {"closed_on": date(2019, 5, 1)},
        {"opened_on": None},
        {"opened_on": INSIDE},
        {"pauses": PAUSE},
        {"pauses": [{"since": "2020-11-01", "until": "", "why": ""}]},
        {"kind_id": "prevention"},
    ],
)
def test_what_a_frozen_report_counted_of_a_site_stays(cast, place, given):
    assert stock(cast) == 1
    hand_in(cast, "nam-dong")
    with pytest.raises(ClosedDays):
        changed(place, cast, **given)
    assert stock(cast) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"phone": "0234 3 000 000"},
        {"closed_on": AFTER},
        {"pauses": [{"since": "2020-12-15", "until": "", "why": ""}]},
        # Neither day lies in a window, nor does the stock of one change.
        {"opened_on": date(2019, 3, 2)},
    ],
)
def test_what_no_report_counted_is_open(cast, place, given):
    hand_in(cast, "nam-dong")
    assert changed(place, cast, **given).version == 2
    assert stock(cast) == 1


def test_a_site_of_before_is_entered_and_deleted_by_a_correction_alone(cast, place):
    hand_in(cast, "nam-dong")
    with pytest.raises(ClosedDays):
        save_record(site(cast, name="Nhà tạm lánh"), by=cast["officer"])
    with pytest.raises(ClosedDays):
        delete_record(place, by=cast["officer"])
    assert save_record(site(cast, name="Nhà tạm lánh", opened_on=AFTER), by=cast["officer"]).pk
    assert stock(cast) == 1


def test_a_deleted_site_of_before_is_restored_by_a_correction_alone(cast, place):
    delete_record(place, by=cast["officer"])
    hand_in(cast, "nam-dong")
    with pytest.raises(ClosedDays):
        restore_record(Site.everything.get(pk=place.pk), by=cast["officer"])
    verbs.reopen(cast.submission(), comment="Thiếu mô hình.", by=cast["province"])
    restore_record(Site.everything.get(pk=place.pk), by=cast["officer"])
    assert stock(cast) == 1


def test_a_reopened_report_opens_its_days(cast, place):
    hand_in(cast, "nam-dong")
    verbs.reopen(cast.submission(), comment="Mô hình đã ngừng.", by=cast["province"])
    changed(place, cast, closed_on=INSIDE)
    assert stock(cast) == 0


def test_a_remark_on_the_site_opens_it(cast, place):
    hand_in(cast, "nam-dong", approve=False)
    return_with(cast, [(place, "Mô hình đã ngừng.")])
    changed(place, cast, closed_on=INSIDE)
    with pytest.raises(ClosedDays):
        save_record(site(cast, name="Nhà tạm lánh"), by=cast["officer"])


def test_the_refusal_stands_at_the_field_that_was_changed(cast, as_):
    client, path, good = form_of(cast, as_, "models_sites:")
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    response = client.post(path, good | {"closed_on": "1/11/2020", "closed_why": "Hết kinh phí"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["closed_on"]
    assert "Hết kinh phí" in response.content.decode()


@pytest.mark.parametrize("as_of", [date(2020, 6, 30), date(2019, 6, 30)])
def test_a_figure_that_holds_on_reaches_into_what_a_report_told(cast, as_of):
    hand_in(cast, "nam-dong")
    with pytest.raises(ClosedDays):
        save_record(standing(cast, as_of=as_of), by=cast["officer"])


def test_a_figure_of_before_with_a_later_one_reaches_nowhere(cast):
    save_record(standing(cast, as_of=date(2020, 6, 30)), by=cast["officer"])
    hand_in(cast, "nam-dong")
    assert save_record(standing(cast, as_of=date(2019, 6, 30), total=9), by=cast["officer"]).pk
    assert save_record(standing(cast, as_of=AFTER, total=9), by=cast["officer"]).pk
    assert stock(cast, "NL-04.1") == 14


def test_a_figure_of_before_may_get_another_source(cast):
    record = save_record(standing(cast, as_of=date(2019, 6, 30)), by=cast["officer"])
    hand_in(cast, "nam-dong")
    assert changed(record, cast, source="Quyết định 12").source == "Quyết định 12"
    with pytest.raises(ClosedDays):
        changed(record, cast, total=15)
    with pytest.raises(ClosedDays):
        delete_record(record, by=cast["officer"])


def refused_at(save, *args):
    with pytest.raises(ValidationError) as refusal:
        save(*args)
    return list(refusal.value.message_dict)


MONTH = {"started_on": date(2020, 3, 15), "ended_on": date(2020, 4, 14)}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"closed_on": date(2020, 3, 15)}, "closed_on"),
        ({"closed_on": date(2020, 1, 1)}, "closed_on"),
        ({"pauses": PAUSE}, "pauses"),
        ({"pauses": [{"since": "2020-03-15", "until": "", "why": ""}]}, "pauses"),
    ],
)
def test_a_site_and_its_log_agree(cast, given, field):
    """Whichever is filed first."""
    place = save_record(site(cast), by=cast["officer"])
    entry = save_record(log_entry(cast, site=place, **MONTH), by=cast["officer"])
    assert refused_at(lambda: changed(place, cast, **given)) == [field]
    delete_record(entry, by=cast["officer"])
    place = changed(place, cast, **given)
    assert refused_at(lambda: save_record(log_entry(cast, site=place, **MONTH), by=cast["officer"])) == ["started_on"]
    entry = type(entry).everything.get(pk=entry.pk)
    assert refused_at(lambda: restore_record(entry, by=cast["officer"])) == ["started_on"]


@pytest.mark.parametrize(
    "given",
    [
        # It ran on some of the days.
        {"closed_on": date(2020, 3, 16)},
        {"closed_on": date(2020, 4, 15)},
        {"pauses": [{"since": "2020-03-16", "until": "", "why": ""}]},
        {"pauses": [{"since": "2020-03-01", "until": "2020-04-14", "why": ""}]},
    ],
)
def test_a_log_of_days_on_which_the_site_ran_is_filed(cast, given):
    place = save_record(site(cast), by=cast["officer"])
    save_record(log_entry(cast, site=place, **MONTH), by=cast["officer"])
    place = changed(place, cast, **given)
    assert save_record(log_entry(cast, site=place, **MONTH), by=cast["officer"]).pk


def test_a_log_is_held_against_the_site_as_stored(cast):
    """Another officer closed the site after the form of the log was opened."""
    place = save_record(site(cast), by=cast["officer"])
    entry = log_entry(cast, site=place, **MONTH)
    changed(place, cast, closed_on=date(2020, 1, 1))
    assert refused_at(lambda: save_record(entry, by=cast["officer"])) == ["started_on"]


def test_what_contradicted_before_can_be_corrected_in_other_fields(cast):
    place = save_record(site(cast), by=cast["officer"])
    entry = save_record(log_entry(cast, site=place, **MONTH), by=cast["officer"])
    Site.objects.filter(pk=place.pk).update(closed_on=date(2020, 1, 1))
    assert changed(place, cast, phone="0234 3 000 000").phone
    assert changed(entry, cast, activities=5).activities == 5
