"""A change of units takes no place off the public page: it stands by the commune that it lies in on that day."""

from datetime import date

import pytest
from changing_units import communes_of, merge, split
from making_listings import listing, released

from core.directives.models import Directive
from core.units.models import Succession, Unit
from shelters.listings import listed_places
from shelters.public.page import render_page
from shelters.public.places import directory, public_place

pytestmark = pytest.mark.django_db
DAY = date(2020, 12, 10)


def told(language="vi"):
    """{slug: its places} of the units that have some."""
    return {one.slug: one.places for one in directory(language).districts if one.places}


def test_the_same_places_before_and_after_a_merger(cast):
    entries = [listing(cast), listing(cast, "phu-loc", host="Hội Phụ nữ xã Lộc Điền")]
    for entry in entries:
        released(cast, entry)
    before = told()
    assert before.keys() == {"nam-dong", "phu-loc"}
    new = merge(cast, ("nam-dong", "phu-loc"), DAY)
    after = told()
    assert after.keys() == {new.slug}
    assert sorted(map(repr, after[new.slug])) == sorted(repr(place) for places in before.values() for place in places)
    assert [public_place(entry, "vi") in after[new.slug] for entry in entries] == [True, True]
    assert all(place.is_public for place in listed_places(cast["province"]) if place.standing)
    page = render_page(directory("vi"), "vi")
    assert "Huyện Bạch Mã" in page
    assert "Huyện Nam Đông" not in page


def test_neighbours_of_what_ended_are_those_of_what_it_is_now(cast):
    released(cast, listing(cast))
    new = merge(cast, ("nam-dong", "phu-loc"), DAY)
    nearby = {one.slug: one.nearby for one in directory("vi").districts}
    assert nearby["a-luoi"] == nearby["huong-thuy"] == (new.slug,)
    assert nearby["phong-dien"] == ()


def test_a_place_of_a_split_district_stands_once_where_its_commune_is(cast):
    entry = listing(cast, "phu-loc")
    released(cast, entry)
    halves = split(cast, "phu-loc", DAY)
    (slug,) = told()
    assert len(told()[slug]) == 1
    (half,) = (one for one in halves if one.slug == slug)
    assert entry.site.commune in communes_of(half)


def test_a_commune_that_ended_is_followed(cast):
    """Merged whole into one of another district, and the register not yet corrected: the place stands there."""
    entry = listing(cast)
    released(cast, entry)
    into = communes_of(cast.units["phu-loc"])[0]
    old = entry.site.commune
    Succession.objects.create(predecessor=old, successor=into, on=DAY)
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2020, 12, 9))
    old.ancestries.update(valid_to=date(2020, 12, 9))
    assert told().keys() == {"phu-loc"}
    assert public_place(entry, "vi")


def test_a_province_needs_no_directive_to_show_its_places(cast):
    released(cast, listing(cast))
    Directive.objects.all().update(issuer=cast.units["tinh-khac"])
    assert told().keys() == {"nam-dong"}
