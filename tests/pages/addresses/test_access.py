"""Every address × every object × every person, by GET and by POST, against the one table of `answers`."""

from collections import defaultdict

import pytest
from answers import PEOPLE, rows
from house import DRAFT, marks_of
from slow import IS_WHOLE_RUN, some_of
from walking import OBJECTS, ROLE_OF, Walker, is_asked_by, lines, routes

# Whose words and numbers a person may come across, anywhere.
SIGHT = {
    "anonymous": set(),
    "officer": {"nam-dong"},
    "head": {"nam-dong"},
    "neighbour": {"phu-loc"},
    "neighbour-head": {"phu-loc"},
    "province": {"nam-dong", "phu-loc", "thua-thien-hue", DRAFT},
    "leader": {"nam-dong", "phu-loc", "thua-thien-hue", DRAFT},
    # The administrator belongs to the Department and reads its draft of a directive, but nobody's work.
    "admin": {"thua-thien-hue", DRAFT},
    "stranger": {"huyen-khac", "tinh-khac", DRAFT},
    "far-officer": {"huyen-khac"},
}
# What each unit is to who has another's role, if it is not the same to both.
NEXT_TO_IT = {"nam-dong": "phu-loc", "phu-loc": "nam-dong"}
FAR_FROM_IT = {"huyen-khac": "nam-dong", "tinh-khac": "thua-thien-hue", "thua-thien-hue": "tinh-khac"}
FAR_FROM_IT |= {"nam-dong": "huyen-khac", "phu-loc": "huyen-khac"}
MIRRORED = {"neighbour": NEXT_TO_IT, "neighbour-head": NEXT_TO_IT, "far-officer": FAR_FROM_IT}


@pytest.mark.parametrize("names", [PEOPLE[:5], PEOPLE[5:]], ids=["districts", "department"])
@pytest.mark.usefixtures("short_refusals")
def test_everybody_is_answered_by_the_table(dwelling, names):
    cast, house = dwelling
    forms, wrong = {}, []
    for name in names:
        walker, met = Walker(cast, house, name, forms), set()
        for route, of, method, slug, answers in some_of(lines(house)):
            if not is_asked_by(name, route, method, answers[name]):
                continue
            answer, body = walker.ask(method, route, house.get((of, slug)), slug)
            met |= marks_of(body)
            if answer != answers[name]:
                wrong.append(f"{name}: {method} {route} {of} of {slug}: {answer}, not {answers[name]}")
            if marks_of(body) - SIGHT[name]:
                wrong.append(f"{name}: {method} {route} {of} of {slug} tells of {marks_of(body) - SIGHT[name]}")
        assert met == SIGHT[name] or not IS_WHOLE_RUN, name
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.usefixtures("quiet_refusals")
def test_the_frame_of_a_refusal_tells_no_more(dwelling):
    """The walk above reads the reasons alone; so of each status everybody is shown one whole page."""
    cast, house = dwelling
    for name in PEOPLE[1:]:
        walker, shown = Walker(cast, house, name, {}), set()
        for route, of, method, slug, answers in lines(house):
            status = answers[name]
            if method == "GET" and status in {"403", "404"} - shown:
                shown.add(status)
                answer, body = walker.ask(method, route, house.get((of, slug)), slug)
                assert answer == status
                assert "</html>" in body
                assert marks_of(body) <= SIGHT[name], (name, status)
        assert shown == {"403", "404"}, name


def test_who_is_not_asked_is_answered_as_another_of_the_role():
    """What the walk leaves out is in the table the mirror of what it asks: one's own, and that of the other unit."""
    by_owner = defaultdict(dict)
    for route, draft, method, owner, answers in rows():
        by_owner[route, draft, method][owner] = answers
    for (route, _draft, method), answers in by_owner.items():
        for second, first in ROLE_OF.items():
            for owner, to in answers.items():
                if is_asked_by(second, route, method, to[second]):
                    continue
                asked = answers.get(MIRRORED[second].get(owner, owner))
                assert to[second] in {row[first] for row in ([asked] if asked else answers.values())}, (route, second)


def test_every_address_has_its_rows():
    table = {route for route, *_rest in rows()}
    assert set(routes()) == table


def test_every_object_is_asked_for_by_its_own_and_by_others():
    """Where an answer depends on whose it is, the table has an object of one's own and of another."""
    asked = defaultdict(set)
    for route, draft, method, owner, answers in rows():
        if route in OBJECTS and not set(answers.values()) <= {"login", "405"}:
            asked[route, draft, method].add(owner)
    assert {route for route, _draft, _method in asked} == set(OBJECTS)
    for key, found in asked.items():
        assert len(found - {"*", "-"}) >= 2, key


def test_every_kind_of_thing_is_in_the_house(house):
    """What the table asks for exists, of Nam Đông and of another unit, or of both provinces."""
    of_owner = defaultdict(set)
    for name, slug in house:
        of_owner[name].add(slug)
    assert set(OBJECTS.values()) <= of_owner.keys()
    for name, slugs in of_owner.items():
        assert {"nam-dong", "phu-loc"} <= slugs or {"thua-thien-hue", "tinh-khac"} <= slugs, name
