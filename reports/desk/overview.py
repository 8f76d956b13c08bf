"""The Department's overview of a period: submissions, status of the tasks, key figures."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from core.accounts.permissions import can_approve_summary
from core.indicators.figures import add_sums, figures_from_sums, sums_by_unit
from core.lib.dates.clock import official_now, today
from core.lib.dates.windows import PeriodKind, window_of
from core.units.keeping import counted_and_ended, scopes_among
from difficulties.models import Difficulty
from filing.models import OWED_STATES, Period, Request, Submission, SubmissionState
from reports.content.task_status import clauses_for, task_statuses
from reports.desk.key_figures import key_figures
from reports.desk.screens import screen_of
from reports.desk.timeliness import by_granted, by_original, days_of_correction, overdue, shares


@dataclass(frozen=True)
class OverviewRow:
    """A unit's row in the heat map.

    `difficulties` is the number of those without an answer, `request` the one that waits for a decision.
    """

    submission: Submission
    task_statuses: list
    difficulties: int = 0
    request: Request | None = None

    @property
    def days_of_correction(self):
        return days_of_correction(self.submission)

    @property
    def days_after_original(self):
        """Return the days between the original due date and a sending in time by the granted date; else 0."""
        submission = self.submission
        return submission.days_after_original if submission.first_sent_on and not submission.days_late else 0


@dataclass(frozen=True)
class PeriodChoice:
    """A period in the chooser, with the number of its reports in each state."""

    period: Period
    all: int
    approved: int
    sent: int
    owed: int


def overview_of(period, user, query=None):
    """Return the context of the overview; the number of queries doesn't depend on that of the units.

    `query` narrows the rows of many units (`reports.desk.screens`); without one all are rows. All else is of all units.
    """
    submissions = list(
        Submission.objects.visible_to(user)
        .filter(period=period)
        .of_districts()
        .select_related("unit", "review_opened_by")
        .order_by("unit__code")
    )
    for submission in submissions:
        submission.period = period
    # The whole province: all that ever reported, and what the Department did itself.
    everybody, keepers = counted_and_ended(period.root_id, period.end)
    scopes = scopes_among([submission.unit_id for submission in submissions], period.root_id, keepers)
    directive, clauses = clauses_for(period.root, period.year)
    year = window_of(PeriodKind.YEAR, period.year)
    sums = sums_by_unit(everybody, year)
    screen = None if query is None else screen_of(submissions, query)
    on_screen = submissions if screen is None else screen.page
    shown = {submission.unit_id: scopes[submission.unit_id] for submission in on_screen}
    figures = {
        unit_id: figures_from_sums(add_sums(sums[part_id] for part_id in told)) for unit_id, told in shown.items()
    }
    statuses = task_statuses(shown, clauses, year, period.window, figures)
    difficulties = _open_difficulties(user)
    requests = list(Request.objects.visible_to(user).waiting().order_by("pk"))
    by_submission = {request.submission_id: request for request in requests}
    states = Counter(submission.state for submission in submissions)
    waiting = [submission for submission in submissions if submission.state == SubmissionState.SENT]
    return {
        "period": period,
        "directive": directive,
        "clauses": clauses,
        "screen": screen,
        "rows": [
            OverviewRow(
                submission,
                statuses[submission.unit_id],
                sum(difficulties.get(unit_id, 0) for unit_id in scopes[submission.unit_id]),
                by_submission.get(submission.pk),
            )
            for submission in on_screen
        ],
        "key_figures": key_figures(period, everybody, figures_from_sums(add_sums(sums.values())), user),
        "is_whole_year": period.window == year,
        "counts": {
            "approved": states[SubmissionState.APPROVED],
            "sent": states[SubmissionState.SENT],
            "owed": sum(submission.is_owed for submission in submissions),
            "returned": states[SubmissionState.RETURNED],
            "under_review": sum(submission.is_under_review for submission in submissions),
            "all": len(submissions),
        },
        "timeliness": timeliness_summary(submissions),
        "difficulties": sum(difficulties.values()),
        "requests": len(requests),
        "waiting": sorted(waiting, key=lambda submission: submission.sent_on),
        "elsewhere": overdue_elsewhere(period, user),
        "summaries": summaries_to_approve(period, user),
        "as_of": official_now(),
    }


def summaries_to_approve(period, user):
    """Return the provincial summaries, of whichever period, that wait for this person's approval."""
    if not can_approve_summary(user, period.root_id):
        return []
    waiting = Submission.objects.visible_to(user).filter(unit=period.root_id, period__root=period.root_id)
    waiting = waiting.filter(state=SubmissionState.WITH_LEADER).select_related("period")
    return list(waiting.order_by("period__end", "pk"))


def timeliness_summary(submissions):
    """Return the timeliness of the reports by the granted date, and by the original one if it differs."""
    granted, original = shares(submissions, by_granted), shares(submissions, by_original)
    differs = any(by_granted(submission) != by_original(submission) for submission in submissions)
    return {
        "granted": granted,
        "original": original if differs else None,
        "rows": list(zip(granted, original, strict=True)),
        "sent": sum(submission.first_sent_on is not None for submission in submissions),
        "extended": [submission for submission in submissions if submission.extended_to],
        "all": len(submissions),
    }


def overdue_elsewhere(period, user):
    """Return [(period, [submission, …]), …] of overdue reports in the root's other periods, the latest first.

    One query. It keeps overdue reports in sight when a newer period is open.
    """
    owed = Submission.objects.visible_to(user).of_districts().owed().exclude(period=period)
    owed = owed.filter(period__root=period.root_id).filter(is_past())
    by_period = defaultdict(list)
    for submission in overdue(owed.select_related("unit", "period").order_by("-period__end", "period", "unit__code")):
        by_period[submission.period].append(submission)
    return sorted(by_period.items(), key=lambda pair: (pair[0].end, pair[0].pk), reverse=True)


def is_past():
    """Return the condition that one of a submission's dates has passed; `days_overdue` says which of them counts."""
    return Q(period__due_on__lt=today()) | Q(correct_by__lt=today())


def period_choices(user):
    """Return a PeriodChoice for each period that the user may see, the latest first; two queries."""
    periods = Period.objects.visible_to(user)
    rows = Submission.objects.visible_to(user).of_districts().order_by().values("period")
    counted = {
        row["period"]: row
        for row in rows.annotate(
            all=Count("pk"),
            approved=Count("pk", filter=Q(state=SubmissionState.APPROVED)),
            sent=Count("pk", filter=Q(state=SubmissionState.SENT)),
            owed=Count("pk", filter=Q(state__in=OWED_STATES)),
        )
    }
    none = {"all": 0, "approved": 0, "sent": 0, "owed": 0}
    return [PeriodChoice(**counted.get(period.pk, none) | {"period": period}) for period in periods]


def _open_difficulties(user):
    """Return {unit id: number of difficulties that wait for the Department's answer}."""
    waiting = Difficulty.objects.visible_to(user).waiting().order_by()
    return dict(waiting.values_list("unit").annotate(Count("pk")))
