"""The places of help of 2020 and what the Department did about them until 2026."""

from dataclasses import replace
from datetime import date

from operations.demonstration.public_places import DEPARTMENT, LEADER, PLACES, PlaceStep, write_places

AGAIN = date(2026, 11, 20)
# By the words that came after the reform.
RELEASED_ANEW = (PlaceStep(date(2025, 7, 10), DEPARTMENT, "propose"), PlaceStep(date(2025, 7, 14), LEADER, "confirm"))
LATER = {
    "xã Lộc Điền": (*RELEASED_ANEW, PlaceStep(AGAIN, DEPARTMENT, "confirm_listing")),
    "phường Hương Văn": (PlaceStep(AGAIN, DEPARTMENT, "confirm_listing"),),
    "xã Vinh Hưng": (PlaceStep(date(2021, 1, 5), LEADER, "confirm"), PlaceStep(AGAIN, DEPARTMENT, "confirm_listing")),
}


def write_places_of_all_years():
    """Record, release and withdraw the places, before the reforms and after them."""
    write_places([_by_the_department(entry) for entry in PLACES])


def _by_the_department(entry):
    steps = [replace(step, by=DEPARTMENT) if step.by == entry.slug else step for step in entry.steps]
    return replace(entry, slug=DEPARTMENT, steps=(*steps, *LATER.get(entry.place, ())))
