"""The administrator's pages about units: the list, one unit, its names, and where it lies."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent, show
from core.lib.pages.merging import one_by_one
from core.lib.text.alphabetical import in_order
from core.lib.text.markup import vi
from core.units.locks import lock_unit
from core.units.models import Unit
from operations.administration.units import verbs
from operations.administration.units.filters import UnitFilter
from operations.administration.units.forms import NewUnitForm, UnitForm, placement_formset
from operations.administration.units.unit_list import unit_rows, units_of


@require_GET
def unit_list(request):
    """List the units down to the districts, the communes of one, or whatever is searched for."""
    require(can_administer(request.user), WHO.administers())
    rows = unit_rows(request.user)
    unit_filter = UnitFilter(request.GET, rows=rows)
    context = {
        "title": _("Units"),
        "filter": unit_filter,
        "page_obj": page_of(request, unit_filter.narrow(rows)),
        "today": today(),
    }
    return render(request, "administration/units/units.html", context)


def _unit_or_404(request, pk):
    require(can_administer(request.user), WHO.administers())
    return get_object_or_404(units_of(request.user), pk=pk)


def _locked_or_404(request, pk):
    """Return the unit; while it is saved, as it stands under its lock."""
    unit = _unit_or_404(request, pk)
    if request.method == "POST":
        lock_unit(pk)
        unit = _unit_or_404(request, pk)
    return unit


@require_GET
def unit_detail(request, pk):
    """Show the unit, where it lies, what it came from and became, its bodies and its people."""
    unit = _unit_or_404(request, pk)
    context = {
        "unit": unit,
        "placements": unit.placements.select_related("parent").order_by("-valid_from"),
        "origins": unit.origins.select_related("predecessor"),
        "successions": unit.successions.select_related("successor"),
        "bodies": unit.bodies.order_by("-valid_from"),
        "people": unit.people.filter(is_active=True).order_by("role", in_order("username")),
        "below": Unit.objects.under(unit.pk, today()).valid_on(today()).exclude(pk=unit.pk).count(),
        "has_ended": unit.valid_to is not None and unit.valid_to < today(),
        "crumbs": [(_("Units"), reverse("administration:units"))],
    }
    return render(request, "administration/units/unit.html", context)


@require_http_methods(["GET", "POST"])
def unit_new(request):
    """Set up a unit."""
    require(can_administer(request.user), WHO.administers())
    form = NewUnitForm(sent(request), by=request.user)
    units, lead = reverse("administration:units"), _("If the unit replaces another, prepare a change of units instead.")
    return carry_out(
        request,
        lambda: verbs.add(form.save(commit=False), form.cleaned_data["parent"], by=request.user),
        _("Unit added. It needs a body that signs, an officer and a head of office."),
        lambda unit: reverse("administration:unit", args=[unit.pk]),
        form=form,
    ) or form_page(request, form, _("Add a unit"), units, lead=lead, crumbs=[(_("Units"), units)])


def _unit_context(unit):
    here = reverse("administration:unit", args=[unit.pk])
    # As it is stored: a form that is wrong has changed the unit's names.
    name = str(unit)
    crumbs = [(_("Units"), reverse("administration:units")), (vi(name), here)]
    return {"cancel_url": here, "crumbs": crumbs, "subject": name}


@require_http_methods(["GET", "POST"])
@one_by_one
def unit_edit(request, pk):
    """Correct names, code and days that were wrong."""
    unit = _locked_or_404(request, pk)
    context = _unit_context(unit)
    form = UnitForm(sent(request), instance=unit, by=request.user)
    lead = _(
        "Use this to correct mistakes. For a unit renamed or merged by law, prepare a change of units. Its "
        "past data keeps the old name."
    )
    return carry_out(
        request,
        lambda: verbs.change(form.save(commit=False), form.changed_data, by=request.user),
        _("Saved."),
        context["cancel_url"],
        form=form,
    ) or form_page(request, form, _("Change the unit"), **context, lead=lead)


@require_http_methods(["GET", "POST"])
@one_by_one
def unit_placements(request, pk):
    """Change which units the unit lies in, from when to when."""
    unit = _locked_or_404(request, pk)
    formset = placement_formset(unit, request.user, sent(request))
    context = _unit_context(unit) | {"unit": unit, "rows": formset}
    return carry_out(
        request,
        lambda: verbs.save_placements(unit, formset, by=request.user),
        _("Saved."),
        context["cancel_url"],
        form=formset,
    ) or show(request, "administration/units/placements.html", context, formset)
