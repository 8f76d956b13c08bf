"""Schedules as the page lists them, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from progress.days_off import days_off_by_root
from progress.models import Period
from reports.models import Document, Edition, Format, Schedule, ScheduledRun
from reports.schedules.timetable import due_moment, is_kept_by_officer


@dataclass(frozen=True)
class Row:
    """A schedule with what it did last and what it does next; `document` is None where nothing could be added up."""

    schedule: Schedule
    wording: str
    rests: bool
    last: ScheduledRun | None
    document: Document | None
    next_period: Period | None
    next_at: datetime | None


def listed(schedules):
    """The rows of a queryset of schedules."""
    found = list(schedules.select_related("made_by").prefetch_related("people"))
    runs, periods, off = _runs(found), _periods(found), days_off_by_root({one.root_id for one in found})
    last = {pk: max(done, key=lambda run: (run.at, run.pk)) for pk, done in runs.items()}
    documents = _documents(last.values())
    rows = []
    for one in found:
        done = {run.period_id for run in runs.get(one.pk, ())}
        ahead = [period for period in periods[one.root_id] if period.due_on >= one.since and period.pk not in done]
        moments = [(due_moment(one, period, off[one.root_id]), period) for period in ahead]
        next_at, following = min(moments, key=lambda pair: pair[0], default=(None, None))
        run = last.get(one.pk)
        rows.append(
            Row(
                schedule=one,
                wording=wording(one),
                rests=not is_kept_by_officer(one),
                last=run,
                document=documents.get(run.compilation_id) if run else None,
                next_period=following,
                next_at=next_at,
            )
        )
    return rows


def wording(schedule):
    """When it does its work, as a person says it."""
    at = f"{schedule.at:%H:%M}"
    if schedule.working_days == 0:
        return _("At %(at)s on the due date of the districts") % {"at": at}
    return _("At %(at)s, working days after the due date of the districts: %(number)s") % {
        "at": at,
        "number": schedule.working_days,
    }


def _runs(schedules):
    runs = defaultdict(list)
    for run in ScheduledRun.objects.filter(schedule__in=schedules).select_related("period"):
        runs[run.schedule_id].append(run)
    return runs


def _periods(schedules):
    """{root's id: the periods that may still have to be done}."""
    periods = defaultdict(list)
    since = min((one.since for one in schedules), default=None)
    if since:
        asked = Period.objects.filter(root__in={one.root_id for one in schedules}, due_on__gte=since)
        for period in asked.order_by("due_on", "pk"):
            periods[period.root_id].append(period)
    return periods


def _documents(runs):
    """{compilation's id: its document} of those runs."""
    made = Document.objects.filter(compilation__in=[run.compilation_id for run in runs if run.compilation_id])
    return {one.compilation_id: one for one in made.filter(edition=Edition.INTERNAL, format=Format.PDF)}
