"""The units of an overview on one screen: all of a few, else a page, narrowed by state and kind."""

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
    """The page of submissions that is shown, and the tabs; there are none where all fit on one screen."""

    page: Page
    states: tuple[Tab, ...] = ()
    kinds: tuple[Tab, ...] = ()

    @property
    def is_part(self):
        return bool(self.states)


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
    tabs = [Tab("", _("All kinds"), len(in_state), not kind)]
    tabs += [
        Tab(unit_kind, unit_kind, numbers[unit_kind], unit_kind == kind) for unit_kind, _number in kinds.most_common()
    ]
    return Screen(Paginator(shown, ROWS).get_page(query.get("page")), states, tuple(tabs) if len(kinds) > 1 else ())
