"""Timeliness of reports: pure rules on submissions and today's date.

A report is in time by its first sending: returning and sending it again changes nothing. It is judged by two dates:
the one granted to the unit, and the original one that was set for all units.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from filing.models import Submission, SubmissionState


class Timeliness(models.TextChoices):
    """Timeliness of a unit's report on a given day; exactly one value applies."""

    ON_TIME = "on_time", _("Sent on time")
    LATE = "late", _("Sent late")
    MISSING = "missing", _("Overdue, not sent")
    EXTENDED = "extended", _("Not sent, due date extended")
    NOT_DUE = "not_due", _("Not due yet")


@dataclass(frozen=True)
class TimelinessShare:
    """The submissions of one timeliness, in the order given.

    `before` is the number of submissions in the shares before it.
    """

    timeliness: Timeliness
    submissions: tuple[Submission, ...]
    before: int

    @property
    def number(self):
        return len(self.submissions)


def by_granted(submission):
    """Return the timeliness by the date granted to the unit, or by the original one if none was granted."""
    if submission.first_sent_on is None and submission.extended_to and submission.extended_to >= today():
        return Timeliness.EXTENDED
    return _by(submission, submission.due_on)


def by_original(submission):
    """Return the timeliness by the date set for all units."""
    return _by(submission, submission.original_due_on)


def _by(submission, due_on):
    if submission.first_sent_on:
        return Timeliness.ON_TIME if submission.first_sent_on <= due_on else Timeliness.LATE
    return Timeliness.MISSING if due_on < today() else Timeliness.NOT_DUE


def shares(submissions, rule):
    """Return a TimelinessShare of each timeliness, empty ones included, by one of the two rules above."""
    result, before = [], 0
    for timeliness in Timeliness:
        matching = tuple(submission for submission in submissions if rule(submission) == timeliness)
        result.append(TimelinessShare(timeliness, matching, before))
        before += len(matching)
    return result


def overdue_unsent(submissions):
    """Return the overdue submissions that were never sent."""
    return [submission for submission in submissions if submission.days_overdue and submission.sent_on is None]


def overdue_returned(submissions):
    """Return the overdue submissions that were sent once and returned for correction.

    Their delay is partly the Department's.
    """
    return [submission for submission in submissions if submission.days_overdue and submission.sent_on is not None]


def overdue(submissions):
    """Return the overdue submissions, the longest overdue first."""
    return sorted(
        (submission for submission in submissions if submission.days_overdue),
        key=lambda submission: -submission.days_overdue,
    )


def days_of_correction(submission):
    """Return the days since a returned report was due again; 0 without such a date or before it."""
    is_set = submission.state == SubmissionState.RETURNED and submission.correct_by
    return submission.days_overdue if is_set else 0
