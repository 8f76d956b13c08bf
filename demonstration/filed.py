"""What the demonstration files, before it knows a database: the same rows at every making."""

import random
from dataclasses import dataclass
from datetime import date

SEED = 2020
# Said in the note of every record that has one; the banner says it on every page.
MARK = "Dữ liệu minh họa."


@dataclass(frozen=True)
class Filed:
    """One record or site to come: `unit` is a slug, `task` a code (none for a site).

    In `fields` a commune is given by its code and a site by its name.
    """

    model: str
    unit: str
    task: str
    filed_on: date
    fields: dict


@dataclass(frozen=True)
class Commune:
    """A real commune as the demonstration needs it: code and `xã Thượng Long`."""

    code: str
    name: str


def dice(*names):
    """A random source of one's own for each matter, so that a change in one leaves the others as they are."""
    return random.Random("/".join(map(str, (SEED, *names))))  # noqa: S311


def in_turn(rng, several):
    """The items in a shuffled order, over and over."""
    order = list(several)
    rng.shuffle(order)
    while order:
        yield from order
