"""Who is in time with a period's report, and who is late: pure rules over submissions and the day that is today.

A report is in time by its first sending: what comes back and is sent again is as timely as it was. Two dates judge it:
the one that was granted to the unit, and the one that was set for all.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from progress.models import State, Submission


class Timeliness(models.TextChoices):
    """What can be said of a unit's report on any day; exactly one holds."""

    ON_TIME = "on_time", _("Sent in time")
    LATE = "late", _("Sent late")
    MISSING = "missing", _("Overdue, not sent")
    EXTENDED = "extended", _("Not sent, the due date was put off")
    NOT_DUE = "not_due", _("Not due yet")


@dataclass(frozen=True)
class Share:
    """Those of whom one timeliness holds, in the order given; `before` is how many are in the shares before it."""

    timeliness: Timeliness
    submissions: tuple[Submission, ...]
    before: int

    @property
    def number(self):
        return len(self.submissions)


def by_granted(submission):
    """Timeliness by the date that was granted to the unit, which is the original one where none was."""
    if submission.first_sent_on is None and submission.extended_to and submission.extended_to >= today():
        return Timeliness.EXTENDED
    return _by(submission, submission.due_on)


def by_original(submission):
    """Timeliness by the date that was set for all units, whatever was granted."""
    return _by(submission, submission.original_due_on)


def _by(submission, due_on):
    if submission.first_sent_on:
        return Timeliness.ON_TIME if submission.first_sent_on <= due_on else Timeliness.LATE
    return Timeliness.MISSING if due_on < today() else Timeliness.NOT_DUE


def shares(submissions, rule):
    """[Share, …] of every timeliness, empty ones too, by one of the two rules above."""
    found, before = [], 0
    for one in Timeliness:
        those = tuple(each for each in submissions if rule(each) == one)
        found.append(Share(one, those, before))
        before += len(those)
    return found


def never_sent(submissions):
    """Those past their due date of which the Department has seen nothing."""
    return [one for one in submissions if one.days_overdue and one.sent_on is None]


def to_be_corrected(submissions):
    """Those past their due date that were sent once and given back; how late they are is not the unit's doing alone."""
    return [one for one in submissions if one.days_overdue and one.sent_on is not None]


def overdue(submissions):
    """Those that are owed and not there, the longest overdue first."""
    return sorted((one for one in submissions if one.days_overdue), key=lambda one: -one.days_overdue)


def days_of_correction(submission):
    """Days since a returned report was to be there again; 0 where no date was set for it, or none has passed."""
    is_set = submission.state == State.RETURNED and submission.correct_by
    return submission.days_overdue if is_set else 0
