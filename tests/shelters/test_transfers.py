"""Places of support of an abolished unit: the unit in which each lies looks after it, and no figure is lost."""

from datetime import date

import pytest
from django.core.management import call_command
from making import commune_of, hand_in, log_entry, site
from making_listings import listing, released
from reading import page_of, words
from reforming import merge

from core.indicators.figures import add_sums, figures_by_unit, sums_by_scope
from core.lib.dates.windows import Window
from core.lib.journal import Journal
from core.lib.typed.rows import read_rows
from core.units.models import Succession, Unit
from core.units.tree import rebuild_ancestry
from filing.errors import ClosedDays
from filing.records.saving import save_record
from filing.submissions.scopes import scopes_of
from models_sites.models import LogEntry, Site
from operations.administration.bulk.sheet import version_shown
from operations.administration.changes import verbs
from operations.administration.changes.sheet import ChangeSheet
from operations.administration.changes.site_transfers import due_transfers, transfer, transfer_due
from reports.desk.by_boundaries import by_boundaries
from shelters.listings import sites_for
from shelters.models import Listing
from shelters.public.places import directory

DAY, EVE, LAST = date(2020, 12, 1), date(2020, 11, 30), date(2020, 12, 14)
KEYS = ("MH-01.1", "MH-01.2", "TT-07.1", "TT-07.2")


@pytest.fixture
def place(cast):
    """A running place of Nam Đông, made public."""
    place = save_record(site(cast, opened_on=date(2020, 3, 1)), by=cast["officer"])
    released(cast, listing(cast, place=place), on=date(2020, 6, 1))
    return place


def abolished(cast):
    """Nam Đông without a successor, its communes in Phú Lộc; its files are kept by the Department."""
    root, communes = cast.units["thua-thien-hue"], Unit.objects.under(cast.units["nam-dong"]).filter(level="commune")
    rows = read_rows("483;giải thể\n" + "\n".join(f"{one.code};chuyển;;;482" for one in communes))
    seen = version_shown(ChangeSheet(root, DAY).check(rows))
    return verbs.prepare("Giải thể", "Nghị quyết 1", DAY, rows, by=cast["admin"], seen=seen)


def figures(cast, last):
    """What each of the two districts has of the places on a day, from the beginning of the year."""
    units = [cast.units["nam-dong"], cast.units["phu-loc"]]
    found = figures_by_unit(units, Window(date(2020, 1, 1), last))
    return [[found[unit.pk][key].value or 0 for key in KEYS] for unit in units]


def public():
    return [place for district in directory("vi").districts for place in district.places]


def test_it_goes_to_the_unit_in_which_it_lies(cast, place, as_):
    """Register, listing and figures from the day on; before it, and in the public, everything is as it was."""
    before, shown = figures(cast, EVE), public()
    assert before == [[1, 1, 1, 1], [0, 0, 0, 0]]
    change = abolished(cast)
    assert place.name in words(page_of(as_("province"), f"/units/changes/{change.pk}/"))
    verbs.confirm(change, by=cast["province"])
    place.refresh_from_db()
    assert place.unit == cast.units["phu-loc"]
    assert figures(cast, EVE) == before
    # What was founded before stays where it was founded.
    assert figures(cast, LAST) == [[0, 1, 0, 0], [1, 0, 1, 1]]
    assert place.name in words(page_of(as_("neighbour"), "/models-sites/"))
    assert place in sites_for(cast["neighbour"])
    assert place not in sites_for(cast["officer"])
    place.phone = "0234 3 000 000"
    assert save_record(place, by=cast["neighbour"]).version == 2
    assert public() == shown
    verbs.undo(change, by=cast["province"])
    place.refresh_from_db()
    assert (place.unit, place.transfers.exists()) == (cast.units["nam-dong"], False)
    assert Listing.objects.get().unit == cast.units["nam-dong"]
    assert figures(cast, LAST) == [[1, 1, 1, 1], [0, 0, 0, 0]]
    call_command("recount")


def test_it_is_told_once_by_the_reports_and_by_the_boundaries_of_any_day(cast, place):
    verbs.confirm(abolished(cast), by=cast["province"])
    period = cast.submission("phu-loc").period
    scopes = sums_by_scope(scopes_of(period), period.window)
    assert add_sums(scopes.values())["MH-01.1"].total == scopes[cast.units["phu-loc"].pk]["MH-01.1"].total == 1
    for day in (EVE, DAY):
        told = by_boundaries(period, {"boundaries": str(day)})
        rows = [row.pairs[-1][0][1].value or 0 for row in told.rows]
        assert (sum(rows), told.whole.pairs[-1][0][1].value) == (1, 1)


def test_one_whose_ground_nobody_knows_stays_until_its_commune_is_chosen(cast, place):
    """The Department keeps it; from the day on which it has chosen, it is the unit's in which that lies."""
    old, new, parts = cast.units["nam-dong"], cast.units["phu-loc"], [commune_of(cast, "phu-loc", at) for at in (0, 1)]
    for part in parts:
        Succession.objects.create(predecessor=place.commune, successor=part, on=DAY, is_whole=False)
    Unit.objects.filter(pk__in=[old.pk, place.commune_id]).update(valid_to=EVE, kept_by=cast.units["thua-thien-hue"])
    rebuild_ancestry()
    transfer_due()
    assert not place.transfers.exists()
    Site.objects.filter(pk=place.pk).update(commune=parts[1])
    for _time in range(2):
        transfer_due()
    place.refresh_from_db()
    assert (place.unit, place.transfers.get().on) == (new, date(2020, 12, 18))


def test_what_went_whole_stays_with_what_it_went_to(cast, place):
    merge([cast.units["nam-dong"], cast.units["phu-loc"]], cast.units["thua-thien-hue"], DAY)
    assert due_transfers(DAY) == {}


def test_what_its_former_unit_reported_and_logged_of_it_stays(cast, place):
    entry = save_record(log_entry(cast, site=place), by=cast["officer"])
    hand_in(cast, "nam-dong")
    transfer({place.pk: cast.units["phu-loc"].pk}, date(2020, 12, 16), Journal())
    place.refresh_from_db()
    place.opened_on = date(2020, 4, 1)
    with pytest.raises(ClosedDays):
        save_record(place, by=cast["neighbour"])
    LogEntry.objects.get(pk=entry.pk).full_clean()
