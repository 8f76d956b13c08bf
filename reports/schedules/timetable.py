"""Summaries that make themselves: when a schedule's moment has come, each period once, and who is told.

What "now" is: the day of `today()`, by which all due dates go, at the real time of day. In the demonstration, whose day
stands still, a schedule comes due only by a due date that lies far enough before that day.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_compile, can_steer, require
from calendars.clock import now, today
from calendars.working_days import add_working_days, next_working_day
from notices.verbs import tell
from progress.models import DayOff, Period
from progress.verbs import NotNow
from reports.compilation import reports_of
from reports.composition import draft_summary
from reports.jobs import request_document
from reports.models import Schedule, ScheduledRun, Sort
from texts.vietnamese import date_short, join_and

log = logging.getLogger(__name__)


def due_moment(schedule, period, declared_off=frozenset()):
    """The aware instant at which the schedule is due for the period, by Vietnamese time.

    A due date that is a day off, `declared_off` by the Department too, counts as the next working day, as everywhere.
    """
    day = add_working_days(next_working_day(period.due_on, declared_off), schedule.working_days, declared_off)
    return datetime.combine(day, schedule.at, timezone.get_default_timezone())


def moment_now():
    """Today at the time that the clock shows (see above)."""
    # The day first: read the other way round about midnight, it would be this day's evening already.
    day = today()
    clock = timezone.localtime(now(), timezone.get_default_timezone())
    return datetime.combine(day, clock.time(), clock.tzinfo)


def pending(schedule):
    """The periods that the schedule has still to do, those with the earliest due date first."""
    asked = Period.objects.filter(root=schedule.root_id, due_on__gte=schedule.since)
    return asked.exclude(pk__in=schedule.runs.values("period")).order_by("due_on", "pk")


def run_due():
    """Do what is due of all schedules. What fails is left for the next beat and keeps nothing else from being done."""
    moment = moment_now()
    for schedule in Schedule.objects.select_related("root", "made_by"):
        asked = pending(schedule).filter(due_on__lte=moment.date())
        off = DayOff.objects.of(schedule.root_id)
        due = [period for period in asked if due_moment(schedule, period, off) <= moment]
        if due and not is_kept_by_officer(schedule):
            log.warning("Schedule %s is skipped: who made it is no officer of the Department any more.", schedule.pk)
            continue
        for period in due:
            try:
                run(schedule, period)
            except Exception:
                log.exception("Schedule %s could not be done for period %s.", schedule.pk, period.pk)


@transaction.atomic
def run(schedule, period):
    """Draft the summary, ask for its PDF and tell the people, all of it or nothing; nothing if it was done before.

    Where no report is approved yet the people are told so, and that was it for this period.
    """
    done, is_first = ScheduledRun.objects.get_or_create(schedule=schedule, period=period, defaults={"at": now()})
    if not is_first:
        return
    by = schedule.made_by
    try:
        done.compilation = draft_summary(period, by=by)
    except NotNow:
        path = reverse("reports:period", args=[period.pk])
    else:
        done.save()
        document = request_document(
            sort=Sort.PROVINCIAL_SUMMARY, unit=period.root, period=period, compilation=done.compilation, by=by
        )
        path = reverse("reports:document", args=[document.pk])
    people = schedule.people.filter(pk__in=readers_of(schedule.root_id))
    with override("vi"):
        subject, text = words_of(period, done.compilation)
    tell(people, occasion=f"summary:{schedule.pk}:{period.pk}", subject=subject, text=text, path=path)


def words_of(period, made):
    """(subject, text) of what the people are told, in the language that is active; `made` may be None."""
    total = period.submissions.of_districts().count()
    # The frozen draft itself says who is missing in it.
    missing = made.content["missing"] if made else [one.unit.name_in_sentence for one in reports_of(period)[1]]
    if made:
        subject = _("The draft of the provincial summary is there: %s") % period.title
        said = _("Reports approved and added up: %(number)s of %(total)s.")
        said %= {"number": total - len(missing), "total": total}
    else:
        subject = _("The provincial summary could not be made yet: %s") % period.title
        said = _("No report of this period is approved yet, so there is nothing to add up.")
    lines = [
        _("Due date of the districts: %s.") % date_short(period.due_on),
        said,
        _("Missing: %s.") % join_and(missing) if missing else _("No unit is missing."),
    ]
    return subject, "\n".join(lines)


def readers_of(root):
    """Who can be told of a summary: the people of the Department who may read it, and who may log in."""
    return User.objects.filter(unit=root, is_active=True).exclude(role=Role.ADMINISTRATOR).order_by("full_name", "pk")


def is_kept_by_officer(schedule):
    """Whether the person in whose name it runs may still compile summaries there; else it rests."""
    keeper = schedule.made_by
    return keeper.is_active and keeper.unit_id == schedule.root_id and can_compile(keeper)


@transaction.atomic
def save_schedule(schedule, people, *, by):
    """Keep a schedule of the person's own Department, who answers for it from now on.

    A new one begins with the due dates from today, and so does one that rested: what is past stays past.
    """
    require(may_keep(schedule, by), WHO.reviews())
    if schedule.pk is None or not is_kept_by_officer(schedule):
        schedule.since = today()
    schedule.made_by = by
    schedule.full_clean()
    schedule.save()
    schedule.people.set(people)
    record("schedule_saved", str(schedule), by=by, unit=schedule.root)
    return schedule


@transaction.atomic
def delete_schedule(schedule, *, by):
    """Give a schedule up; drafts and notices that it made stay."""
    require(may_keep(schedule, by), WHO.reviews())
    record("schedule_deleted", str(schedule), by=by, unit=schedule.root)
    schedule.delete()


def may_keep(schedule, user):
    """Whether the person may change the schedule: an officer of that Department."""
    return can_steer(user) and schedule.root_id == user.unit_id
