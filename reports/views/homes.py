"""The first page of each role: what is owed, who is late, what can be set up."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import can_brief, can_compile, can_file, can_raise_difficulty, can_steer
from calendars.clock import today
from calendars.windows import PeriodKind, reporting_year, window_of
from difficulties.models import Difficulty
from progress.models import Period, Submission
from reports.desk import overview
from reports.desk.acts import acts_for
from reports.desk.asking import asking
from reports.desk.returned import returned
from reports.desk.standings import clauses_for, standings
from reports.desk.tasks_by_area import grouped, summed_up
from units.models import Unit


@require_GET
def home(request):
    """Who files a unit's paper for it works at that unit's home."""
    if request.user.is_administrator:
        return render(request, "reports/administration.html")
    works_for_all = request.user.is_department and request.user.acting_for_id is None
    return department_home(request) if works_for_all else district_home(request)


def district_home(request):
    """The tasks of the unit with what was filed, what was returned, and the next step."""
    user, unit = request.user, request.user.filing_unit
    mine = Submission.objects.visible_to(user).filter(unit=unit).select_related("period", "period__root")
    owed = sorted(mine.owed(), key=lambda one: (one.owed_on, one.pk))
    submission = owed[0] if owed else mine.order_by("-period__end").first()
    year = submission.period.year if submission else reporting_year(today())
    window = window_of(PeriodKind.YEAR, year)
    issuer = (
        submission.period.root if submission else Unit.objects.filter(descents__unit=unit, level="province").first()
    )
    directive, clauses = clauses_for(issuer, year)
    own = standings([unit], clauses, window, submission.period.window if submission else window)[unit.pk]
    context = {
        "unit": unit,
        "submission": submission,
        "days_left": (submission.owed_on - today()).days if submission else None,
        "others": owed[1:],
        "directive": directive,
        "window": window,
        "groups": grouped(own),
        "progress": summed_up(own),
        "returned": returned(submission) if submission else None,
        "asking": asking(submission, owed, mine, user) if submission else None,
        "may_file": can_file(user, unit.pk),
        "may_raise": can_raise_difficulty(user),
        "difficulties": Difficulty.objects.visible_to(user).filter(unit=unit).wait(),
        "acts": acts_for(submission, user) if submission else (),
    }
    return render(request, "reports/home.html", context)


def department_home(request):
    """The overview of the period that matters now, or an invitation to open one."""
    periods = Period.objects.visible_to(request.user)
    period = periods.filter(end__lte=today()).order_by("-end", "-start").first() or periods.first()
    if period is None:
        return render(request, "reports/no_period.html", {"may_steer": can_steer(request.user)})
    return show_overview(request, period)


@require_GET
def period_overview(request, pk):
    """The same page for any period; a district is led to its own report in it."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    if request.user.is_district:
        own = get_object_or_404(Submission.objects.visible_to(request.user), period=period, unit=request.user.unit)
        return redirect("reports:submission", own.pk)
    return show_overview(request, period)


def show_overview(request, period):
    context = overview.of(period, request.user) | {
        "choices": overview.choices(request.user),
        "may_steer": can_steer(request.user),
        "may_compile": can_compile(request.user),
        "may_brief": can_brief(request.user),
    }
    return render(request, "reports/overview.html", context)
