"""The administrator's pages about units: the tree, one unit, its names, where it lies, and what follows it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import WHO, can_administer, require
from administration import units
from administration.filters import UnitFilter
from administration.unit_forms import FollowingForm, NewUnitForm, UnitForm, placement_rows
from calendars.clock import today
from texts.forms import example
from units.models import Unit

PAGE_SIZE = 50


@require_GET
def unit_list(request):
    """The tree down to the districts; the communes of one, or whatever is looked for."""
    require(can_administer(request.user), WHO.administers())
    rows = units.tree_of(request.user)
    narrowed = UnitFilter(request.GET, rows=rows)
    context = {
        "title": _("Units"),
        "filter": narrowed,
        "page_obj": Paginator(narrowed.narrow(rows), PAGE_SIZE).get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(request, "administration/units.html", context)


def _unit(request, pk):
    require(can_administer(request.user), WHO.administers())
    return get_object_or_404(units.units_of(request.user), pk=pk)


@require_GET
def unit_detail(request, pk):
    """What the unit is, where it lies, what it came from and became, its bodies and its people."""
    unit = _unit(request, pk)
    context = {
        "unit": unit,
        "placements": unit.placements.select_related("parent").order_by("-valid_from"),
        "origins": unit.origins.select_related("predecessor"),
        "successions": unit.successions.select_related("successor"),
        "bodies": unit.bodies.order_by("-valid_from"),
        "people": unit.people.filter(is_active=True).order_by("role", "username"),
        "below": Unit.objects.under(unit.pk, today()).valid_on(today()).exclude(pk=unit.pk).count(),
        "has_ended": unit.valid_to is not None and unit.valid_to < today(),
        "crumbs": [(_("Units"), reverse("administration:units"))],
    }
    return render(request, "administration/unit.html", context)


@require_http_methods(["GET", "POST"])
def unit_new(request):
    """A unit that was not there."""
    require(can_administer(request.user), WHO.administers())
    form = NewUnitForm(request.POST or None, by=request.user)
    if form.is_valid() and (unit := _done(form, units.add, form.save(commit=False), form.cleaned_data["parent"],
                                          by=request.user)):  # fmt: skip
        messages.success(request, _("The unit is set up. It needs a body that signs, an officer and a head."))
        return redirect("administration:unit", unit.pk)
    context = {
        "form": form,
        "title": _("Set up a unit"),
        "lead": _("For one that takes the place of another, open that one and choose “Replace by a new unit”."),
        "cancel_url": reverse("administration:units"),
        "crumbs": [(_("Units"), reverse("administration:units"))],
    }
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


def _done(form, act, *args, **kwargs):
    """What the act gave back; None where it refused, with its words at the fields of the form."""
    try:
        return act(*args, **kwargs) or True
    except ValidationError as refusal:
        if hasattr(refusal, "error_dict"):
            for name, errors in refusal.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, refusal)
        return None


def _of_unit(unit):
    here = reverse("administration:unit", args=[unit.pk])
    # As it is stored: a form that is wrong has changed the unit's names.
    name = str(unit)
    crumbs = [(_("Units"), reverse("administration:units")), (example(name), here)]
    return {"cancel_url": here, "crumbs": crumbs, "subject": name}


@require_http_methods(["GET", "POST"])
def unit_edit(request, pk):
    """Names, code and days: to set right what was wrong."""
    unit = _unit(request, pk)
    words = _of_unit(unit)
    form = UnitForm(request.POST or None, instance=unit)
    if form.is_valid() and _done(form, units.change, form.save(commit=False), form.changed_data, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("administration:unit", pk)
    context = words | {
        "form": form,
        "title": _("Change the unit"),
        "lead": _("To set right what was wrong. A unit that is renamed or merged by law is replaced by a new one "
                  "instead: its past keeps the old name."),
    }  # fmt: skip
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def unit_placements(request, pk):
    """In what the unit lies, from when to when."""
    unit = _unit(request, pk)
    rows = placement_rows(unit, request.user, request.POST or None)
    if rows.is_bound and rows.is_valid():
        try:
            with transaction.atomic():
                units.save_placements(unit, rows, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("administration:unit", pk)
        except ValidationError as refusal:
            rows.non_form_errors().extend(refusal.messages)
    context = _of_unit(unit) | {"unit": unit, "rows": rows}
    return render(request, "administration/placements.html", context, status=422 if rows.is_bound else 200)


@require_http_methods(["GET", "POST"])
def unit_follow(request, pk):
    """The unit's name changes, or it merges with others: a new one begins, the old ones end the day before."""
    unit = _unit(request, pk)
    last = unit.placements.select_related("parent").order_by("-valid_from").first()
    names = {name: getattr(unit, name) for name in ("name", "short_name", "kind", "code")}
    form = FollowingForm(
        request.POST or None, by=request.user, before=unit, parent=last.parent if last else None, initial=names,
        instance=Unit(level=unit.level),
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        new = _done(form, units.follow, form.save(commit=False), [unit, *given["others"]], given["parent"],
                    is_part=given["is_part"], by=request.user)  # fmt: skip
        if new:
            messages.success(request, _("The new unit is set up. It needs a body that signs, an officer and a head."))
            return redirect("administration:unit", new.pk)
    context = _of_unit(unit) | {
        "form": form,
        "title": _("Replace by a new unit"),
        "lead": _("When the unit is renamed, merged or split by law. Its past stays under its old name; this can't be "
                  "taken back here."),
        "submit_label": _("Set the new unit up"),
    }  # fmt: skip
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)
