"""Views that put an open period right: it is deleted while nothing was filed, or asks one more unit."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.forms import DataSelect, PortalForm
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
    here = reverse("reports:period", args=[pk])
    if not open_periods.is_untouched(period):
        messages.error(request, _("This period already has entries and cannot be deleted."))
        return redirect(here)
    answer = carry_out(
        request,
        lambda: open_periods.delete_period(period, by=request.user),
        _("Reporting period deleted."),
        "reports:home",
        otherwise=here,
    )
    title, label = _("Delete this reporting period?"), _("Delete the reporting period")
    lead = _("No unit has to send this report any more. Data entered for these days stays.")
    return answer or question_page(request, title, here, label, lead, about=vi(period.title))


@require_http_methods(["GET", "POST"])
def period_add_unit(request, pk):
    """Ask one more unit for its report of the period."""
    period = _period_or_404(request, pk)
    units = open_periods.addable_units(period)
    if not units.exists():
        messages.info(request, _("All units that report on these dates are already in the period."))
        return redirect("reports:period", pk)
    form = AddUnitForm(sent(request), units=units)
    here, title, label = reverse("reports:period", args=[pk]), _("Add a unit to the period"), _("Ask this unit")
    return carry_out(
        request,
        lambda: open_periods.add_unit(period, form.cleaned_data["unit"], by=request.user),
        lambda added: format_html(_("{} has been asked to report."), vi(form.cleaned_data["unit"])),
        here,
        form=form,
        field="unit",
    ) or form_page(request, form, title, here, lead=vi(period.title), submit_label=label)
