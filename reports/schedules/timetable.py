"""The timetable of scheduled summaries: when each is due, its run, and who is notified.

The present moment is `official_now()`: the day by which all due dates go, at the real time of day. In the
demonstration, whose day stands still, a schedule comes due only by a due date that lies far enough before that day.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_compile_summary, can_steer, require
from core.lib.dates.clock import local_day, official_now, today
from core.lib.dates.working_days import NONE_DECLARED, add_working_days, next_working_day
from core.lib.pages.seen import require_seen, version_of
from core.lib.text.alphabetical import in_order
from core.lib.text.paper_language import paper_language
from core.lib.text.vietnamese import date_short, join_and
from core.notifications.verbs import notify
from filing.errors import InvalidTransition
from filing.models import DayOff, Period
from reports.content.frozen.content import read
from reports.content.summary_content import reports_of
from reports.documents.composition import draft_summary
from reports.documents.queue import request_document
from reports.models import CompilationType, Schedule, ScheduledRun

log = logging.getLogger(__name__)


def due_moment(schedule, period, declared=NONE_DECLARED):
    """Return the aware instant, by Vietnamese time, at which the schedule is due for the period.

    A due date on a day off, `declared` by the Department included, counts as the next working day, as everywhere.
    """
    day = add_working_days(next_working_day(period.due_on, declared), schedule.working_days, declared)
    return datetime.combine(day, schedule.at, timezone.get_default_timezone())


def pending_periods(schedule):
    """Return the periods that the schedule has still to do, by due date."""
    periods = Period.objects.filter(root=schedule.root_id, due_on__gte=schedule.since)
    return periods.exclude(pk__in=schedule.runs.values("period")).order_by("due_on", "pk")


def run_due():
    """Run all schedules that are due.

    A run that fails is left for the next time and doesn't keep others from being done.
    """
    moment = official_now()
    for schedule in Schedule.objects.select_related("root", "made_by"):
        periods = pending_periods(schedule).filter(due_on__lte=local_day(moment))
        days_off = DayOff.objects.of(schedule.root_id)
        due = [period for period in periods if due_moment(schedule, period, days_off) <= moment]
        if due and not is_kept_by_officer(schedule):
            log.warning("Schedule %s is skipped: who made it is no officer of the Department any more.", schedule.pk)
            continue
        for period in due:
            try:
                run_schedule(schedule, period)
            except Exception:
                log.exception("Schedule %s could not be done for period %s.", schedule.pk, period.pk)


@transaction.atomic
def run_schedule(schedule, period):
    """Draft the summary, request its PDF and notify the people, in one transaction; nothing if done before.

    If no report is approved yet, the people are notified of that, and the period counts as done.
    """
    scheduled_run, is_first = ScheduledRun.objects.get_or_create(
        schedule=schedule, period=period, defaults={"at": official_now()}
    )
    if not is_first:
        return
    by = schedule.made_by
    try:
        scheduled_run.compilation = draft_summary(period, by=by)
    except InvalidTransition:
        path = reverse("reports:period", args=[period.pk])
    else:
        scheduled_run.save()
        document = request_document(
            sort=CompilationType.PROVINCIAL_SUMMARY,
            unit=period.root,
            period=period,
            compilation=scheduled_run.compilation,
            by=by,
        )
        path = reverse("reports:document", args=[document.pk])
    people = schedule.people.filter(pk__in=readers_of(schedule.root_id))
    with paper_language():
        subject, text = notice_text(period, scheduled_run.compilation)
    notify(people, occasion=f"summary:{schedule.pk}:{period.pk}", subject=subject, text=text, path=path)


def notice_text(period, compilation):
    """Return (subject, text) of the notice in the active language; `compilation` may be None."""
    total = period.submissions.of_districts().count()
    # The frozen draft itself says who is missing in it.
    missing = (
        read(compilation.content).missing
        if compilation
        else [submission.unit.name_in_sentence for submission in reports_of(period)[1]]
    )
    if compilation:
        subject = _("Draft provincial summary ready: %s") % period.title
        outcome = _("Reports approved and added up: %(number)s of %(total)s.")
        outcome %= {"number": total - len(missing), "total": total}
    else:
        subject = _("The provincial summary could not be made: %s") % period.title
        outcome = _("No report of this period has been approved, so there is nothing to add up.")
    lines = [
        _("Units' due date: %s.") % date_short(period.due_on),
        outcome,
        _("No approved report from: %s.") % join_and(missing) if missing else _("All units have an approved report."),
    ]
    return subject, "\n".join(lines)


def readers_of(root):
    """Return the active people of the Department who may read a summary."""
    return (
        User.objects.filter(unit=root, is_active=True)
        .exclude(role=Role.ADMINISTRATOR)
        .order_by(in_order("full_name"), "pk")
    )


def is_kept_by_officer(schedule):
    """Return whether the schedule's owner may still compile summaries there; else the schedule rests."""
    owner = schedule.made_by
    return owner.is_active and owner.unit_id == schedule.root_id and can_compile_summary(owner)


@transaction.atomic
def save_schedule(schedule, people, *, by):
    """Save a schedule of the user's own Department, and make the user its owner.

    A new schedule, and one that rested, begins with the due dates from today: past periods are not done afterwards.
    """
    require(can_manage(schedule, by), WHO.reviews())
    if schedule.pk is None or not is_kept_by_officer(schedule):
        schedule.since = today()
    schedule.made_by = by
    schedule.full_clean()
    schedule.save()
    schedule.people.set(people)
    log_action("schedule_saved", str(schedule), by=by, unit=schedule.root)
    return schedule


@transaction.atomic
def delete_schedule(schedule, *, by, seen=None):
    """Delete a schedule; drafts and notices that it made stay."""
    schedule = Schedule.objects.select_for_update(of=("self",)).select_related("root").get(pk=schedule.pk)
    require(can_manage(schedule, by), WHO.reviews())
    require_seen(seen, version_of(schedule))
    log_action("schedule_deleted", str(schedule), by=by, unit=schedule.root)
    schedule.delete()


def can_manage(schedule, user):
    """Return whether the user may change the schedule: an officer of that Department."""
    return can_steer(user) and schedule.root_id == user.unit_id
