"""Home pages by role, and the overview of a period."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.permissions import can_compile_summary, can_file, can_make_brief, can_raise_difficulty, can_steer
from core.directives.models import Directive
from core.lib.dates.clock import today
from core.lib.dates.windows import PeriodKind, reporting_year, window_of
from core.units.keeping import kept_units, units_and_kept
from core.units.models import Unit
from core.units.tree import has_units
from difficulties.models import Difficulty
from filing.models import Period, Submission
from filing.submissions.acts.registry import acts_for
from filing.submissions.open_periods import addable_units, is_untouched
from filing.submissions.scopes import scope_of
from reports.content.task_status import clauses_for, task_statuses
from reports.desk import overview
from reports.desk.by_boundaries import by_boundaries
from reports.desk.corrections_asked import asked_corrections
from reports.desk.tasks_by_area import count_results, group_by_area
from reports.desk.unit_requests import unit_requests


@require_GET
def home(request):
    """Show the home page of the user's role.

    People of the Department who file a unit's paper reports for it get that unit's home; an administrator of an empty
    portal sets it up first.
    """
    if request.user.is_administrator:
        if not has_units():
            return redirect("administration:set-up")
        return render(request, "reports/desk/administration.html", {"title": _("Administration")})
    works_for_all = request.user.is_department and request.user.acting_for_id is None
    return department_home(request) if works_for_all else district_home(request)


def district_home(request):
    """Show the unit's tasks, its returned report and the next step."""
    user, unit = request.user, request.user.filing_unit
    mine = Submission.objects.visible_to(user).filter(unit=unit).select_related("period", "period__root")
    owed = sorted(mine.owed(), key=lambda report: (report.owed_on, report.pk))
    submission = owed[0] if owed else mine.order_by("-period__end").first()
    year = submission.period.year if submission else reporting_year(today())
    window = window_of(PeriodKind.YEAR, year)
    issuer = (
        submission.period.root if submission else Unit.objects.filter(descents__unit=unit, level="province").first()
    )
    directive, clauses = clauses_for(issuer, year)
    scope = scope_of(submission) if submission else [unit.pk]
    period_window = submission.period.window if submission else window
    statuses = task_statuses({unit.pk: scope}, clauses, window, period_window)[unit.pk]
    kept = Submission.objects.visible_to(user).filter(unit__in=kept_units(unit.pk)).owed()
    context = {
        "unit": unit,
        "kept": sorted(kept.select_related("unit", "period"), key=lambda report: (report.owed_on, report.pk)),
        "submission": submission,
        "days_left": (submission.owed_on - today()).days if submission else None,
        "others": owed[1:],
        "directive": directive,
        "to_acknowledge": Directive.objects.owed_receipt(unit.pk).filter(year__gte=year) if user.is_district else (),
        "window": window,
        "groups": group_by_area(statuses),
        "progress": count_results(statuses),
        "returned": asked_corrections(submission) if submission else None,
        "asking": unit_requests(submission, owed, mine, user) if submission else None,
        "may_file": can_file(user, unit.pk),
        "may_raise": can_raise_difficulty(user),
        "difficulties": Difficulty.objects.visible_to(user).filter(unit__in=units_and_kept(unit.pk)).wait(),
        "acts": acts_for(submission, user) if submission else (),
    }
    return render(request, "reports/desk/home.html", context)


def department_home(request):
    """Show the overview of the current period, or an invitation to open one."""
    periods = Period.objects.visible_to(request.user)
    period = periods.filter(end__lte=today()).order_by("-end", "-start").first() or periods.first()
    if period is None:
        return render(request, "reports/desk/no_period.html", {"may_steer": can_steer(request.user)})
    return show_overview(request, period)


@require_GET
def period_overview(request, pk):
    """Show the overview of any period; districts are redirected to their own report, or to one that they keep."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    if request.user.is_district:
        unit_id = request.user.unit_id
        reports = Submission.objects.visible_to(request.user).filter(period=period, unit__in=units_and_kept(unit_id))
        by_unit = dict(reports.order_by("unit__code").values_list("unit", "pk"))
        if not by_unit:
            raise Http404
        return redirect("reports:submission", by_unit.get(unit_id) or next(iter(by_unit.values())))
    return show_overview(request, period)


def show_overview(request, period):
    context = overview.overview_of(period, request.user, request.GET) | {
        "choices": overview.period_choices(request.user),
        "told": by_boundaries(period, request.GET),
        "may_steer": can_steer(request.user),
        "may_compile": can_compile_summary(request.user),
        "may_brief": can_make_brief(request.user),
        **_what_can_be_put_right(period, request.user),
    }
    return render(request, "reports/desk/overview.html", context)


def _what_can_be_put_right(period, user):
    if not can_steer(user) or period.root_id != user.unit_id:
        return {}
    return {"may_delete": is_untouched(period), "may_add": addable_units(period).exists()}
