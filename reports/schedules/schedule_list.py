"""Schedules as the page lists them, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from filing.models import Period
from filing.submissions.days_off import days_off_by_root
from reports.models import Document, Edition, Format, Schedule, ScheduledRun
from reports.schedules.timetable import due_moment, is_kept_by_officer


@dataclass(frozen=True)
class ScheduleRow:
    """A schedule with its last and its next run.

    `rests` says that it doesn't run, for its owner is no officer any more. `document` is None if nothing could be added
    up.
    """

    schedule: Schedule
    wording: str
    rests: bool
    last: ScheduledRun | None
    document: Document | None
    next_period: Period | None
    next_at: datetime | None


def schedule_rows(schedules):
    """Return the rows of a queryset of schedules."""
    kept_schedules = list(schedules.select_related("made_by").prefetch_related("people"))
    runs, periods, days_off = (
        _runs_by_schedule(kept_schedules),
        _periods_by_root(kept_schedules),
        days_off_by_root({schedule.root_id for schedule in kept_schedules}),
    )
    last = {pk: max(schedule_runs, key=lambda run: (run.at, run.pk)) for pk, schedule_runs in runs.items()}
    documents = _documents_by_compilation(last.values())
    rows = []
    for schedule in kept_schedules:
        done_periods = {run.period_id for run in runs.get(schedule.pk, ())}
        ahead = [
            period
            for period in periods[schedule.root_id]
            if period.due_on >= schedule.since and period.pk not in done_periods
        ]
        moments = [(due_moment(schedule, period, days_off[schedule.root_id]), period) for period in ahead]
        next_at, following = min(moments, key=lambda pair: pair[0], default=(None, None))
        run = last.get(schedule.pk)
        rows.append(
            ScheduleRow(
                schedule=schedule,
                wording=wording(schedule),
                rests=not is_kept_by_officer(schedule),
                last=run,
                document=documents.get(run.compilation_id) if run else None,
                next_period=following,
                next_at=next_at,
            )
        )
    return rows


def wording(schedule):
    """Return when the schedule runs, as a sentence."""
    at = f"{schedule.at:%H:%M}"
    if schedule.working_days == 0:
        return _("At %(at)s on the units' due date") % {"at": at}
    return _("At %(at)s, working days after the units' due date: %(number)s") % {
        "at": at,
        "number": schedule.working_days,
    }


def _runs_by_schedule(schedules):
    runs = defaultdict(list)
    for run in ScheduledRun.objects.filter(schedule__in=schedules).select_related("period"):
        runs[run.schedule_id].append(run)
    return runs


def _periods_by_root(schedules):
    """Return {root's id: periods that may still have to be done}."""
    periods = defaultdict(list)
    since = min((schedule.since for schedule in schedules), default=None)
    if since:
        candidates = Period.objects.filter(root__in={schedule.root_id for schedule in schedules}, due_on__gte=since)
        for period in candidates.order_by("due_on", "pk"):
            periods[period.root_id].append(period)
    return periods


def _documents_by_compilation(runs):
    """Return {compilation's id: its document} of the runs."""
    documents = Document.objects.filter(compilation__in=[run.compilation_id for run in runs if run.compilation_id])
    return {
        document.compilation_id: document for document in documents.filter(edition=Edition.INTERNAL, format=Format.PDF)
    }
