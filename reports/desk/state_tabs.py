"""The tabs that narrow the Department's list of reports to one state."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from filing.models import OWED_STATES, SubmissionState


class ShownStates(models.TextChoices):
    """The tabs, with their labels."""

    ALL = "all", _("All")
    OWED = "owed", _("Not sent")
    SENT = "sent", _("Sent, awaiting approval")
    RETURNED = "returned", _("To be corrected")
    APPROVED = "approved", _("Approved")


STATES = {
    ShownStates.OWED: OWED_STATES,
    ShownStates.SENT: (SubmissionState.SENT,),
    ShownStates.RETURNED: (SubmissionState.RETURNED,),
    ShownStates.APPROVED: (SubmissionState.APPROVED,),
}


@dataclass(frozen=True)
class StateTab:
    """A tab: its key in the address, its label, the number of its reports."""

    key: str
    label: str
    number: int
    is_current: bool


def narrow_to_state(submissions, requested):
    """Return the submissions in the requested state, and the tabs; one query.

    `requested` is a value of `ShownStates`; any other shows all.
    """
    submissions = list(submissions)
    current = requested if requested in ShownStates.values else ShownStates.ALL
    counted = Counter(submission.state for submission in submissions)
    counts = {key: sum(counted[state] for state in states) for key, states in STATES.items()}
    counts[ShownStates.ALL] = len(submissions)
    shown = [
        submission for submission in submissions if current == ShownStates.ALL or submission.state in STATES[current]
    ]
    return shown, [StateTab(key, key.label, counts[key], key == current) for key in ShownStates]
