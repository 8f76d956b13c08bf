"""Many units on one screen: all of a few, else a page, narrowed by kind and on the overview by the report's state."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _

from filing.models import SubmissionState

# As many rows as a screen and its table bear; more are shown a page at a time.
ROWS = 18


class ShownReports(models.TextChoices):
    """The states by which the units of an overview are narrowed."""

    ALL = "all", _("All")
    LATE = "late", _("Overdue")
    OWED = "owed", _("Not sent")
    RETURNED = "returned", _("To be corrected")
    SENT = "sent", _("Sent, waiting for approval")
    APPROVED = "approved", _("Approved")


MATCHES = {
    ShownReports.ALL: lambda submission: True,
    ShownReports.LATE: lambda submission: submission.days_overdue > 0,
    ShownReports.OWED: lambda submission: submission.is_owed,
    ShownReports.RETURNED: lambda submission: submission.state == SubmissionState.RETURNED,
    ShownReports.SENT: lambda submission: submission.state == SubmissionState.SENT,
    ShownReports.APPROVED: lambda submission: submission.state == SubmissionState.APPROVED,
}


@dataclass(frozen=True)
class Tab:
    """A way to narrow: its key in the address, its label, the number of its units."""

    key: str
    label: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class Screen:
    """The page of submissions or units that is shown, and the tabs; there are none where all fit on one screen."""

    page: Page
    states: tuple[Tab, ...] = ()
    kinds: tuple[Tab, ...] = ()

    @property
    def is_part(self):
        return bool(self.states or self.kinds or self.page.has_other_pages())


def screen_of(submissions, query):
    """Return the Screen of the submissions that the query (`reports`, `kind`, `page`) asks for.

    A value that is unknown narrows nothing.
    """
    if len(submissions) <= ROWS:
        return Screen(Paginator(submissions, ROWS).get_page(1))
    kinds = Counter(submission.unit.kind for submission in submissions)
    state = query.get("reports") if query.get("reports") in ShownReports.values else ShownReports.ALL
    kind = query.get("kind") if query.get("kind") in kinds else ""
    in_state = [submission for submission in submissions if MATCHES[state](submission)]
    of_kind = [submission for submission in submissions if kind in ("", submission.unit.kind)]
    shown = [submission for submission in in_state if kind in ("", submission.unit.kind)]
    states = tuple(
        Tab(choice, choice.label, sum(map(MATCHES[choice], of_kind)), choice == state) for choice in ShownReports
    )
    numbers = Counter(submission.unit.kind for submission in in_state)
    return Screen(Paginator(shown, ROWS).get_page(query.get("page")), states, _kind_tabs(kinds, numbers, kind))


def screen_of_units(units, query):
    """Return the Screen of the units that the query (`kind`, `page`) asks for."""
    if len(units) <= ROWS:
        return Screen(Paginator(units, ROWS).get_page(1))
    kinds = Counter(unit.kind for unit in units)
    kind = query.get("kind") if query.get("kind") in kinds else ""
    shown = [unit for unit in units if kind in ("", unit.kind)]
    return Screen(Paginator(shown, ROWS).get_page(query.get("page")), kinds=_kind_tabs(kinds, kinds, kind))


def _kind_tabs(kinds, numbers, current):
    """Return the tabs of the kinds, the most frequent first, each with its number; none of one kind alone."""
    if len(kinds) < 2:
        return ()
    tabs = [Tab(kind, kind, numbers[kind], kind == current) for kind, _number in kinds.most_common()]
    return (Tab("", _("All kinds"), sum(numbers.values()), not current), *tabs)
