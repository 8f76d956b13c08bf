"""The records that the demonstration files, described without a database: the same ones each time."""

import random
from dataclasses import dataclass
from datetime import date

SEED = 2020
# Said in the note of every record that has one; the banner says it on every page.
MARK = "Dữ liệu minh họa."


@dataclass(frozen=True)
class RecordSpec:
    """A record or site to be written: `unit` is a slug, `task` a code ("" for a site).

    In `fields` a commune is given by its code and a site by its name.
    """

    model: str
    unit: str
    task: str
    filed_on: date
    fields: dict


@dataclass(frozen=True)
class Commune:
    """A real commune: its code, and its name as in `xã Thượng Long`."""

    code: str
    name: str


def random_source(*names):
    """Return a random source for each subject, so that a change in one leaves the others as they are."""
    return random.Random("/".join(map(str, (SEED, *names))))  # noqa: S311


def shuffled_cycle(rng, items):
    """Yield the items in a shuffled order, over and over."""
    order = list(items)
    rng.shuffle(order)
    while order:
        yield from order
