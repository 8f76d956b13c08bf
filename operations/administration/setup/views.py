"""The administrator's first page: an empty portal becomes that of a province."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out, form_page, sent, show
from core.units.tree import has_units
from operations.administration.setup import verbs
from operations.administration.setup.forms import BodiesForm, ProvinceForm


@require_http_methods(["GET", "POST"])
def set_up(request):
    """Ask for province and day, show what will be made, and make it."""
    require(can_administer(request.user), WHO.administers())
    if has_units():
        messages.info(request, _("The system is already set up."))
        return redirect("reports:home")
    chosen = ProvinceForm(sent(request) or (request.GET if "province" in request.GET else None))
    title = _("Set up the system")
    if not chosen.is_valid():
        lead = _(
            "The system has no data yet. Choose the province. The next page shows its communes, wards and special "
            "zones and what will be set up, before anything is saved."
        )
        label, template = _("Show what will be set up"), "administration/choose.html"
        return form_page(request, chosen, title, "", lead=lead, submit_label=label, template=template)
    form = BodiesForm(sent(request), plan=chosen.plan)

    def make():
        level, level_from = form.cleaned_data["level"], form.cleaned_data["level_from"]
        return verbs.set_up(form.plan, level, level_from, form.templates(), by=request.user)

    # Looked at in any case: what was typed is shown as it will be printed.
    may_make = form.is_valid() and "make" in request.POST
    answer = may_make and carry_out(
        request,
        make,
        lambda province: _("%s is set up. Now invite its users.") % province,
        "reports:home",
        form=form,
    )
    if answer:
        return answer
    context = {
        "title": title,
        "form": form,
        "chosen": chosen,
        "plan": form.plan,
        "samples": _samples(form),
        "today": today(),
    }
    return show(request, "administration/setup/bodies.html", context, form)


def _samples(form):
    """Return (name, paper, signer) of the Department and of one unit of each kind, as they will be printed."""
    values = form.offered_values | (getattr(form, "cleaned_data", None) or {})
    templates, units = form.templates(values), form.plan.units()
    first_of_kind = {unit.kind: unit for unit in reversed(units[1:])}
    shown = [("province", units[0]), *(("commune", unit) for unit in reversed(first_of_kind.values()))]
    bodies = [templates[level].body_for(unit, units[0], unit.valid_from) for level, unit in shown]
    return [(body.name, body, signer) for body, signer in bodies]
