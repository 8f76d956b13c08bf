"""What the public may read: nothing that was not released stands anywhere in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from making_listings import SAID, listing, proposed, released

from shelters.models import Help, Hotline, Part
from shelters.public.places import directory, public_place

WORDS = {part: value for part, value in SAID.items() if part != "help"}


@pytest.mark.parametrize("part", Part.values)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_part_that_is_withheld_is_nowhere(cast, part, language):
    parts = [one for one in Part.values if one != part]
    released(cast, listing(cast), parts)
    everything = repr(directory(language))
    for name, words in WORDS.items():
        assert (words in everything) == (name != part), name
    (place,) = next(one.places for one in directory(language).districts if one.slug == "nam-dong")
    assert bool(place.help) == (part != "help")


def test_what_waits_or_was_never_proposed_is_nowhere(cast):
    proposed(cast, listing(cast), list(SAID))
    listing(cast, "phu-loc")
    everything = repr(directory("vi"))
    assert not [words for words in WORDS.values() if words in everything]


def test_nothing_beside_the_parts_is_told(cast):
    """Neither keeper nor consent, nor what the register knows beyond commune and kind."""
    entry = listing(cast, keeper="NGƯỜI GIỮ", consent_by="NGƯỜI ĐỒNG Ý")
    entry.site.name, entry.site.in_charge, entry.site.managing_body = "TÊN", "NGƯỜI PHỤ TRÁCH", "CƠ QUAN"
    entry.site.save()
    released(cast, entry, list(SAID))
    everything = repr(directory("vi"))
    for words in ("NGƯỜI GIỮ", "NGƯỜI ĐỒNG Ý", "TÊN", "NGƯỜI PHỤ TRÁCH", "CƠ QUAN", cast["province"].username):
        assert words not in everything
    assert entry.site.commune.name_in_sentence in everything


def test_each_reader_has_their_own_words(cast):
    released(cast, listing(cast), ["help"])
    hotline = Hotline.objects.get(number="111")
    for language, words in (("vi", hotline.name), ("en", hotline.name_en)):
        assert words in [one.name for one in directory(language).hotlines]
    (place,) = next(one.places for one in directory("en").districts if one.slug == "nam-dong")
    with translation.override("en"):
        assert place.help == (str(Help.ADVICE.label), str(Help.LAW.label))


def test_a_hotline_that_is_not_shown_is_nowhere(cast):
    Hotline.objects.filter(number="113").update(is_shown=False)
    assert "113" not in [one.number for one in directory("vi").hotlines]
    assert len(directory("vi").hotlines) == 3


def test_a_district_without_a_place_leads_to_its_neighbours_that_have_one(cast):
    released(cast, listing(cast))
    nearby = {one.slug: one.nearby for one in directory("vi").districts}
    assert nearby["nam-dong"] == ()
    assert nearby["phu-loc"] == nearby["a-luoi"] == ("nam-dong",)
    assert nearby["phong-dien"] == ()


def test_the_desk_shows_exactly_what_the_public_reads(cast):
    entry = listing(cast)
    assert public_place(entry, "vi") is None
    released(cast, entry, ["host", "help"])
    for language in ("vi", "en"):
        public = [place for district in directory(language).districts for place in district.places]
        assert public == [public_place(entry, language)]
    assert public_place(listing(cast), "vi") is None


def test_many_places_take_no_more_queries(cast):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            directory("vi")
        return len(asked)

    released(cast, listing(cast))
    one = queries()
    for slug in ("nam-dong", "phu-loc") * 3:
        released(cast, listing(cast, slug))
    assert queries() == one
