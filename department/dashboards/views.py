"""The pages of the dashboards, their charts as files, and a dashboard as a document."""

from django.core.files.base import ContentFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.downloads import send_file
from core.accounts.permissions import WHO, can_make_brief, require, units_in_sight
from core.accounts.ratelimit import ratelimited
from core.lib.text.paper_language import paper_language
from department.dashboards.chart_figures import scope_of_province, scope_of_unit
from department.dashboards.chart_files import TYPES, file_of, inline
from department.dashboards.contents import (
    charts_of,
    charts_on_screen,
    default_year,
    freeze_dashboard,
    units_for,
    years,
)
from filing import areas
from reports.views.compiled import request_compilation


@require_GET
def index(request):
    """Show the four areas and the units to choose among; redirect a district to its own dashboard."""
    if request.user.is_district:
        return redirect("steering:dashboard-unit", request.user.unit_id)
    require(can_make_brief(request.user), WHO.briefs())
    context = {
        "title": _("Dashboards"),
        "areas": [(area, _dashboard_url(area.app)) for area in areas.all_areas()],
        "units": units_for(request.user),
    }
    return render(request, "department/dashboards/dashboards.html", context)


@require_GET
def of_area(request, app):
    """Show all units together and side by side, in one of the four areas."""
    if request.user.is_district:
        return redirect("steering:dashboard-unit", request.user.unit_id)
    return _page(request, _province_scope(request), app, _dashboard_url(app))


@require_GET
def of_unit(request, pk):
    """Show the main figures of one unit in all four areas."""
    return _page(request, _unit_scope(request, pk), None, reverse("steering:dashboard-unit", args=[pk]))


@require_GET
@ratelimited("exports", "GET")
def area_chart(request, app, chart, format):
    return _file(_province_scope(request), app, chart, format)


@require_GET
@ratelimited("exports", "GET")
def unit_chart(request, pk, chart, format):
    return _file(_unit_scope(request, pk), None, chart, format)


@require_POST
@ratelimited("documents")
def area_document(request, app):
    return _document(request, _province_scope(request), app)


@require_POST
@ratelimited("documents")
def unit_document(request, pk):
    return _document(request, _unit_scope(request, pk), None)


def _province_scope(request):
    require(can_make_brief(request.user), WHO.briefs())
    return scope_of_province(request.user.unit, _year(request), request.POST or request.GET)


def _unit_scope(request, pk):
    return scope_of_unit(get_object_or_404(units_in_sight(request.user), pk=pk), _year(request))


def _year(request):
    """Return the year in the query or the form; the default one where that is none of the years."""
    requested = request.POST.get("year") or request.GET.get("year") or ""
    return next((year for year in years() if str(year) == requested), default_year())


def _page(request, scope, app, url):
    screen, groups = charts_on_screen(scope, app, request.GET)
    context = {
        "scope": scope,
        "screen": screen,
        "area": areas.area(app) if app else None,
        "groups": [
            (area, [(chart, inline(chart) if chart.block else "") for chart in charts]) for area, charts in groups
        ],
        "areas": [(area, _dashboard_url(area.app)) for area in areas.all_areas()],
        "years": years(),
        "asked_boundaries": f"&boundaries={scope.boundaries.asked}" if scope.boundaries.asked else "",
        "url": url,
    }
    return render(request, "department/dashboards/dashboard.html", context)


def _file(scope, app, key, format):
    """Send a chart as a file in that format; 404 for an internal one, which leaves in no file."""
    chart = {chart.key: chart for _area, charts in charts_of(scope, app) for chart in charts}.get(key)
    if chart is None or chart.internal or format not in TYPES or not (chart.block or format == "xlsx"):
        raise Http404
    name = "-".join(filter(None, ["bieu-do", (app or "").replace("_", "-"), key, scope.unit.slug, str(scope.year)]))
    return send_file(ContentFile(file_of(chart, format)), f"{name}.{format}", TYPES[format])


def _document(request, scope, app):
    with paper_language():
        compilation = freeze_dashboard(scope, charts_of(scope, app), by=request.user)
    return redirect("reports:document", request_compilation(compilation, request.user).pk)


def _dashboard_url(app):
    return reverse(f"steering:dashboard-{app}")
