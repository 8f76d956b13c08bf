"""Every figure of every window equals a plain recount, whatever was added, moved and deleted before."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import campaign, log_entry, site, training

from communications.models import DIRECT_FORMATS, Campaign
from core.indicators.catalogue import all_indicators
from core.indicators.figures import NO_DATA, combined_figures, figures_by_unit
from core.indicators.models import DirtySlot, Fact
from core.lib.dates.windows import PeriodKind, Window, period_numbers, slot_end, slot_of, window_of
from core.lib.journal import Journal
from filing.records.saving import delete_record, save_record
from models_sites.models import LogEntry, Site, SiteState
from operations.administration.changes.site_transfers import transfer

FIRST, LAST = date(2019, 11, 1), date(2020, 12, 18)
days = st.dates(FIRST, LAST)
counts = st.one_of(st.none(), st.integers(0, 500))
statuses = st.sampled_from(["done", "done", "done", "planned", "cancelled"])


@st.composite
def acts(draw):
    """One thing an officer does: (what, which of the records so far, fields)."""
    total = draw(counts)
    female = None if total is None else draw(st.one_of(st.none(), st.integers(0, total)))
    fields = {
        "day": draw(days),
        "total": total,
        "female": female,
        "cost": draw(counts),
        "status": draw(statuses),
    }
    fields["form"] = draw(st.sampled_from(["talk", "radio", "print"]))
    return (
        draw(st.sampled_from(["add", "add", "log", "site", "move", "close", "pause", "transfer", "delete"])),
        draw(st.integers(0, 9)),
        fields,
    )


def perform(cast, made, act):
    what, which, fields = act
    by, day = cast["officer"], fields["day"]
    if what == "add":
        made.append(
            save_record(
                campaign(
                    cast,
                    started_on=day,
                    attendance=fields["total"],
                    female=fields["female"],
                    minority=None,
                    cost_province=fields["cost"],
                    cost_district=None,
                    status=fields["status"],
                    form=fields["form"],
                ),
                by=by,
            )
        )
    elif what == "log":
        slot = slot_of(min(day, date(2020, 12, 1)))
        victims = {"victims": fields["total"], "victims_female": fields["female"], "victims_helped": None}
        entry = log_entry(cast, started_on=slot, ended_on=slot_end(slot), status=fields["status"], **victims)
        made.append(save_record(entry, by=by))
    elif what == "site":
        place = site(cast)
        place.opened_on = day
        made.append(save_record(place, by=by))
    elif made:
        change(cast, made[which % len(made)], what, day, made)


def change(cast, entry, what, day, made):
    by = cast["officer" if entry.unit_id == cast.units["nam-dong"].pk else "neighbour"]
    if what == "delete":
        delete_record(entry, by=by)
        made.remove(entry)
    elif isinstance(entry, Campaign):
        entry.started_on = entry.ended_on = day
        save_record(entry, by=by)
    elif isinstance(entry, Site) and what == "close" and day > entry.opened_on:
        entry.closed_on = day
        save_record(entry, by=by)
    elif isinstance(entry, Site) and what == "pause" and day >= entry.opened_on:
        until = day + timedelta(days=20)
        entry.pauses = [{"since": day.isoformat(), "until": until.isoformat() if day.day % 2 else None}]
        save_record(entry, by=by)
    elif isinstance(entry, Site) and what == "transfer" and not entry.transfers.filter(on__gte=day).exists():
        to = next(cast.units[slug].pk for slug in ("nam-dong", "phu-loc") if cast.units[slug].pk != entry.unit_id)
        transfer({entry.pk: to}, day, Journal())
        entry.refresh_from_db()


def owner(place, day):
    """The unit that had a site on the day: the former one of the first transfer after it, else its own."""
    later = [transfer for transfer in place.transfers.all() if transfer.on > day]
    return min(later, key=lambda one: one.on).former if later else place.unit


def everything():
    """All rows, as plain lists."""
    places = Site.objects.exclude(opened_on=None).select_related("unit").prefetch_related("transfers__former")
    return list(Campaign.objects.all()), list(LogEntry.objects.all()), list(places)


def plain(unit, window, rows):
    """The figures of a unit in plain Python over all rows, by their definition in words."""
    campaigns, entries, opened = rows
    campaigns = [one for one in campaigns if one.unit_id == unit.pk]
    inside = [one for one in campaigns if one.ended_on in window and one.status == "done"]
    talks = [one for one in inside if one.form in DIRECT_FORMATS]
    reached = [one for one in talks if one.attendance is not None]
    priced = [one for one in inside if one.cost is not None and one.attendance]
    entries = [one for one in entries if one.unit_id == unit.pk]
    logs = [one for one in entries if one.ended_on in window and one.status == "done"]
    victims = [one for one in logs if one.victims is not None]
    standing = [one for one in opened if one.state_on(window.end) == SiteState.RUNNING]
    founded = [one for one in opened if one.opened_on in window]
    return {
        "TT-01": len(talks) if inside else None,
        "TT-02": sum(one.attendance for one in reached) if reached else None,
        "TT-02 female": sum(one.female for one in reached if one.female is not None),
        "TT-02 sexed": sum(one.attendance for one in reached if one.female is not None),
        "TT-09": sum(p.cost for p in priced) / sum(p.attendance for p in priced) if priced else None,
        "MH-02.1": sum(one.victims for one in victims) if victims else None,
        "MH-01.1": sum(owner(one, window.end) == unit for one in standing),
        "MH-01.2": sum(owner(one, one.opened_on) == unit for one in founded),
    }


def read(figures):
    return {
        "TT-01": figures["TT-01"].value,
        "TT-02": figures["TT-02"].value,
        "TT-02 female": figures["TT-02"].female or 0,
        "TT-02 sexed": figures["TT-02"].sexed,
        "TT-09": figures["TT-09"].value,
        "MH-02.1": figures["MH-02.1"].value,
        "MH-01.1": figures["MH-01.1"].value or 0,
        "MH-01.2": figures["MH-01.2"].value or 0,
    }


def every_kind_of_window():
    for kind in (kind for kind in PeriodKind if not kind.is_free):
        yield from (window_of(kind, 2020, number) for number in period_numbers(kind))


free = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(acts(), max_size=12), windows=st.lists(free, min_size=1, max_size=3), data=st.data())
def test_figures_equal_a_plain_recount(cast, acts, windows, data):
    units, made = [cast.units["nam-dong"], cast.units["phu-loc"]], []
    with transaction.atomic():
        for act in acts:
            perform(cast, made, act)
            if data.draw(st.booleans()):
                check(units, windows[0], everything())
        rows = everything()
        for window in [*windows, *every_kind_of_window()]:
            check(units, window, rows)
        assert not DirtySlot.objects.exists()
        call_command("recount", stdout=Silent())
        transaction.set_rollback(True)


def check(units, window, rows):
    figures = figures_by_unit(units, window)
    for unit in units:
        assert read(figures[unit.pk]) == plain_or_none(unit, window, rows), (unit, window)


def plain_or_none(unit, window, rows):
    """A figure that counts records reads as no data only where it counted none."""
    found = plain(unit, window, rows)
    found["TT-01"] = found["TT-01"] or None
    return found


class Silent:
    def write(self, text):
        pass


def test_recount_finds_and_repairs_a_wrong_fact(cast, capsys):
    save_record(campaign(cast), by=cast["officer"])
    window = cast.submission().period.window
    assert figures_by_unit([cast.units["nam-dong"]], window)
    Fact.objects.filter(indicator="TT-02").update(total=7)
    with pytest.raises(SystemExit):
        call_command("recount")
    assert "2020-05-01" in capsys.readouterr().out
    call_command("recount", repair=True)
    call_command("recount")
    assert combined_figures([cast.units["nam-dong"]], window)["TT-02"].value == 100


def test_an_event_counts_whole_on_its_last_day(cast):
    save_record(campaign(cast, started_on=date(2019, 12, 10), ended_on=date(2019, 12, 20)), by=cast["officer"])
    unit = cast.units["nam-dong"]
    assert combined_figures([unit], window_of("year", 2019))["TT-02"] is NO_DATA
    assert combined_figures([unit], window_of("year", 2020))["TT-02"].value == 100
    assert combined_figures([unit], window_of("calendar_year", 2019))["TT-02"].value == 100


def test_the_edges_of_the_year(cast):
    unit = cast.units["nam-dong"]
    for day in (date(2019, 12, 14), date(2019, 12, 15), date(2020, 12, 14), date(2020, 12, 15)):
        save_record(campaign(cast, started_on=day, attendance=day.day, female=None, minority=None), by=cast["officer"])
    assert [combined_figures([unit], window_of("year", year))["TT-02"].value for year in (2019, 2020, 2021)] == [
        14,
        29,
        15,
    ]
    month = Window(date(2020, 11, 15), date(2020, 12, 15))
    assert combined_figures([unit], month)["TT-02"].value == 29


def test_a_unit_counts_nothing_of_another(cast):
    save_record(campaign(cast, slug="phu-loc"), by=cast["neighbour"])
    window = cast.submission().period.window
    both = figures_by_unit([cast.units["nam-dong"], cast.units["phu-loc"]], window)
    assert both[cast.units["nam-dong"].pk]["TT-02"] is NO_DATA
    assert both[cast.units["phu-loc"].pk]["TT-02"].value == 100


def test_the_groups_of_a_training_are_told_apart(cast):
    none = {"equality_staff": None, "female": None}
    for number, groups in ((10, {"press": 10}), (30, {"potential": 20, "people": 10}), (5, {"press": 5})):
        save_record(training(cast, attendance=number, **none | groups), by=cast["officer"])
    figures = combined_figures([cast.units["nam-dong"]], Window(date(2020, 5, 20), date(2020, 6, 3)))
    assert [figures[f"NL-02.{number}"].value for number in range(1, 7)] == [None, None, 15, 20, None, 10]
    assert figures["NL-02"].value == 45
    assert figures["NL-03"].value == 20


def test_figures_take_a_fixed_number_of_queries(cast, django_assert_num_queries):
    units = list(cast.units.values())
    save_record(campaign(cast), by=cast["officer"])
    combined_figures(units, window_of("year", 2020))
    for some in (units[:1], units):
        with django_assert_num_queries(4):
            figures_by_unit(some, window_of("year", 2020))


def test_every_declaration_is_sound():
    indicators = all_indicators()
    for indicator in indicators.values():
        assert indicator.name
        assert indicator.unit
        for name in ("numerator", "denominator"):
            assert getattr(indicator, name, indicator.key) in indicators
