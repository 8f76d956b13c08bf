"""The Department's look at one period: who has sent what, where each task stands, the key figures."""

from collections import Counter
from dataclasses import dataclass

from calendars.clock import now
from calendars.windows import PeriodKind, window_of
from difficulties.models import Difficulty
from indicators import catalogue
from indicators.figures import Figure, together
from progress.models import State, Submission
from reports.desk import clauses_for, standings

KEY_FIGURES = ("TT-02", "TT-05.2", "NL-02", "MH-01.1")


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the whole province with last year's beside it; `change` in percent, None without comparison."""

    indicator: object
    now: Figure
    before: Figure

    @property
    def pair(self):
        return self.indicator, self.now

    @property
    def female_percent(self):
        return 100 * self.now.female / self.now.sexed

    @property
    def change(self):
        if not self.before.value or self.now.value is None:
            return None
        return 100 * (self.now.value - self.before.value) / self.before.value


@dataclass(frozen=True)
class Row:
    """A unit's line in the heat map."""

    submission: Submission
    standings: list


def of(period, user):
    """The context of the overview; its number of queries does not depend on how many units there are."""
    submissions = list(
        Submission.objects.visible_to(user)
        .filter(period=period)
        .of_districts()
        .select_related("unit")
        .order_by("unit__code")
    )
    for one in submissions:
        one.period = period
    units = [one.unit for one in submissions]
    directive, clauses = clauses_for(period.root, period.year)
    board = standings(units, clauses, window_of(PeriodKind.YEAR, period.year), period.window)
    figures, before = together(units, period.window), together(units, period.last_year)
    states = Counter(one.state for one in submissions)
    waiting = [one for one in submissions if one.state == State.SENT]
    return {
        "period": period,
        "directive": directive,
        "clauses": clauses,
        "rows": [Row(one, board[one.unit_id]) for one in submissions],
        "key_figures": [KeyFigure(catalogue.get(key), figures[key], before[key]) for key in KEY_FIGURES],
        "counts": {
            "approved": states[State.APPROVED],
            "sent": states[State.SENT],
            "owed": sum(one.is_owed for one in submissions),
            "returned": states[State.RETURNED],
            "all": len(submissions),
        },
        "difficulties": Difficulty.objects.visible_to(user).waiting().count(),
        "waiting": sorted(waiting, key=lambda one: one.sent_on),
        "as_of": now(),
    }
