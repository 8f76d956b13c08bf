"""The dashboards: of an area with all units, of one unit; each chart as a file, the whole as a document."""

from django.core.files.base import ContentFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.handing_out import hand_out
from accounts.pace import paced
from accounts.permissions import WHO, can_brief, require, units_in_sight
from progress import areas
from reports.views.compiled import asked_for
from steering.chart_files import TYPES, file_of, inline
from steering.dashboards import charts_of, frozen, units_for, usual_year, years
from steering.numbers import scope_of_province, scope_of_unit


@require_GET
def index(request):
    """The four areas and the units to choose among; a district is led to its own."""
    if request.user.is_district:
        return redirect("steering:dashboard-unit", request.user.unit_id)
    require(can_brief(request.user), WHO.briefs())
    context = {"areas": [(area, _url(area.app)) for area in areas.all_areas()], "units": units_for(request.user)}
    return render(request, "steering/dashboards.html", context)


@require_GET
def of_area(request, app):
    """All units together and side by side, in one of the four areas."""
    if request.user.is_district:
        return redirect("steering:dashboard-unit", request.user.unit_id)
    return _page(request, _province(request), app, _url(app))


@require_GET
def of_unit(request, pk):
    """The main figures of one unit in all four areas."""
    return _page(request, _unit(request, pk), None, reverse("steering:dashboard-unit", args=[pk]))


@require_GET
@paced("exports", "GET")
def area_chart(request, app, chart, format):
    return _file(_province(request), app, chart, format)


@require_GET
@paced("exports", "GET")
def unit_chart(request, pk, chart, format):
    return _file(_unit(request, pk), None, chart, format)


@require_POST
@paced("documents")
def area_document(request, app):
    return _document(request, _province(request), app)


@require_POST
@paced("documents")
def unit_document(request, pk):
    return _document(request, _unit(request, pk), None)


def _province(request):
    require(can_brief(request.user), WHO.briefs())
    return scope_of_province(request.user.unit, _year(request))


def _unit(request, pk):
    return scope_of_unit(get_object_or_404(units_in_sight(request.user), pk=pk), _year(request))


def _year(request):
    """The year that was asked for, in the query or the form; the usual one for whatever is none of them."""
    given = request.POST.get("year") or request.GET.get("year") or ""
    return next((one for one in years() if str(one) == given), usual_year())


def _page(request, scope, app, url):
    groups = charts_of(scope, app)
    context = {
        "scope": scope,
        "area": areas.area(app) if app else None,
        "groups": [(area, [(one, inline(one) if one.block else "") for one in charts]) for area, charts in groups],
        "areas": [(area, _url(area.app)) for area in areas.all_areas()],
        "years": years(),
        "url": url,
    }
    return render(request, "steering/dashboard.html", context)


def _file(scope, app, key, format):
    """A chart in a format. One that is internal leaves the portal in no file of its own."""
    found = {one.key: one for _area, charts in charts_of(scope, app) for one in charts}.get(key)
    if found is None or found.internal or format not in TYPES or not (found.block or format == "xlsx"):
        raise Http404
    name = "-".join(filter(None, ["bieu-do", (app or "").replace("_", "-"), key, scope.unit.slug, str(scope.year)]))
    return hand_out(ContentFile(file_of(found, format)), f"{name}.{format}", TYPES[format])


def _document(request, scope, app):
    made = frozen(scope, charts_of(scope, app), by=request.user)
    return redirect("reports:document", asked_for(made, request.user).pk)


def _url(app):
    return reverse(f"steering:dashboard-{app}")
