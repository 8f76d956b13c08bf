"""Views that put an open period right: it is deleted while nothing was filed, or asks one more unit."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.lib.forms import DataSelect, PortalForm
from core.lib.text.markup import vi
from core.units.models import Unit
from filing.models import Period
from filing.submissions import open_periods


class AddUnitForm(PortalForm):
    """One more unit that is asked."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), widget=DataSelect)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


def _period_or_404(request, pk):
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_steer(request.user) and period.root_id == request.user.unit_id, WHO.reviews())
    return period


@require_http_methods(["GET", "POST"])
def period_delete(request, pk):
    """Ask whether to delete a period in which nothing was filed, and delete it."""
    period = _period_or_404(request, pk)
    back = redirect("reports:period", pk)
    if not open_periods.is_untouched(period):
        messages.error(request, _("This period already has entries and cannot be deleted."))
        return back
    if request.method == "POST":
        try:
            open_periods.delete_period(period, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return back
        messages.success(request, _("Reporting period deleted."))
        return redirect("reports:home")
    context = {
        "title": _("Delete this reporting period?"),
        "lead": _("No unit has to send this report any more. Data entered for these days stay."),
        "wording": period.title,
        "cancel_url": reverse("reports:period", args=[pk]),
        "submit_label": _("Delete the reporting period"),
    }
    return render(request, "reports/desk/period_delete.html", context)


@require_http_methods(["GET", "POST"])
def period_add_unit(request, pk):
    """Ask one more unit for its report of the period."""
    period = _period_or_404(request, pk)
    units = open_periods.addable_units(period)
    if not units.exists():
        messages.info(request, _("All units that report on these dates are already in the period."))
        return redirect("reports:period", pk)
    form = AddUnitForm(request.POST or None, units=units)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            open_periods.add_unit(period, unit, by=request.user)
            messages.success(request, format_html(_("{} has been asked to report."), vi(unit)))
            return redirect("reports:period", pk)
        except ValidationError as refusal:
            form.add_error("unit", refusal)
    context = {
        "form": form,
        "title": _("Add a unit to the period"),
        "lead": format_html("{}", vi(period.title)),
        "submit_label": _("Ask this unit"),
        "cancel_url": reverse("reports:period", args=[pk]),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
