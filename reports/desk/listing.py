"""The list of reports narrowed to those of one state, as the Department looks at it."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.models import OWED, State


class Shown(models.TextChoices):
    """What the list is narrowed to; the words of the tabs above it."""

    ALL = "all", _("All")
    OWED = "owed", _("Not sent")
    SENT = "sent", _("Sent, waiting for approval")
    RETURNED = "returned", _("To be corrected")
    APPROVED = "approved", _("Approved")


STATES = {
    Shown.OWED: OWED,
    Shown.SENT: (State.SENT,),
    Shown.RETURNED: (State.RETURNED,),
    Shown.APPROVED: (State.APPROVED,),
}


@dataclass(frozen=True)
class Tab:
    """One of the tabs: its key in the address, its words, how many reports it shows."""

    key: str
    label: str
    number: int
    is_current: bool


def narrowed(submissions, asked):
    """([submission, …], [Tab, …]): those in the state asked for (a key of `Shown`, anything else is all); one query."""
    submissions = list(submissions)
    current = asked if asked in Shown.values else Shown.ALL
    counted = Counter(one.state for one in submissions)
    counts = {key: sum(counted[state] for state in states) for key, states in STATES.items()}
    counts[Shown.ALL] = len(submissions)
    shown = [one for one in submissions if current == Shown.ALL or one.state in STATES[current]]
    return shown, [Tab(key, key.label, counts[key], key == current) for key in Shown]
