"""Choosing the unit whose paper is typed in, and ending that."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit import ACTIONS
from accounts.permissions import WHO, can_steer, require
from calendars.clock import today
from calendars.sensible import refuse_senseless
from steering import paper
from texts.forms import DataSelect, DayField, PortalForm, example
from texts.vietnamese import date_short
from units.models import Unit

LATEST_SHOWN = 20


class PaperForm(PortalForm):
    """Whose paper it is, its number and its day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), widget=DataSelect)
    number = forms.CharField(
        label=gettext_lazy("Number and symbol of the paper"), max_length=60, help_text=example("12/BC-LĐTBXH")
    )
    day = DayField(label=gettext_lazy("Day of the paper"), validators=[refuse_senseless])

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = paper.units_on_paper(person)

    def clean_day(self):
        if self.cleaned_data["day"] > today():
            raise ValidationError(_("The paper cannot be of a day after today."))
        return self.cleaned_data["day"]

    def reason(self):
        """The paper as the record of acts names it."""
        given = self.cleaned_data
        return f"Văn bản số {given['number']} ngày {date_short(given['day'])}"


@require_http_methods(["GET", "POST"])
def begin(request):
    """The question whose paper is typed in; while the mode is on, what it is and the way out."""
    require(can_steer(request.user), WHO.reviews())
    form = PaperForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        try:
            paper.begin(unit, form.reason(), by=request.user)
            messages.success(request, _("From now on you file for %s.") % unit)
            return redirect("reports:home")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    acts = paper.acts_on_paper(request.user)[:LATEST_SHOWN]
    context = {"form": form, "acts": [(one, ACTIONS[one.action]) for one in acts]}
    return render(request, "steering/paper.html", context, status=422 if form.is_bound else 200)


@require_POST
def end(request):
    """Whoever is in the mode may leave it, whatever their role became meanwhile."""
    require(can_steer(request.user) or request.user.acting_for_id, WHO.reviews())
    unit = paper.end(by=request.user)
    if unit is None:
        messages.info(request, _("You were filing for no unit."))
    else:
        messages.success(request, _("Ended: you no longer file for %s.") % unit)
    return redirect("steering:paper")
