"""The pages of targets: their progress, setting, removing and copying them."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.indicators.catalogue import get_indicator
from core.indicators.models import Target
from core.lib.dates.clock import today
from core.lib.dates.windows import PeriodKind, reporting_year, window_of
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.merging import one_by_one
from core.lib.pages.seen import seen_in, version_of
from core.units.locks import lock_unit
from core.units.models import Unit
from department.targets import progress, verbs
from department.targets.forms import TargetForm


@require_GET
def target_list(request):
    """List the targets of a year by figure; a district sees its own."""
    years = progress.years_of(request.user)
    current = reporting_year(today())
    requested = request.GET.get("year", "")
    default = current if current in years or not years else years[0]
    year = int(requested) if requested in map(str, years) else default
    targets = Target.objects.visible_to(request.user).filter(year=year)
    units = list(Unit.objects.filter(pk__in=targets.values("unit")).order_by("-level", "code"))
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), None)
    window = window_of(PeriodKind.YEAR, year)
    context = {
        "year": year,
        "years": years,
        "units": units,
        "unit": unit,
        "groups": progress.board(request.user, year, unit),
        "may_steer": can_steer(request.user),
        "as_of": min(today(), window.end),
        "has_begun": window.start <= today(),
        "window": window,
    }
    return render(request, "department/targets/targets.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def target_new(request):
    """Set the targets of a figure and a year; `?figure=&year=` begins with what is set already."""
    require(can_steer(request.user), WHO.reviews())
    if request.method == "POST":
        lock_unit(request.user.unit_id)
        initial = _set_already(request, request.POST.get("indicator", ""), request.POST.get("year", ""))
    else:
        initial = _set_already(request, request.GET.get("figure", ""), request.GET.get("year", ""))
    form = TargetForm(sent(request), steerer=request.user, initial=initial)

    def set_targets():
        indicator, year, values, source, is_exceeded = form.target_values()
        return verbs.set_targets(indicator, year, values, source, by=request.user, is_exceeded=is_exceeded)

    return carry_out(
        request,
        set_targets,
        lambda number: _("Targets set: %s.") % number,
        lambda number: _list_url(form.target_values()[1]),
        nothing=_("Nothing was changed."),
        form=form,
    ) or form_page(
        request,
        form,
        _("Set targets"),
        reverse("steering:targets"),
        lead=_("Empty fields keep their value. A rate set for the province applies to each unit without its own."),
    )


def _list_url(year):
    return f"{reverse('steering:targets')}?{urlencode({'year': year})}"


def _set_already(request, figure, year):
    """Return what is set already for a figure and a year, as they stand in the query or the form."""
    if figure not in {indicator.key for indicator in verbs.targetable_indicators()} or not (
        year.isdecimal() and len(year) == 4
    ):
        return {}
    rows = list(Target.objects.visible_to(request.user).filter(indicator=figure, year=int(year)))
    sources = {row.source for row in rows}
    return {
        "indicator": figure,
        "year": int(year),
        # Where they differ, none is written over another: an empty one leaves each as it is.
        "source": sources.pop() if len(sources) == 1 else "",
        "is_exceeded": bool(rows) and all(row.is_exceeded for row in rows),
        **{f"unit_{row.unit_id}": row.value.normalize() for row in rows},
    }


@require_http_methods(["GET", "POST"])
def target_remove(request, pk):
    """Ask whether to remove a target, and remove it."""
    target = get_object_or_404(Target.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(can_steer(request.user), WHO.reviews())
    back = _list_url(target.year)
    answer = carry_out(
        request,
        lambda: verbs.remove_target(target, by=request.user, seen=seen_in(request)),
        _("Target removed."),
        back,
        again=request.get_full_path(),
    )
    lead = f"{target.unit}, {target.year}: {target.indicator} {get_indicator(target.indicator).name}"
    seen = version_of(target)
    return answer or question_page(request, _("Remove this target?"), back, _("Remove the target"), lead, seen=seen)


@require_http_methods(["GET", "POST"])
def target_copy(request, year):
    """Ask whether to copy the targets to the next year, and copy them."""
    require(can_steer(request.user), WHO.reviews())
    answer = carry_out(
        request,
        lambda: verbs.copy_targets(year, by=request.user, seen=seen_in(request)),
        lambda number: _("Targets copied: %s.") % number,
        lambda number: _list_url(year + 1 if number else year),
        otherwise=request.get_full_path(),
    )
    title = _("Copy the targets of %(year)s to %(next)s?") % {"year": year, "next": year + 1}
    lead = _("Targets that the next year already has stay as they are. You can change each value afterwards.")
    more = {"seen": verbs.version_of_years(year, request.user), "destroys_nothing": True}
    return answer or question_page(request, title, _list_url(year), _("Copy"), lead, **more)
