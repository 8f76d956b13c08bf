"""The Department's look at one period: who has sent what, where each task stands, the key figures."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from calendars.clock import now, today
from calendars.windows import PeriodKind, window_of
from difficulties.models import Difficulty
from indicators.figures import added_up, read, sums_of
from progress.models import OWED, Period, Request, State, Submission
from reports.desk.key_figures import key_figures
from reports.desk.lateness import by_granted, by_original, days_of_correction, overdue, shares
from reports.desk.standings import clauses_for, standings


@dataclass(frozen=True)
class Row:
    """A unit's line in the heat map; `difficulties` are those without an answer, `request` the one that waits."""

    submission: Submission
    standings: list
    difficulties: int = 0
    request: Request | None = None

    @property
    def days_of_correction(self):
        return days_of_correction(self.submission)

    @property
    def days_after_original(self):
        """Days between the original due date and a sending that the granted one made timely; else 0."""
        one = self.submission
        return one.days_after_original if one.first_sent_on and not one.days_late else 0


@dataclass(frozen=True)
class Choice:
    """A period in the chooser, with how many of its reports are in which state."""

    period: Period
    all: int
    approved: int
    sent: int
    owed: int


def of(period, user):
    """The context of the overview; its number of queries does not depend on how many units there are."""
    submissions = list(
        Submission.objects.visible_to(user)
        .filter(period=period)
        .of_districts()
        .select_related("unit", "review_opened_by")
        .order_by("unit__code")
    )
    for one in submissions:
        one.period = period
    units = [one.unit for one in submissions]
    directive, clauses = clauses_for(period.root, period.year)
    year = window_of(PeriodKind.YEAR, period.year)
    # The whole province is its units and what the Department did itself, as in its summary.
    everybody = [*units, period.root]
    sums = sums_of([unit.pk for unit in everybody], year)
    figures = {unit.pk: read(sums[unit.pk]) for unit in units}
    board = standings(units, clauses, year, period.window, figures)
    difficulties = _open_difficulties(user)
    requests = list(Request.objects.visible_to(user).waiting().order_by("pk"))
    by_submission = {one.submission_id: one for one in requests}
    states = Counter(one.state for one in submissions)
    waiting = [one for one in submissions if one.state == State.SENT]
    return {
        "period": period,
        "directive": directive,
        "clauses": clauses,
        "rows": [
            Row(one, board[one.unit_id], difficulties.get(one.unit_id, 0), by_submission.get(one.pk))
            for one in submissions
        ],
        "key_figures": key_figures(period, everybody, read(added_up(sums.values())), user),
        "is_whole_year": period.window == year,
        "counts": {
            "approved": states[State.APPROVED],
            "sent": states[State.SENT],
            "owed": sum(one.is_owed for one in submissions),
            "returned": states[State.RETURNED],
            "under_review": sum(one.is_under_review for one in submissions),
            "all": len(submissions),
        },
        "timeliness": timeliness(submissions),
        "difficulties": sum(difficulties.values()),
        "requests": len(requests),
        "waiting": sorted(waiting, key=lambda one: one.sent_on),
        "elsewhere": overdue_elsewhere(period, user),
        "as_of": now(),
    }


def timeliness(submissions):
    """How timely the reports are by the granted date, and by the original one where a unit stands otherwise by it."""
    granted, original = shares(submissions, by_granted), shares(submissions, by_original)
    differs = any(by_granted(one) != by_original(one) for one in submissions)
    return {
        "granted": granted,
        "original": original if differs else None,
        "rows": list(zip(granted, original, strict=True)),
        "sent": sum(one.first_sent_on is not None for one in submissions),
        "extended": [one for one in submissions if one.extended_to],
        "all": len(submissions),
    }


def overdue_elsewhere(period, user):
    """[(period, [submission, …]), …] of what is overdue in the other periods of its root, the latest period first.

    One query; what is overdue never disappears behind a newer period.
    """
    owed = Submission.objects.visible_to(user).of_districts().owed().exclude(period=period)
    owed = owed.filter(period__root=period.root_id).filter(is_past())
    found = defaultdict(list)
    for one in overdue(owed.select_related("unit", "period").order_by("-period__end", "period", "unit__code")):
        found[one.period].append(one)
    return sorted(found.items(), key=lambda pair: (pair[0].end, pair[0].pk), reverse=True)


def is_past():
    """The condition that one of a submission's dates has passed: `lateness` says which of them counts."""
    return Q(period__due_on__lt=today()) | Q(correct_by__lt=today())


def choices(user):
    """[Choice, …] of all periods in the person's sight, the latest first; two queries."""
    periods = Period.objects.visible_to(user)
    rows = Submission.objects.visible_to(user).of_districts().order_by().values("period")
    counted = {
        row["period"]: row
        for row in rows.annotate(
            all=Count("pk"),
            approved=Count("pk", filter=Q(state=State.APPROVED)),
            sent=Count("pk", filter=Q(state=State.SENT)),
            owed=Count("pk", filter=Q(state__in=OWED)),
        )
    }
    none = {"all": 0, "approved": 0, "sent": 0, "owed": 0}
    return [Choice(**counted.get(one.pk, none) | {"period": one}) for one in periods]


def _open_difficulties(user):
    """{unit id: how many wait for the Department's answer}."""
    waiting = Difficulty.objects.visible_to(user).waiting().order_by()
    return dict(waiting.values_list("unit").annotate(Count("pk")))
